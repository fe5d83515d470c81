import { type Pass, passes, replaceEach } from './step.ts';

const unchanged = (text: string): Pass => ({ text, results: [] });

/** A pass that takes out what matches, where it does. */
function without(text: string, pattern: RegExp, by = ''): Pass {
  const made = text.replace(pattern, by);
  return made === text ? unchanged(text) : { text: made, results: [made] };
}

/** Dashes, quotes, spaces and letters that shells read as the plain ones; signs that nobody sees are taken out. */
export function plainCharacters(text: string): Pass {
  if (!/[^\t\n\r -~]/.test(text)) return unchanged(text);
  const made = text
    .replace(/\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  return made === text ? unchanged(text) : { text: made, results: [made] };
}

/** Long runs of blanks hide the rest from who reads the line. */
export function withoutPadding(text: string): Pass {
  return without(text, /[ \t]{8,}/g, ' ');
}

/** cmd drops a caret and takes what follows as it is. Elsewhere a caret is a sign like any other. */
export function withoutCarets(text: string): Pass {
  if (!text.includes('^')) return unchanged(text);
  const within = /[A-Za-z]\^[A-Za-z][\s\S]*?[A-Za-z]\^[A-Za-z]/.test(text);
  if (!within && !/\bcmd(?:\.exe)?\b|%comspec%/i.test(text)) return unchanged(text);
  const made = text.replaceAll('^', '');
  return { text: made, results: [made] };
}

/** `p"ower"shell`, `w""script`, `wh'oa'mi`: quotes that shells drop within a word. */
export function withoutInnerQuotes(text: string): Pass {
  const double = text.includes('"') ? without(text, /(?<=[A-Za-z0-9])"{1,6}(?=[A-Za-z0-9])/g) : unchanged(text);
  const single = double.text.includes("'") ? withoutSingle(double.text) : unchanged(double.text);
  return { text: single.text, results: [...double.results, ...single.results] };
}

/** One apostrophe in a word may be one; two of them, or an empty pair, are quotes. */
function withoutSingle(text: string): Pass {
  const pairs = without(text, /(?<=[A-Za-z0-9])''(?=[A-Za-z0-9])/g);
  const words = replaceEach(
    pairs.text,
    /(?<![A-Za-z0-9'+(,])[A-Za-z0-9]{1,40}'[A-Za-z0-9]{1,40}'(?=[A-Za-z0-9])/g,
    ([word]) => word.replaceAll("'", ''),
  );
  return { text: words.text, results: [...pairs.results, ...words.results] };
}

/** PowerShell drops a backtick before a letter; in other shells a pair of them runs a command. */
export function withoutBackticks(text: string): Pass {
  if (!text.includes('`')) return unchanged(text);
  const within = without(text, /(?<=[A-Za-z-])`(?=[A-Za-z-])/g);
  if (!/powershell|pwsh|\$env:/i.test(within.text)) return within;
  const before = without(within.text, /`(?=[A-Za-z-])/g);
  return { text: before.text, results: [...within.results, ...before.results].slice(-1) };
}

const charOf = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16));

/** Runs of `\x41`, `\u0041`, `\101` and `%41`, and `$IFS` for a blank. A single one is left: it may be part of a path or a pattern. */
export function readEscapes(text: string): Pass {
  const found: ((text: string) => Pass)[] = [];
  if (text.includes('\\x')) found.push((t) => readRuns(t, /(?:\\x[0-9a-f]{2}){3,}/gi, /\\x(..)/gi));
  if (text.includes('\\u')) found.push((t) => readRuns(t, /(?:\\u[0-9a-f]{4}){3,}/gi, /\\u(....)/gi));
  if (/\\[0-3][0-7]/.test(text)) found.push(readOctal);
  if (/%[0-9a-f]{2}%[0-9a-f]{2}/i.test(text)) found.push((t) => readRuns(t, /(?:%[0-9a-f]{2}){4,}/gi, /%(..)/gi));
  if (text.includes('$IFS') || text.includes('{IFS}')) found.push((t) => without(t, /\$\{IFS\}|\$IFS(?:\$9)?/g, ' '));
  if (text.includes('\\'))
    found.push((t) =>
      replaceEach(t, /(?<![\\\w:./-])\w(?:\\\w){3,40}(?![\\\w.])/g, ([word]) => word.replaceAll('\\', '')),
    );
  return passes(text, found);
}

const readRuns = (text: string, run: RegExp, one: RegExp) =>
  replaceEach(text, run, ([found]) => found.replace(one, (_, hex: string) => charOf(hex)));

const readOctal = (text: string) =>
  replaceEach(text, /(?:\\[0-3][0-7]{2}){3,}/g, ([found]) =>
    found.replace(/\\(...)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))),
  );
