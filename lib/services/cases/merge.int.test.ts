import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import {
  caseEvents,
  caseFiles,
  caseObjects,
  caseObservables,
  cases,
  caseTimers,
  tasks,
} from '../../db/schema/index.ts';
import type { CaseInput } from '../../domain/case.ts';
import { transact } from '../kernel/index.ts';
import { listRuns } from '../runs/list.ts';
import { giveReason } from '../sla/give-reason.ts';
import { after, apiKey, as, automation, ctxOf, member, NOW, testFloor } from '../testing/fixtures.ts';
import { linkFound } from '../testing/found.ts';
import { auditOf, eventsOf, kindsOf, namesOf, rowOf } from '../testing/reads.ts';
import { wizEvent, wizOrigin } from '../testing/vendor.ts';
import { untilBlocked } from '../testing/waits.ts';
import { addObservables } from './add-observables.ts';
import { commentOnCase } from './comment.ts';
import { lockCase } from './fetch.ts';
import { getCase } from './get.ts';
import { mergeCase } from './merge.ts';
import { previewMerge } from './merge-preview.ts';
import { type CaseOrigin, openCase } from './open.ts';
import { listTimeline } from './streams.ts';
import { takeIn } from './take-in.ts';
import { transitionCase } from './transition.ts';
import { unmergeCase } from './unmerge.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const ann = (seconds = 3600) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const lead = (seconds = 3600) => ctxOf(floor.db, as(floor.people.lead), after(seconds));
const robot = (seconds = 0) => ctxOf(floor.db, automation(), after(seconds));

const open = async (fields: Partial<CaseInput> = {}, origin?: CaseOrigin, seconds = 0) =>
  (await openCase({ ctx: robot(seconds), input: { fields: { title: 'Case', severity: 'high', ...fields }, origin } }))
    .key;
const merge = (key: string, into: string, ctx = ann()) => mergeCase({ ctx, input: { key, into } });
const unmerge = (key: string, ctx = ann(7200)) => unmergeCase({ ctx, input: { key } });

/** All that a person sees of a case, but for what a merge and its undoing add: versions and times of writing. */
async function stateOf(key: string) {
  const { version: _v, fieldVersions: _f, updatedAt: _u, ...row } = await rowOf(floor.db, key);
  const held = await floor.db.select().from(caseObservables).where(eq(caseObservables.caseId, row.id));
  const sorted = <T>(rows: T[]) => rows.map((one) => JSON.stringify(one)).sort();
  return {
    row,
    observables: sorted(held),
    events: sorted(await floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, row.id))),
    files: sorted(await floor.db.select().from(caseFiles).where(eq(caseFiles.caseId, row.id))),
    objects: sorted(await floor.db.select().from(caseObjects).where(eq(caseObjects.caseId, row.id))),
    tasks: sorted(await floor.db.select().from(tasks).where(eq(tasks.caseId, row.id))),
    sla: (await getCase({ ctx: ann(7200), input: { key } })).sla,
  };
}

/** Two cases with something of everything, some of it in common. */
async function pair() {
  const n = newId().slice(-8);
  const shared = { type: 'ipv4', value: '203.0.113.99' } as const;
  const source = await open(
    {
      tags: ['both', 'till'],
      links: [{ title: 'Wiki', url: 'https://wiki.example/a' }],
      customFields: { till: '7' },
      techniques: ['T1059'],
      observables: [
        { ...shared, role: 'implicated' },
        { value: `only-${n}.net`, type: 'domain' },
      ],
      vip: true,
    },
    wizOrigin(`source-${n}`),
  );
  const into = await open(
    { tags: ['both'], customFields: { region: 'EU' }, observables: [{ ...shared, role: 'related' }] },
    wizOrigin(`into-${n}`, { event: wizEvent(`into-${n}`, { receivedAt: after(600) }) }),
    600,
  );
  const { id } = await rowOf(floor.db, source);
  await floor.db
    .update(cases)
    .set({ watchers: [floor.people.viewer.id] })
    .where(eq(cases.id, id));
  const facts = { caseId: id, name: 'a.bin', bytes: 1, sha256: 'a'.repeat(64), createdAt: NOW, completedAt: NOW };
  await floor.db
    .insert(caseFiles)
    .values({ id: newId(), uploadedBy: { kind: 'system', id: 'system', name: 'W' }, ...facts });
  await commentOnCase({ ctx: ann(1200), input: { key: source, body: 'Seen on till 7.' } });
  return { source, into, n };
}

