import { parsed } from './fields.ts';

/** A field that is written out in a text. */
export type Pair = readonly [name: string, value: string];

const MOST_PAIRS = 2_000;
/** Where a name stands before its value: `cs1Label=`, not an option such as `--depth=`. */
const NAME = /(?:^|[\s,;|{([])([A-Za-z_@][\w.@-]{0,60})=/g;
/** As Windows writes its events out, a line for each field. */
const SPOKEN_LINE = /(?:^|[\s;,|])((?:[a-z]{1,12}[ _]){0,2}(?:cmd|command)[ _]?line|proctitle)[ \t]{0,20}:([^\r\n]*)/gi;
/** An event in XML: `<Data Name="CommandLine">`, or an element with the field's own name. */
const XML_DATA = /<(?:\w{1,20}:)?Data\s{1,5}Name\s{0,3}=\s{0,3}["']([^"'<>]{1,80})["'][^<>]{0,80}>([^<]*)</gi;
/** JSON in the middle of a text. */
const JSON_FIELD = /"([\w .@-]{1,60})"\s{0,5}:\s{0,5}("(?:[^"\\]|\\.){0,32768}")/g;
const XML_ELEMENT = /<(\w{0,40}command_?line|cmdline|proctitle)>([^<]*)</gi;

/**
 * The fields that are written out in a text: runs of `name=value`, CEF's values with their labels, lines of `Command Line:`, and events as JSON or XML. Time is in
 * proportion to the text.
 */
export function pairsIn(text: string): Pair[] {
  const runs = text.includes('=') ? runsIn(text) : [];
  return [
    ...runs,
    ...labelled(runs),
    ...(text.includes(':') ? groupsOf(text, SPOKEN_LINE) : []),
    ...(text.includes('":') || text.includes('" :') ? jsonFieldsIn(text) : []),
    ...(text.includes('<') ? [...groupsOf(text, XML_DATA), ...groupsOf(text, XML_ELEMENT)] : []),
  ];
}

/** A value goes to the next name, or where it begins with a quote, to the end of that. */
function runsIn(text: string): Pair[] {
  const names: { name: string; from: number; value: number }[] = [];
  for (const match of text.matchAll(NAME)) {
    if (names.length >= MOST_PAIRS) break;
    names.push({ name: match[1]!, from: match.index, value: match.index + match[0].length });
  }
  const pairs: Pair[] = [];
  let quotedTo = 0;
  for (const [at, { name, from, value }] of names.entries()) {
    if (from < quotedTo) continue;
    const end = closingQuote(text, value);
    if (end !== null) quotedTo = end;
    const rest = text.slice(value, names[at + 1]?.from ?? text.length);
    pairs.push([name, end === null ? rest.trim() : text.slice(value + 1, end).replaceAll('\\"', '"')]);
  }
  return pairs;
}

/** Quotes are looked for within what a command line may be long. */
const LONGEST_QUOTED = 32_768;

function closingQuote(text: string, at: number): number | null {
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return null;
  for (let end = at + 1; end < text.length && end - at < LONGEST_QUOTED; end += 1) {
    if (text[end] === '\\' && text[end + 1] === quote) end += 1;
    else if (text[end] === quote) return end;
  }
  return null;
}

/** `cs1=… cs1Label=CommandLine`: the label is the field's name. */
export function labelled(pairs: readonly Pair[]): Pair[] {
  const values = new Map(pairs);
  return pairs.flatMap(([name, label]): Pair[] => {
    const value = /label$/i.test(name) ? values.get(name.slice(0, -'label'.length)) : undefined;
    return value === undefined ? [] : [[label, value]];
  });
}

function groupsOf(text: string, pattern: RegExp): Pair[] {
  const pairs: Pair[] = [];
  for (const [, name, value] of text.matchAll(pattern)) {
    if (pairs.length >= MOST_PAIRS) break;
    pairs.push([name!, plain(value!).trim()]);
  }
  return pairs;
}

function jsonFieldsIn(text: string): Pair[] {
  const pairs: Pair[] = [];
  for (const [, name, value] of text.matchAll(JSON_FIELD)) {
    if (pairs.length >= MOST_PAIRS) break;
    const said = parsed(value!);
    if (typeof said === 'string') pairs.push([name!, said]);
  }
  return pairs;
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };
const plain = (xml: string) => xml.replaceAll(/&(quot|apos|lt|gt|amp);/g, (_, name: string) => ENTITIES[name]!);
