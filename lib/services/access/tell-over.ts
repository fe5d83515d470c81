import type { AccessRequest } from '../../db/schema/index.ts';
import type { TxCtx } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';

/** Tells the members whom a request concerns that it is over, and why, where nothing was granted and nobody has decided so. */
export async function tellOver(ctx: TxCtx, of: AccessRequest): Promise<void> {
  const words = OVER[of.state];
  if (words === undefined) return;
  const on = of.deviceName === null ? '' : ` on ${of.deviceName}`;
  await tell(ctx, {
    kind: 'access.decided',
    cause: `access/${of.id}/over`,
    to: { members: concernedMembers(of) },
    severity: 'low',
    title: `The request for administrator rights${on} ${words}`,
    body: of.note ?? '',
    link: `/access?request=${of.id}`,
    exceptActor: true,
  });
}

const OVER: Partial<Record<AccessRequest['state'], string>> = {
  expired: 'has expired',
  cancelled: 'was ended',
  failed: 'cannot be met',
};

/** Who would get the right and who asked for it, as far as they are members: behind a request of the API stands a key. */
export function concernedMembers({ beneficiaryId, requesterId, source }: AccessRequest): string[] {
  const ids = [beneficiaryId, source === 'api' ? null : requesterId];
  return [...new Set(ids.filter((id) => id !== null))];
}
