export { BREACH_CODES, BREACH_LABELS, type BreachCode, BreachReason, CHOSEN_CODES } from './breach-reason.ts';
export { ALWAYS, type Calendar, type CalendarVersion, calendarOf, weekLengthOf } from './calendar.ts';
export { calendarAt, choosePolicy, inForce, type PolicyFacts, rankedPolicies } from './choose.ts';
export type { DoneBy, Step, TimerMetric, TimerStatus } from './clock.ts';
export { type CommandOutcome, NewTimer, offeredCommands, outcomeOf } from './commands.ts';
export { type CountedSpan, type ExplainedStep, type Explanation, explainTimer } from './explain.ts';
export { CalendarHours } from './hours.ts';
export { lifeOfTimer } from './life-of-timer.ts';
export {
  AROUND_THE_CLOCK,
  DEFAULT_AT_RISK,
  DEFAULT_VIP_FACTOR,
  METRICS,
  type Metric,
  type PolicyBook,
  PolicyScope,
  PolicyTerms,
  type PolicyVersion,
  SHIPPED_BOOK,
  targetOf,
} from './policy.ts';
export { outOfReach } from './reach.ts';
export { type Telling, tellingWords, untold } from './telling.ts';
export {
  computeTimers,
  type SlaChange,
  type SlaHistory,
  TIMER_COMMANDS,
  type Timer,
  type TimerChange,
  type TimerCommand,
} from './timers.ts';
