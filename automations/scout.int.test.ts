import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startOpenAi } from '#e2e/vendors/openai.ts';
import { enrichmentBudgets, scoutWorks, tasks } from '#lib/db/schema/index.ts';
import type { CaseInput } from '#lib/domain/case.ts';
import { injections } from '#lib/domain/injection/testing/corpus.ts';
import type { ObservableRole } from '#lib/domain/observables/types.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { assignCase } from '#lib/services/cases/assign.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { updateCase } from '#lib/services/cases/update.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { updateMember } from '#lib/services/members/update.ts';
import { scoutFigures } from '#lib/services/scout/figures.ts';
import { listScoutWork } from '#lib/services/scout/list.ts';
import { listInvestigations } from '#lib/services/scout/of-case.ts';
import { undoScout } from '#lib/services/scout/undo.ts';
import { updateTask } from '#lib/services/tasks/update.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled, readCase } from './testing/cases.ts';
import { runsOf, stepsOf, testMachine } from './testing/harness.ts';
import { testSources } from './testing/sources.ts';

const machine = testMachine();
const sources = testSources(machine);

const MALICIOUS = '203.0.113.77';
const BENIGN = '198.51.100.200';
const NOBODY_KNOWS = '192.0.2.99';

beforeEach(async () => {
  await settings({ enabled: true });
  await machine.db.delete(enrichmentBudgets);
  await machine.db.delete(scoutWorks);
});

const settings = (patch: { enabled?: boolean; parameters?: Record<string, unknown> }, id = 'scout') =>
  updateAutomation({ ctx: adminCtx(machine), input: { id, patch } });
const ip = (value: string, role: ObservableRole = 'implicated') => ({ type: 'ipv4' as const, value, role });
/** Opened by a program, of a category that nobody enriches first, so that it goes straight to Scout. */
const PROGRAM = { kind: 'api_key', id: 'k', name: 'Intake', role: 'admin' } as const;
const given = (values: NonNullable<CaseInput['observables']>, fields: Partial<CaseInput> = {}) =>
  openSettled(machine, { category: 'Cloud', observables: values, ...fields }, PROGRAM);
const found = async (key: string) => (await listInvestigations({ ctx: adminCtx(machine), input: { key } })).items[0]!;
const person = (who = machine.people.analyst) => ctxOf(machine.db, as(who), new Date());
const undo = (key: string, body: object = {}) => undoScout({ ctx: person(), input: { key, body } });
const isPerson = { kind: 'user' };

