import type { ObservableType } from './types.ts';

/** Hash types by length in hex digits. SHA-512 has no type of its own: sources key files by the other three. */
export const HASH_TYPES: Record<number, ObservableType> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'other' };

const COLON_MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;
const OTHER_MAC = /^(?:[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})$/i;

/** `aa:bb:cc:dd:ee:ff` from the colon, hyphen and dotted (Cisco) forms, and from twelve bare digits when allowed. */
export function parseMac(text: string, bare = false): string | null {
  if (COLON_MAC.test(text)) return text.toLowerCase();
  if (!OTHER_MAC.test(text) && !(bare && /^[0-9a-f]{12}$/i.test(text))) return null;
  const digits = text.replace(/[^0-9a-f]/gi, '').toLowerCase();
  return digits.match(/../g)!.join(':');
}

/** `CVE-2021-44228`, or null. */
export function parseCve(text: string): string | null {
  return /^cve-(?:19|20)\d{2}-\d{4,19}$/i.test(text) ? text.toUpperCase() : null;
}

/** `AS64500` from `AS64500`, `ASN64500`, `as 64500` or bare digits (RFC 6793: 32 bits, 0 is reserved); or null. */
export function parseAsn(text: string): string | null {
  const digits = /^(?:asn?[ :]?)?0*(\d{1,10})$/i.exec(text)?.[1];
  const number = Number(digits ?? 0);
  return number > 0 && number <= 0xffffffff ? `AS${number}` : null;
}
