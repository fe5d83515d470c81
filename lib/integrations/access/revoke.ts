import { ConnectorError } from '../../connectors/http/error.ts';
import { isInGroup, removeFromGroup } from '../../connectors/jamf.ts';
import {
  beginRevocation,
  confirmRevocation,
  noteRevocationProblem,
  type RevocationTry,
} from '../../services/access/revoke.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { adminJamf, contactOf, noted, nudge, quickLook, type Reachable, tokens } from './jamf.ts';

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
  const refusal = await refusalOf(() => removeFromGroup(connection, tokens, membership));
  if (await isInGroup(connection, tokens, membership))
    throw (
      refusal ??
      new ConnectorError({ class: 'transient', vendor: 'Jamf Pro', message: 'the Mac is still in the group' })
    );
  const mac = await quickLook(connection, computerId);
  await nudge(connection, mac);
  return { lastContactAt: contactOf(mac), deviceGone: mac === null };
}

/** Jamf may refuse to remove a Mac that it does not know any more: whether it is out says the group, and no refusal. */
async function refusalOf(remove: () => Promise<void>): Promise<ConnectorError | null> {
  try {
    await remove();
    return null;
  } catch (error) {
    if (error instanceof ConnectorError && (error.class === 'bad_request' || error.class === 'not_found')) return error;
    throw error;
  }
}
