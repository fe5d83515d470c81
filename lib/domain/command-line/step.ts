import { LONGEST_MADE } from './limits.ts';

/** What was undone to read a command line. */
export const STEP_KINDS = [
  'unicode',
  'padding',
  'carets',
  'quotes',
  'backticks',
  'environment',
  'variables',
  'concatenation',
  'join',
  'format',
  'replace',
  'characters',
  'escapes',
  'reversed',
  'base64',
  'gzip',
  'call',
  'shell',
  'cut',
  'unfinished',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What each step is called on a page. */
export const STEP_TITLES: Record<StepKind, string> = {
  unicode: 'Unusual characters read as the plain ones',
  padding: 'Padding taken out',
  carets: 'Carets taken out',
  quotes: 'Quotes within words taken out',
  backticks: 'Backticks taken out',
  environment: 'Variables of the system filled in',
  variables: 'Variables of the line filled in',
  concatenation: 'Parts of text put together',
  join: 'List of parts joined',
  format: 'Format string filled in',
  replace: 'Replacement carried out',
  characters: 'Character codes read',
  escapes: 'Escaped characters read',
  reversed: 'Reversed text turned round',
  base64: 'Base64 decoded',
  gzip: 'Compressed data in Base64',
  call: 'Called name written out',
  shell: 'Command handed to another shell',
  cut: 'Read in part, because it is too long',
  unfinished: 'Left in part as it is, because there is too much to undo',
};

/** A step that was taken, as often as it was in one round. */
export interface Step {
  kind: StepKind;
  /** 1 for what was there at first; 2 and more for what came out of a decoded layer. */
  round: number;
  /** What came of it, cut: the decoded text, or how the line's changed part reads now. */
  result: string;
}

/** What a pass makes of a text; `results` are what came of each change. No results: it changed nothing. */
export interface Pass {
  text: string;
  results: string[];
  /** Something was left as it is, because the text would have grown past {@link LONGEST_MADE}. */
  unfinished?: boolean;
}

/**
 * Replaces each match of a pattern by what `made` says; null leaves it as it is. The pattern must need time in proportion to the text. What
 * the text has no room for is left, too, and after too much of it all that follows.
 */
export function replaceEach(text: string, pattern: RegExp, made: (match: RegExpExecArray) => string | null): Pass {
  const results: string[] = [];
  let from = 0;
  let out = '';
  let room = LONGEST_MADE - text.length;
  let wasted = 0;
  for (const match of text.matchAll(pattern) as Iterable<RegExpExecArray>) {
    const by = made(match);
    if (by === null) continue;
    const growth = by.length - match[0].length;
    if (growth > room) {
      wasted += by.length;
      if (wasted > LONGEST_MADE) break;
      continue;
    }
    room -= growth;
    out += text.slice(from, match.index) + by;
    from = match.index + match[0].length;
    results.push(by);
  }
  const unfinished = wasted > 0;
  return results.length === 0 ? { text, results, unfinished } : { text: out + text.slice(from), results, unfinished };
}

/** A pass whose parts are carried out one after the other. */
export function passes(text: string, parts: readonly ((text: string) => Pass)[]): Pass {
  return parts.reduce<Pass>(
    (done, part) => {
      const { text, results, unfinished } = part(done.text);
      return { text, results: [...done.results, ...results], unfinished: done.unfinished || unfinished || false };
    },
    { text, results: [] },
  );
}
