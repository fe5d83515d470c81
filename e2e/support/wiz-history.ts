import { type WizIssuePush, wizIssueBody } from '../vendors/wiz-bodies.ts';
import type { Random } from './random.ts';

/** One webhook body of a history, and what it is to its issue. */
export interface HistoryEvent {
  issueId: string;
  body: WizIssuePush;
  kind: 'opened' | 'repeated' | 'severity' | 'resolved' | 'reopened';
}

const OPENING = ['MEDIUM', 'HIGH', 'CRITICAL'] as const;
const ALL = ['LOW', ...OPENING] as const;

/**
 * What `issues` Wiz issues tell in `events` webhooks, mixed: each opens once, then repeats itself, changes its severity (downwards,
 * too), is resolved and reopened. Equal arguments and an equal generator give an equal history.
 */
export function wizHistory(random: Random, { issues, events }: { issues: number; events: number }): HistoryEvent[] {
  const latest = new Map<number, WizIssuePush>();
  return Array.from({ length: events }, (_, index) => {
    const n = index < issues ? index : random.below(issues);
    const before = latest.get(n);
    const kind = before ? nextKind(random, before.issue.status) : 'opened';
    const body = kind === 'repeated' ? before! : bodyOf(n, index, kind, before, random);
    latest.set(n, body);
    return { issueId: body.issue.id, body, kind };
  });
}

function nextKind(random: Random, status: string): HistoryEvent['kind'] {
  if (random.next() < 0.2) return 'repeated';
  if (status === 'RESOLVED') return 'reopened';
  return random.next() < 0.35 ? 'resolved' : 'severity';
}

const TRIGGERS = {
  opened: 'Created',
  severity: 'Severity changed',
  resolved: 'Resolved',
  reopened: 'Reopened',
} as const;

function bodyOf(
  n: number,
  sequence: number,
  kind: keyof typeof TRIGGERS,
  before: WizIssuePush | undefined,
  random: Random,
): WizIssuePush {
  const severity = {
    opened: () => random.pick(OPENING),
    severity: () => random.pick(ALL),
    resolved: () => before!.issue.severity,
    reopened: () => before!.issue.severity,
  }[kind]();
  return wizIssueBody(n, {
    trigger: { type: TRIGGERS[kind], sequence },
    issue: { severity, status: kind === 'resolved' ? 'RESOLVED' : 'OPEN' },
  });
}
