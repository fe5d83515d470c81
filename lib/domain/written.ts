import { isRecord } from './record.ts';

/** What stands in a vendor's body that tells of a process, or says in a word what it thinks of it. */
export interface Written {
  /** Texts of fields that hold a command line. */
  lines: string[];
  /** Other texts that could be one: with a blank or a path in it. */
  texts: string[];
  /** A word of the vendor's that calls it an attack, with its field; null: there is none. */
  accusation: { field: string; word: string } | null;
  /** Nothing lies deeper than was read. */
  whole: boolean;
}

/** How vendors call a field with a command line: one line, one in parts, many. `_s` is what Log Analytics adds to a text. */
const LINE_FIELD =
  /(?:^|[ _.-]|[a-z])(?:cmd|command)[ _.-]*lines?(?:[ _.-]*arg(?:ument)?s)?(?:_s)?$|^(?:cmd|commands?|args|argv|arguments)(?:_s)?$|(?:malicious|process|shell)[ _.-]*(?:arguments|args|command)(?:_s)?$|script[ _.-]*block(?:[ _.-]*text)?(?:_s)?$|^(?:parent[ _.-]*|grand[ _.-]*parent[ _.-]*)?process(?:_exec)?$/i;
const SEVERAL = /(?:lines|commands)(?:_s)?$/i;
/** A pair of a name and a value is a field that is written out, as in the events of Windows. */
const NAME_KEYS = ['name', '@name', 'key', 'field', 'label'] as const;
const VALUE_KEYS = ['value', '#text', '_', 'text', 'content', 'data', '$t'] as const;
const JUDGING_FIELD =
  /(?:verdict|disposition|classification|confidence[ _.-]?level|threat[ _.-]?(?:type|category|class|level)|malware[ _.-]?(?:type|family|class)|determination|resolution)(?:_s)?$/i;
const ACCUSING =
  /^(?:malicious|malware|ransomware|trojan|backdoor|worm|virus|rootkit|spyware|infostealer|exploit|phish(?:ing)?|true[ _-]?positive|confirmed[ _-]?(?:attack|malicious|threat)|compromised|infected|bad)$/i;
const COULD_BE_LINE = /[\s\\/]/;
const DEEPEST = 24;
/** JSON within a text within JSON: nobody nests it deeper. */
const MOST_INNER = 3;

/** Reads a body at any depth: lists of texts as one, pairs of names and values as fields, and JSON in texts as what it stands for. */
export function writtenIn(body: unknown): Written {
  const found: Written = { lines: [], texts: [], accusation: null, whole: true };
  const text = (value: string, key: string, inner: number) => {
    const trimmed = value.trim();
    const json = inner < MOST_INNER && /^[{[]/.test(trimmed) ? parsed(trimmed) : undefined;
    if (json !== undefined) return walk(json, key, 0, inner + 1);
    if (ACCUSING.test(trimmed) && JUDGING_FIELD.test(key)) found.accusation ??= { field: key, word: trimmed };
    if (trimmed === '') return;
    if (LINE_FIELD.test(key)) found.lines.push(trimmed);
    else if (COULD_BE_LINE.test(trimmed)) found.texts.push(trimmed);
  };
  const walk = (value: unknown, key: string, depth: number, inner: number): void => {
    if (depth > DEEPEST) {
      found.whole = false;
      return;
    }
    if (typeof value === 'string') text(value, key, inner);
    else if (Array.isArray(value)) {
      const words = value.filter((item) => typeof item === 'string');
      // One line in parts, unless the name says that there are several: then its parts are texts of their own.
      const isOne = words.length > 1 && !SEVERAL.test(key);
      if (isOne) text(words.join(' '), key, MOST_INNER);
      for (const item of value) walk(item, isOne && typeof item === 'string' ? '' : key, depth + 1, inner);
    } else if (isRecord(value)) {
      const [name, said] = [NAME_KEYS, VALUE_KEYS].map((keys) => keys.map((one) => fieldOf(value, one)).find(Boolean));
      if (name && said) text(said, name, inner);
      for (const [own, item] of Object.entries(value)) walk(item, own, depth + 1, inner);
    }
  };
  walk(body, '', 0, 0);
  return { ...found, lines: [...new Set(found.lines)], texts: [...new Set(found.texts)] };
}

/** A text of a record under a key, in any case. */
function fieldOf(record: Readonly<Record<string, unknown>>, wanted: string): string | undefined {
  const key = Object.keys(record).find((one) => one.toLowerCase() === wanted);
  const value = key === undefined ? undefined : record[key];
  return typeof value === 'string' ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
