import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { atMost } from './at-most.ts';

const derive = promisify(argon2);

/** Each takes 19 MiB and one of the four threads that files and names are also looked up with: a flood of sign-ins leaves two of them free. */
const limited = atMost(2);

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane; about 25 ms on one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

async function hash(password: string, nonce: Buffer, cost: typeof COST, tagLength: number): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'));
  return Buffer.from(await limited(() => derive('argon2id', { message, nonce, tagLength, ...cost })));
}

/** The argon2id hash of a password as a PHC string, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await hash(password, nonce, COST, TAG_BYTES);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${b64(nonce)}$${b64(tag)}`;
}

/** Whether a password belongs to a PHC string. Without one it takes the same time and says no, so that nobody learns who has none. */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const found = PHC.exec(phc ?? '');
  if (!found) {
    await hash(password, randomBytes(16), COST, TAG_BYTES);
    return false;
  }
  const [, memory, passes, parallelism, nonce, tag] = found;
  const expected = Buffer.from(tag!, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return timingSafeEqual(await hash(password, Buffer.from(nonce!, 'base64'), cost, expected.length), expected);
}

/** Letters and digits that nobody mistakes for each other when reading a one-time password from a screen. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A one-time password of 20 characters, 115 bits. */
export function makePassword(): string {
  return Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
