import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { members, noticeRecipients, notices } from '#lib/db/schema/index.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import type { Severity } from '#lib/domain/severity.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { acknowledgeCase } from '#lib/services/cases/acknowledge.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { addTimer } from '#lib/services/sla/add-timer.ts';
import { tellTimers } from '#lib/services/sla/tell.ts';
import { apiKey, as, automation, ctxOf, member } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { asleep, wakeSleepers } from './testing/sleepers.ts';

const machine = testMachine();

beforeAll(async () => {
  for (const id of ['route-by-severity', 'case-created', 'notify'])
    await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } }).catch(() => {});
  await member(machine.db, { name: 'Oli', tier: 3, onCall: true });
});

/** A case of Ann's, opened so long ago, and told of by the clock at once. */
async function late(severity: Severity, seconds: number, fields: object = {}): Promise<string> {
  const opened = ctxOf(machine.db, as(machine.people.admin), new Date(Date.now() - seconds * 1000));
  const given = { title: 'Slow', severity, assignee: machine.people.analyst.email, ...fields } as const;
  const { key } = await openCase({ ctx: opened, input: { fields: given } });
  await tellTimers({ ctx: ctxOf(machine.db, SYSTEM, new Date()) });
  await asleep(machine);
  return key;
}
async function toldOf(key: string): Promise<string[]> {
  const { id } = await rowOf(machine.db, key);
  const rows = await machine.db
    .select({ name: members.name, kind: notices.kind, paged: notices.paged })
    .from(noticeRecipients)
    .innerJoin(members, eq(members.id, noticeRecipients.memberId))
    .innerJoin(notices, eq(notices.id, noticeRecipients.noticeId))
    .where(eq(notices.caseId, id));
  return rows
    .filter(({ kind }) => kind !== 'case.assigned')
    .map(({ name, kind, paged }) => `${name} ${kind}${paged ? ' page' : ''}`)
    .sort();
}
const summaryOf = async (key: string) =>
  (await timelineOf(machine.db, key)).filter(({ kind, actor }) => kind === 'summary' && actor.id === 'escalate').at(-1)
    ?.summary;

