import { ConnectorError } from '../../connectors/http/error.ts';
import { postCard, type TeamsConnection, type TeamsReceipt } from '../../connectors/teams.ts';
import { cardOf } from '../../domain/health/card.ts';
import type { HealthCard, HealthSnapshot } from '../../domain/views/health.ts';
import { readCredentials } from '../../services/connectors/read-credentials.ts';
import { recordCall } from '../../services/connectors/record-call.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { claimCard } from '../../services/reports/claim-card.ts';
import { getReport } from '../../services/reports/get.ts';
import { settleCard } from '../../services/reports/settle-card.ts';
import { teamsConnectionOf } from '../channel-connections.ts';

export interface SendCardInput {
  reportId: string;
  publicUrl: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
}

const TEAMS = 'teams';
/** With these Teams, or the flow before it, has taken nothing. Behind another status of a gateway the card may stand. */
const NOT_TAKEN = [429, 500, 503];

const OFF: HealthCard = {
  state: 'off',
  note: 'No card was sent: the connector Teams is switched off, or has no webhook.',
};
const CRASHED: HealthCard = {
  state: 'unknown',
  note: 'The worker ended while the card was sent: it may stand in Teams, and is not sent again.',
};

/**
 * Sends a report's card to Teams and keeps with the report what became of it. Teams knows no key by which it would drop a second card, so what may
 * have arrived is not sent again: ConnectorError is thrown only where Teams said that it took nothing and another try may help.
 */
export async function sendHealthCard({ ctx, input }: { ctx: Ctx; input: SendCardInput }): Promise<HealthCard> {
  const { reportId: id, allowedNetworks } = input;
  const before = await claimCard({ ctx, input: { id } });
  if (before && before.state !== 'sending') return before;
  const set = await readCredentials(ctx.db, TEAMS);
  const connection = set.enabled ? teamsConnectionOf(set, allowedNetworks) : null;
  const card = before ? CRASHED : connection ? await send(ctx, connection, input) : OFF;
  await settleCard({ ctx, input: { id, card } });
  return card;
}

/** Keeps that no try got through. */
export async function noteCardFailed({
  ctx,
  input: { reportId: id, why },
}: {
  ctx: Ctx;
  input: { reportId: string; why: string };
}): Promise<HealthCard> {
  const card: HealthCard = { state: 'failed', note: why };
  await settleCard({ ctx, input: { id, card } });
  return card;
}

async function send(
  ctx: Ctx,
  connection: TeamsConnection,
  { reportId, publicUrl }: SendCardInput,
): Promise<HealthCard> {
  const { title, snapshot } = await getReport({ ctx, input: { id: reportId } });
  const card = cardOf(snapshot as HealthSnapshot, { title, url: `${publicUrl}/reports/${reportId}` });
  try {
    const receipt = await postCard(connection, card);
    await recordCall(ctx.db, { id: TEAMS, at: new Date(), error: null });
    return { state: 'accepted', note: wordsOf(receipt) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await recordCall(ctx.db, { id: TEAMS, at: new Date(), error: error.message });
    if (error.class !== 'transient' && error.class !== 'rate_limited') return { state: 'failed', note: error.message };
    if (error.class === 'transient' && !NOT_TAKEN.includes(error.answer?.status ?? 0))
      return { state: 'unknown', note: `${error.message} The card may stand in Teams, and is not sent again.` };
    await settleCard({ ctx, input: { id: reportId, card: null } });
    throw error;
  }
}

function wordsOf({ kind, cut }: TeamsReceipt): string {
  const taken =
    kind === 'workflow'
      ? 'Teams accepted the card; that its flow shows it is not said.'
      : 'The retired connector of Teams accepted the card.';
  return cut ? `${taken} It was shortened; the report has all of it.` : taken;
}
