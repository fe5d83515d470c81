import type { SearchHit } from './views/case.ts';

/**
 * A word of a text, as the search's index has it: letters and digits with their marks. All else parts words, so that `CVE-2026-2332`, a path
 * and a host name are found by any piece of them, whatever stands between.
 */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** What a person asks for: all these words, of which the last may be only begun; or a search in the web's way, with `"…"` and `-word`. */
export type Asked = { words: string[]; begun: boolean } | { web: string };

/** Any but the quotes, and the minus before a word. */
const SIGN = /(?<!^|\s)-|[!#-,./:-@[-`{-~]/g;

export function askedFor(q: string): Asked {
  // The index knows no punctuation; of what is left here, each sign says something.
  if (/"|(^|\s)-\S/.test(q)) return { web: q.replaceAll(/(^|\s)-([^\s"]+)/g, '$1-"$2"').replaceAll(SIGN, ' ') };
  const words = wordsIn(q);
  // One sign behind other words begins too many to look for: of an address it is the last number.
  return { words, begun: words.length === 1 || (words.at(-1)?.length ?? 0) > 1 };
}

const wordsIn = (text: string) => (text.match(WORD) ?? []).map((word) => word.toLowerCase());

/** Whether a word of a text is one of those that are asked for. */
function matcherOf(asked: Asked): { isAsked: (word: string) => boolean; isIn: (text: string) => boolean } {
  const wanted = 'words' in asked ? asked.words : wordsIn(asked.web.replaceAll(/(^|\s)-"[^"]*"?/g, ' '));
  const begun = 'words' in asked && asked.begun ? wanted.at(-1) : undefined;
  const isAsked = (word: string) => wanted.includes(word) || (begun !== undefined && word.startsWith(begun));
  const isIn = (text: string) => {
    const there = wordsIn(text);
    return wanted.every((word) => there.some((one) => one === word || (word === begun && one.startsWith(word))));
  };
  return { isAsked, isIn };
}

/** So many words are shown, the first found one among them after at most a few others. */
const SHOWN = 22;
const BEFORE = 6;

/** Where the words stand in a case's title (in full), else in its description, or in a comment, where there is no title; found words apart. */
export function excerptOf(asked: Asked, { title, body }: { title: string | null; body: string }): SearchHit {
  const { isAsked, isIn } = matcherOf(asked);
  if (title !== null && isIn(title)) return { place: 'title', parts: partsOf(title, isAsked) };
  return { place: title === null ? 'comment' : 'description', parts: partsOf(windowOf(body, isAsked), isAsked) };
}

function windowOf(text: string, isAsked: (word: string) => boolean): string {
  const words = [...text.matchAll(WORD)];
  const first = words.findIndex(([word]) => isAsked(word.toLowerCase()));
  const from = Math.max(0, first - BEFORE);
  const end = words[from + SHOWN];
  return text.slice(from === 0 ? 0 : words[from]!.index, end?.index ?? text.length);
}

function partsOf(text: string, isAsked: (word: string) => boolean): SearchHit['parts'] {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const parts: SearchHit['parts'] = [];
  let shown = 0;
  for (const { 0: word, index } of line.matchAll(WORD)) {
    if (!isAsked(word.toLowerCase())) continue;
    if (index > shown) parts.push({ text: line.slice(shown, index), found: false });
    parts.push({ text: word, found: true });
    shown = index + word.length;
  }
  if (shown < line.length) parts.push({ text: line.slice(shown), found: false });
  return parts;
}
