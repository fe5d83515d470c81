import { isOpen, type ResolutionVerdict, type Stage } from '../case-state.ts';
import type { TimerMetric } from '../sla/index.ts';
import { type Waits, waitsUntil } from './waits.ts';

/** What the figures count, in the order in which a case reaches it. */
export const MILESTONE_KINDS = [
  'opened',
  'acknowledged',
  'acknowledge_target',
  'contained',
  'resolved',
  'resolve_target',
  'reopened',
  'merged',
] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

/** `automated`: no person had acted on the case until then. */
export const WORKS = ['people', 'automated'] as const;
export type Work = (typeof WORKS)[number];

/** How a target ended, or the verdict of a resolution. */
export type Outcome = 'met' | 'breached' | ResolutionVerdict;

/** Who has a case: nobody, a person, or the AI analyst. */
export type Owner = 'nobody' | 'person' | 'scout';

/** One fact of a case's timeline that figures depend on. */
export type FigureChange = { at: Date } & (
  | { kind: 'owner'; to: Owner }
  | { kind: 'acknowledged' }
  | { kind: 'phase'; from: string | null }
  /** `byVendor`: an event of a vendor did it, no person and no clock. */
  /** `merged`: it ended because the case became part of another one, which is nobody's resolution. */
  | { kind: 'stage'; from: Stage; to: Stage; byVendor: boolean; verdict: ResolutionVerdict | null; merged?: boolean }
  /** A case that began at `to` became part of this one, which began itself at `from`. */
  | { kind: 'start'; from: Date; to: Date }
);

/** The part of an SLA timer that figures read. */
export interface TargetTimer {
  metric: TimerMetric;
  startedAt: Date;
  completedAt: Date | null;
  breachedAt: Date | null;
  status: string;
}

export interface FigureHistory {
  createdAt: Date;
  /** Where the clock starts now: receipt of the first delivery, else creation; or the start of an earlier case that was merged into it. */
  startedAt: Date;
  /** In order; a person's first act stands before the change of stage that it makes. */
  changes: readonly FigureChange[];
  timers: readonly TargetTimer[];
}

export interface Milestone {
  kind: MilestoneKind;
  /** The how-manieth of its kind, from 1. */
  nth: number;
  at: Date;
  /** The next of its kind. */
  nextAt: Date | null;
  work: Work | null;
  outcome: Outcome | null;
  /** Of the wall clock: from the start (or the reopening) to an act, from the resolution to a reopening. */
  seconds: number | null;
  /** Until when a missed target waited to be met late, or given up; null while it waits, and on all others. */
  until: Date | null;
  /** Of missed resolve targets. */
  waits: Waits | null;
}

type Plain = Omit<Milestone, 'nth' | 'nextAt'>;

/** The phase whose end is the containment. */
const CONTAIN = 'contain';

/** Every milestone of a case, computed from its history alone: what is stored of them is a cache. */
export function milestonesOf(history: FigureHistory): Milestone[] {
  return numbered([...actsOf(history), ...targetsOf(history)]);
}

function actsOf({ createdAt, startedAt, changes }: FigureHistory): Plain[] {
  const found: Plain[] = [plain('opened', createdAt, null)];
  // What was done before an earlier case came took as long as it took.
  let start = changes.find((change) => change.kind === 'start')?.from ?? startedAt;
  let since = start;
  let resolvedBy: Work = 'people';
  let resolvedAt = start;
  let person = false;
  let contained = false;
  const work = (): Work => (person ? 'people' : 'automated');
  for (const change of changes) {
    if (change.kind === 'start' && change.to < start) {
      if (since === start) since = change.to;
      start = change.to;
    } else if (change.kind === 'acknowledged' && !person) {
      person = true;
      found.push({ ...plain('acknowledged', change.at, 'people'), seconds: secondsBetween(start, change.at) });
    } else if (change.kind === 'phase' && change.from === CONTAIN && !contained) {
      contained = true;
      found.push({ ...plain('contained', change.at, work()), seconds: secondsBetween(start, change.at) });
    } else if (change.kind === 'stage' && isOpen(change.from) !== isOpen(change.to)) {
      if (isOpen(change.to)) {
        since = change.at;
        found.push({ ...plain('reopened', change.at, resolvedBy), seconds: secondsBetween(resolvedAt, change.at) });
      } else if (change.merged) found.push(plain('merged', change.at, null));
      else {
        resolvedBy = work();
        resolvedAt = change.at;
        const seconds = secondsBetween(since, change.at);
        found.push({ ...plain('resolved', change.at, resolvedBy), seconds, outcome: change.verdict });
      }
    }
  }
  return found;
}

/** A timer of one's own is no promise that figures count. */
const TARGET_OF = {
  acknowledge: 'acknowledge_target',
  resolve: 'resolve_target',
  custom: null,
} as const satisfies Record<TimerMetric, MilestoneKind | null>;

function targetsOf({ changes, timers }: FigureHistory): Plain[] {
  return timers.flatMap(({ metric, startedAt, completedAt, breachedAt, status }): Plain[] => {
    const kind = TARGET_OF[metric];
    if (!kind) return [];
    if (breachedAt)
      return [
        {
          ...plain(kind, breachedAt, workAt(changes, breachedAt)),
          outcome: 'breached',
          seconds: secondsBetween(startedAt, breachedAt),
          until: completedAt ?? endAfter(changes, breachedAt),
          waits: metric === 'resolve' ? waitsUntil(changes, startedAt, breachedAt) : null,
        },
      ];
    if (status !== 'met' || !completedAt) return [];
    const seconds = secondsBetween(startedAt, completedAt);
    return [{ ...plain(kind, completedAt, personUntil(changes, completedAt)), outcome: 'met', seconds }];
  });
}

/** Whose miss it is: that of automation where Scout had the case and no person had acted on it; a case that nobody took is the people's. */
function workAt(changes: readonly FigureChange[], at: Date): Work {
  if (personUntil(changes, at) === 'people') return 'people';
  const owner = changes.findLast((change) => change.kind === 'owner' && change.at <= at);
  return owner?.kind === 'owner' && owner.to === 'scout' ? 'automated' : 'people';
}

/** When the case ended after a moment, and with it every target that still waited. */
function endAfter(changes: readonly FigureChange[], at: Date): Date | null {
  return changes.find((change) => change.kind === 'stage' && !isOpen(change.to) && change.at >= at)?.at ?? null;
}

function personUntil(changes: readonly FigureChange[], at: Date): Work {
  return changes.some((change) => change.kind === 'acknowledged' && change.at <= at) ? 'people' : 'automated';
}

const plain = (kind: MilestoneKind, at: Date, work: Work | null): Plain => ({
  kind,
  at,
  work,
  outcome: null,
  seconds: null,
  until: null,
  waits: null,
});

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
}

function numbered(found: readonly Plain[]): Milestone[] {
  return MILESTONE_KINDS.flatMap((kind) => {
    const same = found.filter((one) => one.kind === kind).sort((a, b) => a.at.getTime() - b.at.getTime());
    return same.map((one, index) => ({ ...one, nth: index + 1, nextAt: same[index + 1]?.at ?? null }));
  });
}
