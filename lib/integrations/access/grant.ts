import { ConnectorError } from '../../connectors/http/error.ts';
import { addToGroup, blankPush, getComputer, isInGroup } from '../../connectors/jamf.ts';
import { beginGrant, confirmGrant } from '../../services/access/grant.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { adminJamf, noted, type Reachable, tokens } from './jamf.ts';

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
  const membership = await beginGrant({ ctx, input: { id, groupId } });
  if (membership === null) return { state: 'over' };
  const mac = await noted(at.db, 'jamf', async () => {
    await addToGroup(connection, tokens, membership);
    if (!(await isInGroup(connection, tokens, membership)))
      throw new ConnectorError({ class: 'transient', vendor: 'Jamf Pro', message: 'the Mac is not in the group yet' });
    const found = await getComputer(connection, tokens, membership.computerId);
    if (found?.managementId) await nudge(() => blankPush(connection, tokens, found.managementId!));
    return found;
  });
  const lastContactAt = mac?.lastContactAt ? new Date(mac.lastContactAt) : null;
  const granted = await confirmGrant({ ctx: { ...ctx, now: new Date() }, input: { id, lastContactAt } });
  return granted ? { state: 'granted', endsAt: granted.endsAt } : { state: 'over' };
}

/** A help, and no more: the right stands without it. */
async function nudge(push: () => Promise<void>): Promise<void> {
  try {
    await push();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
  }
}
