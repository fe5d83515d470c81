import { bitsOf, DIGIT, DOT, HEX, wordBits } from './chars.ts';
import { formatIpv6, mappedIpv4, parseIpv6 } from './ip.ts';
import { emit, type Scan } from './scan.ts';
import { readPrefix } from './scan-dotted.ts';
import { parseMac } from './tokens.ts';

const LONGEST_IPV6 = 45;
const LONGEST_ZONE = 32;
/** Of a MAC address; IPv6 without `::` has six (with a dotted quad) or seven. */
const FEWEST_COLONS = 5;
const MAC_LENGTH = 'aa:bb:cc:dd:ee:ff'.length;
const EUI64_LENGTH = 'aa:bb:cc:dd:ee:ff:00:11'.length;

/**
 * Hex digits and colons from `start`: an IPv6 address, a MAC address, or neither (a time, a fingerprint).
 * Returns where to go on, 0 when there is nothing.
 */
export function scanColonGroups(scan: Scan, start: number): number {
  const { text } = scan;
  if (start < scan.colonsAfter) return 0;
  let end = start;
  let colons = 0;
  let gap = false;
  let made = 0;
  for (; ; end++) {
    const c = text.charCodeAt(end);
    if (c === 58) {
      colons++;
      gap ||= text.charCodeAt(end + 1) === 58;
      continue;
    }
    const bits = c < 128 ? wordBits[c]! : 0;
    if ((bits & (HEX | DOT)) === 0) break;
    made |= bits;
  }
  scan.steps += end - start;
  scan.colonsAfter = end;
  // Times and ports have fewer colons than any address.
  if (!gap && colons < FEWEST_COLONS) return 0;
  const next = bitsOf(text.charCodeAt(end));
  while (end > start && isTail(text, end)) end--;
  if (end - start > LONGEST_IPV6 + 1 || next !== 0) return 0;

  const word = text.slice(start, end);
  const mac = word.length === MAC_LENGTH ? parseMac(word) : null;
  if (mac) {
    emit(scan, 'mac', mac, start, end);
    return end;
  }
  const groups = looksLikeIpv6(word, (made & DIGIT) !== 0) ? parseIpv6(word) : null;
  if (!groups) return 0;
  const mapped = mappedIpv4(groups);
  const zoned = text.charCodeAt(end) === 37 ? afterZone(text, end) : end;
  emit(scan, mapped ? 'ipv4' : 'ipv6', mapped ?? formatIpv6(groups), start, zoned);
  const prefix = readPrefix(text, end, mapped ? 32 : 128);
  if (prefix !== null) scan.found.at(-1)!.prefix = prefix;
  return zoned;
}

/** A full stop, and a single colon, after an address belong to the sentence. */
function isTail(text: string, end: number): boolean {
  const c = text.charCodeAt(end - 1);
  return c === 46 || (c === 58 && text.charCodeAt(end - 2) !== 58);
}

/** Keeps out `::` alone, code (`a::b`, `dead::beef`) and EUI-64 identifiers (eight groups of two). */
function looksLikeIpv6(word: string, digit: boolean): boolean {
  if (word.length === EUI64_LENGTH && /^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i.test(word)) return false;
  return digit || /^f[c-f][0-9a-f]{2}:/i.test(word);
}

/** The end of `%eth0` after a link-local address (RFC 4007): the zone is read over, being known to one host only. */
function afterZone(text: string, at: number): number {
  let end = at + 1;
  while (end < at + LONGEST_ZONE && bitsOf(text.charCodeAt(end)) !== 0) end++;
  while (end > at + 1 && text.charCodeAt(end - 1) === 46) end--;
  return end > at + 1 ? end : at;
}
