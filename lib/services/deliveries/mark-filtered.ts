import type { Ctx } from '../kernel/index.ts';
import { type Settled, settle } from './settle.ts';

/** Its workflow lets it lead to nothing; the reason says which value decided. */
export const markFiltered = ({ ctx, input }: { ctx: Ctx; input: Settled }): Promise<void> =>
  settle(ctx, 'filtered', input);
