import type { AccessRequest } from '../../db/schema/index.ts';
import type { AccessChoice, Choices } from '../../domain/access/choices.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { changeRequest } from './change.ts';
import { choose, deviceOf } from './choose.ts';
import { endRequest } from './end.ts';
import { lockRequest } from './fetch.ts';
import { type AccessParameters, accessParameters } from './parameters.ts';

export interface FoundMacs extends Choices {
  id: string;
}

/** What became of a look at somebody's Macs: none can be had, one is settled, or the person picks. */
export type Offered = 'none' | 'settled' | 'asked' | 'over';

/**
 * Takes in which Macs can be had. None ends the request, saying why and whom to call. In Slack the person always picks; elsewhere the only one there
 * is, or the one that was named, is taken. Also for a request that was approved before its Mac was looked at.
 */
export async function offerMacs({ ctx, input }: { ctx: Ctx; input: FoundMacs }): Promise<{ offered: Offered }> {
  return transact(ctx, 'access.offer_macs', async (tx) => {
    const before = await lockRequest(tx, input.id);
    // Of two runs that looked, the other one was first.
    if (before.state === 'approved' && before.checkedAt !== null) return { offered: 'settled' as const };
    const early = before.state === 'approved' && before.checkedAt === null;
    if (!early && (before.state !== 'requested' || before.step !== 'macs')) return { offered: 'over' as const };
    const parameters = await accessParameters(tx.tx);
    const able = input.choices.filter(({ deviceId }) => before.deviceId === null || deviceId === before.deviceId);
    if (able.length === 0) {
      await endRequest(tx, before, { state: 'failed', note: noneWords(before, input, parameters) });
      return { offered: 'none' as const };
    }
    if (early) {
      await changeRequest(tx, before, { action: 'access.mac', set: { ...deviceOf(unsaid(able)), checkedAt: tx.now } });
      return { offered: 'settled' as const };
    }
    if (able.length === 1 && before.source !== 'slack') {
      await choose(tx, before, able[0]!, parameters);
      return { offered: 'settled' as const };
    }
    const expiresAt = new Date(tx.now.getTime() + parameters.answerWithinMinutes * 60_000);
    await changeRequest(tx, before, {
      action: 'access.macs',
      event: 'access/answered',
      set: { choices: able, step: 'mac', expiresAt },
    });
    return { offered: 'asked' as const };
  });
}

/** What is known of a Mac whose store nobody was asked about: where there is no network to tell it, its building at most. */
function unsaid([first, ...others]: readonly AccessChoice[]): AccessChoice {
  if (others.length > 0) return { ...first!, store: null, storeBy: null };
  return first!.storeBy === 'self' ? { ...first!, storeBy: null } : first!;
}

function noneWords(of: AccessRequest, { refused, choices }: Choices, { helpDesk }: AccessParameters): string {
  const call = `Call ${helpDesk}.`;
  const { deviceId, beneficiaryEmail } = of;
  if (deviceId !== null && choices.length > 0)
    return `The Mac ${deviceId} is none of the approved Macs of ${beneficiaryEmail}. ${call}`;
  if (refused.length === 0) return `Jamf knows no Mac of ${beneficiaryEmail}. ${call}`;
  const why = refused.slice(0, 5).map(({ name, reason }) => `${name}: ${reason}`);
  return `No Mac of ${beneficiaryEmail} can be had now. ${why.join(' ')} ${call}`;
}
