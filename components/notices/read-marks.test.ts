import { expect, it } from 'vitest';
import type { Page } from '#lib/domain/views/common.ts';
import type { NoticeView } from '#lib/domain/views/notice.ts';
import { allRead, fewer, oneRead, unreadText } from './read-marks.ts';

const notice = (id: string, readAt: string | null = null): NoticeView => ({
  id,
  kind: 'case.assigned',
  title: id,
  body: '',
  severity: 'low',
  link: null,
  caseKey: null,
  actor: { kind: 'system', id: 'system', name: 'Watchfloor' },
  at: '2026-01-12T12:00:00.000Z',
  readAt,
});
const page: Page<NoticeView> = {
  items: [notice('c'), notice('b', 'before'), notice('a')],
  nextCursor: null,
  count: { value: 3, capped: false },
};
const read = ({ items }: Page<NoticeView>) => items.map(({ readAt }) => readAt);

it('marks one, and leaves when another was read', () => {
  expect(read(oneRead(page, 'a', 'now'))).toEqual([null, 'before', 'now']);
  expect(read(oneRead(page, 'b', 'now'))).toEqual([null, 'before', null]);
});

it('marks all but those that came since', () => {
  expect(read(allRead(page, 'b', 'now'))).toEqual([null, 'before', 'now']);
});

it('counts down, never below none, and not where it does not know', () => {
  expect(fewer({ value: 1, capped: false })).toEqual({ value: 0, capped: false });
  expect(fewer({ value: 0, capped: false })).toEqual({ value: 0, capped: false });
  expect(fewer({ value: 99, capped: true })).toEqual({ value: 99, capped: true });
});

it('says that there are more', () => {
  expect([unreadText({ value: 3, capped: false }), unreadText({ value: 99, capped: true })]).toEqual(['3', '99+']);
});
