import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { audit, enrichments, observables } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { addToAllowList } from '../allow-list/add.ts';
import { addObservables } from '../cases/add-observables.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { getObservable } from '../observables/get.ts';
import { updateObservable } from '../observables/update.ts';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { eventsOf, timelineOf } from '../testing/reads.ts';
import { endOverrides } from './end-overrides.ts';
import { listEnrichments } from './list.ts';
import { type EnrichmentInput, recordEnrichment } from './record.ts';

const floor = testFloor();
const robot = (seconds = 0) => ctxOf(floor.db, automation('enrich-observables'), after(seconds));
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));

let made = 0;
/** A new observable on so many open cases. */
async function held(cases = 1): Promise<{ id: string; keys: string[] }> {
  made += 1;
  const value = `test-c2-${made}.net`;
  const keys: string[] = [];
  for (let n = 0; n < cases; n += 1) {
    const fields = { title: 'Case', severity: 'high', observables: [{ type: 'domain', value }] } as const;
    keys.push(
      (await openCase({ ctx: robot(), input: { fields: { ...fields, observables: [...fields.observables] } } })).key,
    );
  }
  const [row] = await floor.db.select().from(observables).where(eq(observables.value, value));
  return { id: row!.id, keys };
}
const say = (observableId: string, said: Omit<EnrichmentInput, 'observableId'>, seconds = 0) =>
  recordEnrichment({ ctx: robot(seconds), input: { observableId, ...said } });
const read = (id: string, seconds = 0) => getObservable({ ctx: ann(seconds), input: { id } });
const verdicts = async (key: string) =>
  (await timelineOf(floor.db, key)).filter((entry) => entry.kind === 'verdict').map((entry) => entry.summary);

test('a verdict that flips is told to each open case that holds the observable, and to no ended one', async () => {
  const { id, keys } = await held(3);
  const ended = keys[2]!;
  await transitionCase({
    ctx: ann(),
    input: { key: ended, to: { state: 'resolved', verdict: 'false_positive', summary: 'Nothing.' } },
  });
  expect(await say(id, { source: 'virustotal', state: 'answered', verdict: 'malicious', score: 9 })).toMatchObject({
    verdict: 'malicious',
    score: 9,
    changed: true,
  });
  for (const key of keys.slice(0, 2)) {
    expect(await verdicts(key)).toEqual([
      expect.stringMatching(/^Verdict on test-c2-\d+\[\.\]net changed from unknown to malicious: by VirusTotal$/),
    ]);
    expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({
      name: 'observable/verdict.changed',
      data: { key, previous: 'unknown', current: 'malicious', observable: { id, type: 'domain' } },
    });
  }
  expect(await verdicts(ended)).toEqual([]);
  expect(await say(id, { source: 'otx', state: 'answered', verdict: 'malicious', score: 10 }, 5)).toMatchObject({
    changed: false,
    score: 10,
  });
  expect(await verdicts(keys[0]!)).toHaveLength(1);
});

test('no answer is not clean: the last answer counts, the failed try stands beside it', async () => {
  const { id } = await held();
  const hour = 3600;
  await say(id, { source: 'virustotal', state: 'limited', note: 'Quota used up.' });
  expect((await read(id)).judgement).toMatchObject({
    decidedBy: 'nobody',
    sources: [{ source: 'virustotal', state: 'limited', verdict: null, note: 'Quota used up.', lastTry: null }],
  });
  await say(id, { source: 'virustotal', state: 'answered', verdict: 'suspicious', ttlSeconds: hour }, 10);
  await say(id, { source: 'virustotal', state: 'failed' }, 20);
  await say(id, { source: 'otx', state: 'unknown' }, 30);
  expect(await read(id, 2 * hour)).toMatchObject({
    verdict: 'suspicious',
    judgement: {
      decidedBy: 'sources',
      deciding: ['virustotal'],
      stale: true,
      sources: [
        { source: 'otx', state: 'unknown', verdict: null, stale: false },
        { source: 'virustotal', state: 'answered', verdict: 'suspicious', stale: true, lastTry: { state: 'failed' } },
      ],
    },
  });
});

test('what was overtaken is history, in whatever order it comes', async () => {
  const { id } = await held();
  await say(id, { source: 'otx', state: 'answered', verdict: 'malicious', at: after(60) });
  await say(id, { source: 'otx', state: 'answered', verdict: 'benign', at: after(30) });
  await say(id, { source: 'otx', state: 'failed', at: after(40) });
  expect(await read(id)).toMatchObject({ verdict: 'malicious', judgement: { sources: [{ lastTry: null }] } });
  await say(id, { source: 'otx', state: 'answered', verdict: 'benign', at: after(90) });
  expect(await read(id)).toMatchObject({ verdict: 'benign' });
  const { items } = await listEnrichments({ ctx: ann(), input: { id, query: { limit: 3 } } });
  expect(items.map((row) => [row.verdict, row.current])).toEqual([
    ['benign', true],
    ['malicious', false],
    [null, false],
  ]);
});

test('ten sources at once: each has one standing answer, the verdict follows all of them', async () => {
  const { id, keys } = await held();
  const each = Array.from({ length: 10 }, (_, n) => n);
  await Promise.all(
    each.flatMap((n) => [
      say(id, { source: `source-${n}`, state: 'answered', verdict: n === 7 ? 'malicious' : 'benign', at: after(n) }),
      say(id, { source: `source-${n}`, state: 'failed', at: after(n + 1) }),
    ]),
  );
  const { judgement, verdict } = await read(id);
  expect(verdict).toBe('malicious');
  expect(judgement.conflict).toBe(true);
  expect(judgement.sources.every((one) => one.state === 'answered' && one.lastTry?.state === 'failed')).toBe(true);
  expect((await verdicts(keys[0]!)).filter((summary) => summary.includes('to malicious'))).toHaveLength(1);
  expect(await floor.db.$count(enrichments, eq(enrichments.observableId, id))).toBe(20);
});

