/** What a rule looks for, in the order of an attack. */
export const CATEGORIES = [
  'execution',
  'download',
  'persistence',
  'privilege',
  'evasion',
  'credentials',
  'discovery',
  'lateral',
  'collection',
  'tunnel',
  'exfiltration',
  'impact',
] as const;
export type Category = (typeof CATEGORIES)[number];

/**
 * One row of the tables. A line fits when each of `find` is in it, in small letters, and none of `not`. Every pattern needs time in
 * proportion to the line: none has a repeated part within a repeated part.
 */
export interface Rule {
  id: string;
  category: Category;
  /** What it means, for people, in a sentence. */
  reason: string;
  /** MITRE ATT&CK. */
  techniques: readonly string[];
  /** 10 worth knowing · 25 unusual · 45 suspicious alone · 60 strongly so · 100 malicious alone. */
  weight: number;
  /** One of these plain texts is in every line that fits: what lacks them all is not looked at closer. */
  gate: readonly string[];
  find: readonly RegExp[];
  not?: readonly RegExp[];
}

/** A program's name as it stands in a line, with or without a path, quotes and ending. */
export const program = (...names: string[]): RegExp =>
  new RegExp(String.raw`(?<![\w.-])(?:${names.join('|')})(?:\.exe|\.com)?(?=$|[\s"',;&|)<>/])`);

type Row = [
  id: string,
  weight: number,
  techniques: string,
  reason: string,
  gate: string,
  find: readonly RegExp[],
  not?: readonly RegExp[],
];

/** Rules of a category, written as a table: techniques with blanks between, gates with `|`. */
export const table = (category: Category, rows: readonly Row[]): Rule[] =>
  rows.map(([id, weight, techniques, reason, gate, find, not]) => ({
    id,
    category,
    weight,
    reason,
    techniques: techniques.split(' '),
    gate: gate.split('|'),
    find,
    ...(not && { not }),
  }));