test('the survivor keeps all of both, from the earlier start; the merged one is a record that says where it went', async () => {
  const { source, into, n } = await pair();
  const preview = await previewMerge({ ctx: ann(), input: { key: source, query: { into } } });
  expect(preview).toMatchObject({
    refused: null,
    observables: { added: 1, shared: 1 },
    events: 1,
    files: 1,
    tags: ['till'],
    links: 1,
    people: 1,
    customFields: ['till'],
    startsEarlier: NOW.toISOString(),
    becomesVip: true,
    endsAsDuplicate: true,
  });
  const view = await merge(source, into);
  expect(view).toMatchObject({
    key: into,
    tags: ['both', 'till'],
    links: [{ url: 'https://wiki.example/a' }],
    customFields: { region: 'EU', till: '7' },
    techniques: ['T1059'],
    watchers: [{ name: 'Vera' }],
    observableCount: 2,
    eventCount: 2,
    vip: true,
    mergedInto: null,
  });
  expect((await rowOf(floor.db, into)).startedAt).toEqual(NOW);
  expect(view.sla.map((timer) => timer.startedAt)).toEqual(view.sla.map(() => NOW.toISOString()));
  const { id } = await rowOf(floor.db, into);
  const held = await floor.db.select().from(caseObservables).where(eq(caseObservables.caseId, id));
  expect(held.map((link) => link.role)).toEqual(['implicated', 'implicated']);
  expect(await floor.db.$count(caseFiles, eq(caseFiles.caseId, id))).toBe(1);

  const record = await getCase({ ctx: ann(), input: { key: source } });
  expect(record).toMatchObject({
    mergedInto: into,
    state: 'closed',
    resolution: { verdict: 'duplicate' },
    observableCount: 0,
    eventCount: 0,
  });
  expect(record.sla.every((timer) => timer.status !== 'running')).toBe(true);
  expect((await eventsOf(floor.db, source)).at(-1)).toMatchObject({ name: 'case/merged', data: { current: { into } } });
  expect((await auditOf(floor.db, into)).at(-1)).toMatchObject({ action: 'case.merge' });

  const { items } = await listTimeline({ ctx: ann(), input: { key: into, query: { limit: 200 } } });
  expect(items.find((entry) => entry.kind === 'comment')).toMatchObject({
    from: source,
    detail: { body: 'Seen on till 7.' },
  });
  expect(items.find((entry) => entry.summary === `Merged ${source} into this case`)?.from).toBeUndefined();
  const runs = await listRuns({ ctx: ann(), input: { case: into } });
  expect(runs.items.filter(({ automation }) => automation === 'route-by-severity').length).toBe(
    (await namesOf(floor.db, source))
      .concat(await namesOf(floor.db, into))
      .filter((name) => name === 'case/severity.changed').length,
  );
  const objects = await floor.db.select().from(caseObjects).where(eq(caseObjects.caseId, id));
  expect(objects.map((one) => one.objectKey).sort()).toEqual([`into-${n}`, `source-${n}`]);
});

test('taking it back leaves both cases as they were, timers included', async () => {
  const { source, into } = await pair();
  await commentOnCase({ ctx: ann(1300), input: { key: into, body: 'Mine.' } });
  const before = { source: await stateOf(source), into: await stateOf(into) };
  await merge(source, into);
  expect(await stateOf(source)).not.toEqual(before.source);
  const restored = await unmerge(source);
  expect(restored).toMatchObject({ key: source, mergedInto: null, state: 'new' });
  expect(await stateOf(source)).toEqual(before.source);
  expect(await stateOf(into)).toEqual(before.into);
  expect((await kindsOf(floor.db, source)).at(-1)).toBe('merged');
  expect((await namesOf(floor.db, source)).at(-1)).toBe('case/unmerged');
  await expect(unmerge(source)).rejects.toMatchObject({ code: 'conflict' });
  await merge(source, into);
  const raced = await Promise.allSettled([unmerge(source), unmerge(source)]);
  expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(raced.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
  expect(await stateOf(source)).toEqual(before.source);
});

test('what was added to the survivor since stays there', async () => {
  const { source, into } = await pair();
  await merge(source, into);
  await addObservables({ ctx: ann(), input: { key: into, items: [{ value: 'test-later.net', type: 'domain' }] } });
  const { version } = await getCase({ ctx: ann(), input: { key: into } });
  await updateCase({ ctx: ann(), input: { key: into, patch: { tags: ['both', 'till', 'new'] }, ifMatch: version } });
  await unmerge(source);
  expect(await getCase({ ctx: ann(), input: { key: into } })).toMatchObject({
    tags: ['both', 'new'],
    observableCount: 2,
  });
});

test('what it refuses, and how it says so', async () => {
  const [a, b, c] = [await open(), await open(), await open()];
  const refused = (key: string, into: string, message: RegExp, ctx = ann()) =>
    expect(merge(key, into, ctx)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(message) });
  await refused(a, a, /itself/);
  await merge(a, b);
  await refused(a, c, new RegExp(`${a} was merged into ${b}`));
  await refused(c, a, new RegExp(`${a} was merged into ${b}: act on ${b}`));
  await refused(b, a, new RegExp(`${a} was merged`));
  await merge(b, c);
  await expect(unmerge(a)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(`${b} was merged into ${c}`),
  });
  const { items } = await listTimeline({ ctx: ann(), input: { key: c, query: { limit: 200 } } });
  expect(new Set(items.map((entry) => entry.from))).toEqual(new Set([undefined, a, b]));
  await unmerge(b);
  await unmerge(a);

  await transitionCase({
    ctx: ann(),
    input: { key: c, to: { state: 'resolved', verdict: 'false_positive', summary: 'No.' } },
  });
  await refused(a, c, /has ended/);
  await merge(c, a);
  expect(await rowOf(floor.db, c)).toMatchObject({ resolutionVerdict: 'false_positive' });
  await expect(commentOnCase({ ctx: ann(), input: { key: c, body: 'Here?' } })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(merge(a, 'CASE-999999')).rejects.toMatchObject({ code: 'not_found' });
  await expect(merge(a, b, ctxOf(floor.db, apiKey('viewer')))).rejects.toMatchObject({ code: 'forbidden' });
});

