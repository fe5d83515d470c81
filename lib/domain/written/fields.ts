/** A field's name in small letters, its words apart: `ProcessCommandLine_s` is `process_command_line`. */
export const wordsOf = (key: string): string =>
  key
    .slice(-200)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '_')
    .replace(/_[sbd]$/, '');

const LINE = new RegExp(
  [
    '(?:^|_|[a-z])(?:cmd|command)_?lines?(?:_arg(?:ument)?s)?$',
    '^(?:cmd|cmdl|cli|exec|commands?|args|argv|arguments)$',
    '(?:malicious|process|shell)_*(?:arguments|args|command)$',
    '(?:^|_)proc_?title$',
    'script_?(?:block|contents?|body)(?:_?text)?$|(?:^|_)script_text$',
    '^(?:parent_?|grand_?parent_?)?process(?:_exec)?$',
  ].join('|'),
);
const SEVERAL = /(?:lines|commands)$/;

/** Whether vendors call a field with a command line so: one line, one in parts, or many. */
export const isLineField = (key: string): boolean => LINE.test(wordsOf(key));

/** Whether a list of this name holds several lines, and not one in parts. */
export const isSeveral = (key: string): boolean => SEVERAL.test(wordsOf(key));

/** A pair of a name and a value is a field that is written out, as in the events of Windows. */
export const NAME_KEYS: readonly string[] = ['name', '@name', 'key', 'field', 'label'];
export const VALUE_KEYS: readonly string[] = ['value', '#text', '_', 'text', 'content', 'data', '$t'];

/** A text of a record under a key, in any case. */
export function fieldOf(record: Readonly<Record<string, unknown>>, wanted: string): string | undefined {
  const key = Object.keys(record).find((one) => one.toLowerCase() === wanted);
  const value = key === undefined ? undefined : record[key];
  return typeof value === 'string' ? value : undefined;
}

/** What a text stands for as JSON; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
