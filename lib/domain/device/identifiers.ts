import ipaddr from 'ipaddr.js';

/** What makers write where a serial number should be: shared by thousands of devices, it tells none of them apart. */
const NO_SERIALS = new Set([
  'none',
  'null',
  'unknown',
  'default',
  'defaultstring',
  'notspecified',
  'notapplicable',
  'na',
  'invalid',
  'tobefilledbyoem',
  'systemserialnumber',
  'chassisserialnumber',
  'serialnumber',
]);
const LEAST_SERIAL = 4;

/** A serial number as it is compared: capitals without spaces. Null for what is no number of one device. */
export function serialOf(text: string): string | null {
  const serial = text.replace(/\s+/g, '').toUpperCase();
  const letters = serial.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (letters.length < LEAST_SERIAL || NO_SERIALS.has(letters)) return null;
  // `0000000`, `XXXXXX`: one sign over and over; and the row of digits that testers type.
  return /^(.)\1*$/.test(letters) || '01234567890'.includes(letters) ? null : serial;
}

/** A MAC address as `00:15:5d:00:00:01`. Null for what is none, for groups' addresses and for empty ones. */
export function macOf(text: string): string | null {
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, '');
  if (digits.length !== 12 || !/^[0-9a-f]{2}([:.-]?[0-9a-f]{2}){5}$/.test(dotless(text))) return null;
  if (/^0+$/.test(digits) || Number.parseInt(digits.slice(0, 2), 16) % 2 === 1) return null;
  return digits.replace(/(..)(?=.)/g, '$1:');
}

/** Cisco's `0015.5d00.0001` is in pairs without its dots. */
const dotless = (text: string) => text.trim().toLowerCase().replace(/\./g, '');

/** A device's name as it is compared: small letters, without its Windows domain and without the dot at the end. */
export function nameOf(text: string): string {
  return text
    .trim()
    .replace(/^[^\\]*\\/, '')
    .replace(/\.+$/, '')
    .toLowerCase();
}

/** The first label of a name: `pos-0231` of `POS-0231.retail.example`. */
export const shortNameOf = (text: string): string => nameOf(text).split('.', 1)[0] ?? '';

/** The name of an account as it is compared: `mrossi` of `RETAIL\mrossi`, `MRossi@retail.example` and `mrossi`. */
export function accountOf(text: string): string {
  const bare = text.trim().replace(/^[^\\]*\\/, '');
  return (bare.split('@', 1)[0] ?? '').toLowerCase();
}

/** An address that says where a device is; null for what is none, and for those that every device has (127.0.0.1, fe80::…). */
export function addressOf(text: string): string | null {
  const bare = text.trim();
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  return EVERYWHERE.has(address.range()) ? null : address.toString();
}

const EVERYWHERE = new Set(['loopback', 'linkLocal', 'unspecified', 'multicast', 'broadcast']);
