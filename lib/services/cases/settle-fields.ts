import type { Case } from '../../db/schema/index.ts';
import type { CustomFields } from '../../domain/case.ts';
import { settleCategory } from '../categories/settle.ts';
import { settleCustomFields } from '../custom-fields/settle.ts';
import type { TxCtx } from '../kernel/index.ts';
import { settleStore } from '../stores/settle.ts';

interface Settled {
  category?: string | undefined;
  store?: string | null | undefined;
  customFields?: CustomFields | undefined;
}

/**
 * The given fields with what the house's settings make of them: the keys of category and store, and custom fields checked against their
 * definitions. What stays as the case has it already is not asked again. Throws `invalid`.
 */
export async function settleFields<F extends Settled>(
  ctx: TxCtx,
  given: F,
  before: Pick<Case, 'category' | 'store' | 'customFields'> | null,
): Promise<F> {
  const { category, store, customFields } = given;
  return {
    ...given,
    ...(category !== undefined && category !== before?.category && { category: await settleCategory(ctx, category) }),
    ...(store != null && store !== before?.store && { store: await settleStore(ctx, store) }),
    ...(customFields && { customFields: await settleCustomFields(ctx, before?.customFields ?? {}, customFields) }),
  };
}
