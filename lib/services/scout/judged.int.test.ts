import { Client } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scoutWorks } from '../../db/schema/index.ts';
import type { CaseInput } from '../../domain/case.ts';
import { bulkChange } from '../cases/bulk.ts';
import { undoBulk } from '../cases/bulk-undo.ts';
import { mergeCase } from '../cases/merge.ts';
import { transitionCase } from '../cases/transition.ts';
import { unmergeCase } from '../cases/unmerge.ts';
import { as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { scoutFigures } from './figures.ts';
import { listScoutWork } from './list.ts';
import { scoutsCase, settled } from './testing/scouts-case.ts';
import { undoScout } from './undo.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.lead));
const BENIGN = { verdict: 'benign_positive', summary: 'Looked at it.' } as const;

beforeEach(() => floor.db.delete(scoutWorks));
afterEach(() => vi.restoreAllMocks());

/** A case that Scout has resolved as benign, or handed over where it is too severe. */
async function worked(fields: Partial<CaseInput> = {}): Promise<string> {
  const key = await scoutsCase(floor, { fields });
  await settled(floor, key);
  return key;
}
const move = (key: string, to: Parameters<typeof transitionCase>[0]['input']['to']) =>
  transitionCase({ ctx: ann(), input: { key, to } });
const judgementOf = async (key: string) => {
  const { items } = await listScoutWork({ ctx: ann(), input: {} });
  const { judged, ended } = items.find((one) => one.case.key === key)!;
  return { judged, ended };
};
const NONE = { judged: null, ended: null };
const AGREED = { judged: 'agreed', ended: 'benign_positive' };

test('of what Scout resolved, nobody has said anything until a person ends or reopens it', async () => {
  const [closed, reopened, left] = [await worked(), await worked(), await worked()];
  expect(await judgementOf(closed)).toEqual(NONE);
  await move(closed, { state: 'closed', ...BENIGN });
  await move(reopened, { state: 'triage', reason: 'Look again.' });
  expect(await judgementOf(closed)).toEqual(AGREED);
  expect(await judgementOf(reopened)).toEqual({ judged: 'overturned', ended: null });
  expect(await judgementOf(left)).toEqual(NONE);
});

test('the first word of a person stands, whatever becomes of the case', async () => {
  const key = await worked();
  await move(key, { state: 'closed', ...BENIGN });
  await move(key, { state: 'triage', reason: 'New facts.' });
  expect(await judgementOf(key)).toEqual(AGREED);
});

test('a press that takes it back overturns it', async () => {
  const key = await worked();
  await undoScout({ ctx: ann(), input: { key, body: {} } });
  expect((await judgementOf(key)).judged).toBe('overturned');
});

test('a change of many cases judges each, and its undo takes the judgement back', async () => {
  const keys = [await worked(), await worked()];
  const change = { state: 'closed', ...BENIGN };
  const { undoToken } = await bulkChange({ ctx: ann(), input: { keys, change } });
  expect(await Promise.all(keys.map(judgementOf))).toEqual([AGREED, AGREED]);
  await undoBulk({ ctx: ann(), input: { token: undoToken! } });
  expect(await Promise.all(keys.map(judgementOf))).toEqual([NONE, NONE]);
});

test('that its case was merged away says nothing of it, and its undo leaves no trace', async () => {
  const [source, into] = [await worked({ severity: 'high' }), await worked({ severity: 'high' })];
  await mergeCase({ ctx: ann(), input: { key: source, into } });
  expect(await judgementOf(source)).toEqual({ judged: null, ended: 'duplicate' });
  await unmergeCase({ ctx: ann(), input: { key: source } });
  expect(await judgementOf(source)).toEqual(NONE);
});

test('figures and list read no timeline, however much was worked', async () => {
  await move(await worked(), { state: 'closed', ...BENIGN });
  const query = vi.spyOn(Client.prototype, 'query');
  const figures = await scoutFigures({ ctx: ann(), input: { days: 365 } });
  const { items } = await listScoutWork({ ctx: ann(), input: { judged: 'agreed' } });
  expect([figures.total.agreed, items.length]).toEqual([1, 1]);
  expect(query.mock.calls.length).toBeGreaterThan(0);
  expect(JSON.stringify(query.mock.calls.map(([sent]) => sent))).not.toContain('timeline');
});