describe('a case that is given to Scout', () => {
  test('benign by positive evidence: resolved, with all that led there', async () => {
    const view = await given([ip(BENIGN)], { category: 'Network' });
    expect(view).toMatchObject({
      state: 'resolved',
      resolution: { verdict: 'benign_positive' },
      acknowledgedAt: null,
      tags: ['scout-benign'],
    });
    const work = await found(view.key);
    expect(work).toMatchObject({ outcome: 'resolved', verdict: 'benign', by: 'rules', refusals: [] });
    expect(work.acts.map(({ act }) => act)).toEqual(['enrich', 'comment', 'tag', 'task', 'resolve']);
    const known = new Set(work.facts.map(({ id }) => id));
    expect(work.investigation.evidence.length).toBeGreaterThan(0);
    for (const { facts } of work.investigation.evidence) for (const id of facts) expect(known).toContain(id);
    expect(
      work.investigation.nextSteps.map(({ step }) => step),
      'what it did itself it proposes to nobody',
    ).toEqual(['tune_detection']);

    const told = await timelineOf(machine.db, view.key);
    for (const kind of ['comment', 'task', 'state', 'summary'])
      expect(told.filter((entry) => entry.kind === kind && entry.actor.kind === 'ai').length, kind).toBeGreaterThan(0);
    expect(told.filter(({ kind }) => kind === 'acknowledged')).toEqual([]);
    const run = (await runsOf(machine, { caseId: (await rowOf(machine.db, view.key)).id })).find(
      ({ automation }) => automation === 'scout',
    );
    expect((await stepsOf(machine, run!.id)).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['Read the case', 'Ask the sources', 'Read the observables', 'Compare similar cases'],
        ...['Read the devices', 'Read the runbook', 'Investigate', 'Act within the policy'],
      ]),
    );
  });

  test('malicious: handed to Tier 2 with what was found, and never resolved', async () => {
    const view = await given([ip(BENIGN), ip(MALICIOUS)]);
    expect(view).toMatchObject({ state: 'triage', assignee: isPerson, acknowledgedAt: null });
    const work = await found(view.key);
    expect(work).toMatchObject({ outcome: 'handed_over', verdict: 'malicious' });
    expect(work.investigation.nextSteps.map(({ step }) => step)).toContain('block_indicator');
    const [comment] = (await timelineOf(machine.db, view.key)).filter(({ kind }) => kind === 'comment');
    expect(comment!.detail.body).toContain('is malicious by');
  });

  test.each<[string, ReturnType<typeof ip>[], Partial<CaseInput>, string]>([
    ['nobody knows its address', [ip(NOBODY_KNOWS)], {}, 'handed_over'],
    ['it has nothing to look at', [], {}, 'handed_over'],
    ['it is a VIP’s', [ip(BENIGN)], { vip: true }, 'handed_over'],
    ['a victim was malicious', [ip(BENIGN), ip(MALICIOUS, 'victim')], {}, 'handed_over'],
  ])('where %s: %s %s → %s', async (_name, observables, fields, outcome) => {
    const view = await given(observables, fields);
    expect(view).toMatchObject({ state: 'triage', assignee: isPerson });
    expect((await found(view.key)).outcome).toBe(outcome);
  });

  test('a high one that a person gives it is not resolved either', async () => {
    const { key } = await given([ip(BENIGN)], { severity: 'high' });
    await assignCase({ ctx: person(), input: { key, assignee: machine.scout.id } });
    await machine.settled();
    expect(await readCase(machine, key)).toMatchObject({ state: 'triage', assignee: isPerson });
    expect((await found(key)).refusals).toEqual(['The severity is high, above medium.']);
  });

  test('a similar case that was an attack forbids it', async () => {
    const shared = '198.51.100.200';
    const first = await given([ip(shared)], { severity: 'high' });
    const to = { state: 'resolved', verdict: 'true_positive', summary: 'It was.' } as const;
    await transitionCase({ ctx: person(), input: { key: first.key, to } });
    const view = await given([ip(shared)]);
    expect(view.state).toBe('triage');
    expect((await found(view.key)).verdict).toBe('suspicious');
    const back = { state: 'triage', reason: 'For the other tests.' };
    await transitionCase({ ctx: person(), input: { key: first.key, to: back } });
    const again = { state: 'resolved', verdict: 'false_positive', summary: 'It was not.' } as const;
    await transitionCase({ ctx: person(), input: { key: first.key, to: again } });
    await machine.settled();
  });

  test('a similar case that is kept from somebody counts, and is not told of', async () => {
    const shared = '192.0.2.211';
    const hidden = await given([ip(shared)], { severity: 'high', restricted: true });
    const open = await given([ip(shared)], { severity: 'high' });
    const to = { state: 'resolved', verdict: 'true_positive', summary: 'It was.' } as const;
    await transitionCase({ ctx: person(machine.people.lead), input: { key: hidden.key, to } });
    const view = await given([ip(shared)]);
    const keysOf = ({ facts }: Awaited<ReturnType<typeof found>>) =>
      facts.filter(({ about }) => about.kind === 'similar').map(({ about }) => about.id);
    expect(keysOf(await found(view.key))).toEqual([open.key]);
    const entries = await timelineOf(machine.db, view.key);
    expect(JSON.stringify(entries)).not.toContain(`${hidden.key}"`);
    // Restricted after that: who may not see it is told no more of it.
    await updateCase({ ctx: adminCtx(machine), input: { key: open.key, patch: { restricted: true } } });
    const ctx = person(machine.people.viewer);
    const { items } = await listInvestigations({ ctx, input: { key: view.key } });
    expect(JSON.stringify(items)).not.toContain(open.key);
    expect(keysOf(await found(view.key))).toEqual([open.key]);
  });

  test('does only what an administrator allows', async () => {
    await settings({ parameters: { acts: ['comment'] } });
    const view = await given([ip(BENIGN)]);
    await settings({ parameters: { acts: ['comment', 'tag', 'enrich', 'task', 'advance', 'resolve'] } });
    expect(view).toMatchObject({ state: 'triage', tags: [], assignee: isPerson });
    expect((await found(view.key)).acts.map(({ act }) => act)).toEqual(['comment']);
  });
});

