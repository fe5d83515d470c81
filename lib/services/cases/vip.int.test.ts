import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { stakeholders } from '../../db/schema/index.ts';
import type { VipJudgement } from '../../domain/okta/vip.ts';
import { transact } from '../kernel/index.ts';
import { as, automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, namesOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { detachFromCase } from './detach.ts';
import { lockCase } from './fetch.ts';
import { mergeCase } from './merge.ts';
import { openCase } from './open.ts';
import { raiseForVip } from './raise-for-vip.ts';
import { markUnknown, settleVip } from './settle-vip.ts';
import { listCaseObservables } from './streams.ts';
import { transitionCase } from './transition.ts';
import { unmergeCase } from './unmerge.ts';
import { updateCase } from './update.ts';
import { readVipQuestion } from './vip-question.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const robot = () => ctxOf(floor.db, automation('confirm-vip'));
const YES: VipJudgement = { vip: 'yes', reason: 'Is in the group VIP.' };

async function open(severity: 'medium' | 'critical' = 'medium', vip = false): Promise<string> {
  const fields = { title: 'A sign-in', severity, vip };
  return (await openCase({ ctx: admin(), input: { fields } })).key;
}
const raise = (key: string) =>
  transact(robot(), 'test.raise', async (tx) =>
    raiseForVip(tx, await lockCase(tx, key, 'case.update'), { reason: YES.reason }),
  );
const doubt = (key: string) =>
  transact(robot(), 'test.doubt', async (tx) =>
    markUnknown(tx, await lockCase(tx, key, 'case.update'), 'Okta is down.'),
  );
const settle = (key: string, judgement: VipJudgement) => settleVip({ ctx: robot(), input: { key, judgement } });
const resolve = (key: string) =>
  transitionCase({
    ctx: admin(),
    input: { key, to: { state: 'resolved', verdict: 'benign_positive', summary: 'Fine.' } },
  });
const asked = async (key: string) =>
  (await namesOf(floor.db, key)).filter((name) => name === 'case/vip.unknown').length;

test('a case is raised for its VIP once, whatever its severity has become since', async () => {
  await floor.db.insert(stakeholders).values({
    id: newId(),
    name: 'Board',
    vipOnly: true,
    memberIds: [floor.people.lead.id],
    createdAt: NOW,
    updatedAt: NOW,
  });
  const key = await open();
  await raise(key);
  expect(await rowOf(floor.db, key)).toMatchObject({ severity: 'high', vip: true });
  const before = await traceOf(floor.db, key);
  await raise(key);
  expect(await traceOf(floor.db, key)).toEqual(before);
  await updateCase({ ctx: admin(), input: { key, patch: { severity: 'low', vip: false } } });
  await raise(key);
  expect(await rowOf(floor.db, key)).toMatchObject({ severity: 'low', vip: true });

  const told = (await eventsOf(floor.db, key)).filter(({ name }) => name === 'notice/created');
  expect(told).toHaveLength(1);
  const audited = (await auditOf(floor.db, key)).filter(({ action }) => action === 'case.vip');
  expect(audited[0]!.diff).toMatchObject({ vip: { from: false, to: true }, severity: { from: 'medium', to: 'high' } });
});

test('never past critical; that it was critical counts as raised', async () => {
  const key = await open('critical', true);
  await raise(key);
  await updateCase({ ctx: admin(), input: { key, patch: { severity: 'medium' } } });
  await raise(key);
  expect(await rowOf(floor.db, key)).toMatchObject({ severity: 'medium', vip: true });
});

test('raised by two at once, it is raised one step', async () => {
  const key = await open();
  await Promise.all([raise(key), raise(key), raise(key)]);
  expect(await rowOf(floor.db, key)).toMatchObject({ severity: 'high' });
});

test('what is not known is asked for once, and settled by an answer', async () => {
  const [vip, none] = [await open(), await open()];
  for (const key of [vip, none]) {
    await doubt(key);
    await doubt(key);
    expect(await rowOf(floor.db, key)).toMatchObject({ vipUnknown: true });
    expect(await asked(key)).toBe(1);
    expect(await settle(key, { vip: 'unknown', reason: 'Down.' })).toEqual({ state: 'unknown' });
  }
  expect(await settle(vip, YES)).toEqual({ state: 'known' });
  expect(await rowOf(floor.db, vip)).toMatchObject({ vip: true, vipUnknown: false, severity: 'high' });
  expect(await settle(none, { vip: 'no', reason: 'Is in no VIP group.' })).toEqual({ state: 'known' });
  expect(await rowOf(floor.db, none)).toMatchObject({ vip: false, vipUnknown: false, severity: 'medium' });
  expect((await timelineOf(floor.db, none)).at(-1)!.summary).toBe('The user is no VIP: Is in no VIP group.');
  expect(await settle(none, YES)).toEqual({ state: 'over' });
});

test('a case that has ended is asked for no more, and again once it is reopened', async () => {
  const key = await open();
  await doubt(key);
  await resolve(key);
  expect(await settle(key, YES)).toEqual({ state: 'over' });
  expect(await rowOf(floor.db, key)).toMatchObject({ vip: false, vipUnknown: true });
  await transitionCase({ ctx: admin(), input: { key, to: { state: 'triage', reason: 'Not fine.' } } });
  expect(await asked(key)).toBe(2);
  expect(await settle(key, YES)).toEqual({ state: 'known' });
});

test('a case that is split off asks for the users that it has', async () => {
  const fields = {
    title: 'Two of them',
    severity: 'medium' as const,
    observables: [
      { type: 'user' as const, value: 'maria@shop.example' },
      { type: 'ipv4' as const, value: '203.0.113.7' },
    ],
  };
  const { key } = await openCase({ ctx: admin(), input: { fields } });
  await doubt(key);
  expect(await readVipQuestion({ ctx: robot(), input: { key } })).toEqual({
    open: true,
    users: ['maria@shop.example'],
  });
  const { items } = await listCaseObservables({ ctx: admin(), input: { key, query: {} } });
  const { id } = items.find(({ type }) => type === 'user')!;
  const made = await detachFromCase({ ctx: admin(), input: { key, detach: { observableId: id } } });
  expect(made.vipUnknown).toBe(true);
  expect(await asked(made.key)).toBe(1);
  expect(await readVipQuestion({ ctx: robot(), input: { key: made.key } })).toEqual({
    open: true,
    users: ['maria@shop.example'],
  });
});

test('a merge takes the question along, and a VIP answers it', async () => {
  const [source, into] = [await open(), await open()];
  await doubt(source);
  await mergeCase({ ctx: admin(), input: { key: source, into } });
  expect(await rowOf(floor.db, into)).toMatchObject({ vipUnknown: true });
  expect(await asked(into)).toBe(1);
  await unmergeCase({ ctx: admin(), input: { key: source } });
  expect(await asked(source)).toBe(2);

  const vip = await open('medium', true);
  await mergeCase({ ctx: admin(), input: { key: vip, into } });
  expect(await rowOf(floor.db, into)).toMatchObject({ vip: true, vipUnknown: false });
});
