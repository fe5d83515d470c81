import { bitsOf, DOT, isAlnum, isEscapeLetter } from './chars.ts';
import { emit, hostOf, type Scan } from './scan.ts';

const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 253;

/** An address around the `@` at `at`. Takes back what was found inside of its local part (`a.co+tag@evil.example`). */
export function scanEmail(scan: Scan, at: number): number {
  const { text } = scan;
  // The shortest name has three units (`a.b`).
  if (bitsOf(text.charCodeAt(at + 2)) === 0 || bitsOf(text.charCodeAt(at + 3)) === 0) return at + 1;
  let start = at;
  while (start > 0 && start > at - LONGEST_LOCAL_PART - 1 && isLocalUnit(text.charCodeAt(start - 1))) start--;
  if (at - start > LONGEST_LOCAL_PART) return at + 1;
  if (text.charCodeAt(start - 1) === 92 && isEscapeLetter(text.charCodeAt(start))) start++;
  while (start < at && !isAlnum(text.charCodeAt(start)) && text.charCodeAt(start) !== 95) start++;
  if (start === at || text.charCodeAt(at - 1) === 46) return at + 1;

  let end = at + 1;
  for (; end <= at + LONGEST_DOMAIN + 1; end++) {
    const bits = bitsOf(text.charCodeAt(end));
    if (bits === 0 || (bits === DOT && text.charCodeAt(end + 1) === 46)) break;
  }
  scan.steps += end - start;
  while (end > at && !isAlnum(text.charCodeAt(end - 1))) end--;
  const host = end - at > 3 ? hostOf(scan, at + 1, end) : null;
  if (!host) return at + 1;
  while (scan.found.length > 0 && scan.found.at(-1)!.end > start) scan.found.pop();
  emit(scan, 'email', `${text.slice(start, at).toLowerCase()}@${host.value}`, start, end);
  return end;
}

/** The signs that addresses use in practice; of RFC 5321's others (`'`, `=`, `/` …) texts make quotes and assignments. */
function isLocalUnit(c: number): boolean {
  return bitsOf(c) !== 0 || c === 43 || c === 37 || c === 38 || c === 126;
}