test('nobody sees more by a merge: restricted with restricted alone, one subject, and the record hides with its case', async () => {
  const secret = (
    await openCase({ ctx: lead(0), input: { fields: { title: 'S', severity: 'low', restricted: true } } })
  ).key;
  const plain = await open();
  await expect(merge(plain, secret)).rejects.toMatchObject({ code: 'not_found' });
  await expect(merge(plain, secret, lead())).rejects.toMatchObject({ message: expect.stringMatching(/restricted/) });

  const [ivan, olga] = [await member(floor.db, { name: 'Ivan' }), await member(floor.db, { name: 'Olga' })];
  const about = (email: string) =>
    openCase({
      ctx: lead(0),
      input: { fields: { title: 'T', severity: 'low', observables: [{ type: 'user', value: email }] } },
    });
  const [ofIvan, ofOlga] = [(await about(ivan.email)).key, (await about(olga.email)).key];
  await expect(merge(ofIvan, ofOlga)).rejects.toMatchObject({
    message: expect.stringMatching(/two different members/),
  });
  await merge(plain, ofIvan);
  const hidden = (key: string) => getCase({ ctx: ctxOf(floor.db, as(ivan)), input: { key } });
  await expect(hidden(plain)).rejects.toMatchObject({ code: 'not_found' });
  const { version } = await getCase({ ctx: lead(), input: { key: ofIvan } });
  await updateCase({ ctx: lead(), input: { key: ofIvan, patch: { restricted: true }, ifMatch: version } });
  await expect(getCase({ ctx: ann(), input: { key: plain } })).rejects.toMatchObject({ code: 'not_found' });
});

test('what an automation has begun meanwhile reaches the survivor, and moves no record', async () => {
  const [source, into] = [await open(), await open()];
  await merge(source, into);
  const candidates = [{ type: 'ipv4' as const, value: '203.0.113.123', origins: [{ path: '/ip' }] }];
  const { added } = await linkFound(floor.db, source, candidates, after(7000));
  expect(added).toHaveLength(1);
  expect(await rowOf(floor.db, into)).toMatchObject({ observableCount: 1 });
  expect(await rowOf(floor.db, source)).toMatchObject({ observableCount: 0, stage: 'closed' });
  await expect(
    addObservables({ ctx: ann(), input: { key: source, items: [{ value: '203.0.113.124' }] } }),
  ).rejects.toMatchObject({ code: 'conflict' });
  await expect(merge(source, into, robot(7000))).rejects.toMatchObject({ code: 'conflict' });
});

test('of merges that race, one wins and nothing is lost', async () => {
  const [a, b, c] = await Promise.all([open(), open(), open()]);
  const results = await Promise.allSettled([merge(a!, b!), merge(b!, a!), merge(a!, c!), merge(c!, a!)]);
  const won = results.filter((one) => one.status === 'fulfilled').length;
  expect(won).toBeGreaterThanOrEqual(1);
  const rows = await Promise.all([a, b, c].map((key) => rowOf(floor.db, key!)));
  expect(rows.filter((row) => row.mergedIntoId !== null)).toHaveLength(won);
  expect(rows.filter((row) => row.mergedIntoId === null).every((row) => row.stage === 'new')).toBe(true);
  // Whatever was merged into whatever, each way ends at a case that stands.
  for (const row of rows) {
    let at = row;
    for (let steps = 0; at.mergedIntoId; steps += 1) {
      expect(steps).toBeLessThan(rows.length);
      at = rows.find((other) => other.id === at.mergedIntoId)!;
    }
  }
});