describe('somebody else', () => {
  test('who takes the case meanwhile stops Scout', async () => {
    sources.virustotal.mode = 'slow';
    const { key } = await openCase({
      ctx: adminCtx(machine),
      input: {
        fields: {
          title: 'Taken',
          severity: 'medium',
          category: 'Cloud',
          assignee: machine.scout.id,
          observables: [ip(NOBODY_KNOWS)],
        },
      },
    });
    await assignCase({ ctx: person(), input: { key, assignee: machine.people.analyst.id } });
    sources.virustotal.mode = 'ok';
    await machine.settled();
    expect(await readCase(machine, key)).toMatchObject({ assignee: { id: machine.people.analyst.id }, tags: [] });
    expect(await machine.db.select().from(scoutWorks)).toEqual([]);
  });

  test('is given a case again that Scout has had', async () => {
    const view = await given([ip(BENIGN)]);
    expect(view.state).toBe('resolved');
    await transitionCase({ ctx: person(), input: { key: view.key, to: { state: 'triage', reason: 'Look again.' } } });
    await machine.settled();
    expect(await readCase(machine, view.key)).toMatchObject({ state: 'triage', assignee: isPerson });
    expect((await found(view.key)).judged).toBe('overturned');
  });
});

describe('switched off', () => {
  afterEach(async () => {
    const input = { id: machine.scout.id, patch: { disabled: false } };
    await updateMember({ ctx: adminCtx(machine), input });
  });
  /** A case that Scout has, and has not been told of: as if its run were still to come. */
  async function waiting() {
    const { key } = await openCase({
      ctx: adminCtx(machine),
      input: { fields: { title: 'Waits', severity: 'low', category: 'Cloud' } },
    });
    await machine.settled();
    const { id } = await rowOf(machine.db, key);
    await machine.db.execute(`update cases set assignee_id = '${machine.scout.id}', queue = null where id = '${id}'`);
    return key;
  }

  test('its automation: its cases go to people at once, and none comes to it', async () => {
    const key = await waiting();
    await settings({ enabled: false });
    expect(await readCase(machine, key)).toMatchObject({ assignee: isPerson });
    const entries = (await timelineOf(machine.db, key)).filter(({ kind }) => kind === 'assigned');
    expect(entries.at(-1)!.summary).toContain('Scout was switched off.');
    const next = await given([]);
    expect(next).toMatchObject({ assignee: isPerson, tags: [] });
    expect((await timelineOf(machine.db, next.key)).map(({ summary }) => summary).join()).not.toContain('to Scout');
    // Who gives it one by hand meanwhile gives it to nobody.
    const byHand = await given([], { assignee: machine.scout.id });
    expect(byHand).toMatchObject({ assignee: isPerson });
    await machine.settled();
    expect(await machine.db.select({ outcome: scoutWorks.outcome }).from(scoutWorks)).toEqual([
      { outcome: 'handed_over' },
    ]);
  });

  test('its member: the same', async () => {
    const key = await waiting();
    await updateMember({ ctx: adminCtx(machine), input: { id: machine.scout.id, patch: { disabled: true } } });
    expect(await readCase(machine, key)).toMatchObject({ assignee: isPerson });
    expect(await given([])).toMatchObject({ assignee: isPerson });
  });
});

