const STEPS = [1, 2, 2.5, 5, 10];

/** The gridlines of an axis from nought that holds `highest`: about `lines` of them, at numbers that people count in. */
export function ticksFor(highest: number, lines = 4): number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, STEPS.map((of) => of * power).find((of) => of >= rough)!);
  const count = Math.ceil(highest / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
