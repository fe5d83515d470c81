import type { Fact } from '../grounding.ts';
import { rankOf, SEVERITIES } from '../severity.ts';
import type { HealthItem, HealthSnapshot, OfSeverity } from '../views/health.ts';

/** A report lists so many; it counts all. */
const MOST_LISTED = 200;
const MOST_TALLIED = 10;
const HOUR_MS = 3_600_000;

export type Counted = Pick<
  HealthSnapshot,
  'unassigned' | 'others' | 'total' | 'bySeverity' | 'byHost' | 'byTechnique' | 'change'
>;

export type Before = Pick<HealthSnapshot, 'at' | 'limits' | 'unassigned' | 'others' | 'unread' | 'total' | 'more'>;

export interface Findings {
  /** What was read. */
  items: readonly HealthItem[];
  /** What was counted and not read. */
  unread: readonly OfSeverity[];
  /** There are more than Falcon lists. */
  more: boolean;
  /** Ids of what is known to have somebody, or to be over. What is merely not among `items` may not have been read. */
  gone: readonly string[];
}

/** What was found, in order and counted, and what is other than at the check before. */
export function countFindings(findings: Findings, before: Before | null): Counted {
  const { items, unread } = findings;
  const unassigned = items.toSorted(
    (a, b) => rankOf(b.severity) - rankOf(a.severity) || b.ageHours - a.ageHours || (a.id < b.id ? -1 : 1),
  );
  return {
    unassigned: unassigned.slice(0, MOST_LISTED),
    others: unassigned
      .slice(MOST_LISTED)
      .map(({ kind, id, title, severity, host }) => ({ kind, id, title, severity, host })),
    total: items.length + sumOf(unread),
    bySeverity: bySeverityOf([...items.map(({ severity }) => ({ severity, count: 1 })), ...unread]),
    byHost: tally(items.map(({ host }) => host)),
    byTechnique: tally(items.map(({ technique }) => technique)),
    change: before && changeSince({ ...findings, items: unassigned }, before),
  };
}

function changeSince({ items, unread, more, gone }: Findings, before: Before): NonNullable<HealthSnapshot['change']> {
  const named = namedIn(before);
  const then = new Set(named.map(({ id }) => id));
  const over = new Set(gone);
  const unnamed = items.filter(({ id }) => !then.has(id));
  const appeared = unnamed.filter((item) => !mayHaveBeenIn(before, item));
  return {
    ...{ since: before.at, before: before.total },
    appeared: appeared.map(({ id }) => id),
    gone: named.flatMap(({ id, title, severity, host }) => (over.has(id) ? [{ id, title, severity, host }] : [])),
    atLeast: {
      before: before.more,
      appeared: more || unread.length > 0 || appeared.length < unnamed.length,
      gone: !isWhole(before),
    },
  };
}

/** All that a check names. */
export const namedIn = ({ unassigned, others }: Pick<Before, 'unassigned' | 'others'>): Before['others'] => [
  ...unassigned,
  ...others,
];

/** The check has named all that there was. */
const isWhole = ({ unread, more }: Before) => unread.length === 0 && !more;

/** It may be one of those that a check counted without their names: it was old enough then. */
function mayHaveBeenIn(before: Before, { kind, createdAt }: HealthItem): boolean {
  if (isWhole(before)) return false;
  const { detectionHours, incidentDays } = before.limits;
  const hours = kind === 'detection' ? detectionHours : incidentDays * 24;
  return createdAt === null || Date.parse(createdAt) < Date.parse(before.at) - hours * HOUR_MS;
}

/** Counts of the same severity added up, the most severe first. */
export const bySeverityOf = (counts: readonly OfSeverity[]): OfSeverity[] =>
  SEVERITIES.toReversed().flatMap((severity) => {
    const count = sumOf(counts.filter((one) => one.severity === severity));
    return count > 0 ? [{ severity, count }] : [];
  });

export const sumOf = (counts: readonly OfSeverity[]): number => counts.reduce((sum, { count }) => sum + count, 0);

/** The most frequent first; what has no name is not counted. */
function tally(names: readonly (string | null)[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_TALLIED);
}

/** A count, which may not be of all. */
export const atLeast = (count: number, more: boolean): string => (more ? `at least ${count}` : String(count));

/** What may leave the house, to a model or a channel. */
export const tellable = (items: readonly HealthItem[]): HealthItem[] => items.filter(({ red }) => !red);

/**
 * The facts that the summary is made of, those that matter most first. Ages are told in whole hours. They leave the house: what is TLP:RED is counted in
 * them, and not named.
 */
export function factsOf(
  items: readonly HealthItem[],
  { total, bySeverity, change }: Pick<Counted, 'total' | 'bySeverity' | 'change'>,
  of: Pick<HealthSnapshot, 'at' | 'looked' | 'timers' | 'ownedHere' | 'endedHere' | 'unread' | 'more'>,
): Fact[] {
  const fact = (id: string, label: string, value: string): Fact[] =>
    value === '' ? [] : [{ id, label, value: value.slice(0, 500), source: 'CrowdStrike Falcon', at: of.at }];
  const told = tellable(items);
  const unread = sumOf(of.unread);
  const ofThose = unread > 0 ? ' of those read' : '';
  const oldest = told.toSorted((a, b) => b.ageHours - a.ageHours)[0];
  const names = (rows: readonly { name: string; count: number }[]) =>
    rows
      .slice(0, 3)
      .map(({ name, count }) => `${name} (${count})`)
      .join(', ');
  return [
    ...fact('unassigned', 'unassigned for too long', atLeast(total, of.more)),
    ...fact('unread', 'counted and not read', unread > 0 ? String(unread) : ''),
    ...fact('bySeverity', 'by severity', bySeverity.map(({ severity, count }) => `${severity} ${count}`).join(', ')),
    ...fact(
      'oldest',
      `oldest${ofThose}`,
      oldest ? `${oldest.title.slice(0, 200)}, ${Math.floor(oldest.ageHours)} hours` : '',
    ),
    ...fact('hosts', `hosts${ofThose}`, names(tally(told.map(({ host }) => host)))),
    ...fact('techniques', `techniques${ofThose}`, names(tally(told.map(({ technique }) => technique)))),
    ...fact(
      'red',
      'of TLP:RED cases, named in the report alone',
      told.length < items.length ? String(items.length - told.length) : '',
    ),
    ...fact('change', 'change since the last check', change ? wordsOfChange(change) : ''),
    ...fact('ownedHere', 'owned here', of.ownedHere > 0 ? String(of.ownedHere) : ''),
    ...fact('endedHere', 'ended here, open at Falcon', of.endedHere > 0 ? String(of.endedHere) : ''),
    ...fact('open', 'open at Falcon', `detections ${of.looked.detections}, incidents ${of.looked.incidents}`),
    ...fact('timers', 'timers', `started ${of.timers.started}, stopped ${of.timers.stopped}`),
  ];
}

function wordsOfChange({ appeared, gone, before, atLeast: some }: NonNullable<HealthSnapshot['change']>): string {
  const come = atLeast(appeared.length, some.appeared);
  const left = atLeast(gone.length, some.gone);
  return `new ${come}, gone ${left}, before ${atLeast(before, some.before)}`;
}
