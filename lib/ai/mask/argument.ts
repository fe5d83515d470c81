import { type Finder, finder } from './finder.ts';

/** In its quotes to the end of them, or of a line that was cut. */
export const QUOTED = `"(?<quoted>[^"\\n]{1,4000})(?:"|$|(?=\\n))|'(?<single>[^'\\n]{1,4000})(?:'|$|(?=\\n))`;
/** What stands behind a switch or a word. */
export const ARGUMENT = `(?:${QUOTED}|(?<value>[^\\s"'<>|]{1,4000}))`;

/** A finder of a secret; large and small letters are the same, unless `flags` says otherwise. */
export const secret = (pattern: string, keep?: Finder['keep'], flags = 'giu'): Finder =>
  finder('SECRET', new RegExp(pattern, flags), keep);

/** Words that stand behind a name and tell nothing. */
const NO_SECRET = /^(?:true|false|null|none|yes|no|required|changed|expired|reset|clear|unknown|n\/a|\*+)$/i;
/** `$name`, `${name}`, `$env:NAME`, `%NAME%`, `{{ name }}`, and what is computed: `$(…)`, `(Get-It`. */
const VARIABLE = /^(?:\$(?:env:)?[a-z_]\w*$|\$[{(]|%\w+%$|\{\{|\(\w+-\w+$)/i;

const isWord = (value: string) => NO_SECRET.test(value) || VARIABLE.test(value);
export const isNoWord = (value: string) => !isWord(value);
export const isLong = (value: string) => value.length >= 4 && isNoWord(value);

/** Of a switch that is mostly something else: a port, a path and a name of plain letters are no password. */
export const isArgument = (value: string) =>
  isLong(value) && !/^\d{1,5}(?:[:-]\d{1,5})*$|^[/.\\]|^[a-z]:\\/i.test(value);
