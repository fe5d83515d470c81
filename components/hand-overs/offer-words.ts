import type { HandOverInput } from '#lib/domain/hand-over.ts';
import type { HandOverDraftItem } from '#lib/domain/views/hand-over.ts';
import type { WordField } from './words.ts';

/** What is written of one case, and whether it goes along. */
export type CaseWords = Record<WordField, string> & { included: boolean };
/** By the case's key; a case that nobody touched is as {@link startOf} says. */
export type OfferWords = Readonly<Record<string, CaseWords>>;

/** What a case begins with: it goes along, unless it is offered already. */
export function startOf({ nextStep, offeredTo }: HandOverDraftItem): CaseWords {
  return { included: offeredTo === null, note: '', hypothesis: '', pendingApprovals: '', nextStep };
}

/** The items of the offer, in the order of the list. */
export function itemsOf(items: readonly HandOverDraftItem[], words: OfferWords): HandOverInput['items'] {
  return items.flatMap((item) => {
    const { included, ...texts } = words[item.case.key] ?? startOf(item);
    return included && item.offeredTo === null ? [{ case: item.case.key, ...texts }] : [];
  });
}

export const isEmptyOffer = (items: readonly HandOverDraftItem[], words: OfferWords): boolean =>
  itemsOf(items, words).length === 0;
