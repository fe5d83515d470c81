import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_LINE, normaliseCommandLine, type StepKind } from './index.ts';
import { HOSTILE } from './testing/hostile.ts';

const wide = (text: string) => Buffer.from(text, 'utf16le').toString('base64');
const narrow = (text: string) => Buffer.from(text).toString('base64');

it.each<[name: string, line: string, expected: string, kinds: StepKind[]]>([
  ['a plain line', 'git status', 'git status', []],
  ['carets', 'cmd /c p^o^w^ershell', 'cmd /c powershell', ['carets', 'shell']],
  ['a caret that is part of a pattern', 'findstr "^total" a.txt', 'findstr "^total" a.txt', []],
  ['quotes within words', 'w""h"o"ami', 'whoami', ['quotes']],
  ['single quotes within words', "/bin/c'a't /etc/passwd", '/bin/cat /etc/passwd', ['quotes']],
  ['an apostrophe', '"C:\\a.exe" --name "O\'Brien"', '"C:\\a.exe" --name "O\'Brien"', []],
  ['backticks', 'powershell i`e`x', 'powershell iex', ['backticks']],
  ['parts put together', "powershell iex ('a'+'b' + 'c')", "powershell iex 'abc'", ['concatenation']],
  ['double-quoted parts', 'powershell iex ("a"+"b")', 'powershell iex "ab"', ['concatenation']],
  ['a joined list', "powershell ('w','ho','ami' -join '')", "powershell 'whoami'", ['join']],
  ['a list that joins itself', "powershell -join('w','ho')", "powershell 'who'", ['join']],
  ['String.Join', "powershell [string]::join('',('w','ho'))", "powershell 'who'", ['join']],
  ['a format string', "powershell ('{1}{0}' -f 'ami','who')", "powershell 'whoami'", ['format']],
  ['a replacement', "powershell 'whoXami'.Replace('X','')", "powershell 'whoami'", ['replace']],
  ['-replace', "powershell 'whoXami' -replace 'X',''", "powershell 'whoami'", ['replace']],
  ['character codes', 'powershell [char]105+[char]101+[char]120', "powershell 'iex'", ['characters', 'concatenation']],
  ['a list of codes', "powershell ([char[]](105,101,120) -join '')", "powershell ('iex')", ['characters']],
  ['codes through a pipe', 'powershell (105,101,120|%{[char]$_})', "powershell ('iex')", ['characters']],
  ['reversed text', "powershell ('imaohw'[-1..-6] -join '')", "powershell 'whoami'", ['reversed', 'join']],
  ['a called name', "powershell &('iex') a", 'powershell iex  a', ['call']],
  ['variables of Windows', '%COMSPEC% /c a', 'C:\\Windows\\system32\\cmd.exe /c a', ['environment']],
  ['a piece of a variable', '%PUBLIC:~-6,3%', 'Pub', ['environment']],
  ['letters of a variable', "powershell ($env:comspec[4,24,25]-join'')", "powershell 'iex'", ['environment', 'join']],
  ['variables of the line', 'cmd /c "set a=who&& call %a%ami"', 'cmd /c "set a=who&& call whoami"', ['variables']],
  ['a variable that is added to', 'cmd /c set P=%P%;C:\\T&& t', 'cmd /c set P=%P%;C:\\T&& t', []],
  [
    'variables of a script',
    "powershell $a='who';$b='ami';&($a+$b)",
    "powershell $a='who';$b='ami';whoami",
    ['variables', 'concatenation', 'call'],
  ],
  ['Base64 for PowerShell', `powershell -e ${wide('whoami /all')}`, 'powershell -e whoami /all', ['base64']],
  [
    'any beginning of the name',
    `powershell /encodedCo "${wide('whoami')}"`,
    'powershell /encodedCo whoami',
    ['base64'],
  ],
  ['another switch', `tool -exclude ${wide('whoami')}`, `tool -exclude ${wide('whoami')}`, []],
  ['Base64 in a shell', `echo ${narrow('id; uname -a')} | base64 -d | sh`, "'id; uname -a' | sh", ['base64']],
  [
    'Base64 within Base64',
    `powershell -enc ${wide(`powershell -enc ${wide('calc.exe')}`)}`,
    'powershell -enc powershell -enc calc.exe',
    ['base64', 'base64', 'shell'],
  ],
  ['escapes', "sh -c $'\\x77\\x68\\x6f\\x61\\x6d\\x69'", "sh -c $'whoami'", ['escapes']],
  ['look-alike signs', 'powershell \u2013enc\u200boded', 'powershell -encoded', ['unicode']],
])('reads %s', (_name, line, expected, kinds) => {
  const { text, steps } = normaliseCommandLine(line);
  expect(text).toBe(expected);
  expect(steps.map(({ kind }) => kind)).toEqual(kinds);
});

