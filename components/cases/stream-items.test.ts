import { describe, expect, test } from 'vitest';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import type { RunListItem } from '#lib/domain/views/run.ts';
import { mergeRuns, worthTelling } from './stream-items.ts';

const time = (minute: number) => new Date(minute * 60_000).toISOString();
const entry = (id: string, minute: number, runId: string | null = null, detail = {}) =>
  ({ id, at: time(minute), runId, detail }) as TimelineItem;
const run = (id: string, minute: number, status = 'failed') => ({ id, createdAt: time(minute), status }) as RunListItem;
const ids = (...args: Parameters<typeof mergeRuns>) =>
  mergeRuns(...args).map((one) => (one.kind === 'run' ? one.run.id : one.item.id));

test('runs stand among the entries by their time; those that an entry tells of do not', () => {
  const items = [entry('e3', 30), entry('e2', 20, 'told'), entry('e1', 10, null, { runId: 'pressed' })];
  expect(ids(items, [run('r1', 25), run('told', 19), run('pressed', 10), run('r0', 5)], false)).toEqual([
    'e3',
    'r1',
    'e2',
    'e1',
    'r0',
  ]);
});

describe('what a run brought together', () => {
  const of = (id: string, kind: string, minute: number, runId: string | null = 'r') =>
    ({ ...entry(id, minute, runId), kind }) as TimelineItem;
  const shown = (...items: TimelineItem[]) =>
    mergeRuns(items, [], false).map((one) => (one.kind === 'run' ? [] : [one.item.id, one.parts.map(({ id }) => id)]));

  test('stands under the summary that it left, the oldest first; what moves the case stands for itself', () => {
    const items = [
      ...[of('done', 'summary', 9), of('raised', 'severity', 8), of('fields', 'updated', 7)],
      ...[of('found', 'observables', 6), of('told', 'event', 5), of('opened', 'created', 4)],
    ];
    expect(shown(...items)).toEqual([
      ['done', ['told', 'found', 'fields']],
      ['raised', []],
      ['opened', []],
    ]);
  });

  test('is not put under what other runs or people said, nor under what the run said before', () => {
    const items = [
      ...[of('other', 'summary', 9, 'q'), of('late', 'updated', 8), of('second', 'summary', 7)],
      ...[of('b', 'event', 6), of('first', 'summary', 5), of('a', 'event', 4), of('typed', 'updated', 3, null)],
    ];
    expect(shown(...items)).toEqual([
      ['other', []],
      ['late', []],
      ['second', ['b']],
      ['first', ['a']],
      ['typed', []],
    ]);
  });
});

test('while older entries are to come, older runs wait', () => {
  expect(ids([entry('e', 20)], [run('later', 25), run('earlier', 15)], true)).toEqual(['later', 'e']);
  expect(ids([], [run('only', 15)], true)).toEqual(['only']);
});

test('entries of one moment keep their order', () => {
  expect(ids([entry('b', 5), entry('a', 5)], [], false)).toEqual(['b', 'a']);
});

test('what did not run says nothing by itself', () => {
  expect(worthTelling([run('a', 1, 'skipped'), run('b', 1, 'failed')]).map((one) => one.id)).toEqual(['b']);
});

test('neither does what sent notices of what is told already, unless it failed', () => {
  const notify = (id: string, status: string) => ({ ...run(id, 1, status), automation: 'notify' }) as RunListItem;
  expect(worthTelling([notify('a', 'completed'), notify('b', 'failed')]).map((one) => one.id)).toEqual(['b']);
});
