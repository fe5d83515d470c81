import type { Severity } from '../severity.ts';
import type { HealthSnapshot } from '../views/health.ts';
import { atLeast, sumOf, tellable } from './findings.ts';

type Shown = Pick<
  HealthSnapshot,
  'summary' | 'bySeverity' | 'unassigned' | 'unread' | 'total' | 'more' | 'change' | 'ownedHere' | 'endedHere'
>;

/** What Teams is shown of a check: what is TLP:RED is counted, and not named. The list’s end is cut where the card grows too large; the link leads to all of it. */
export function cardOf(
  { summary, bySeverity, unassigned, unread, total, more, change, ownedHere, endedHere }: Shown,
  { title, url }: { title: string; url: string },
) {
  const first = new Set(summary.first);
  return {
    title,
    lines: summary.sentences.map(({ text }) => text),
    facts: [
      { title: 'Unassigned', value: atLeast(total, more) },
      ...bySeverity.map(({ severity, count }) => ({ title: nameOf(severity), value: String(count) })),
      ...(unread.length > 0 ? [{ title: 'Counted and not read', value: String(sumOf(unread)) }] : []),
      ...(change ? changeOf(change) : []),
      ...(ownedHere > 0 ? [{ title: 'Owned here', value: String(ownedHere) }] : []),
      ...(endedHere > 0 ? [{ title: 'Ended here, open at Falcon', value: String(endedHere) }] : []),
    ],
    items: tellable(unassigned).map(({ id, severity, title: what, host, ageHours }) => {
      const words = [nameOf(severity), what, host, ageOf(ageHours)].filter(Boolean).join(' · ');
      return first.has(id) ? `Take first: ${words}` : words;
    }),
    link: { title: 'Open the report', url },
  };
}

const changeOf = ({ appeared, gone, atLeast: some }: NonNullable<HealthSnapshot['change']>) => [
  { title: 'New since the last check', value: atLeast(appeared.length, some.appeared) },
  { title: 'Gone since the last check', value: atLeast(gone.length, some.gone) },
];

const nameOf = (severity: Severity) => severity.charAt(0).toUpperCase() + severity.slice(1);

const DAY_HOURS = 24;

/** `30 h`, and from three days on `5 d`. */
const ageOf = (hours: number) =>
  hours < 3 * DAY_HOURS ? `${Math.floor(hours)} h` : `${Math.floor(hours / DAY_HOURS)} d`;
