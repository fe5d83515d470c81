import { describe, expect, test } from 'vitest';
import { defang } from './defang.ts';
import { detect } from './detect.ts';
import { normalise } from './normalise.ts';
import { refang } from './refang.ts';
import type { ObservableType } from './types.ts';

const hash = 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709';

test.each<[ObservableType, string, string | null]>([
  ['ipv4', ' 203[.]0[.]113[.]77 ', '203.0.113.77'],
  ['ipv4', '::ffff:203.0.113.77', '203.0.113.77'],
  ['ipv4', '010.8.8.8', null],
  ['ipv4', '2001:db8::1', null],
  ['ipv6', '[2001:DB8:0:0:1:0:0:1]', '2001:db8::1:0:0:1'],
  ['ipv6', '0:0:0:0:0:0:0:0', '::'],
  ['ipv6', '1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['ipv6', '1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
  ['ipv6', 'fe80::1%25eth0', 'fe80::1'],
  ['ipv6', 'fe80::1%eth0', 'fe80::1'],
  ['ipv6', '203.0.113.77', null],
  ['domain', 'EVIL.com.', 'evil.com'],
  ['domain', 'www.evil.com', null],
  ['domain', 'corp.local', 'corp.local'],
  ['domain', 'setup.zip', 'setup.zip'],
  ['domain', 'co.uk', null],
  ['hostname', 'DC01.corp.LOCAL', 'dc01.corp.local'],
  ['hostname', 'shop-frontend-7', 'shop-frontend-7'],
  ['hostname', 'a b', null],
  ['hostname', '1.2.3.4', null],
  ['url', 'hxxps://Evil[.]example:443', 'https://evil.example/'],
  ['url', 'http://evil.com./a?B=c#D', 'http://evil.com/a?B=c#D'],
  ['url', 'evil.com/x', null],
  ['url', 'http://evil.com/a b', null],
  ['url', 'http:///x', null],
  ['email', 'A[@]B[.]com', 'a@b.com'],
  ['email', 'mailto:A@b.com?subject=x', 'a@b.com'],
  ['email', 'mailto:', null],
  ['email', 'a@b', null],
  ['sha1', hash, hash.toLowerCase()],
  ['md5', hash, null],
  ['sha256', 'z'.repeat(64), null],
  ['mac', 'AABBCCDDEEFF', 'aa:bb:cc:dd:ee:ff'],
  ['mac', 'aa:bb-cc:dd-ee:ff', null],
  ['cve', 'cve-2021-44228', 'CVE-2021-44228'],
  ['asn', '64500', 'AS64500'],
  ['asn', 'as 064500', 'AS64500'],
  ['asn', '0', null],
  ['asn', '4294967296', null],
  ['registry_key', 'hkcu\\\\Software\\Run\\', 'HKEY_CURRENT_USER\\Software\\Run'],
  ['registry_key', 'HKLM', null],
  ['file_path', 'c:/a//b.exe', 'C:\\a\\b.exe'],
  ['file_path', '\\\\?\\C:\\a', 'C:\\a'],
  ['file_path', '/usr//bin/', '/usr/bin'],
  ['file_path', 'a.exe', null],
  ['file_name', 'a.exe', 'a.exe'],
  ['file_name', 'a/b.exe', null],
  ['user', 'CORP\\Bob', 'corp\\bob'],
  ['user', 'a\nb', null],
  ['command_line', ' sh -c "x" ', 'sh -c "x"'],
  ['cloud_resource', 'pod/shop-7', 'pod/shop-7'],
  ['device', '  ', null],
  ['other', 'anything', 'anything'],
])('normalise %s %j', (type, value, expected) => {
  expect(normalise(type, value)).toBe(expected);
});

test.each<[string, string | null]>([
  ['203[.]0[.]113[.]77', 'ipv4 203.0.113.77'],
  ['"evil.com."', 'domain evil.com'],
  ['WWW.EVIL.COM', 'hostname www.evil.com'],
  ['hxxps://evil[.]example/x', 'url https://evil.example/x'],
  ['<a[@]b[.]com>', 'email a@b.com'],
  ['mailto:Anna@b.com', 'email anna@b.com'],
  ['::ffff:203.0.113.77', 'ipv4 203.0.113.77'],
  ['2001:DB8::1', 'ipv6 2001:db8::1'],
  [hash, `sha1 ${hash.toLowerCase()}`],
  ['aabbccddeeff', 'mac aa:bb:cc:dd:ee:ff'],
  ['as64500', 'asn AS64500'],
  ['dc01.corp.local', 'hostname dc01.corp.local'],
  ['arn:aws:s3:::b/k', 'cloud_resource arn:aws:s3:::b/k'],
  ['HKLM\\Software\\Run', 'registry_key HKEY_LOCAL_MACHINE\\Software\\Run'],
  ['setup.exe', 'file_name setup.exe'],
  ['bob', null],
  ['1.2.3', null],
  ['evil.com and evil.net', null],
  ['', null],
])('detect %j', (value, expected) => {
  const found = detect(value);
  expect(found && `${found.type} ${found.value}`).toBe(expected);
});

describe('defang', () => {
  test.each<[ObservableType, string, string]>([
    ['ipv4', '203.0.113.77', '203[.]0[.]113[.]77'],
    ['ipv6', '2001:db8::1', '2001[:]db8[:][:]1'],
    ['url', 'https://evil.example/x.y', 'hxxps://evil[.]example/x.y'],
    ['url', 'ftp://u@[2001:db8::1]:21/', 'fxp://u@[2001:db8::1]:21/'],
    ['email', 'a@b.c', 'a[@]b[.]c'],
    ['sha1', hash, hash],
  ])('%s %j', (type, value, shown) => {
    expect(defang(type, value)).toBe(shown);
  });

  test('refang leaves other text as it is', () => {
    const text = 'array[.5] (see: [1]) C:\\Users\\.ssh hxxp is a word, excel [at 5] the dot matrix';
    expect(refang(text)).toBe(text);
  });
});
