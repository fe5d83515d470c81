import { ConnectorError } from '../../connectors/http/error.ts';
import { addToGroup, isInGroup } from '../../connectors/jamf.ts';
import { beginGrant, confirmGrant } from '../../services/access/grant.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { adminJamf, contactOf, noted, nudge, quickLook, type Reachable, tokens } from './jamf.ts';

/** `over`: the request has moved on, or its time has, and nothing is granted. */
export type Granted = { state: 'granted'; endsAt: string } | { state: 'over' };

/**
 * Asks Jamf for the right, and looks there whether it has it. That Jamf is asked is kept first, so that a right whose answer was lost is still
 * taken back. May be done again. Throws ConnectorError.
 */
export async function grantRight(ctx: Ctx, at: Reachable, id: string): Promise<Granted> {
  const { connection, groupId } = await adminJamf(at);
  if (groupId === null) {
    const message = 'adminGroupId is not set. An administrator sets it under Connectors';
    throw new ConnectorError({ class: 'refused', vendor: 'Jamf Pro', message });
  }
  const begun = await beginGrant({ ctx, input: { id, groupId } });
  if (begun === null) return { state: 'over' };
  if ('already' in begun) return { state: 'granted', endsAt: begun.endsAt };
  // Asked before the right is there: a check-in that is later than this one may have heard of it.
  const mac = await quickLook(connection, begun.computerId);
  await noted(at.db, 'jamf', async () => {
    await addToGroup(connection, tokens, begun);
    if (!(await isInGroup(connection, tokens, begun)))
      throw new ConnectorError({ class: 'transient', vendor: 'Jamf Pro', message: 'the Mac is not in the group yet' });
  });
  const lastContactAt = contactOf(mac);
  const granted = await confirmGrant({ ctx: { ...ctx, now: new Date() }, input: { id, lastContactAt } });
  await nudge(connection, mac);
  return granted ? { state: 'granted', endsAt: granted.endsAt } : { state: 'over' };
}
