import { ConnectorError } from '../connectors/http/error.ts';
import { type VipJudgement, type VipParameters, vipOf } from '../domain/okta/vip.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { fetchOktaStanding } from './fetch-okta-standing.ts';

export interface AskedVip extends VipJudgement {
  /** Milliseconds after which a limited Okta wants to be asked again; null where it limits nothing. */
  retryAfterMs: number | null;
  /** Those of the users of whom it was said that they are none, as they were named. */
  told: string[];
}

/**
 * Whether one of these users is a VIP, as Okta has their groups and roles now. Never throws for an Okta that does not answer: then it is
 * not known, and the reason says why.
 * @param asked.users Okta's ids or logins
 */
export async function askWhetherVip(
  db: Ctx['db'],
  {
    users,
    parameters,
    allowedNetworks,
  }: { users: readonly string[]; parameters: VipParameters; allowedNetworks: readonly string[] },
): Promise<AskedVip> {
  const told: string[] = [];
  let answer: Asked = { vip: 'nobody', reason: 'Okta names no user in this event.', retryAfterMs: null };
  for (const [at, user] of users.entries()) {
    const one = await askOne(db, user, parameters, allowedNetworks);
    if (one.vip === 'yes') return { ...one, told };
    if (one.vip === 'no') told.push(user);
    if (at === 0 || one.vip === 'unknown') answer = one;
  }
  return { ...answer, told };
}

type Asked = Omit<AskedVip, 'told'>;

async function askOne(
  db: Ctx['db'],
  user: string,
  parameters: VipParameters,
  allowedNetworks: readonly string[],
): Promise<Asked> {
  try {
    const { standing, note } = await fetchOktaStanding(db, { user, allowedNetworks });
    const judgement = vipOf(standing, parameters);
    return { ...judgement, reason: standing ? judgement.reason : note, retryAfterMs: null };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return {
      vip: 'unknown',
      reason: `Okta could not be asked: ${error.message}`,
      // Okta tells with each answer when its bucket is full again; only a limited one makes us wait for it.
      retryAfterMs: error.class === 'rate_limited' ? (error.retryAfterMs ?? null) : null,
    };
  }
}
