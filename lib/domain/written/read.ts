import { detectInjections } from '../injection/index.ts';
import { isRecord } from '../record.ts';
import { decodedOf, titleOf } from './decoded.ts';
import { fieldOf, isLineField, isSeveral, NAME_KEYS, parsed, VALUE_KEYS, wordsOf } from './fields.ts';
import { type Accusation, accusingWord, flagged, isJudging, namesMalware, scored } from './judging.ts';
import { maliceIn, NAMED_MALWARE } from './malice.ts';
import { labelled, pairsIn } from './pairs.ts';

/** Where a text tells of an attack, and our own word for it. */
export interface Told {
  field: string;
  word: string;
}

/** What stands in a vendor's body, or on a case, that tells of a process, or of an attack. */
export interface Written {
  /** Texts of fields that hold a command line. */
  lines: string[];
  /** Other texts that could be one: with a blank or a path in it; and what can be read of those in Base64 or another code. */
  texts: string[];
  /** A word or a number of the vendor's that calls it an attack, with its field; null: there is none. */
  accusation: Accusation | null;
  /** The first text that tells of an attack; null: there is none. */
  told: Told | null;
  /** Nothing lies deeper than was read. */
  whole: boolean;
}

const COULD_BE_LINE = /[\s\\/]/;
/** What somebody has coded and that begins like a program is one that he runs. */
const BEGINS_PROGRAM =
  /^["']?(?:[a-z]:\\|\\\\|%\w{1,30}%\\|\/(?:bin|sbin|usr|tmp|opt|var|home|dev)\/|(?:powershell|pwsh|cmd|bash|sh|zsh|wscript|cscript|mshta|rundll32|regsvr32|certutil|python[\d.]{0,5}|perl|curl|wget|ncat|nc)(?:\.exe)?\s|[\w.-]{1,60}\.(?:exe|com|bat|cmd|ps1|vbs|dll)\b)/i;
const BEGINS_LINK = /^https?:\/\//i;
const DEEPEST = 24;
/** JSON within a text within JSON: nobody nests it deeper. */
const MOST_INNER = 3;

/** Where a value stands. */
interface Place {
  /** The name by which it is known what it holds; none for a part of a list. */
  key: string;
  /** The nearest name. */
  field: string;
  /** The nearest field above it that judges, itself included; null: none does. */
  judging: string | null;
  depth: number;
  /** In how many texts of JSON. */
  inner: number;
}

/**
 * Reads a body at any depth: lists of texts as one, pairs of names and values as fields, also those that are written out in a text, JSON in texts as what
 * it stands for, and what is coded as what it says. Time is in proportion to the body.
 */
export function writtenIn(body: unknown): Written {
  const reader = new Reader();
  reader.walk(body, { key: '', field: '', judging: null, depth: 0, inner: 0 });
  return reader.written();
}

class Reader {
  readonly #lines = new Set<string>();
  readonly #texts = new Set<string>();
  readonly #known = new Set<string>();
  #accusation: Accusation | null = null;
  #told: Told | null = null;
  #whole = true;

  written(): Written {
    return {
      ...{ lines: [...this.#lines], texts: [...this.#texts] },
      ...{ accusation: plainlyNamed(this.#accusation), told: plainlyNamed(this.#told), whole: this.#whole },
    };
  }

  walk(value: unknown, at: Place): void {
    if (at.depth > DEEPEST) this.#whole = false;
    else if (typeof value === 'string') this.#text(value, at);
    else if (typeof value === 'number' || typeof value === 'boolean') this.#accusation ??= flagged(at.key, value);
    else if (Array.isArray(value)) this.#list(value, at);
    else if (isRecord(value)) this.#record(value, at);
  }

  #list(values: readonly unknown[], at: Place): void {
    const words = values.filter((item) => typeof item === 'string');
    // One line in parts, unless the name says that there are several: then its parts are texts of their own.
    const isOne = words.length > 1 && !isSeveral(at.key);
    if (isOne) this.#text(words.join(' '), { ...at, inner: MOST_INNER });
    for (const item of values)
      this.walk(item, { ...at, key: isOne && typeof item === 'string' ? '' : at.key, depth: at.depth + 1 });
  }

  #record(record: Readonly<Record<string, unknown>>, at: Place): void {
    const [name, said] = [NAME_KEYS, VALUE_KEYS].map((keys) => keys.map((one) => fieldOf(record, one)).find(Boolean));
    if (name && said) this.#field(name, said, at);
    const texts = Object.entries(record).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    );
    for (const [label, value] of labelled(texts)) this.#field(label, value, at);
    for (const [key, item] of Object.entries(record)) this.walk(item, { ...within(at, key), depth: at.depth + 1 });
    this.#accusation ??= scored(record);
  }

  #text(value: string, at: Place): void {
    const trimmed = value.trim();
    if (trimmed === '') return;
    const json = at.inner < MOST_INNER && /^[{[]/.test(trimmed) ? parsed(trimmed) : undefined;
    if (json !== undefined) {
      this.walk(json, { ...at, depth: 0, inner: at.inner + 1 });
      return;
    }
    this.#judge(trimmed, at);
    if (isLineField(at.key)) {
      this.#lines.add(wordsOf(at.key).endsWith('title') ? titleOf(trimmed) : trimmed);
      return;
    }
    if (this.#known.has(trimmed)) return;
    this.#known.add(trimmed);
    this.#spoken(trimmed, at);
    for (const inner of decodedOf(trimmed)) this.#coded(inner, trimmed, at);
  }

  #spoken(text: string, at: Place): void {
    this.#look(text, at);
    for (const [name, said] of pairsIn(text)) this.#field(name, said, at);
  }

  #coded(text: string, code: string, at: Place): void {
    if (BEGINS_PROGRAM.test(text)) this.#lines.add(text);
    // Nobody reads an indicator out of it, so that no source was asked about it.
    if (BEGINS_LINK.test(text) && !/http/i.test(code)) this.#told ??= { field: at.field, word: 'a coded address' };
    const json = at.inner < MOST_INNER && /^[{[]/.test(text) ? parsed(text) : undefined;
    if (json === undefined) this.#spoken(text, at);
    else this.walk(json, { ...at, depth: 0, inner: at.inner + 1 });
  }

  /** A field that is written out: what it says is a part of a text that is looked at as a whole. */
  #field(name: string, said: string, at: Place): void {
    const value = said.trim();
    if (value === '') return;
    this.#judge(value, within(at, name));
    if (isLineField(name)) this.#lines.add(wordsOf(name).endsWith('title') ? titleOf(value) : value);
  }

  #judge(text: string, { key, judging }: Place): void {
    this.#accusation ??= flagged(key, text);
    if (judging !== null && !this.#accusation) {
      const word = accusingWord(text);
      if (word !== null) this.#accusation = { field: judging, word };
    }
    if (namesMalware(key, text)) this.#told ??= { field: key, word: NAMED_MALWARE };
  }

  #look(text: string, { field }: Place): void {
    if (COULD_BE_LINE.test(text)) this.#texts.add(text);
    // The vendor's own word for it is told as that.
    if (this.#told || this.#accusation?.word === text) return;
    const word = maliceIn(text);
    if (word !== null) this.#told = { field, word };
  }
}

const within = (at: Place, key: string): Place => ({
  ...at,
  ...{ key, field: key },
  judging: isJudging(key) ? key : at.judging,
});

const PLAIN_NAME = /^[\w .@-]{1,60}$/;

/** Names are the sender's too: one that could tell a reader more than where to look is left out. */
function plainlyNamed<T extends Told>(found: T | null): T | null {
  if (!found || (PLAIN_NAME.test(found.field) && detectInjections(found.field).length === 0)) return found;
  return { ...found, field: 'one of its fields' };
}
