/** Somebody who can be mentioned. */
export interface Mentionable {
  id: string;
  name: string;
}

/** A mention in a text: `text.slice(at, at + length)` is the @ and the name. */
export interface Mention {
  at: number;
  length: number;
  id: string;
}

/** A name ends where no letter, digit or underscore goes on. */
const GOES_ON = /^[\p{L}\p{N}_]/u;
/** What stands before an @ that begins a mention: not the local part of an address. */
const BEGINS = /(^|[^\p{L}\p{N}_.@/-])@$/u;

/**
 * The mentions in a Markdown text: an @ and a member's whole name, in any case, outside of code. Of two names that fit, the longer is
 * meant; a name that two members have means both of them nobody, because which one cannot be told.
 */
export function findMentions(text: string, people: readonly Mentionable[]): Mention[] {
  if (!text.includes('@')) return [];
  const said = withoutCode(text);
  const lower = said.toLowerCase();
  // A letter whose small form has another length would shift every place behind it: then case counts.
  const comparable = lower.length === said.length ? lower : said;
  const named = Map.groupBy(people, (one) => one.name.trim().toLowerCase());
  const names = [...named.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  const found: Mention[] = [];
  for (let at = said.indexOf('@'); at >= 0; at = said.indexOf('@', at + 1)) {
    if (!BEGINS.test(said.slice(Math.max(0, at - 2), at + 1))) continue;
    const name = names.find(
      (one) =>
        comparable.startsWith(one, at + 1) && !GOES_ON.test(said.slice(at + 1 + one.length, at + 3 + one.length)),
    );
    const meant = name === undefined ? [] : named.get(name)!;
    if (meant.length === 1) found.push({ at, length: 1 + name!.length, id: meant[0]!.id });
  }
  return found;
}

/** Who is mentioned, each once, in the order of the text. */
export function mentionedIn<P extends Mentionable>(text: string, people: readonly P[]): P[] {
  const ids = new Set(findMentions(text, people).map((mention) => mention.id));
  return [...ids].map((id) => people.find((one) => one.id === id)!);
}

/** Runs of back ticks or tildes: what code begins and ends with. */
const TICKS = /`+|~{3,}/g;

/**
 * The text with fenced blocks and code spans blanked out, at the same length: what stands there is quoted, not said. As in CommonMark, a span
 * ends at the next run of as many back ticks, and a fence that nothing closes goes on to the end.
 */
function withoutCode(text: string): string {
  const runs = [...text.matchAll(TICKS)].map(({ 0: run, index }) => ({ run, at: index, end: index + run.length }));
  // For each run the next one that is equal, found from behind, so that a text of nothing but ticks is read once.
  const closes = new Map<string, number>();
  const nextEqual = runs.map(() => -1);
  for (let n = runs.length - 1; n >= 0; n -= 1) {
    nextEqual[n] = closes.get(runs[n]!.run) ?? -1;
    closes.set(runs[n]!.run, n);
  }
  let result = '';
  let kept = 0;
  for (let n = 0; n < runs.length; n += 1) {
    const { run, at } = runs[n]!;
    const isFence = run.length >= 3 && /(^|\n) {0,3}$/.test(text.slice(Math.max(0, at - 4), at));
    const last = nextEqual[n]!;
    if (last < 0 && !isFence) continue;
    const end = last < 0 ? text.length : runs[last]!.end;
    result += text.slice(kept, at) + ' '.repeat(end - at);
    kept = end;
    if (last < 0) break;
    n = last;
  }
  return result + text.slice(kept);
}
