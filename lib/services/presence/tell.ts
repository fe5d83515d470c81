import type { Case } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { type TxCtx, tellPages } from '../kernel/index.ts';

/** The name under which browsers hear that somebody came or went. */
export const PRESENCE_CHANGED = 'case/presence.changed';

export const tellPresence = (ctx: TxCtx, of: Pick<Case, 'id' | 'number'>): Promise<void> =>
  tellPages(ctx, PRESENCE_CHANGED, { key: keyOf(of.number) }, { caseId: of.id });
