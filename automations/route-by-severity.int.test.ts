import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { members } from '#lib/db/schema/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { assignCase } from '#lib/services/cases/assign.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { updateCase } from '#lib/services/cases/update.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { as, ctxOf, member } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled, readCase } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';

const machine = testMachine({ instead: [idleScout] });

async function raise(key: string, severity: 'low' | 'medium' | 'high' | 'critical') {
  await updateCase({ ctx: adminCtx(machine), input: { key, patch: { severity } } });
  await machine.settled();
  return readCase(machine, key);
}

const routings = async (key: string) =>
  (await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id })).filter(
    (run) => run.automation === 'route-by-severity',
  );
const analysts = () => [machine.people.analyst.id, machine.people.colleague.id];

describe('what opens', () => {
  test.each(['critical', 'high'] as const)('%s: triage and a Tier-2 analyst', async (severity) => {
    const view = await openSettled(machine, { severity });
    expect(view).toMatchObject({ state: 'triage', assignee: { kind: 'user' }, acknowledgedAt: null });
    expect(analysts()).toContain(view.assignee!.id);
  });

  test.each(['medium', 'low'] as const)('%s: triage and Scout', async (severity) => {
    const view = await openSettled(machine, { severity });
    expect(view).toMatchObject({ state: 'triage', assignee: { kind: 'ai', id: machine.scout.id } });
  });

  test('informational: nothing, and the ledger says why', async () => {
    const view = await openSettled(machine, { severity: 'informational' });
    expect(view).toMatchObject({ state: 'new', assignee: null });
    const [run] = await routings(view.key);
    expect(run).toMatchObject({
      status: 'skipped',
      reason: 'Not run because informational cases are not routed.',
    });
  });

  test('an owner whom a person named stays', async () => {
    const owner = machine.people.analyst;
    const view = await openSettled(machine, { severity: 'low', assignee: owner.email });
    expect(view).toMatchObject({ state: 'triage', assignee: { id: owner.id } });
  });

  test('the least loaded of those with the skill first', async () => {
    const expert = await member(machine.db, { name: 'Nadia', tier: 2, skills: ['Network'] });
    const view = await openSettled(machine, { severity: 'high', category: 'Network' });
    expect(view.assignee!.id).toBe(expert.id);
    await machine.db.update(members).set({ eligible: false }).where(eq(members.id, expert.id));
  });
});

test('raised to high: a Tier-2 analyst becomes owner and the earlier one collaborator', async () => {
  const junior = await member(machine.db, { name: 'Jules', tier: 1 });
  const opened = await openSettled(machine, { severity: 'medium' });
  await assignCase({ ctx: ctxOf(machine.db, as(junior), new Date()), input: { key: opened.key, assignee: junior.id } });
  await transitionCase({
    ctx: ctxOf(machine.db, as(junior), new Date()),
    input: { key: opened.key, to: { state: 'in_progress' } },
  });
  const raised = await raise(opened.key, 'high');
  expect(analysts()).toContain(raised.assignee!.id);
  expect(raised).toMatchObject({ state: 'in_progress', collaborators: [{ id: junior.id }] });
});

test('an owner who is disabled counts as nobody, whatever he held', async () => {
  const gone = await member(machine.db, { name: 'Gone', tier: 3 });
  const opened = [
    await openSettled(machine, { severity: 'medium', assignee: gone.email }),
    await openSettled(machine, { severity: 'medium', assignee: gone.email }),
  ] as const;
  await machine.db.update(members).set({ disabledAt: new Date() }).where(eq(members.id, gone.id));
  expect(analysts()).toContain((await raise(opened[0].key, 'high')).assignee!.id);
  expect((await raise(opened[1].key, 'low')).assignee).toMatchObject({ kind: 'ai' });
});

test('a Scout who is switched off gets nothing: an analyst does', async () => {
  const scout = eq(members.id, machine.scout.id);
  await machine.db.update(members).set({ disabledAt: new Date() }).where(scout);
  const view = await openSettled(machine, { severity: 'medium' });
  expect(view).toMatchObject({ state: 'triage', assignee: { kind: 'user' } });
  await machine.db.update(members).set({ disabledAt: null }).where(scout);
});

