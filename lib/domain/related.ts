/** An observable that more cases than this hold says nearly nothing, and is left out. */
export const HOT = 500;

/** Of so many observables of a case the holders are looked up, the key and implicated ones first. */
export const MOST_COMPARED = 100;

/**
 * How much a shared observable says, by inverse document frequency: the fewer of `total` cases hold it, the more. 0 for what only one
 * case holds, or too many.
 */
export function rarity(holders: number, total: number): number {
  if (holders < 2 || holders > HOT) return 0;
  return Math.log(1 + Math.max(total, holders) / holders);
}

export interface SharedObservable {
  id: string;
  /** How many cases hold it. */
  holders: number;
}

export interface Ranked<Id> {
  id: Id;
  /** The sum of the rarity of what is shared. */
  score: number;
  /** Ids of what is shared, the rarest first. */
  shared: string[];
}

/** Cases by what they share with one: `held` says which case holds which of the observables. The most telling first, ties by `newer`. */
export function rankRelated<Id extends string>(
  observables: readonly SharedObservable[],
  held: readonly { caseId: Id; observableId: string }[],
  total: number,
  newer: (a: Id, b: Id) => number,
): Ranked<Id>[] {
  const weights = new Map(observables.map(({ id, holders }) => [id, rarity(holders, total)]));
  const weightOf = (id: string) => weights.get(id) ?? 0;
  return [...Map.groupBy(held, (one) => one.caseId)]
    .map(([id, links]) => {
      const shared = [...new Set(links.map((link) => link.observableId))]
        .filter((one) => weightOf(one) > 0)
        .sort((a, b) => weightOf(b) - weightOf(a) || (a < b ? -1 : 1));
      return { id, shared, score: shared.reduce((sum, one) => sum + weightOf(one), 0) };
    })
    .filter((one) => one.shared.length > 0)
    .sort((a, b) => b.score - a.score || newer(a.id, b.id));
}
