/** How long something took, in seconds. */
export interface SpreadOf {
  count: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
}

/** The mean to a tenth, the median and the 90th percentile by nearest rank: times that really were taken. */
export function spreadOf(parts: readonly Int32Array[]): SpreadOf {
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  if (count === 0) return { count, mean: null, median: null, p90: null };
  const all = new Int32Array(count);
  let sum = 0;
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
    for (const seconds of part) sum += seconds;
  }
  all.sort();
  const rank = (share: number) => all[Math.max(0, Math.ceil(share * count) - 1)]!;
  return { count, mean: Math.round((sum / count) * 10) / 10, median: rank(0.5), p90: rank(0.9) };
}
