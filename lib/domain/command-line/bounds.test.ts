import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseCommandLine, compileKnownGood, type Inflate, LONGEST_LINE, normaliseCommandLine } from './index.ts';
import { LONGEST_MADE, MOST_WORK } from './limits.ts';
import { BOMBS, RUNS } from './testing/hostile.ts';

/** Each round reads the text; what is folded and opened comes once. */
const MOST_READ = 8 * LONGEST_MADE + MOST_WORK;

function expectBounds(line: string): void {
  const { text, decoded, steps, work } = analyseCommandLine(line).normalised;
  expect(text.length).toBeLessThanOrEqual(LONGEST_MADE);
  expect(work).toBeLessThanOrEqual(MOST_READ);
  expect(decoded.every(({ length }) => length <= LONGEST_LINE)).toBe(true);
  expect(steps.length).toBeLessThanOrEqual(110);
}

describe.each([...BOMBS, ...RUNS])('%s', (_name, of) => {
  it.each([4_096, 32_768, LONGEST_LINE, 1_000_000])('ends, and stays small, of %i characters', (size) => {
    expectBounds(of(size));
  });
});

describe('what is left because it would grow too long', () => {
  const bomb = `C:\\shop\\sync.exe ${"'a',".repeat(900)}'a' -join '${'b'.repeat(3_000)}'`;
  it('is told, and is not known to be harmless', () => {
    const { verdict, normalised, reasons } = analyseCommandLine(bomb);
    expect(normalised).toMatchObject({ whole: false, text: bomb });
    expect(normalised.steps).toContainEqual(expect.objectContaining({ kind: 'unfinished' }));
    expect(reasons.map(({ rule }) => rule)).toEqual(['hidden']);
    expect(verdict).toBe('unknown');
  });
  it('is cleared by its own pattern, and by none with a star', () => {
    const star = "c:\\shop\\sync.exe 'a',*";
    const knownGood = compileKnownGood([star]);
    expect(analyseCommandLine("C:\\shop\\sync.exe 'a','a' -join 'b'", { knownGood }).knownGood).toBe(star);
    expect(analyseCommandLine(bomb, { knownGood }).verdict).toBe('unknown');
    expect(analyseCommandLine(bomb, { knownGood: compileKnownGood([bomb]) }).verdict).toBe('benign');
  });
  it('leaves the rest of the line to be read', () => {
    const { normalised } = analyseCommandLine(`${bomb}; iex ('who'+'ami')`);
    expect(normalised.text).toContain("iex 'whoami'");
    expect(normalised.whole).toBe(false);
  });
  it('is told of a line with more layers than are undone', () => {
    const packed = (times: number): string =>
      times === 0 ? 'whoami' : `powershell -e ${Buffer.from(packed(times - 1), 'utf8').toString('base64')}`;
    expect(normaliseCommandLine(packed(6))).toMatchObject({ whole: true, text: expect.stringContaining('whoami') });
    expect(normaliseCommandLine(packed(9)).whole).toBe(false);
  });
  it('is told of a line that was cut', () => {
    expect(normaliseCommandLine('a'.repeat(LONGEST_LINE)).whole).toBe(true);
    expect(normaliseCommandLine('a'.repeat(LONGEST_LINE + 1)).whole).toBe(false);
  });
});

it('opens compressed data as long as there is work left', () => {
  let opened = 0;
  const inflate: Inflate = (_bytes, most) => {
    opened += most;
    return new TextEncoder().encode(`# ${'x'.repeat(most - 2)}`);
  };
  const packed = gzipSync('whoami').toString('base64');
  const { text, whole } = normaliseCommandLine(`frombase64string('${packed}');`.repeat(60), { inflate });
  expect(opened).toBeLessThanOrEqual(MOST_WORK);
  expect(text.length).toBeLessThanOrEqual(LONGEST_MADE);
  expect(whole).toBe(false);
});

describe('whatever is made of texts', () => {
  const { expression } = fc.letrec<{ expression: string }>((tie) => {
    const inner = tie('expression');
    const text = fc
      .tuple(
        fc.constantFrom('x', 'y', 'X', "''", '{0}', '{1}{0}', 'ab ', '%os%', '$a'),
        fc.integer({ min: 1, max: 9_000 }),
      )
      .map(([part, times]) => `'${part.repeat(Math.ceil(times / part.length))}'`);
    // No longer than is read of a line, or a part of a part of it outgrows the machine.
    const part = inner.map((line) => line.slice(0, 60_000));
    const many = fc.tuple(
      inner.map((line) => line.slice(0, 400)),
      fc.integer({ min: 2, max: 300 }),
    );
    return {
      expression: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        text,
        fc.tuple(part, part).map(([a, b]) => `(${a}+${b})`),
        fc.tuple(many, part).map(([[a, times], by]) => `(${Array(times).fill(a).join(',')} -join ${by})`),
        fc.tuple(part, part).map(([a, b]) => `[string]::join(${a},(${b},${a},'c'))`),
        fc.tuple(part, part, part).map(([a, b, c]) => `(${a}).replace(${b},${c})`),
        fc.tuple(part, part, part).map(([a, b, c]) => `(${a} -replace ${b},${c})`),
        fc.tuple(part, part, part).map(([a, b, c]) => `(${a} -f ${b},${c})`),
        part.map((a) => `(${a}[-1..-9] -join '')`),
        part.map((a) => `$a=${a};$a$a`),
        part.map((a) => `set b=${a}& %b%%b% %b:x=${'y'.repeat(50)}%`),
      ),
    };
  });
  it('stays small', () => {
    fc.assert(
      fc.property(expression, (line) => expectBounds(line)),
      { numRuns: 40 },
    );
  });
  const word = fc.stringMatching(/^[acdghijklmopqsuwz]{1,12}$/);
  it('is what a script would make of them', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 12 }), word, word, (words, from, to) => {
        const quoted = words.map((one) => `'${one}'`);
        const read = (line: string) => normaliseCommandLine(`echo ${line}`).text;
        const places = words.map((_, index) => `{${words.length - 1 - index}}`).join('');
        expect(read(`(${quoted.join(',')}) -join '${to}'`)).toBe(`echo '${words.join(to)}'`);
        expect(read(`[string]::join('${to}',(${quoted.join(',')}))`)).toBe(`echo '${words.join(to)}'`);
        expect(read(`'${places}' -f ${quoted.join(',')}`)).toBe(`echo '${words.toReversed().join('')}'`);
        const whole = words.join('');
        expect(read(`'${whole}'.replace('${from}','${to}')`)).toBe(`echo '${whole.replaceAll(from, to)}'`);
        expect(read(`'${whole}' -replace '${from.toUpperCase()}','${to}'`)).toBe(
          `echo '${whole.replaceAll(from, to)}'`,
        );
        expect(read(`'${whole}' -creplace '${from.toUpperCase()}','${to}'`)).toBe(`echo '${whole}'`);
      }),
    );
  });
});
