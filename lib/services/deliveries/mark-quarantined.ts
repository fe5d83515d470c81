import type { Ctx } from '../kernel/index.ts';
import { type Settled, settle } from './settle.ts';

/** The mapping made no case of it; the reason says what was wrong. It is delivered again once the mapping is mended. */
export const markQuarantined = ({ ctx, input }: { ctx: Ctx; input: Settled }): Promise<void> =>
  settle(ctx, 'quarantined', input);