describe('what a vendor reopens', () => {
  const alert = (id: string, severity: string, status: string) => ({ id, title: `Alert ${id}`, severity, status });
  /** A case that its owner has resolved. */
  async function resolved(id: string, severity: string) {
    const { deliveryId } = await machine.deliver('generic/till', alert(id, severity, 'open'));
    await machine.settled();
    const [key] = (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).cases;
    const owner = await member(machine.db, { name: `Owner ${id}`, tier: 2 });
    await assignCase({ ctx: adminCtx(machine), input: { key: key!, assignee: owner.id } });
    const to = { state: 'resolved', verdict: 'true_positive', summary: 'Done.' } as const;
    await transitionCase({ ctx: ctxOf(machine.db, as(owner), new Date()), input: { key: key!, to } });
    await machine.settled();
    return { key: key!, owner };
  }
  async function reopen(id: string, key: string, severity: string) {
    await machine.deliver('generic/till', alert(id, severity, 'open again'));
    await machine.settled();
    return readCase(machine, key);
  }
  const disable = (id: string) => machine.db.update(members).set({ disabledAt: new Date() }).where(eq(members.id, id));

  test.each([
    ['high', 'user'],
    ['medium', 'ai'],
  ])('%s, its owner gone: is routed again', async (severity, kind) => {
    const { key, owner } = await resolved(`gone-${severity}`, severity);
    await disable(owner.id);
    const view = await reopen(`gone-${severity}`, key, severity);
    expect(view).toMatchObject({ state: 'triage', assignee: { kind } });
    expect(view.assignee!.id).not.toBe(owner.id);
  });

  test('its owner there: stays with him, and says so', async () => {
    const { key, owner } = await resolved('there', 'high');
    expect(await reopen('there', key, 'high')).toMatchObject({ state: 'triage', assignee: { id: owner.id } });
    const last = (await timelineOf(machine.db, key))
      .filter((entry) => entry.kind === 'summary' && entry.actor.id === 'route-by-severity')
      .at(-1);
    expect(last!.summary).toContain('stays the owner');
    await disable(owner.id);
  });

  test('informational: stays unrouted', async () => {
    const { key, owner } = await resolved('info', 'informational');
    await disable(owner.id);
    const view = await reopen('info', key, 'informational');
    expect(view).toMatchObject({ state: 'triage', assignee: { id: owner.id } });
    const runs = await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id });
    expect(runs.filter((run) => run.automation === 'route-by-severity').map((run) => run.eventName)).toEqual([
      'case/severity.changed',
      'case/reopened',
    ]);
    expect(runs.at(-1)).toMatchObject({ reason: 'Not run because informational cases are not routed.' });
  });
});

test('lowered while a person works it: owner and state stay', async () => {
  const opened = await openSettled(machine, { severity: 'high' });
  const ctx = ctxOf(machine.db, as(machine.people.analyst), new Date());
  await assignCase({ ctx, input: { key: opened.key, assignee: machine.people.analyst.id } });
  await transitionCase({ ctx, input: { key: opened.key, to: { state: 'in_progress' } } });
  const lowered = await raise(opened.key, 'low');
  expect(lowered).toMatchObject({ state: 'in_progress', assignee: { id: machine.people.analyst.id } });
});

test('out of scope by source: skipped with the value that decided', async () => {
  const ctx = adminCtx(machine);
  await updateAutomation({ ctx, input: { id: 'route-by-severity', patch: { parameters: { sources: ['wiz'] } } } });
  const view = await openSettled(machine, { severity: 'high', source: 'till' });
  expect(view).toMatchObject({ state: 'new', assignee: null });
  const [run] = await routings(view.key);
  expect(run!.reason).toBe('Not run because the source till is not among wiz.');
  await updateAutomation({ ctx, input: { id: 'route-by-severity', patch: { parameters: { sources: [] } } } });
});

test('switched off: skipped, and says so', async () => {
  const ctx = adminCtx(machine);
  await updateAutomation({ ctx, input: { id: 'route-by-severity', patch: { enabled: false } } });
  const view = await openSettled(machine, { severity: 'high' });
  expect(view.assignee).toBeNull();
  const [run] = await routings(view.key);
  expect(run).toMatchObject({ status: 'skipped', reason: 'Not run because Route by severity is switched off.' });
  await updateAutomation({ ctx, input: { id: 'route-by-severity', patch: { enabled: true } } });
});

test('nobody eligible: the leads’ queue, flagged and told on the case', async () => {
  await machine.db.update(members).set({ eligible: false }).where(eq(members.kind, 'user'));
  const view = await openSettled(machine, { severity: 'critical' });
  expect(view).toMatchObject({ state: 'triage', assignee: null, group: 'leads' });
  expect(view.why.map((part) => part.text)).toContain('nobody was available to take it');
  const summaries = (await timelineOf(machine.db, view.key)).filter((entry) => entry.kind === 'summary');
  expect(summaries).toHaveLength(1);
  await machine.db.update(members).set({ eligible: true }).where(eq(members.kind, 'user'));
});
