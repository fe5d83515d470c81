import type { Finder } from './finder.ts';
import { KEY_NAME, LOOSE_NAME, looksSecret, PASSWORD_NAME } from './secret-names.ts';

/** In its quotes to the end of them; else to a blank, or to where the next of several pairs begins. */
const QUOTED = `"(?<quoted>[^"\\n]{1,400})"|'(?<single>[^'\\n]{1,400})'`;
const UNTIL_PAIR = `(?<value>(?:(?![&;,|](?:\\s{0,3}["']?[\\w.\\x20-]{1,40}["']?\\s{0,3}[:=]))[^\\s"'<>\\\\]){1,400})`;
const SIGN = `\\\\?["']?\\s{0,3}(?::=|=>|[:=]|%3[adAD])\\s{0,3}\\\\?`;
const ARGUMENT = `(?:${QUOTED}|(?<value>[^\\s"'<>|]{1,300}))`;

const secret = (pattern: string, keep?: Finder['keep'], flags = 'giu'): Finder => ({
  kind: 'SECRET',
  pattern: new RegExp(pattern, flags),
  ...(keep && { keep }),
});
const long = (least: number) => (value: string) => value.length >= least && !isWord(value);

/** Words that stand behind a name and tell nothing. */
const NO_SECRET = /^(?:true|false|null|none|yes|no|required|changed|expired|reset|clear|unknown|n\/a|\*+)$/i;
/** `$name`, `${name}`, `$env:NAME`, `%NAME%`, `{{ name }}`, and what is computed: `$(…)`, `(Get-It`. */
const VARIABLE = /^(?:\$(?:env:)?[a-z_]\w*$|\$[{(]|%\w+%$|\{\{|\(\w+-\w+$)/i;
const isWord = (value: string) => NO_SECRET.test(value) || VARIABLE.test(value);
const isNoWord = (value: string) => !isWord(value);
/** Of a switch that is mostly something else: a port, a path and a name of plain letters are no password. */
const isArgument = (value: string) =>
  value.length >= 4 && !isWord(value) && !/^\d{1,5}(?:[:-]\d{1,5})*$|^[/.\\]|^[a-z]:\\/i.test(value);

/** By a name in front. */
const NAMED: readonly Finder[] = [
  secret(
    `(?:cookie|authorization)["']?\\s{0,3}[:=]\\s{0,3}(?:(?:bearer|basic|negotiate|digest|token)\\s{1,3})?(?<value>[^"'\\n]{4,4000})`,
    undefined,
  ),
  secret(`${PASSWORD_NAME}s?\\d{0,2}${SIGN}(?:${QUOTED}|${UNTIL_PAIR})`, isNoWord),
  secret(`${KEY_NAME}s?\\d{0,2}${SIGN}(?:${QUOTED}|${UNTIL_PAIR})`, long(4)),
  secret(`(?<![\\p{L}])${LOOSE_NAME}${SIGN}(?:${QUOTED}|${UNTIL_PAIR})`, looksSecret),
  // A switch and its value with a blank between them.
  secret(
    `(?<=^|\\s)(?:--?|/)[\\w-]{0,30}?(?:${PASSWORD_NAME}|${KEY_NAME}|pass)s?\\s{1,3}(?![-/(])${ARGUMENT}`,
    isNoWord,
  ),
  secret(`(?<=^|\\s)(?:--?|/)(?:key|auth|creds?)\\s{1,3}(?![-/(])${ARGUMENT}`, looksSecret),
];

/** By the program, where nothing names it. */
const OF_COMMANDS: readonly Finder[] = [
  secret(`(?<=^|\\s)(?:--?|/)(?:p|pw|hp|rp|pass)(?:[:=]|\\s{1,3})(?!-)${ARGUMENT}`, isArgument),
  secret(`\\b(?:mysql|mariadb)\\w{0,12}(?:\\.exe)?\\b[^|;&\\n]{0,200}?\\s-p${ARGUMENT}`, isNoWord),
  secret(`\\bopenssl\\b[^|;&\\n]{0,200}?\\s-k(?:file)?\\s{1,3}${ARGUMENT}`, isNoWord),
  secret(`(?<=^|\\s)-k:${ARGUMENT}`, isNoWord),
  secret(`\\bpass:${ARGUMENT}`, isNoWord),
  secret(`\\bsqlcmd\\b[^|;&\\n]{0,200}?\\s-P\\s{0,3}${ARGUMENT}`, isNoWord, 'gu'),
  secret(`\\bsshpass\\s{1,3}-p\\s{0,3}${ARGUMENT}`),
  secret(`\\becho\\s{1,3}${ARGUMENT}(?=\\s{0,3}\\|\\s{0,3}(?:sudo\\s{1,3}-S|(?:sudo\\s{1,3})?(?:ch)?passwd)\\b)`),
  // What `net` takes without a word for it.
  secret(
    `\\bnet1?(?:\\.exe)?\\s{1,3}use\\s{1,3}(?:[a-z*]:?\\s{1,3})?\\\\\\\\\\S{1,200}\\s{1,3}(?![/*-])${ARGUMENT}`,
    isNoWord,
  ),
  secret(`\\bnet1?(?:\\.exe)?\\s{1,3}user\\s{1,3}[^\\s/]{1,80}\\s{1,3}(?![/*-])${ARGUMENT}`, isNoWord),
  secret(`\\s/user:[^\\s"']{1,80}\\s{1,3}(?![/*-])${ARGUMENT}`, long(4)),
  // `name:secret` of curl and its like.
  secret(
    `(?<=^|\\s)(?:-u|--user|--proxy-user|-U)\\s{0,3}["']?[^\\s:"'\\\\]{1,80}:(?<value>[^\\s"']{3,200})`,
    undefined,
  ),
  secret(
    `\\bConvertTo-SecureString\\s{1,3}(?:-(?:String|AsPlainText|Force)\\s{1,3}){0,3}${ARGUMENT}`,
    (value) => !/^[$(-]/.test(value),
  ),
  secret(`-AsPlainText\\s{1,3}(?:-(?:String|Force)\\s{1,3}){0,2}(?:${QUOTED})`),
  // Of the registry: as it is listed, and as it is set.
  secret(`${PASSWORD_NAME}\\s{1,8}REG_(?:EXPAND_|MULTI_)?SZ\\s{1,8}${ARGUMENT}`),
  secret(`/v\\s{1,3}["']?[\\w ]{0,40}?${PASSWORD_NAME}["']?\\s[^|&\\n]{0,60}?/d\\s{1,3}${ARGUMENT}`),
];

/** By their looks. */
const SHAPES: readonly Finder[] = [
  secret(
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\\s\\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----',
    undefined,
    'g',
  ),
  secret('\\beyJ[\\w-]{8,2000}\\.[\\w-]{4,4000}\\.[\\w-]{0,1000}', undefined, 'g'),
  secret('\\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\\b', undefined, 'g'),
  secret(
    '\\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abeprs]|sk|pk|rk|npm|dop_v1|hf|wf)[-_][\\w-]{16,255}',
    undefined,
    'g',
  ),
  secret('\\bAIza[\\w-]{30,40}', undefined, 'g'),
  secret(
    '\\b(?:bearer|basic|apitoken|ssws)\\s{1,3}(?<value>[\\w.~+/=-]{8,4000})',
    (value) => /\d|[A-Z].*[a-z]|[=~+/]/.test(value) || value.length > 20,
  ),
  // To the last @ of the address: a password may hold each sign that should have been written otherwise.
  secret(`://[^\\s:@/"']{1,100}:(?!\\d{1,5}(?:[/?#\\s]|$))(?<value>[^\\s"'<>]{1,200})(?=@)`, undefined),
];

export const SECRETS: readonly Finder[] = [...SHAPES.slice(0, 1), ...NAMED, ...OF_COMMANDS, ...SHAPES.slice(1)];
