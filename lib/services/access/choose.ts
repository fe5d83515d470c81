import type { AccessRequest } from '../../db/schema/index.ts';
import type { AccessChoice } from '../../domain/access/choices.ts';
import type { TxCtx } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';
import { changeRequest } from './change.ts';
import type { AccessParameters } from './parameters.ts';
import { approvers } from './people.ts';

/** The Mac is settled: now the approvers are asked. */
export async function choose(
  ctx: TxCtx,
  before: AccessRequest,
  choice: AccessChoice,
  { approveWithinMinutes, approverGroup }: AccessParameters,
): Promise<AccessRequest> {
  const within = approveWithinMinutes * 60_000;
  const after = await changeRequest(ctx, before, {
    action: 'access.mac',
    event: 'access/answered',
    set: {
      ...deviceOf(choice),
      step: 'approval',
      checkedAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + within),
      escalateAt: new Date(ctx.now.getTime() + within / 2),
    },
  });
  const deciders = (await approvers(ctx.tx, approverGroup)).filter(
    ({ id, email }) =>
      id !== after.requesterId &&
      id !== after.beneficiaryId &&
      ![after.beneficiaryEmail, after.requesterEmail].includes(email.toLowerCase()),
  );
  await tell(ctx, {
    kind: 'access.requested',
    cause: `access/${after.id}/approval`,
    to: { members: deciders.map(({ id }) => id) },
    severity: 'medium',
    title: `${after.beneficiaryName} asks for administrator rights on ${after.deviceName}`,
    body: `${after.reason} For ${after.minutes} minutes.`,
    link: `/access?request=${after.id}`,
  });
  return after;
}

/** What a request keeps of a choice. */
export function deviceOf({ deviceId, deviceName, serialNumber, store, storeBy }: AccessChoice): Partial<AccessRequest> {
  return {
    deviceId,
    deviceName,
    deviceSerial: serialNumber,
    storeKey: store?.key ?? null,
    storeName: store?.name ?? null,
    storeBy,
  };
}
