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
export const nameOf = (text: string): string => bareOf(text).toLowerCase();

const bareOf = (text: string) =>
  text
    .trim()
    .replace(/^[^\\]*\\/, '')
    .replace(/\.+$/, '');

/** The first label of a name: `pos-0231` of `POS-0231.retail.example`. An address has no labels, and stays whole. */
export const shortNameOf = (text: string): string => labelOf(nameOf(text));

/** The first label of a name as it is written: `POS-0231` of `RETAIL\POS-0231.retail.example`. */
export const writtenNameOf = (text: string): string => labelOf(bareOf(text));

/** How a source that minds capitals may have written a name: as it is given first, then in capitals, then in small letters. */
export const spellingsOf = (name: string): string[] => [...new Set([name, name.toUpperCase(), name.toLowerCase()])];

const labelOf = (name: string) => (isAddress(name) ? name : (name.split('.', 1)[0] ?? ''));

/** The name of an account as it is compared: `mrossi` of `RETAIL\mrossi`, `MRossi@retail.example` and `mrossi`. */
export function accountOf(text: string): string {
  const bare = text.trim().replace(/^[^\\]*\\/, '');
  return (bare.split('@', 1)[0] ?? '').toLowerCase();
}

/** An address that says where a device is; null for what is none, and for those that every device has (127.0.0.1, fe80::…). */
export function addressOf(text: string): string | null {
  const bare = text.trim();
  if (!isAddress(bare)) return null;
  const address = ipaddr.process(bare);
  return EVERYWHERE.has(address.range()) ? null : address.toString();
}

/** Whether a text is a whole address: `10.1` and `0x7f`, which some programs take for one, are names. */
export const isAddress = (text: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

const EVERYWHERE = new Set(['loopback', 'linkLocal', 'unspecified', 'multicast', 'broadcast']);
