import { expect, test } from 'vitest';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { firstSeenBefore } from './news.ts';

const item = (minute: number, actor: string) =>
  ({ at: new Date(minute * 60_000).toISOString(), actor: { kind: 'user', id: actor, name: actor } }) as TimelineItem;
const items = [item(30, 'mara'), item(20, 'devi'), item(10, 'mara')];

test.each([
  ['never looked', null, 'mara', -1],
  ['all is new', 5 * 60_000, 'mara', -1],
  ['two are new', 15 * 60_000, 'mara', 2],
  ['the new one is my own', 25 * 60_000, 'mara', -1],
  ['the new one is another’s', 25 * 60_000, 'devi', 1],
  ['nothing is new', 40 * 60_000, 'mara', -1],
])('%s', (_, lastLook, me, expected) => {
  expect(firstSeenBefore(items, lastLook, me)).toBe(expected);
});