test('a vendor’s event that waits for a case while its object is given back goes where the object went', async () => {
  const { source, into, n } = await pair();
  await merge(source, into);
  let taken: Promise<unknown> | undefined;
  await transact(ann(7000), 'test.hold', async (tx) => {
    // Somebody is at work on the survivor; then the merge is taken back, then comes the event.
    await lockCase(tx, into, 'case.update');
    const undone = unmerge(source);
    await untilBlocked(floor.db, 1);
    taken = takeIn({
      ctx: robot(7300),
      input: {
        object: { connectorId: 'wiz', objectKey: `source-${n}` },
        event: { ...wizEvent(`source-${n}`), deliveryId: newId(), seq: 99, isPart: false },
        fields: { title: 'Case', severity: 'high' },
        observables: [],
        facts: { statusOpens: true, barred: null, reopenWithinDays: 7, statusEnds: false, resolves: false },
      },
    });
    taken = Promise.all([taken, undone]);
    await untilBlocked(floor.db, 2);
  });
  expect(await taken).toMatchObject([{ key: source, did: 'updated' }, { key: source }]);
});

test('a vendor’s later event finds the survivor, also one that races the merge, and its own case again afterwards', async () => {
  const { source, into, n } = await pair();
  let seq = 10;
  const arrive = (status: string) => {
    seq += 1;
    return takeIn({
      ctx: robot(4000),
      input: {
        object: { connectorId: 'wiz', objectKey: `source-${n}` },
        event: { ...wizEvent(`source-${n}`), deliveryId: newId(), seq, isPart: false, raw: { status } },
        fields: { title: 'Case', severity: 'high' },
        observables: [],
        facts: { statusOpens: true, barred: null, reopenWithinDays: 7, statusEnds: false, resolves: false },
      },
    });
  };
  const [raced] = await Promise.all([arrive('OPEN'), merge(source, into)]);
  expect([source, into]).toContain((raced as { key: string }).key);
  expect(await arrive('OPEN')).toMatchObject({ key: into });
  const counted = await rowOf(floor.db, into);
  expect(await floor.db.$count(caseEvents, eq(caseEvents.caseId, counted.id))).toBe(counted.eventCount);
  await unmerge(source);
  expect(await arrive('OPEN')).toMatchObject({ key: source });
});

test('a promise that the merged case had broken has the merge as its reason; one that was explained keeps its own', async () => {
  const [source, into] = [await open(), await open({ severity: 'informational' })];
  const late = 10 * 3600;
  const slaOf = async (key: string) => (await getCase({ ctx: ann(2 * late), input: { key } })).sla;
  const before = await slaOf(source);
  expect(before.map(({ metric, breachReason }) => [metric, breachReason])).toEqual([
    ['acknowledge', null],
    ['resolve', null],
  ]);
  const reason = { code: 'workload' as const };
  await giveReason({ ctx: ann(late), input: { key: source, timerId: 'acknowledge', reason } });
  await merge(source, into, ann(late));
  const stored = await floor.db
    .select({ code: caseTimers.breachReasonCode })
    .from(caseTimers)
    .where(eq(caseTimers.caseId, (await rowOf(floor.db, source)).id))
    .orderBy(caseTimers.position);
  expect(stored).toEqual([{ code: 'workload' }, { code: 'merged' }]);
  const { items } = await listTimeline({ ctx: ann(late), input: { key: source, query: {} } });
  expect(items.map(({ summary }) => summary)).toContain('Said why “Time to resolve” ran out: Merged into another case');

  await unmerge(source, ann(late + 60));
  expect((await slaOf(source)).map(({ breachReason }) => breachReason?.code ?? null)).toEqual(['workload', null]);
  const ending = { state: 'closed', verdict: 'false_positive', summary: 'Nothing.' } as const;
  const close = (more: object) =>
    transitionCase({ ctx: ann(late + 120), input: { key: source, to: { ...ending, ...more } } });
  await expect(close({}), 'what was taken back explains nothing').rejects.toMatchObject({
    errors: [{ pointer: '/breachReason' }],
  });
  expect(await close({ breachReason: reason })).toMatchObject({ stage: 'closed' });
});

test('a merge that no promise was broken by says nothing of one', async () => {
  const [source, into] = [await open(), await open()];
  await merge(source, into, ann(60));
  expect(await kindsOf(floor.db, source)).not.toContain('sla');
});
