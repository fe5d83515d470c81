import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writtenIn } from './written.ts';

const LINE = 'vssadmin.exe delete shadows /all /quiet';

describe('a command line is found', () => {
  it.each<[where: string, body: object]>([
    ['in its field', { process: { command_line: LINE } }],
    ['in a field of another style', { ProcessCommandLine: LINE }],
    ['with the ending of Log Analytics', { CommandLine_s: LINE }],
    ['among many', { command_lines: ['whoami', LINE] }],
    ['in parts', { process: { args: ['vssadmin.exe', 'delete', 'shadows', '/all', '/quiet'] } }],
    ['as the process itself', { process: LINE, parent_process: 'explorer.exe' }],
    ['as a shell’s command', { shell_command: LINE }],
    ['in a pair of a name and a value', { EventData: { Data: [{ Name: 'CommandLine', '#text': LINE }] } }],
    ['in a pair with an attribute', { Data: [{ '@Name': 'CommandLine', value: LINE }] }],
    ['in JSON in a text', { _raw: JSON.stringify({ CommandLine: LINE }) }],
    ['in JSON in JSON', { _raw: JSON.stringify({ inner: JSON.stringify({ cmd: LINE }) }) }],
  ])('%s', (_where, body) => {
    expect(writtenIn(body).lines).toContain(LINE);
  });
});

it('what could be one is a text, and no text is lost', () => {
  const { lines, texts } = writtenIn({ message: `It ran ${LINE}.`, note: ['a b', 'c'], id: '0197-aa', at: 5 });
  expect(lines).toEqual([]);
  expect(texts).toEqual([`It ran ${LINE}.`, 'a b c', 'a b']);
});

it.each<[body: object, word: string | null]>([
  [{ verdict: 'malicious' }, 'malicious'],
  [{ threat: { classification: 'Ransomware' } }, 'Ransomware'],
  [{ fields: [{ name: 'disposition', value: 'True Positive' }] }, 'True Positive'],
  [{ verdict: 'benign', title: 'malicious' }, null],
  [{ note: 'ransomware' }, null],
])('the vendor’s own word in %j is %j', (body, word) => {
  expect(writtenIn(body).accusation?.word ?? null).toBe(word);
});

it('takes any body', () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => Array.isArray(writtenIn(body).lines)));
  let deep: unknown = LINE;
  for (let at = 0; at < 10_000; at += 1) deep = { deep };
  expect(writtenIn(deep)).toMatchObject({ texts: [], whole: false });
  expect(writtenIn({ a: 1 }).whole).toBe(true);
});
