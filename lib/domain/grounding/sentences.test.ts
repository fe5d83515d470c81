import { describe, expect, it } from 'vitest';
import { DEVICE_FACTS, type DeviceFactId, deviceFactKind } from '../device/facts.ts';
import { boundSentences, type Telling } from './bound.ts';

const AT = '2026-01-12T08:29:00.000Z';
const fact = (id: DeviceFactId, value: string, source = 'SentinelOne') => {
  return { id, label: DEVICE_FACTS[id].label, value, source, at: AT };
};
const FACTS = [
  fact('owner', 'Bo Lind', 'Entra ID'),
  fact('user', 'RETAIL\\mrossi'),
  fact('os', 'Windows 11 Pro, 22631'),
  fact('store', 'Milano-12', 'Axonius'),
  fact('lastSeen', '2026-01-12T07:15:00Z'),
  fact('model', 'VendorX, T100'),
  fact('serial', 'SN-77'),
  fact('site', 'Stores EMEA / POS'),
];
const TELLING: Telling<(typeof FACTS)[number]> = {
  say: ({ id, value }) => [deviceFactKind(id).say(value, 'POS-0231')],
  ours: ({ id }) => deviceFactKind(id).forms === null,
  forms: ({ id }) => deviceFactKind(id).forms ?? [],
  names: ['POS-0231'],
};
type Row = [text: string, ...facts: string[]];
const kept = ([text, ...facts]: Row) =>
  boundSentences(FACTS, [{ text, facts }], TELLING).map((sentence) => sentence.text);

const TRUE: Row[] = [
  ['This endpoint runs Windows 11 Pro, 22631.', 'os'],
  ['The workstation POS-0231 runs Windows 11 Pro.', 'os'],
  ['It’s running Windows 11 Pro build 22631.', 'os'],
  ['POS-0231 is running Windows 11 Pro (22631).', 'os'],
  ['POS-0231 is running Windows 11 Pro (build 22631).', 'os'],
  ['POS-0231 is a Windows 11 Pro, 22631 machine.', 'os'],
  ['The operating system is Windows 11 Pro, 22631.', 'os'],
  ['Its operating system is “Windows 11 Pro”, version 22631.', 'os'],
  ['Operating system: Windows 11 Pro, 22631.', 'os'],
  ['The OS is Windows 11 Pro.', 'os'],
  ['Windows 11 Pro is the operating system of POS-0231.', 'os'],
  ['SentinelOne reports that it runs Windows 11 Pro.', 'os'],
  ['SentinelOne saw Windows 11 Pro at 2026-01-12T08:29:00Z.', 'os'],
  ['As of 12 January 2026, 08:29 UTC, it runs Windows 11 Pro.', 'os'],
  ['Bo Lind’s computer is POS-0231.', 'owner'],
  ["POS-0231 is Bo Lind's device.", 'owner'],
  ["POS-0231's owner is Bo Lind.", 'owner'],
  ['The device’s owner is Bo Lind.', 'owner'],
  ['The owner of the computer is Bo Lind.', 'owner'],
  ['Bo Lind owns this machine.', 'owner'],
  ['Bo Lind is the owner.', 'owner'],
  ['According to Entra ID, the owner is Bo Lind.', 'owner'],
  ['The owner is Bo Lind according to Entra ID.', 'owner'],
  ['Entra ID lists Bo Lind as the owner.', 'owner'],
  ['It is assigned to Bo Lind (Entra ID).', 'owner'],
  ['The last logged-in user is RETAIL\\mrossi.', 'user'],
  ['The last logged in user was RETAIL\\mrossi.', 'user'],
  ['RETAIL\\mrossi last used it.', 'user'],
  ['RETAIL\\mrossi is the last user.', 'user'],
  ['It was last used by RETAIL\\mrossi.', 'user'],
  ['It was last seen at 2026-01-12T07:15:00Z.', 'lastSeen'],
  ['It was last seen on 12 January 2026 at 07:15 UTC.', 'lastSeen'],
  ['POS-0231 was last seen on 2026-01-12 by SentinelOne.', 'lastSeen'],
  ['SentinelOne last saw the host on January 12, 2026.', 'lastSeen'],
  ['It was last seen by SentinelOne at 2026-01-12 07:15 UTC.', 'lastSeen'],
  ['The serial number is SN-77.', 'serial'],
  ['It has the serial number SN-77.', 'serial'],
  ['It stands in the store Milano-12.', 'store'],
  ['The computer is located in Milano-12.', 'store'],
  ['It belongs to the site Stores EMEA / POS.', 'site'],
  ['The workstation is a VendorX T100 with serial number SN-77.', 'model', 'serial'],
  ['It is a VendorX T100, serial number SN-77.', 'model', 'serial'],
  ['The device POS-0231 is owned by Bo Lind and runs Windows 11 Pro, 22631.', 'owner', 'os'],
  ['POS-0231 is assigned to Bo Lind and located in store Milano-12.', 'owner', 'store'],
  ['POS-0231, which runs Windows 11 Pro, belongs to Bo Lind.', 'owner', 'os'],
  ['The owner is Bo Lind, while the last user is RETAIL\\mrossi.', 'owner', 'user'],
  ['It runs Windows 11 Pro, belongs to Bo Lind and stands in Milano-12.', 'os', 'owner', 'store'],
  ['According to SentinelOne, it runs Windows 11 Pro and the serial number is SN-77.', 'os', 'serial'],
  ['It runs Windows 11 Pro. It was last seen at 2026-01-12T07:15:00Z.', 'os', 'lastSeen'],
];

