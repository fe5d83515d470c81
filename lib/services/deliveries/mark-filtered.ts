import type { Ctx } from '../kernel/index.ts';
import { type Settled, settle } from './settle.ts';

/** The workflow opened no case for it; the reason names the value that decided. */
export const markFiltered = ({ ctx, input }: { ctx: Ctx; input: Settled }): Promise<void> =>
  settle(ctx, 'filtered', input);
