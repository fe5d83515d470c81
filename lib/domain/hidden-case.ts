/** As much of a timeline entry as may tell of another case. */
interface Entry {
  kind: string;
  summary: string;
  detail: Record<string, unknown>;
}

const NAMELESS = 'a case that you may not see';

/** What our own verbs write about another case. What people write in a comment, a reason or a summary is theirs. */
const OURS: ReadonlySet<string> = new Set(['link', 'merged', 'event', 'timer']);

/** A link's entry quotes its note, or what was taken along: of it only what happened is told. */
const LINKS = [
  ['Linked', `Linked ${NAMELESS} with this case`],
  ['Unlinked', `Unlinked ${NAMELESS} from this case`],
  ['Detached from', `Detached from ${NAMELESS}`],
  ['Followed by', `Followed by ${NAMELESS}`],
  ['Detached', `Detached a part of this case into ${NAMELESS}`],
] as const;

const KEY = /\bCASE-\d+\b/g;

/** The keys of cases that an entry names by itself. */
export function keysNamedIn(entry: Entry): string[] {
  if (!OURS.has(entry.kind) && !('merge' in entry.detail)) return [];
  return [...new Set(`${entry.summary} ${JSON.stringify(entry.detail)}`.match(KEY))];
}

/** An entry as it is told to who may not see one of the cases that it names: which is left out, and what was said of it. */
export function withoutKeys<E extends Entry>(entry: E, hidden: ReadonlySet<string>): E {
  if (!keysNamedIn(entry).some((key) => hidden.has(key))) return entry;
  if (entry.kind === 'link') {
    const [, summary] = LINKS.find(([start]) => entry.summary.startsWith(start)) ?? ['', `Concerned ${NAMELESS}`];
    return { ...entry, summary, detail: {} };
  }
  const nameless = (text: string) => text.replace(KEY, (key) => (hidden.has(key) ? NAMELESS : key));
  return { ...entry, summary: nameless(entry.summary), detail: JSON.parse(nameless(JSON.stringify(entry.detail))) };
}
