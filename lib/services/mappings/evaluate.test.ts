import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { GENERIC_MAPPING } from '../../domain/mappings/generic.ts';
import { WIZ_ISSUE } from '../../domain/mappings/samples.ts';
import { WIZ_MAPPING } from '../../domain/mappings/wiz.ts';
import { evaluateMapping, syntaxErrorOf } from './evaluate.ts';
import { closeSandbox } from './sandbox.ts';

afterAll(closeSandbox);

test('the shipped mappings run in the sandbox', async () => {
  expect(await evaluateMapping(WIZ_MAPPING, WIZ_ISSUE)).toMatchObject({
    ok: true,
    output: { objectKey: WIZ_ISSUE.issue.id },
  });
  expect(await syntaxErrorOf(GENERIC_MAPPING)).toBeNull();
});

describe('is bounded', () => {
  test.each([
    ['a regular expression without end', `$match(text, /^(a+)+$/)`, /takes longer than 300 ms/],
    ['a loop without end', '($f := function($n) { $f($n + 1) }; $f(0))', /takes longer than 300 ms/],
    ['recursion without end', '($f := function($n) { 1 + $f($n) }; $f(0))', /./],
    ['a growing text', '($f := function($s) { $f($s & $s) }; $f("aaaaaaaa"))', /./],
    ['a large result', '$map([1..100000], function($n) { "0123456789" })', /larger than 1000000 bytes/],
    [
      'a result whose parts are shared',
      '($a := [1..1000]; $b := $map($a, function($n) {[$a]}); $map($a, function($n) {[$b]}))',
      /larger than/,
    ],
    ['a deep result', '($f := function($n) { $n = 0 ? "end" : {"in": $f($n - 1)} }; $f(40))', /nested deeper than 32/],
    ['a function as a result', '{"title": function($x) { $x }}', /gives a function/],
    ['nothing', 'nowhere', /gives nothing/],
    ['an error of its own', '$error("not mine")', /fails: not mine/],
    ['what is no JSONata', '{"a": ', /fails: .* \(at character \d+\)/],
  ])('%s', async (_name, expression, reason) => {
    const body = { text: `${'a'.repeat(60)}!` };
    // Only what never ends is stopped by the clock: on a busy machine the others may take their time.
    const timeoutMs = String(reason).includes('takes longer') ? 300 : 15_000;
    const result = await evaluateMapping(expression, body, { timeoutMs });
    expect(result).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });

  test.each([
    ['a range', '$map([1..10000000], function($x) { $x })'],
    ['ranges in a list', '[[1..10000000], [1..10000000], [1..10000000], [1..10000000]]'],
    ['a text', '$length($pad("x", 400000000) & $pad("y", 100000000))'],
    ['a range that is evaluated', '$eval("[1..10000000]")'],
  ])('in memory, by its own process and not by ours: %s', async (_name, expression) => {
    expect(await evaluateMapping(expression, {}, { timeoutMs: 15_000 })).toMatchObject({ ok: false });
    expect(await evaluateMapping('n', { n: 1 })).toEqual({ ok: true, output: 1 });
  });

  test('and works on afterwards, also for those who waited', async () => {
    const endless = evaluateMapping('$match(text, /^(a+)+$/)', { text: `${'a'.repeat(60)}!` }, { timeoutMs: 200 });
    const others = Array.from({ length: 12 }, (_, n) => evaluateMapping('n * 2', { n }));
    expect((await endless).ok).toBe(false);
    expect(await Promise.all(others)).toEqual(Array.from({ length: 12 }, (_, n) => ({ ok: true, output: n * 2 })));
  });
});

test('an expression sees the body and nothing of the process', async () => {
  for (const expression of ['process', 'require', '$.constructor', '$string.constructor', '$lookup({}, "constructor")'])
    expect(await evaluateMapping(expression, {})).toMatchObject({
      ok: false,
      reason: expect.stringMatching('gives nothing'),
    });
  expect(await evaluateMapping('$ ~> |$|{"__proto__": {"polluted": 1}}|', {})).toMatchObject({ ok: true });
  expect(await evaluateMapping('$.polluted', {})).toMatchObject({ ok: false });
});

test('a syntax error says where', async () => {
  expect(await syntaxErrorOf('title & ')).toMatch(/at character/);
  expect(await syntaxErrorOf('title & "!"')).toBeNull();
});

test('a busy process does not outlive who started it', { timeout: 150_000 }, async () => {
  const sandbox = new URL('./evaluate.ts', import.meta.url).href;
  const source = `const { evaluateMapping } = await import(${JSON.stringify(sandbox)});
    await evaluateMapping('1', {});
    void evaluateMapping('$match(text, /^(a+)+$/)', { text: 'a'.repeat(60) + '!' }, { timeoutMs: 600000 });
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 300);`;
  const parent = spawn(process.execPath, ['--input-type=module', '--no-warnings', '--eval', source], {
    stdio: 'ignore',
  });
  const children = await vi.waitUntil(() => childrenOf(parent.pid!), { timeout: 60_000 });
  await once(parent, 'exit');
  await vi.waitUntil(() => children.every((pid) => !isAlive(pid)), { timeout: 60_000 });
});

/** Linux alone tells it so; elsewhere nothing is found and nothing waited for. */
function childrenOf(pid: number): number[] | null {
  try {
    const found = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return found === '' ? null : found.split(' ').map(Number);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
