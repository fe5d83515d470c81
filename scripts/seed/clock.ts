import { formatDuration } from '#lib/domain/duration.ts';
import {
  BREACH_LABELS,
  type BreachCode,
  computeTimers,
  type PolicyBook,
  type Timer,
  untold,
} from '#lib/domain/sla/index.ts';
import { type HistoryEntry, type HistoryOf, historyOf, type SlaDetail } from '#lib/services/sla/histories.ts';
import { CLOCK, type SeedEntry } from './entry.ts';

export interface Timed {
  entries: SeedEntry[];
  timers: Timer[];
}

const READ: ReadonlySet<string> = new Set(['created', 'severity', 'state', 'acknowledged', 'sla']);

/**
 * A case's timeline with what the clock would have told on the way, each at its time, and with the reasons that a breach needs before the
 * case closes; and its timers as they follow from all of that.
 */
export function withClock(
  of: HistoryOf,
  entries: readonly SeedEntry[],
  { book, now, reasonOf }: { book: PolicyBook; now: Date; reasonOf: () => BreachCode },
): Timed {
  const timersAt = (read: readonly SeedEntry[], at: Date) => computeTimers(slaHistory(of, read), book, at);
  const timers = timersAt(entries, now);
  if (timers.every((timer) => isQuiet(timer, now))) return { entries: [...entries], timers };

  const told: SeedEntry[] = [];
  const tell = (until: Date, also: boolean) => {
    if (told.length === 0) return [];
    const standing = timersAt(told, until);
    for (const one of tellings(standing, until, also)) told.push(one);
    return standing;
  };
  for (const entry of entries) {
    if (READ.has(entry.kind)) {
      const standing = tell(entry.at, false);
      if (entry.detail.toStage === 'closed') told.push(...reasons(standing, entry, reasonOf));
    }
    told.push(entry);
  }
  tell(now, true);
  return { entries: inOrder(told), timers: timersAt(inOrder(told), now) };
}

/** Neither warned of nor late, and never moved: nothing of it was told. */
function isQuiet({ atRiskAt, endedAt, breachedAt, steps }: Timer, now: Date): boolean {
  if (breachedAt || steps.some(({ what }) => what === 'paused' || what === 'retargeted' || what === 'kept'))
    return false;
  return atRiskAt === null || atRiskAt > (endedAt ?? now);
}

function slaHistory(of: HistoryOf, entries: readonly SeedEntry[]) {
  const read = entries
    .filter(({ kind }) => READ.has(kind))
    .map(({ at, kind, by, detail }) => ({
      ...{ caseId: of.id, at, kind, actorKind: by.kind },
      facts: detail as unknown as HistoryEntry['facts'],
    }));
  return historyOf(of, read);
}

/** What falls due before a moment, or, `also`, at it. */
function tellings(timers: readonly Timer[], until: Date, also: boolean): SeedEntry[] {
  const due = (at: Date) => at < until || (also && at <= until);
  return timers
    .flatMap((timer) =>
      untold(timer)
        .filter(({ at }) => due(at))
        .map(({ what, at }): SeedEntry => {
          const dueAt = (timer.breachedAt ?? timer.dueAt ?? at).toISOString();
          const detail: SlaDetail = { timer: timer.id, event: what, dueAt };
          const target = formatDuration(timer.targetSeconds * 1000);
          const summary =
            what === 'breached' ? `“${timer.name}” ran out: ${target} are over` : `“${timer.name}” comes at risk`;
          return { at, kind: 'sla', by: CLOCK, summary, detail };
        }),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function reasons(timers: readonly Timer[], closing: SeedEntry, reasonOf: () => BreachCode): SeedEntry[] {
  return timers
    .filter(({ breachedAt, breachReason }) => breachedAt && !breachReason)
    .map((timer): SeedEntry => {
      const code = closing.by.kind === 'user' ? reasonOf() : 'automation';
      const detail: SlaDetail = { timer: timer.id, event: 'reason', code, text: null };
      const summary = `Said why “${timer.name}” ran out: ${BREACH_LABELS[code]}`;
      return { at: closing.at, kind: 'sla', by: closing.by, summary, detail };
    });
}

/** By time; of the same moment as they were told. */
const inOrder = (entries: readonly SeedEntry[]) => entries.toSorted((a, b) => a.at.getTime() - b.at.getTime());
