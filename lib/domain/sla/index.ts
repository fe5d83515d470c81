export { ALWAYS, type Calendar } from './calendar.ts';
export type { TimerStatus } from './clock.ts';
export { METRICS, type Metric, SHIPPED_POLICIES, type SlaPolicies, SlaPolicy, targetOf } from './policy.ts';
export { computeTimers, type SlaChange, type SlaHistory, type Timer } from './timers.ts';
