import { ConnectorError } from '../../connectors/http/error.ts';
import { blankPush, getComputer, getGroup, isInGroup, removeFromGroup } from '../../connectors/jamf.ts';
import {
  beginRevocation,
  confirmRevocation,
  noteRevocationProblem,
  type RevocationTry,
} from '../../services/access/revoke.ts';
import { dueWatches, noteLook } from '../../services/access/watch.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { adminJamf, noted, type Reachable, tokens } from './jamf.ts';

/** `waiting`: another try follows, and the problem is kept; `nothing`: there was nothing to take back. */
export type Revoked = 'revoked' | 'waiting' | 'nothing';

/**
 * One try to take a right back: out of Jamf's group, and a look whether it is out. Never throws for what Jamf does: when the next try follows
 * was kept before.
 */
export async function tryRevocation(ctx: Ctx, at: Reachable, id: string): Promise<Revoked> {
  const begun = await beginRevocation({ ctx, input: { id } });
  if (begun === null) return 'nothing';
  try {
    const facts = await noted(at.db, 'jamf', () => takeOut(at, begun));
    await confirmRevocation({ ctx: { ...ctx, now: new Date() }, input: { id, ...facts } });
    return 'revoked';
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await noteRevocationProblem(at.db, id, error.message);
    return 'waiting';
  }
}

async function takeOut(at: Reachable, { groupId, computerId }: RevocationTry) {
  if (groupId === null || computerId === null) return { lastContactAt: null, deviceGone: false };
  const { connection } = await adminJamf(at, { evenOff: true });
  const membership = { groupId, computerId };
  await removeFromGroup(connection, tokens, membership);
  if (await isInGroup(connection, tokens, membership))
    throw new ConnectorError({ class: 'transient', vendor: 'Jamf Pro', message: 'the Mac is still in the group' });
  const mac = await getComputer(connection, tokens, computerId);
  if (mac?.managementId) await blankPush(connection, tokens, mac.managementId).catch(() => undefined);
  return { lastContactAt: mac?.lastContactAt ? new Date(mac.lastContactAt) : null, deviceGone: mac === null };
}

/**
 * Looks after rights that are over: is the Mac still out of the group, and has it checked in since? One look at the group serves all
 * that are due. Answers how many were due.
 */
export async function lookAfterEnded(ctx: Ctx, at: Reachable): Promise<number> {
  const due = await dueWatches(ctx.db, ctx.now);
  const members = new Map<string, ReadonlySet<string> | null>();
  for (const { id, groupId, deviceId } of due) {
    if (!members.has(groupId!)) members.set(groupId!, await membersOf(at, groupId!));
    const inGroup = members.get(groupId!)?.has(deviceId!) ?? null;
    const mac = inGroup === null ? null : await macOf(at, deviceId!);
    const look = inGroup === null || mac === null ? null : { inGroup, ...mac };
    await noteLook({ ctx, input: { id, look } });
  }
  return due.length;
}

/** Null: Jamf could not be asked now. */
function membersOf(at: Reachable, groupId: string): Promise<ReadonlySet<string> | null> {
  return unlessUnreachable(async () => {
    const { connection } = await adminJamf(at, { evenOff: true });
    const group = await getGroup(connection, tokens, groupId);
    return new Set(group?.computerIds ?? []);
  });
}

function macOf(at: Reachable, deviceId: string) {
  return unlessUnreachable(async () => {
    const { connection } = await adminJamf(at, { evenOff: true });
    const mac = await getComputer(connection, tokens, deviceId);
    return { lastContactAt: mac?.lastContactAt ? new Date(mac.lastContactAt) : null, deviceGone: mac === null };
  });
}

async function unlessUnreachable<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}