describe('compressed data', () => {
  const packed = gzipSync('whoami /all').toString('base64');
  const line = `powershell [Convert]::FromBase64String('${packed}')`;
  it('is told and left where nothing can open it', () => {
    const { text, steps } = normaliseCommandLine(line);
    expect(text).toContain(packed);
    expect(steps.map(({ kind }) => kind)).toEqual(['gzip']);
  });
  it('is opened within a bound where something can', () => {
    const bounds: number[] = [];
    const inflate = (_bytes: Uint8Array, most: number) => {
      bounds.push(most);
      return new TextEncoder().encode('whoami /all');
    };
    expect(normaliseCommandLine(line, { inflate }).text).toContain('whoami /all');
    expect(bounds.every((most) => most <= 65_536)).toBe(true);
  });
});

it('reads both ends of a line that is too long', () => {
  const line = `calc.exe ${'x'.repeat(2 * LONGEST_LINE)} p^o^w^ershell cmd`;
  const { text, steps } = normaliseCommandLine(line);
  expect(text).toMatch(/^calc\.exe/);
  expect(text).toMatch(/powershell cmd$/);
  expect(steps[0]).toMatchObject({ kind: 'cut' });
});

it.each(HOSTILE)('ends, and stays small, for a megabyte of %s', (_name, part) => {
  const { text, steps } = normaliseCommandLine(part.repeat(Math.ceil(1_000_000 / part.length)));
  expect(text.length).toBeLessThanOrEqual(3 * LONGEST_LINE);
  expect(steps.length).toBeLessThanOrEqual(110);
});

describe('properties', () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    '`',
    '^',
    '+',
    '(',
    ')',
    ',',
    '-join',
    '-f ',
    '%a%',
    '$a',
    "='x';",
    '[char]65',
    '{0}',
    '-e AAAA',
    '\\x41',
    ' ',
    'set a=',
    '&',
    'iex',
    '.replace(',
    '[-1..-3]',
    '[0]',
  );
  const line = fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 60 }).map((parts) => parts.join(''));

  it('gives a text for any line, the same each time', () => {
    fc.assert(
      fc.property(line, (text) => {
        const once = normaliseCommandLine(text);
        expect(normaliseCommandLine(text)).toEqual(once);
        expect(once.text.length).toBeLessThanOrEqual(3 * LONGEST_LINE);
      }),
    );
  });
  it('takes carets, backticks and parts back out of any word', () => {
    const word = fc.stringMatching(/^[acdghijklmopqsuwxyz]{6,20}$/);
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 4 }), (name, at) => {
        const left = name.slice(0, at);
        const right = name.slice(at);
        expect(normaliseCommandLine(`cmd /c ${left}^${right}`).text).toBe(`cmd /c ${name}`);
        expect(normaliseCommandLine(`powershell ${left}\`${right}`).text).toBe(`powershell ${name}`);
        expect(normaliseCommandLine(`powershell iex ('${left}'+'${right}')`).text).toBe(`powershell iex '${name}'`);
        expect(normaliseCommandLine(`powershell -enc ${wide(`run ${name}`)}`).text).toBe(`powershell -enc run ${name}`);
      }),
    );
  });
});
