import { ARGUMENT, isLong, isNoWord, QUOTED, secret } from './argument.ts';
import { COMMAND_SECRETS } from './command-secrets.ts';
import type { Finder } from './finder.ts';
import { KEY_NAME, LOOSE_NAME, looksSecret, PASSWORD_NAME } from './secret-names.ts';
import { PRIVATE_KEYS, TOKEN_SHAPES } from './token-shapes.ts';

/** To a blank, or to where the next of several pairs begins. */
const UNTIL_PAIR = `(?<value>(?:(?![&;,|](?:\\s{0,3}["']?[\\w.\\x20-]{1,40}["']?\\s{0,3}[:=]))[^\\s"'<>\\\\]){1,4000})`;
const SIGN = `\\\\?["']?\\s{0,3}(?::=|=>|[:=]|%3[adAD])\\s{0,3}\\\\?`;
const CODE = '(?<value>\\d{4,8})(?![\\w:.-])';

/** In a sentence a word behind “password” is one where signs and digits are among its letters. */
const looksTyped = (value: string) =>
  value.length >= 6 && /\p{L}/u.test(value) && /[\d!@#$%^&*]/.test(value) && !/^CVE-|^T\d{4}|:\/\/|^\W/i.test(value);

/** By a name in front. */
const NAMED: readonly Finder[] = [
  secret(
    `(?:cookie|authorization)["']?\\s{0,3}[:=]\\s{0,3}["']?(?:(?:bearer|basic|negotiate|digest|token|apikey)\\s{1,3})?(?<value>[^"'\\n]{4,4000})`,
  ),
  secret(`${PASSWORD_NAME}s?\\d{0,2}${SIGN}(?:${QUOTED}|${UNTIL_PAIR})`, isNoWord),
  secret(`${KEY_NAME}s?\\d{0,2}${SIGN}(?:${QUOTED}|${UNTIL_PAIR})`, isLong),
  secret(`(?<![\\p{L}])${LOOSE_NAME}${SIGN}(?:${QUOTED}|${UNTIL_PAIR})`, looksSecret),
  // A hash is a finding, unless it is of a form that only passwords are kept in.
  secret(
    `(?<![\\p{L}])hash${SIGN}(?:${QUOTED}|${UNTIL_PAIR})`,
    (value) => looksSecret(value) && !/^(?:\w{2,8}:)?[\da-f]{32,128}$/i.test(value),
  ),
  // An element of XML.
  secret(`<\\w{0,30}?(?:${PASSWORD_NAME}|${KEY_NAME})\\w{0,10}>\\s{0,8}(?:<value>)?(?<value>[^<\\n]{1,4000})`),
  // A switch and its value with a blank between them.
  secret(
    `(?<=^|\\s)(?:--?|/)[\\w-]{0,30}?(?:${PASSWORD_NAME}|${KEY_NAME}|pass)s?\\s{1,3}(?![-/(])${ARGUMENT}`,
    isNoWord,
  ),
  secret(`(?<=^|\\s)(?:--?|/)(?:key|auth|creds?)\\s{1,3}(?![-/(])${ARGUMENT}`, looksSecret),
  // In a sentence.
  secret(
    `${PASSWORD_NAME}\\s{1,3}(?:(?:is|was|are|to|è|era|ist|war|lautet|est|es|era|é)\\s{1,3})?${ARGUMENT}`,
    looksTyped,
  ),
  secret(
    `(?:user(?:name)?\\s?/\\s?pass(?:word)?|log[io]n|credentials?|creds)\\s{0,3}[:=]\\s{0,3}[^\\s/:"']{1,80}\\s?[/:]\\s?(?<value>[^\\s"'<>]{4,200})`,
    looksTyped,
  ),
  secret(
    `\\b(?:otp|pin|(?:one[- ]time|verification|security|access|login|your|tan)[- ]code|codice(?: di (?:verifica|sicurezza))?|code (?:de sécurité|secret))\\s{0,3}(?:is|è|est|ist|es|was|[:=#])?\\s{0,3}${CODE}`,
  ),
  secret(`\\bcv[vc]2?\\s{0,3}(?:is|[:=#])?\\s{0,3}(?<value>\\d{3,4})(?!\\w)`),
];

/** Whatever opens a door, by the program, by its name, then by its looks. */
export const SECRETS: readonly Finder[] = [...PRIVATE_KEYS, ...COMMAND_SECRETS, ...NAMED, ...TOKEN_SHAPES];