describe('a timer', () => {
  test.each([
    ['an automation', automation('daily-health-check'), []],
    ['a program of the house', apiKey('admin'), ['Ann sla.breached', 'Lena sla.breached']],
  ])('that %s starts after its time is over', async (_who, actor, expected) => {
    const given = { title: 'Old', severity: 'medium', assignee: machine.people.analyst.email } as const;
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields: given } });
    const startedAt = new Date(Date.now() - 7_200_000).toISOString();
    await addTimer({
      ctx: ctxOf(machine.db, actor, new Date()),
      input: { key, timer: { name: 'Assigned at Falcon', targetSeconds: 3_600, startedAt } },
    });
    await tellTimers({ ctx: ctxOf(machine.db, SYSTEM, new Date()) });
    await asleep(machine);
    expect((await toldOf(key)).filter((one) => one.endsWith('breached'))).toEqual(expected);
  });

  test('at risk, high: its owner at once, the leads after five minutes, who is on call after fifteen', async () => {
    const key = await late('high', 26 * 60);
    expect(await toldOf(key)).toEqual(['Ann sla.at_risk']);
    await wakeSleepers(machine);
    expect(await toldOf(key)).toEqual(['Ann sla.at_risk', 'Lena sla.at_risk']);
    await wakeSleepers(machine);
    expect(await toldOf(key)).toEqual(['Ann sla.at_risk', 'Lena sla.at_risk', 'Oli sla.at_risk']);
    expect(await summaryOf(key)).toBe('“Time to acknowledge” is at risk: told 3 members.');
  });

  test('that ran out, critical: all at once, with a page', async () => {
    const key = await late('critical', 16 * 60);
    const told = await toldOf(key);
    for (const name of ['Ann', 'Lena', 'Oli']) expect(told).toContain(`${name} sla.breached page`);
  });

  test('tells who is on call by then, not who was when it began', async () => {
    const key = await late('high', 26 * 60);
    await wakeSleepers(machine);
    const onCall = (name: string, yes: boolean) =>
      machine.db.update(members).set({ onCall: yes }).where(eq(members.name, name));
    await onCall('Oli', false);
    const nora = await member(machine.db, { name: 'Nora', onCall: true });
    await wakeSleepers(machine);
    await machine.db.update(members).set({ onCall: false }).where(eq(members.id, nora.id));
    await onCall('Oli', true);
    expect(await toldOf(key)).toEqual(['Ann sla.at_risk', 'Lena sla.at_risk', 'Nora sla.at_risk']);
  });

  test('that ran out calls the paging service at its time, also with nobody on call', async () => {
    await machine.db.update(members).set({ onCall: false });
    const key = await late('high', 31 * 60);
    await wakeSleepers(machine);
    await machine.db.update(members).set({ onCall: true }).where(eq(members.name, 'Oli'));
    const { id } = await rowOf(machine.db, key);
    const made = await machine.db.select().from(notices).where(eq(notices.caseId, id));
    const breached = made.filter(({ kind }) => kind === 'sla.breached');
    expect(breached.map(({ paged }) => paged).sort()).toEqual([false, true]);
    expect(await toldOf(key)).not.toContainEqual(expect.stringContaining('page'));
  });

  test('that was met in time climbs no further', async () => {
    const key = await late('high', 26 * 60);
    await acknowledgeCase({ ctx: ctxOf(machine.db, as(machine.people.analyst), new Date()), input: { key } });
    await wakeSleepers(machine);
    expect(await toldOf(key)).toEqual(['Ann sla.at_risk']);
    expect(await summaryOf(key)).toContain('stopped because it was met');
  });

  test('without an owner climbs at once', async () => {
    const key = await late('high', 26 * 60, { assignee: undefined });
    expect(await toldOf(key)).toEqual(['Lena sla.at_risk']);
  });

  test('below the severity of the parameters tells nobody', async () => {
    const patch = (minimumSeverity: string) =>
      updateAutomation({
        ctx: adminCtx(machine),
        input: { id: 'escalate', patch: { parameters: { minimumSeverity } } },
      });
    await patch('critical');
    const key = await late('high', 26 * 60);
    await patch('informational');
    expect(await toldOf(key)).toEqual([]);
    const [run] = (await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id })).filter(
      ({ automation }) => automation === 'escalate',
    );
    expect(run).toMatchObject({ status: 'skipped', reason: 'Not run because the severity high is below critical.' });
  });
});

describe('the button', () => {
  const press = (key: string, input: object) =>
    pressAction({
      ctx: ctxOf(machine.db, as(machine.people.analyst), new Date()),
      input: { key, action: 'escalate', body: { input } },
    });
  const opened = async () => {
    const fields = { title: 'Odd', severity: 'low' } as const;
    return (await openCase({ ctx: adminCtx(machine), input: { fields } })).key;
  };

  test('tells the leads', async () => {
    const key = await opened();
    await press(key, { reason: 'It spreads.' });
    await asleep(machine);
    expect(await toldOf(key)).toEqual(['Lena case.escalated']);
    expect(await summaryOf(key)).toContain('Ann escalated the case');
  });

  test('pages who is on call where the presser says so', async () => {
    const key = await opened();
    await press(key, { to: 'on_call', reason: 'It spreads.' });
    await asleep(machine);
    expect(await toldOf(key)).toContain('Oli case.escalated page');
  });

  test('asks why, and is refused on a case that is over', async () => {
    const key = await opened();
    await expect(press(key, {})).rejects.toMatchObject({ errors: [{ pointer: '/input/reason' }] });
    const to = { state: 'resolved', verdict: 'false_positive', summary: 'Nothing.' } as const;
    await transitionCase({ ctx: adminCtx(machine), input: { key, to } });
    await expect(press(key, { reason: 'Late.' })).rejects.toMatchObject({ code: 'conflict' });
  });
});
