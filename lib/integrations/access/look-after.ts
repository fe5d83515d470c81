import { getComputer, getGroup } from '../../connectors/jamf.ts';
import { claimWatches, type Look, noteLook } from '../../services/access/watch.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { adminJamf, contactOf, type Reachable, tokens, unlessUnreachable } from './jamf.ts';

type Watched = Awaited<ReturnType<typeof claimWatches>>[number];

/** `failed`: what looks threw that could not be noted; each is made again later. */
export interface Looked {
  due: number;
  failed: unknown[];
}

/**
 * Looks after rights that are held, or over: is the Mac in the group, and has it checked in since? A few at a time, each by itself; one look at
 * the group serves all of them.
 */
export async function lookAfter(ctx: Ctx, at: Reachable): Promise<Looked> {
  const due = await claimWatches(ctx.db, ctx.now);
  const groups = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const membersOnce = (groupId: string) => {
    const asked = groups.get(groupId) ?? membersOf(at, groupId);
    groups.set(groupId, asked);
    return asked;
  };
  const looks = due.map(async (one) => {
    const look = await lookAt(at, one, membersOnce);
    await noteLook({ ctx: { ...ctx, now: new Date() }, input: { id: one.id, look } });
  });
  const ends = await Promise.allSettled(looks);
  return { due: due.length, failed: ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : [])) };
}

async function lookAt(
  at: Reachable,
  { groupId, deviceId, revokedAt }: Watched,
  membersOnce: (groupId: string) => Promise<ReadonlySet<string> | undefined>,
): Promise<Look> {
  const inGroup = (await membersOnce(groupId!))?.has(deviceId!);
  if (inGroup === undefined) return null;
  // A right that has come back does not wait for the Mac's inventory, which may be slow.
  if (inGroup && revokedAt !== null) return { inGroup, lastContactAt: null, deviceGone: null };
  const mac = await macOf(at, deviceId!);
  return { inGroup, lastContactAt: contactOf(mac), deviceGone: mac === undefined ? null : mac === null };
}

function membersOf(at: Reachable, groupId: string): Promise<ReadonlySet<string> | undefined> {
  return unlessUnreachable(async () => {
    const { connection } = await adminJamf(at, { evenOff: true });
    const group = await getGroup(connection, tokens, groupId);
    return new Set(group?.computerIds ?? []);
  });
}

function macOf(at: Reachable, deviceId: string) {
  return unlessUnreachable(async () => {
    const { connection } = await adminJamf(at, { evenOff: true });
    return getComputer(connection, tokens, deviceId);
  });
}
