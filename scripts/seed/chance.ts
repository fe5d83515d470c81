import type { Random } from '#e2e/support/random.ts';

/** A pick by weight. */
export function pickBy<T>(random: Random, list: readonly T[], weightOf: (one: T) => number): T {
  let left = random.next() * list.reduce((sum, one) => sum + weightOf(one), 0);
  for (const one of list) {
    left -= weightOf(one);
    if (left < 0) return one;
  }
  return list.at(-1)!;
}

/** The name of one of some weights. */
export function pickKey<K extends string>(random: Random, weights: Readonly<Partial<Record<K, number>>>): K {
  return pickBy(random, Object.entries(weights) as [K, number][], ([, weight]) => weight)[0];
}

/** A log-normal length: half are below the median, few are many times as long, as the times of people are. */
export function lengthAround(random: Random, median: number, sigma = 0.9): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.round(median * Math.exp(sigma * normal));
}
