import type { Ctx } from '../kernel/index.ts';
import { settle } from './settle.ts';

/** A later run of a delivery that was filtered or quarantined has made a case of it. */
export const markAccepted = ({ ctx, input }: { ctx: Ctx; input: { deliveryId: string } }): Promise<void> =>
  settle(ctx, 'accepted', { ...input, reason: null });
