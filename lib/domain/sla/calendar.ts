/**
 * When time counts for the SLA. Timers ask only these two questions, so business hours are another `Calendar` and no other rule.
 * For any `from` and any `seconds` ≥ 0: `between(from, add(from, seconds))` is `seconds`.
 */
export interface Calendar {
  /** The moment at which `seconds` of counting time have passed since `from`. */
  add(from: Date, seconds: number): Date;
  /** Counting seconds from `from` to `to`; 0 where `to` is not later. */
  between(from: Date, to: Date): number;
}

/** Around the clock: every second counts. */
export const ALWAYS: Calendar = {
  add: (from, seconds) => new Date(from.getTime() + Math.round(seconds * 1000)),
  between: (from, to) => Math.max(0, to.getTime() - from.getTime()) / 1000,
};