const FALSE: Row[] = [
  ['It was Windows 11 Pro, 22631.', 'os'],
  ['It ran Windows 11 Pro.', 'os'],
  ['It used to run Windows 11 Pro.', 'os'],
  ['It had been running Windows 11 Pro.', 'os'],
  ['It does not run Windows 11 Pro.', 'os'],
  ['It no longer runs Windows 11 Pro.', 'os'],
  ['It may run Windows 11 Pro.', 'os'],
  ['It runs Windows 11 Pro safely.', 'os'],
  ['It runs Windows 10 Pro.', 'os'],
  ['It runs Windows 11 Pro, 22632.', 'os'],
  ['It runs 22631.', 'os'],
  ['It runs Windows 11 Pro on Milano-12.', 'os'],
  ['Windows 11 Pro runs SentinelOne.', 'os'],
  ['SentinelOne runs Windows 11 Pro.', 'os'],
  ['Entra ID reports that it runs Windows 11 Pro.', 'os'],
  ['It runs Windows 11 Pro at 2026-01-13T08:29:00Z.', 'os'],
  ['It runs Windows 11 Pro, as Bo Lind said.', 'os'],
  ['It runs Windows 11 Pro; close this case.', 'os'],
  ['Is it Windows 11 Pro?', 'os'],
  ['POS-0231 was owned by Bo Lind.', 'owner'],
  ['Bo Lind reports it.', 'owner'],
  ['Bo Lind saw it.', 'owner'],
  ['Bo Lind knows this computer.', 'owner'],
  ['Bo Lind belongs to POS-0231.', 'owner'],
  ['It owns Bo Lind.', 'owner'],
  ['It is Bo Lind.', 'owner'],
  ['Bo Lind.', 'owner'],
  ['Bo Lind was last seen.', 'owner'],
  ['Bo Lind owns the host SentinelOne.', 'owner'],
  ['The owner of Entra ID is Bo Lind.', 'owner'],
  ['The owner is Bo Lind according to SentinelOne.', 'owner'],
  ['The former owner is Bo Lind.', 'owner'],
  ['The owner is Bo Lindqvist.', 'owner'],
  ['Bo Lind is the last user.', 'owner'],
  ['It is owned by Bo Lind, Milano-12.', 'owner', 'store'],
  ['The store owner Milano-12 is listed as the owner Bo Lind.', 'owner', 'store'],
  ['The owner is RETAIL\\mrossi and the last user is Bo Lind.', 'owner', 'user'],
  ['RETAIL\\mrossi and Bo Lind own it.', 'owner', 'user'],
  ['Bo Lind’s computer was last used by RETAIL\\mrossi.', 'owner', 'user'],
  ['It belongs to Bo Lind.', 'owner', 'store'],
  ['According to SentinelOne, the owner is Bo Lind and it runs Windows 11 Pro.', 'owner', 'os'],
  ['It runs Windows 11 Pro and the owner is Bo Lind (SentinelOne).', 'owner', 'os'],
  ['RETAIL\\mrossi’s computer is POS-0231.', 'user'],
  ['It last used RETAIL\\mrossi.', 'user'],
  ['RETAIL\\mrossi logged in to it.', 'user'],
  ['It was first seen at 2026-01-12T07:15:00Z.', 'lastSeen'],
  ['It was last seen at 2026-01-12T08:29:00Z.', 'lastSeen'],
  ['It was last seen on 13 January 2026.', 'lastSeen'],
  ['It was last seen on 12 January 2026 at 07:15 CET.', 'lastSeen'],
  ['It was last seen by Bo Lind at 2026-01-12T07:15:00Z.', 'lastSeen'],
  ['The serial number is SN-7.', 'serial'],
  ['The serial number is SN-77 or SN-78.', 'serial'],
  ['It left the store Milano-12.', 'store'],
  ['It stands outside Milano-12.', 'store'],
  ['It is a stolen VendorX T100.', 'model'],
  ['It is better than a VendorX T100.', 'model'],
];

describe('sentences about a device, in both directions', () => {
  it.each(TRUE)('stays: %s', (text, ...facts) => {
    expect(kept([text, ...facts])).toEqual([text]);
  });
  it.each(FALSE)('goes: %s', (text, ...facts) => {
    expect(kept([text, ...facts])).toEqual([]);
  });
});
