import { expect, it } from 'vitest';
import { analyseCommandLine, compileKnownGood } from './index.ts';
import { SHIPPED_GOOD } from './rules/benign.ts';
import { WINDOWS_SERVICES } from './rules/services.ts';

const SYSTEM = 'C:\\Windows\\System32';
const GUID = '{222A245B-E637-4AE9-A93F-A59CA119A75E}';

it.each([
  `${SYSTEM}\\svchost.exe -k netsvcs -p -s Schedule`,
  `"${SYSTEM}\\svchost.exe" -k LocalService -s W32Time`,
  `${SYSTEM}\\svchost.exe  -k  netsvcs`,
  `${SYSTEM}\\taskhostw.exe ${GUID}`,
  `${SYSTEM}\\DllHost.exe /Processid:${GUID}`,
  '"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"',
  'gpupdate  /force',
  'git status',
])('the shipped list knows: %s', (line) => {
  expect(analyseCommandLine(line)).toMatchObject({ verdict: 'benign', reasons: [] });
});

it.each([
  ['a path for a service', `${SYSTEM}\\svchost.exe -k netsvcs -s C:\\Users\\Public\\e.exe`],
  ['a service that Windows does not ship', `${SYSTEM}\\svchost.exe -k netsvcs -s evilsvc`],
  ['a service and more', `${SYSTEM}\\svchost.exe -k netsvcs -s Schedule C:\\Users\\Public\\e.exe`],
  ['a service on a share', `${SYSTEM}\\svchost.exe -k netsvcs -p -s \\\\203.0.113.8\\a\\e.dll`],
  ['no service', `${SYSTEM}\\svchost.exe -k netsvcs -s `],
  ['a path in braces', `${SYSTEM}\\taskhostw.exe {C:\\Users\\Public\\e.exe}`],
  ['an address in braces', `${SYSTEM}\\taskhostw.exe {http://drop.example/a}`],
  ['two in braces', `${SYSTEM}\\taskhostw.exe ${GUID} x ${GUID}`],
  ['nothing in braces', `${SYSTEM}\\taskhostw.exe {}`],
  ['a path for a class', `${SYSTEM}\\DllHost.exe /Processid:{C:\\Users\\Public\\e.dll}`],
  ['a name for a class', `${SYSTEM}\\DllHost.exe /Processid:{evil}`],
  ['a class that acts as administrator', `${SYSTEM}\\DllHost.exe /Processid:{3E5FC7F9-9A51-4367-9063-A120244FBEC7}`],
  ['a folder with another blank', '"C:\\Program\u00a0Files\\Google\\Chrome\\Application\\chrome.exe"'],
  ['a folder with two blanks', '"C:\\Program  Files\\Google\\Chrome\\Application\\chrome.exe"'],
  ['a path that stands without quotes', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
  ['a folder with a blank at its end', '"C:\\Windows \\System32\\taskhostw.exe"'],
  ['another letter that is written small alike', `${SYSTEM}\\tas\u212ahostw.exe`],
  ['a line break for a blank', 'git\nstatus'],
  ['scripts of a project', 'npm ci'],
])('the shipped list does not know %s: %s', (_what, line) => {
  expect(analyseCommandLine(line).verdict).not.toBe('benign');
});

it('has no star that stands for a path, an address or another command', () => {
  const put = [
    'C:\\Users\\Public\\e.exe',
    '\\\\host\\share\\e.dll',
    'http://drop.example/a',
    '/tmp/e',
    'a b',
    'a & calc',
    '',
  ];
  const starred = SHIPPED_GOOD.flatMap(({ patterns }) => patterns).filter((pattern) => pattern.includes('*'));
  expect(starred.length).toBeGreaterThan(0);
  for (const pattern of starred) {
    expect(pattern.indexOf('*')).toBe(pattern.lastIndexOf('*'));
    for (const text of put) expect(analyseCommandLine(pattern.replace('*', text)).knownGood).toBeNull();
  }
});

it('names each service in small letters, as a word', () => {
  expect(WINDOWS_SERVICES.size).toBeGreaterThan(100);
  expect([...WINDOWS_SERVICES].filter((name) => !/^[a-z0-9]{3,60}$/.test(name))).toEqual([]);
});

it.each([
  ['a caret', 'cmd /c c:\\scripts\\.^.\\users\\public\\evil.exe'],
  ['carets', 'cmd /c c:\\scripts\\^.^.^\\users\\public\\evil.exe'],
  ['letters of variables', 'cmd /c c:\\scripts\\%PATHEXT:~0,1%%PATHEXT:~0,1%\\users\\public\\evil.exe'],
  ['a quote', 'cmd /c c:\\scripts\\.".\\users\\public\\evil.exe'],
])('a star of an administrator stands for no folder above that is made of %s', (_what, line) => {
  const knownGood = compileKnownGood(['cmd /c c:\\scripts\\*']);
  expect(analyseCommandLine('cmd /c c:\\scripts\\daily.cmd %USERPROFILE%', { knownGood }).verdict).toBe('benign');
  expect(analyseCommandLine(line, { knownGood }).knownGood).toBeNull();
});

it.each([
  ['a share for a folder', '*\\agent.exe --update', '\\\\203.0.113.5\\x\\agent.exe --update'],
  ['an address for a folder', '*\\agent.exe --update', 'http://drop.example\\agent.exe --update'],
  ['a folder of all users', '*\\agent.exe --update', 'C:\\Users\\Public\\agent.exe --update'],
  ['a folder for what passes', '*\\agent.exe --update', 'C:\\Windows\\Temp\\agent.exe --update'],
  [
    'a folder above, with a blank',
    'powershell.exe -file c:\\scripts\\*',
    'powershell.exe -file c:\\scripts\\.. \\a.ps1',
  ],
  ['what may be a line break', 'inventory.exe *', 'inventory.exe a\u0085calc'],
  ['a mark that ends a text', 'inventory.exe *', 'inventory.exe a\u0000calc'],
  ['a line of its own', 'inventory.exe *', 'inventory.exe a\u2028calc'],
  ['the host of a container', 'docker run shop/* --daily', 'docker run shop/a -v /:/host alpine chroot /host --daily'],
])('a star of an administrator stands for no %s', (_what, pattern, line) => {
  expect(analyseCommandLine(line, { knownGood: compileKnownGood([pattern]) }).knownGood).toBeNull();
});

it.each([
  ['*\\agent.exe --update', 'D:\\apps\\agent.exe --update'],
  ['c:\\users\\*\\appdata\\local\\till\\pos.exe', 'C:\\Users\\ann\\AppData\\Local\\Till\\pos.exe'],
  ['inventory.exe *', 'inventory.exe\t/all  /quiet'],
  ['docker run shop/* --daily', 'docker run shop/sync --daily'],
])('%j of an administrator fits %j', (pattern, line) => {
  expect(analyseCommandLine(line, { knownGood: compileKnownGood([pattern]) }).knownGood).toBe(pattern);
});
