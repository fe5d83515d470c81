import { ARGUMENT, isArgument, isLong, isNoWord, QUOTED, secret } from './argument.ts';
import type { Finder } from './finder.ts';
import { KEY_NAME, PASSWORD_NAME } from './secret-names.ts';

/** A switch of one program, up to where another begins. */
const of = (program: string, sign: string) => `\\b(?:${program})(?:\\.exe)?\\b[^|;&\\n]{0,200}?\\s${sign}`;
const HASH = '(?:[\\da-f]{32}:)?[\\da-f]{32}\\b';

/** By the program that is given it, where nothing names it. */
export const COMMAND_SECRETS: readonly Finder[] = [
  secret(`(?<=^|\\s)(?:--?|/)(?:p|pw|hp|rp|pass)(?:[:=]|\\s{1,3})(?!-)${ARGUMENT}`, isArgument),
  secret(`${of('(?:mysql|mariadb)\\w{0,12}', '-p')}${ARGUMENT}`, isNoWord),
  secret(`${of('7z\\w?|rar|winrar|unrar', '-h?p')}${ARGUMENT}`, isNoWord, 'gu'),
  secret(`${of('openssl', '-k(?:file)?\\s{1,3}')}${ARGUMENT}`, isNoWord),
  secret(`(?<=^|\\s)-k:${ARGUMENT}`, isNoWord),
  secret(`\\bpass:${ARGUMENT}`, isNoWord),
  secret(`${of('sqlcmd', '-P\\s{0,3}')}${ARGUMENT}`, isNoWord, 'gu'),
  secret(`${of('ldap\\w{3,8}', '-w\\s{0,3}')}${ARGUMENT}`, isNoWord, 'gu'),
  secret(`${of('redis-cli', '-a\\s{1,3}')}${ARGUMENT}`, isNoWord),
  secret(`${of('snmp\\w{2,10}', '-c\\s{1,3}')}${ARGUMENT}`, isNoWord, 'gu'),
  secret(`${of('rclone', 'pass\\w{0,5}\\s{1,3}')}${ARGUMENT}`, isNoWord),
  secret(`\\bsshpass\\s{1,3}-p\\s{0,3}${ARGUMENT}`),
  secret(`\\bhtpasswd\\s{1,3}-\\w{0,8}b\\w{0,8}\\s{1,3}\\S{1,200}\\s{1,3}\\S{1,80}\\s{1,3}${ARGUMENT}`),
  secret(`\\becho\\s{1,3}${ARGUMENT}(?=\\s{0,3}\\|\\s{0,3}(?:sudo\\s{1,3}-S|(?:sudo\\s{1,3})?(?:ch)?passwd)\\b)`),
  secret(`\\bauthtoken\\s{1,3}${ARGUMENT}`, isLong),
  secret(`/setcredentials(?:\\s{1,3}\\S{1,80}){4}\\s{1,3}${ARGUMENT}`),
  // Set in the environment or in a file.
  secret(
    `\\b(?:setx|configure\\s{1,3}set)\\s{1,3}["']?[\\w.-]{0,40}?(?:${PASSWORD_NAME}|${KEY_NAME})\\w{0,10}["']?\\s{1,3}${ARGUMENT}`,
    isNoWord,
  ),
  secret(
    `SetEnvironmentVariable\\(\\s{0,3}["'][\\w.-]{0,40}?(?:${PASSWORD_NAME}|${KEY_NAME})\\w{0,10}["']\\s{0,3},\\s{0,3}(?:${QUOTED})`,
    isNoWord,
  ),
  // What `net` takes without a word for it.
  secret(
    `\\bnet1?(?:\\.exe)?\\s{1,3}use\\s{1,3}(?:[a-z*]:?\\s{1,3})?\\\\\\\\\\S{1,200}\\s{1,3}(?![/*-])${ARGUMENT}`,
    isNoWord,
  ),
  secret(`\\bnet1?(?:\\.exe)?\\s{1,3}user\\s{1,3}[^\\s/]{1,80}\\s{1,3}(?![/*-])${ARGUMENT}`, isNoWord),
  secret(`\\s/user:[^\\s"']{1,80}\\s{1,3}(?![/*-])${ARGUMENT}`, isLong),
  // `name:secret` of curl and its like, `name%secret` of Samba, `realm/name:secret@host` of Impacket.
  secret(`(?<=^|\\s)(?:-u|--user|--proxy-user|-U)\\s{0,3}["']?[^\\s:"'\\\\]{1,80}:(?<value>[^\\s"']{3,200})`),
  secret(`(?<=^|\\s)(?:-U|--user)[\\s=]{0,3}["']?[^\\s%"']{1,80}%(?<value>[^\\s"']{3,200})`, undefined, 'gu'),
  secret(`(?<=^|\\s)[\\w.-]{1,64}/[\\w.$-]{1,64}:(?:${QUOTED}|(?<value>[^\\s@"'/]{1,200}))(?=@(?!sha\\d))`),
  secret(`${of('curl', '(?:-b|--cookie)\\s{0,3}')}${ARGUMENT}`),
  // A hash that is used as the password is one.
  secret(
    `/(?:ntlm|lmhash|nthash|rc4|aes128|aes256|des|ticket)[:=]${ARGUMENT}`,
    (value) => isLong(value) && !/^hash$/i.test(value),
  ),
  secret(`\\s-H\\s{1,3}["']?(?<value>${HASH})`),
  secret(`\\s-hashes\\s{1,3}["']?(?<value>[\\da-f:]{32,65})`),
  secret(
    `\\bConvertTo-SecureString\\s{1,3}(?:-(?:String|AsPlainText|Force)\\s{1,3}){0,3}${ARGUMENT}`,
    (value) => !/^[$(-]/.test(value),
  ),
  secret(`-AsPlainText\\s{1,3}(?:-(?:String|Force)\\s{1,3}){0,2}(?:${QUOTED})`),
  secret(`(?:Network|PS)Credential\\s{0,3}\\(\\s{0,3}["'][^"'\\n]{0,100}["']\\s{0,3},\\s{0,3}(?:${QUOTED})`),
  // Of the registry: as it is listed, and as it is set.
  secret(`${PASSWORD_NAME}\\s{1,8}REG_(?:EXPAND_|MULTI_)?SZ\\s{1,8}${ARGUMENT}`),
  secret(`/v\\s{1,3}["']?[\\w ]{0,40}?${PASSWORD_NAME}["']?\\s[^|&\\n]{0,60}?/d\\s{1,3}${ARGUMENT}`),
  // Of wireless networks, as Windows lists them.
  secret(`\\bkey content\\s{0,20}:\\s{0,3}${ARGUMENT}`),
];
