import { severityOfFalcon } from '../vendor-severity.ts';
import type { FalconAlert } from './alert.ts';
import { readFalconBody } from './body.ts';

/** From the one that needs somebody most. What Falcon adds one day stands before what is over. */
const STATUSES = ['reopened', 'new', 'in_progress'];
const CLOSED = 'closed';

/** The status of a case of several alerts: that of the alert which needs somebody most. Closed it is when all are. */
export function statusOfAll(statuses: readonly string[]): string {
  const known = statuses.map((status) => status.trim().toLowerCase());
  const open = known.filter((status) => status !== CLOSED);
  return STATUSES.find((status) => open.includes(status)) ?? open[0] ?? known[0] ?? '';
}

/** Whoever has one of the alerts, each once. */
export const assigneesOfAll = (names: readonly string[]): string =>
  [...new Set(names.map((name) => name.trim()))].toSorted().join(', ');

/** Whether two bodies tell of one state of an alert, as far as both say who it is with and when it was created. */
export function isSameState(one: unknown, other: unknown): boolean {
  const [a, b] = [readFalconBody(one), readFalconBody(other)];
  if (!a.ok || !b.ok) return false;
  return (
    a.alert.composite_id === b.alert.composite_id &&
    statusOf(a.alert) === statusOf(b.alert) &&
    severityOfFalcon(a.alert) === severityOfFalcon(b.alert) &&
    agree(a.alert.assigned_to_name, b.alert.assigned_to_name) &&
    agree(createdOf(a.alert), createdOf(b.alert))
  );
}

const statusOf = ({ status }: FalconAlert) => (status ?? 'new').toLowerCase();

function createdOf({ created_timestamp }: FalconAlert): number | null {
  const at = Date.parse(created_timestamp ?? '');
  return Number.isNaN(at) ? null : at;
}

const agree = <T>(one: T | null, other: T | null): boolean => one === null || other === null || one === other;