test('a durable step that is repeated records once', async () => {
  const { id } = await held();
  const ctx = { ...robot(), effect: 'e1/enrich/virustotal' };
  const input: EnrichmentInput = { observableId: id, source: 'virustotal', state: 'answered', verdict: 'benign' };
  const first = await recordEnrichment({ ctx, input });
  expect(await recordEnrichment({ ctx, input })).toEqual(first);
  expect(await floor.db.$count(enrichments, eq(enrichments.observableId, id))).toBe(1);
});

test('an override wins until it ends, has its reason on the cases, and leaves its trace', async () => {
  const { id, keys } = await held();
  await say(id, { source: 'virustotal', state: 'answered', verdict: 'malicious', score: 8 });
  const patch = { verdict: 'benign', reason: 'Our scanner.', until: after(600).toISOString() } as const;
  expect(await updateObservable({ ctx: ann(60), input: { id, patch } })).toMatchObject({
    verdict: 'benign',
    score: null,
    judgement: { decidedBy: 'override', override: { verdict: 'benign', reason: 'Our scanner.', by: { name: 'Ann' } } },
  });
  expect((await verdicts(keys[0]!)).at(-1)).toMatch(/from malicious to benign: set by Ann, Our scanner\.$/);
  const clock = (seconds: number) =>
    endOverrides({ ctx: ctxOf(floor.db, SYSTEM, after(seconds)), failed: expect.unreachable });
  expect(await clock(599)).toBe(0);
  expect((await Promise.all([clock(600), clock(600)])).reduce((a, b) => a + b)).toBe(1);
  expect(await read(id, 601)).toMatchObject({ verdict: 'malicious', overrides: [{ endedBy: { kind: 'system' } }] });
  expect((await verdicts(keys[0]!)).at(-1)).toMatch(/from benign to malicious: by VirusTotal$/);
  const trace = await floor.db.select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.seq);
  expect(trace.map((row) => row.action)).toEqual(['observable.override', 'observable.override_end']);
});

test('a second override takes the place of the first; null ends it; the same again writes nothing', async () => {
  const { id, keys } = await held();
  const set = (patch: object) => updateObservable({ ctx: ann(), input: { id, patch } });
  await set({ verdict: 'malicious', reason: 'Seen by us.' });
  await set({ verdict: 'malicious', reason: 'Seen by us.' });
  await set({ verdict: 'suspicious' });
  expect((await set({ verdict: null })).overrides.map((one) => [one.verdict, one.endedAt !== null])).toEqual([
    ['suspicious', true],
    ['malicious', true],
  ]);
  await set({ verdict: null });
  expect(await verdicts(keys[0]!)).toHaveLength(3);
  await expect(set({ verdict: 'benign', until: after(-1).toISOString() })).rejects.toMatchObject({
    errors: [{ pointer: '/until' }],
  });
  await expect(set({ until: after(9).toISOString() })).rejects.toMatchObject({ code: 'invalid' });
});

test('our own: put on the list and taken off with what it is; a wider entry says so; malicious on it is an alarm', async () => {
  const lead = ctxOf(floor.db, as(floor.people.lead));
  const { id, keys } = await held();
  const set = (patch: object, ctx = lead) => updateObservable({ ctx, input: { id, patch } });
  await expect(set({ allowListed: true }, ann())).rejects.toMatchObject({ code: 'forbidden' });
  expect(await set({ allowListed: true, reason: 'Ours.' })).toMatchObject({
    allowListed: true,
    ownBy: { kind: 'exact', note: 'Ours.' },
  });
  await say(id, { source: 'virustotal', state: 'answered', verdict: 'malicious' });
  expect((await verdicts(keys[0]!)).at(-1)).toMatch(/^Our own asset .* is called malicious by VirusTotal$/);
  expect(await read(id)).toMatchObject({ judgement: { alarm: true } });
  expect(await set({ allowListed: false })).toMatchObject({ allowListed: false, ownBy: null });
  const { value } = await read(id);
  await addToAllowList({ ctx: lead, input: { kind: 'domain_suffix', value } });
  await expect(set({ allowListed: false })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`The entry ${value} of the own assets covers it`),
  });
});

test('who may not see an observable neither reads nor judges it; who only reads does not judge', async () => {
  const lead = ctxOf(floor.db, as(floor.people.lead));
  const fields = { title: 'Insider', severity: 'high', restricted: true } as const;
  const { key } = await openCase({ ctx: lead, input: { fields } });
  const { added } = await addObservables({
    ctx: lead,
    input: { key, items: [{ type: 'domain', value: 'test-secret.net' }] },
  });
  const id = added[0]!.id;
  const refused = { code: 'not_found' };
  await expect(getObservable({ ctx: ann(), input: { id } })).rejects.toMatchObject(refused);
  await expect(listEnrichments({ ctx: ann(), input: { id, query: {} } })).rejects.toMatchObject(refused);
  await expect(updateObservable({ ctx: ann(), input: { id, patch: { verdict: 'benign' } } })).rejects.toMatchObject(
    refused,
  );
  const viewer = ctxOf(floor.db, apiKey('viewer'));
  await expect(updateObservable({ ctx: viewer, input: { id, patch: { verdict: 'benign' } } })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(say(newId(), { source: 'otx', state: 'unknown' })).rejects.toMatchObject(refused);
});
