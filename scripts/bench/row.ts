/** One line of the benchmark's table: ours beside what it is held against, measured in the same run. */
export interface Row {
  name: string;
  ours: number;
  /** Null where the target is absolute. */
  baseline: number | null;
  /** How many times better ours is; null without a baseline. */
  ratio: number | null;
  unit: string;
  /** The goal in words, such as `≥ 5×`. Empty: told for its own sake. */
  target: string;
  note?: string;
}

/** How long and how hard to measure. */
export interface Effort {
  /** Of a load, in seconds. */
  seconds: number;
  /** How large the floor is, where that matters. */
  cases: number;
}

/** A benchmark: independent of the others, it starts what it needs and stops it. */
export type Benchmark = (effort: Effort) => Promise<Row[]>;

/** Whether a row meets its target, of the form `≥ 5×` or `≤ 50 ms`; null where it has none. */
export function isMet({ target, ours, ratio }: Pick<Row, 'target' | 'ours' | 'ratio'>): boolean | null {
  const found = /^([≥≤<])\s*([\d,.]+)\s*(×|\S+)?/.exec(target);
  if (!found) return null;
  const [, relation, number, unit] = found;
  const value = unit === '×' ? ratio : ours;
  if (value === null) return null;
  const goal = Number(number!.replaceAll(',', ''));
  return relation === '≥' ? value >= goal : relation === '<' ? value < goal : value <= goal;
}
