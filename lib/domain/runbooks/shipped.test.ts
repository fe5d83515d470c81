import { expect, test } from 'vitest';
import { Runbook } from '../runbook.ts';
import { SHIPPED_RUNBOOKS } from './shipped.ts';

test.each(SHIPPED_RUNBOOKS.map((runbook) => [runbook.key, runbook] as const))('%s', (_, runbook) => {
  expect(Runbook.safeParse(runbook).error).toBeUndefined();
  // Advance leads out of every phase but the last: only there can an open mandatory task hold a case.
  const left = runbook.phases.slice(0, -1);
  expect(left.some(({ tasks }) => tasks.some(({ mandatory }) => mandatory))).toBe(true);
});

test('no two runbooks have one key, or one category and source', () => {
  const unique = (texts: string[]) => expect(new Set(texts).size).toBe(texts.length);
  unique(SHIPPED_RUNBOOKS.map(({ key }) => key));
  unique(SHIPPED_RUNBOOKS.map(({ category, source }) => `${category} ${source}`));
});
