/** Names of what is a secret by being called so, in the languages of our readers. A blank within them may be any sign or none. */
const PASSWORDS = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'passwort',
  'kennwort',
  'wachtwoord',
  'lösenord',
  'adgangskode',
  'salasana',
  'contraseña',
  'contrasena',
  'mot de passe',
  'senha',
  'parola d ordine',
  'hasło',
  'heslo',
  'şifre',
  'пароль',
  'كلمة المرور',
  '密码',
  '密碼',
  'パスワード',
  '비밀번호',
];
const KEYS = [
  'secret',
  'token',
  'api key',
  'access key',
  'account key',
  'private key',
  'secret key',
  'signing key',
  'encryption key',
  'shared access key',
  'session key',
  'session id',
  'sess id',
  'auth key',
  'license key',
  'connection string',
  'webhook url',
];
const patternOf = (words: readonly string[]) => words.map((word) => word.replaceAll(' ', '[ _.-]?')).join('|');

/** For patterns over texts: `client_secret`, `DB_PASSWORD`, `X-Api-Key`. `pwd` alone is a directory, so that it needs a sign behind it. */
export const PASSWORD_NAME = `(?:${patternOf(PASSWORDS)}|pwd|pword)`;
export const KEY_NAME = `(?:${patternOf(KEYS)})`;

/** What a value has to look like a secret under, for its name says little: `key`, `auth`, `sig`. */
export const LOOSE_NAME = '(?:key|auth|sig|signature|sas|credentials?|creds?|pin|otp|nonce|salt)';

const ENDS_SO = new RegExp(
  `(?:^|[^\\p{L}])(?:${PASSWORD_NAME}|${KEY_NAME}|pass|pin|otp|auth|authorization|cookie|sig|sas|credential|cred)s?$`,
  'iu',
);

/** Whether what a key or a path ends with names a secret: `auth.password`, `clientSecret`, `x-api-key`. `signature` and `hash` are names of findings. */
export function namesSecret(key: string): boolean {
  const words = key.replaceAll('[]', '').replaceAll(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1_');
  return ENDS_SO.test(words);
}

/** Letters and digits together, without a path or a blank in them. */
export const looksSecret = (value: string): boolean =>
  value.length >= 8 && /\p{L}/u.test(value) && /\d/.test(value) && !/[\\\s]|^\/|:\/\//.test(value);