describe('taking back', () => {
  test('all of it by one press: the case is open again, as it was, and belongs to who pressed', async () => {
    const { key } = await given([ip(BENIGN)]);
    const work = await undo(key);
    expect(work.acts.filter(({ undoable }) => undoable)).toEqual([]);
    expect(work).toMatchObject({ judged: 'overturned', overturned: { by: { name: 'Ann' } } });
    await machine.settled();
    const view = await readCase(machine, key);
    expect(view).toMatchObject({
      state: 'triage',
      tags: [],
      resolution: null,
      assignee: { id: machine.people.analyst.id },
    });
    const told = await timelineOf(machine.db, key);
    expect(told.find(({ kind }) => kind === 'comment')!.detail.body).toBe('_Taken back by Ann._');
    await expect(undo(key)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('one act alone', async () => {
    const { key } = await given([ip(MALICIOUS)]);
    const { acts } = await found(key);
    const tagged = acts.find(({ act }) => act === 'tag')!;
    await undo(key, { act: tagged.id });
    expect((await readCase(machine, key)).tags).toEqual([]);
    expect(await found(key), 'who tidies a tag says nothing of the work').toMatchObject({
      ...{ judged: null, overturned: null },
    });
    await expect(undo(key, { act: tagged.id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(undo(key, { act: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
    await expect(undo(key, { acts: [] })).rejects.toMatchObject({ code: 'invalid' });
    const asked = acts.find(({ act }) => act === 'enrich')!;
    expect(asked.undoable).toBe(false);
    await expect(undo(key, { act: asked.id })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a phase whose last task the facts prove done, and the task', async () => {
    const { key } = await given([ip(NOBODY_KNOWS)], { severity: 'high', category: 'Network' });
    const { id, phase } = await rowOf(machine.db, key);
    expect(phase).toBe('identify');
    const own = await machine.db.select().from(tasks).where(eq(tasks.caseId, id));
    const proven = 'Look up the observables';
    for (const task of own.filter((one) => one.phase === 'identify' && one.title !== proven))
      await updateTask({ ctx: person(), input: { key, taskId: task.id, patch: { done: true } } });
    await assignCase({ ctx: person(), input: { key, assignee: machine.scout.id } });
    await machine.settled();
    const isDone = async () =>
      (await machine.db.select().from(tasks).where(eq(tasks.caseId, id))).find(({ title }) => title === proven)!.doneBy;
    expect(await isDone()).toMatchObject({ kind: 'ai', name: 'Scout' });
    expect((await rowOf(machine.db, key)).phase).toBe('contain');
    expect((await found(key)).acts.map(({ act }) => act)).toEqual(['enrich', 'comment', 'tag', 'task', 'advance']);
    await undo(key);
    expect(await isDone()).toBe(null);
    expect((await rowOf(machine.db, key)).phase).toBe('identify');
  });

  test('not what the case has moved past', async () => {
    const { key } = await given([ip(BENIGN)]);
    const { acts } = await found(key);
    await transitionCase({ ctx: person(), input: { key, to: { state: 'closed' } } });
    const resolved = acts.find(({ act }) => act === 'resolve')!;
    await expect(undo(key, { act: resolved.id })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('not by who may only read', async () => {
    const { key } = await given([ip(BENIGN)]);
    const ctx = person(machine.people.viewer);
    await expect(undoScout({ ctx, input: { key, body: {} } })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('its work is listed and counted by category, with what people made of it, for who may see the cases', {
  timeout: 60_000,
}, async () => {
  const kept = await given([ip(BENIGN)]);
  const overturned = await given([ip(BENIGN)], { category: 'Network' });
  await undo(overturned.key);
  const agreed = await given([ip(MALICIOUS)]);
  const to = { state: 'resolved', verdict: 'true_positive', summary: 'It was.' } as const;
  await transitionCase({ ctx: person(), input: { key: agreed.key, to } });
  const hidden = await given([ip(NOBODY_KNOWS)], { restricted: true });
  await machine.settled();

  const figures = await scoutFigures({ ctx: adminCtx(machine), input: {} });
  expect(figures.total).toEqual({ handled: 4, resolved: 2, handedOver: 2, agreed: 1, overturned: 1 });
  expect(figures.categories).toEqual([
    { category: 'Cloud', handled: 3, resolved: 1, handedOver: 2, agreed: 1, overturned: 0 },
    { category: 'Network', handled: 1, resolved: 1, handedOver: 0, agreed: 0, overturned: 1 },
  ]);
  const keys = async (query: object, ctx = adminCtx(machine)) =>
    (await listScoutWork({ ctx, input: query })).items.map((one) => one.case.key);
  expect(await keys({})).toEqual([hidden, agreed, overturned, kept].map(({ key }) => key));
  expect(await keys({ judged: 'agreed' })).toEqual([agreed.key]);
  expect(await keys({ judged: 'overturned' })).toEqual([overturned.key]);
  expect(await keys({ outcome: 'resolved', category: 'Cloud' })).toEqual([kept.key]);
  const outside = ctxOf(machine.db, as(machine.people.viewer), new Date());
  expect(await keys({}, outside)).not.toContain(hidden.key);
  expect((await scoutFigures({ ctx: outside, input: {} })).total.handled).toBe(3);
  const page = await listScoutWork({ ctx: adminCtx(machine), input: { limit: '2' } });
  expect(await keys({ limit: '2', cursor: page.nextCursor! })).toEqual([overturned.key, kept.key]);
});

describe('orders in the texts of a case', () => {
  const orders = injections().filter((_, at) => at % 60 === 0);

  test.each(orders)(
    '$name: flagged, and nothing is done that would not be done without',
    {
      timeout: 60_000,
    },
    async ({ name, text }) => {
      const fields = { description: text, title: text.replaceAll(/\s+/g, ' ').slice(0, 180) };
      const view = await given([ip(MALICIOUS)], fields);
      expect(view).toMatchObject({ state: 'triage', assignee: isPerson });
      expect(view.tags).toEqual(expect.arrayContaining(['prompt-injection', 'scout-malicious']));
      const harmless = await given([ip(BENIGN)], fields);
      expect(harmless.state).toBe('triage');
      const { verdict, refusals } = await found(harmless.key);
      // What is a bad command line as well is found suspicious: then nobody asks why it was not resolved as benign.
      const isCommand = /in a command line|of a script/.test(name);
      const ordered = expect.arrayContaining(['A text of the case gives orders to who reads it.']);
      expect({ verdict, refusals }).toEqual(
        isCommand ? { verdict: 'suspicious', refusals: [] } : { verdict: 'benign', refusals: ordered },
      );
    },
  );
});

describe('with a model', () => {
  test('what it says beyond the facts is left out, and it can clear nothing', async () => {
    const model = await startOpenAi();
    model.script = () => ({
      verdict: 'benign',
      confidence: 'high',
      for: ['case.severity', 'case.approved'],
      against: [],
      nextSteps: [
        { step: 'close_as_benign', facts: ['case.verdict'] },
        { step: 'isolate_device', facts: [] },
      ],
    });
    const connector = (enabled: boolean) =>
      putConnector({
        ctx: adminCtx(machine),
        input: {
          ...{ id: 'ai', enabled, baseUrl: model.baseUrl },
          ...{ credentials: { apiKey: model.apiKey }, settings: { model: model.model } },
        },
      });
    try {
      await connector(true);
      const view = await given([ip(MALICIOUS)]);
      expect(view).toMatchObject({ state: 'triage', assignee: isPerson });
      const { by, verdict, investigation } = await found(view.key);
      expect({ by, verdict }).toEqual({ by: 'model', verdict: 'malicious' });
      expect(investigation.evidence.map(({ side, text }) => [side, text])).toEqual([
        ['for', expect.stringMatching(/^Verdict on all that is implicated: malicious\.$/)],
        ['for', expect.stringMatching(/ is malicious by /)],
        ['for', expect.stringMatching(/^Severity: /)],
      ]);
      expect(investigation.hypothesis).toMatch(/^This is an attack/);
      const steps = investigation.nextSteps.map(({ step }) => step);
      expect(steps).toEqual(expect.arrayContaining(['block_indicator', 'search_elsewhere']));
      for (const step of ['close_as_benign', 'isolate_device']) expect(steps).not.toContain(step);
    } finally {
      await connector(false);
      await model.close();
    }
  });
});
