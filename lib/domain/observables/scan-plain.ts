import { HEX, HYPHEN, isAsciiAlnum, isDigit, lower, UNDERSCORE } from './chars.ts';
import { parseCryptoAddress } from './crypto-address.ts';
import { emit, type Scan } from './scan.ts';
import { HASH_TYPES, parseAsn, parseCve, parseMac } from './tokens.ts';

const LONGEST_CVE = 28;

/** A word without a dot: a hash, a CVE, an AS number, a hyphenated MAC address or an address of a coin. */
export function scanPlainWord(scan: Scan, start: number, end: number, made: number): number {
  const { text } = scan;
  const length = end - start;
  const first = text.charCodeAt(start);
  if ((made & ~HEX) === 0) {
    const type = HASH_TYPES[length];
    // Digits alone are a number: by chance one MD5 in four million is, and identifiers are all day.
    if (type && made !== 1) emit(scan, type, text.slice(start, end).toLowerCase(), start, end);
    else if (type === undefined && isCoinLike(first, length)) scanCoin(scan, start, end);
    return end;
  }
  if ((made & HYPHEN) !== 0) {
    if (length === 17 && text.charCodeAt(start + 2) === 45) scanMac(scan, start, end);
    if (length >= 13) scanCves(scan, start, end);
    return end;
  }
  if ((made & UNDERSCORE) !== 0) return end;
  if (first === 65 && text.charCodeAt(start + 1) === 83) return scanAsn(scan, start, end);
  if (isCoinLike(first, length)) scanCoin(scan, start, end);
  return end;
}

const isCoinLike = (first: number, length: number) =>
  length >= 25 && length <= 62 && (first === 49 || first === 51 || first === 48 || lower(first) === 98);

function scanCoin(scan: Scan, start: number, end: number): void {
  scan.steps += end - start;
  const value = parseCryptoAddress(scan.text.slice(start, end));
  if (value) emit(scan, 'crypto_address', value, start, end);
}

function scanMac(scan: Scan, start: number, end: number): void {
  const value = parseMac(scan.text.slice(start, end));
  if (value) emit(scan, 'mac', value, start, end);
}

/** Every `CVE-year-number` of a word, also in `exploit-CVE-2021-44228-poc`. */
export function scanCves(scan: Scan, start: number, end: number): void {
  const { text } = scan;
  scan.steps += end - start;
  for (let i = start; i + 13 <= end; i++) {
    if (lower(text.charCodeAt(i)) !== 99 || text.charCodeAt(i + 3) !== 45) continue;
    if (i > start && isAsciiAlnum(text.charCodeAt(i - 1))) continue;
    let stop = i + 9;
    while (stop < end && stop < i + LONGEST_CVE && isAsciiAlnum(text.charCodeAt(stop))) stop++;
    const value = parseCve(text.slice(i, stop));
    if (value) emit(scan, 'cve', value, i, stop);
  }
}

const LONGEST_ASN = 16;

/** `AS64500` and `ASN64500`, in capitals and of at least three digits: AS2 and AS9 are protocols and standards. */
function scanAsn(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  if (end - start > LONGEST_ASN) return end;
  const from = text.charCodeAt(start + 2) === 78 ? start + 3 : start + 2;
  let digits = from;
  while (digits < end && isDigit(text.charCodeAt(digits))) digits++;
  if (digits < end || end - from < 3) return end;
  const value = parseAsn(text.slice(from, end));
  if (value) emit(scan, 'asn', value, start, end);
  return end;
}
