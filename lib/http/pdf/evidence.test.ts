import { expect, test } from 'vitest';
import type { CaseExport } from '../../domain/views/case-export.ts';
import { filesTable, observablesTable } from './evidence.ts';

const at = (moment: string | null) => moment ?? '–';
const source = (name: string, more: object) => ({ source: name, score: null, at: 'Monday', stale: false, ...more });
const observable = (judgement: object, more: object = {}) =>
  ({
    ...{ type: 'file_name', defanged: 'a[.]b', role: 'victim', verdict: 'malicious' },
    judgement: { override: null, sources: [], ...judgement },
    ...more,
  }) as unknown as CaseExport['observables'][number];
/** The texts of the rows below the head. */
const rowsOf = (content: unknown[]) =>
  (content as { table: { body: { text: string }[][] } }[])[0]!.table.body
    .slice(1)
    .map((row) => row.map(({ text }) => text));

test('beside a verdict stands what each source said and when, and who overruled them', () => {
  const override = { verdict: 'benign', reason: 'Ours.', by: { name: 'Ann' }, at: 'Friday' };
  const sources = [
    source('virustotal', { state: 'answered', verdict: 'malicious', score: 8.5, stale: true }),
    source('otx', { state: 'answered', verdict: 'unknown' }),
    source('recordedfuture', { state: 'unknown', verdict: null }),
    source('mirror', { state: 'failed', verdict: null }),
    source('slow', { state: 'limited', verdict: null }),
  ];
  const [row] = rowsOf(observablesTable([observable({ override, sources })], at));
  expect(row!.slice(0, 4)).toEqual(['File name', 'a[.]b', 'victim', 'malicious']);
  expect(row![4]!.split('\n')).toEqual([
    'Ann set benign, Friday: Ours.',
    'virustotal malicious, 8.5 of 10, Monday, out of date',
    'otx has no opinion, Monday',
    'recordedfuture does not know it, Monday',
    'mirror gave no answer, Monday',
    'slow let us ask no more, Monday',
  ]);
});

test('a value that would not fit on a page is shortened, and says so', () => {
  const [row] = rowsOf(observablesTable([observable({}, { defanged: 'x '.repeat(2000) })], at));
  expect(row![1]!.length).toBeLessThan(1000);
  expect(row![1]).toContain('… 3,100 more characters in the JSON export');
});

test('files are listed with size, hash, who and when; deleted ones and malware say so', () => {
  const by = { kind: 'user', id: 'a', name: 'Ann' };
  const file = {
    name: 'memory.dmp',
    bytes: 1_234_567,
    sha256: 'ab'.repeat(32),
    malware: true,
    uploadedBy: by,
    createdAt: 'Monday',
  };
  const deleted = { at: 'Friday', by: { name: 'Lena' }, reason: 'Customers’ names' };
  const files = [
    { ...file, deleted: null },
    { ...file, malware: false, deleted },
  ] as unknown as CaseExport['files'];
  expect(rowsOf(filesTable(files, at))).toEqual([
    ['memory.dmp\nMalware', '1,234,567', `${'ab'.repeat(16)} ${'ab'.repeat(16)}`, 'Ann\nMonday'],
    ['memory.dmp\nDeleted Friday by Lena: Customers’ names', '1,234,567', expect.any(String), 'Ann\nMonday'],
  ]);
});
