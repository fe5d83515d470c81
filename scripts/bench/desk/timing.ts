/** What something took, in milliseconds. */
export interface Timing {
  p50: number;
  p95: number;
}

/** Times `work` after it has run a few times unmeasured, one after the other. */
export async function timeOf(work: () => Promise<unknown>, times: number): Promise<Timing> {
  for (let warm = 0; warm < Math.min(3, times); warm++) await work();
  const took: number[] = [];
  for (let run = 0; run < times; run++) {
    const begun = performance.now();
    await work();
    took.push(performance.now() - begun);
  }
  return timingOf(took);
}

/** The median and the 95th percentile (nearest rank) of some times. */
export function timingOf(took: readonly number[]): Timing {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

export const round = (value: number) => Math.round(value * 10) / 10;
