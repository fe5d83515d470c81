import { setTimeout } from 'node:timers/promises';
import { ConnectorError } from '../connectors/http/error.ts';
import { DEVICE_SOURCE_TITLES, type DeviceAnswerState, type DeviceSource } from '../domain/device/sources.ts';
import { isWanted, type WantedDevice } from '../domain/device/wanted.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import { recordCall } from '../services/connectors/record-call.ts';
import { freshAnswer } from '../services/devices/fresh-answer.ts';
import { pausedUntil, pauseSource } from '../services/devices/pause.ts';
import { recordDeviceAnswer } from '../services/devices/record-answer.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { type AgentTerms, type Found, type OpenDeviceSource, openDeviceSource } from './device-source.ts';

export interface AskDeviceInput {
  source: DeviceSource;
  observableId: string;
  wanted: WantedDevice;
  agents: AgentTerms;
  /** An answer that is no older is not asked for again; null: it is asked for in any case. */
  freshSince: Date | null;
  allowedNetworks: readonly string[];
}

export interface DeviceSaid {
  source: DeviceSource;
  state: DeviceAnswerState;
  note: string;
  /** How long a source wants to be left alone that limits us; null: it does not. */
  waitSeconds: number | null;
}

/** How long a source is left alone that says “too many” without saying for how long. */
const PAUSE_MS = 60_000;
const SECOND_TRY_MS = 500;
/** A second try waits no longer than this: the other sources' facts are there. */
const LONGEST_TRY_MS = 5_000;

/**
 * Asks one source about a device and records what came of it. A source that is off, down, slow or limited is an answer too: nothing of a vendor is
 * thrown. Its connector keeps when it was called and what went wrong. Errors: `not_found` for the observable.
 */
export async function askDeviceSource({ ctx, input }: { ctx: Ctx; input: AskDeviceInput }): Promise<DeviceSaid> {
  const { source, observableId, agents, freshSince, allowedNetworks } = input;
  const title = DEVICE_SOURCE_TITLES[source];
  const connector = await readCredentials(ctx.db, source);
  if (!connector.enabled) return said(ctx, input, 'off', `${title} is switched off.`);
  const open = openDeviceSource(source, connector, allowedNetworks, agents);
  if (!open) return said(ctx, input, 'off', `${title} lacks its address or its secrets.`);
  const fresh = freshSince && (await freshAnswer({ ctx, input: { observableId, source, since: freshSince } }));
  if (fresh) return { source, ...fresh, waitSeconds: null };
  const until = await pausedUntil({ ctx, input: { source } });
  if (until) return limited(ctx, input, `${title} lets us ask no more for now.`, until.getTime() - ctx.now.getTime());
  return ask(ctx, input, open);
}

async function ask(ctx: Ctx, input: AskDeviceInput, open: OpenDeviceSource): Promise<DeviceSaid> {
  const { source, wanted } = input;
  try {
    const found = await find(open, wanted);
    if (found === null) return await said(ctx, input, 'off', `${DEVICE_SOURCE_TITLES[source]} knows no addresses.`);
    await recordCall(ctx.db, { id: source, at: new Date(), error: null });
    const records = found.records.filter((record) => isWanted(wanted, record));
    const answer = { records, raw: found.raw };
    return await said(ctx, input, records.length > 0 ? 'answered' : 'unknown', found.notes.join(' '), answer);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await recordCall(ctx.db, { id: source, at: new Date(), error: error.message });
    if (error.class !== 'rate_limited') return said(ctx, input, 'failed', error.message);
    const waitMs = error.retryAfterMs ?? PAUSE_MS;
    await pauseSource({ ctx, input: { source, until: new Date(Date.now() + waitMs) } });
    return limited(ctx, input, error.message, waitMs);
  }
}

/** A call that was lost on the way, or came too early, is made once more. */
async function find({ find: call }: OpenDeviceSource, wanted: WantedDevice): Promise<Found | null> {
  try {
    return await call(wanted);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.class !== 'transient') throw error;
    await setTimeout(Math.min(error.retryAfterMs ?? SECOND_TRY_MS, LONGEST_TRY_MS));
    return call(wanted);
  }
}

async function limited(ctx: Ctx, input: AskDeviceInput, note: string, waitMs: number): Promise<DeviceSaid> {
  return { ...(await said(ctx, input, 'limited', note)), waitSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
}

async function said(
  ctx: Ctx,
  { source, observableId }: AskDeviceInput,
  state: DeviceAnswerState,
  note: string,
  answer: Partial<Found> = {},
): Promise<DeviceSaid> {
  await recordDeviceAnswer({ ctx, input: { observableId, source, state, at: new Date(), note, ...answer } });
  return { source, state, note, waitSeconds: null };
}
