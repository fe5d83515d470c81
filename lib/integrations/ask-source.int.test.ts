import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OtxEmulator, startOtx } from '#e2e/vendors/otx.ts';
import { newId } from '../db/id.ts';
import { enrichmentBudgets, enrichments, observables } from '../db/schema/index.ts';
import type { ObservableRole, ObservableType } from '../domain/observables/types.ts';
import { openCase } from '../services/cases/open.ts';
import { useEncryptionKey } from '../services/connectors/box.ts';
import { getConnector } from '../services/connectors/get.ts';
import { putConnector } from '../services/connectors/put.ts';
import { listEnrichments } from '../services/enrichments/list.ts';
import { valueHash } from '../services/observables/value-hash.ts';
import { as, automation, ctxOf, NOW, testFloor } from '../services/testing/fixtures.ts';
import { askSource } from './ask-source.ts';

const floor = testFloor();
let otx: OtxEmulator;
let count = 0;

beforeAll(async () => {
  useEncryptionKey('11'.repeat(32));
  otx = await startOtx({ slowMs: 3_000 });
});
afterAll(() => otx.close());
beforeEach(async () => {
  otx.mode = 'ok';
  otx.quota = Number.POSITIVE_INFINITY;
  otx.requests.length = 0;
  await floor.db.delete(enrichmentBudgets);
  await set();
});

const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
const set = (settings: Record<string, unknown> = {}, enabled = true) =>
  putConnector({
    ctx: admin(),
    input: { id: 'otx', enabled, baseUrl: otx.url, credentials: { apiKey: otx.apiKey }, settings },
  });
async function observable(type: ObservableType, value: string, allowListed = false): Promise<string> {
  const id = newId();
  const row = { id, type, value, valueSha256: valueHash(type, value), allowListed, firstSeen: NOW, lastSeen: NOW };
  await floor.db.insert(observables).values(row);
  return id;
}
/** An address that no other test asks about, known to be malicious. */
function address(): Promise<string> {
  const value = `203.0.113.${100 + ++count}`;
  otx.known.set(value, otx.known.get('203.0.113.77')!);
  return observable('ipv4', value);
}
type More = { caseKey?: string; tlp?: string; holder?: string; givenUp?: string };
const askAll = (observableIds: string[], more: More = {}) =>
  askSource({
    ctx: ctxOf(floor.db, automation('check-observables'), new Date()),
    input: {
      source: 'otx',
      observableIds,
      caseKey: null,
      tlp: null,
      holder: newId(),
      allowedNetworks: ['127.0.0.0/8'],
      ...more,
    },
  });
const ask = async (observableId: string, more: More = {}) => (await askAll([observableId], more))[0]!.said;
/** No case holds them, so that no person sees them. */
const said = async (id: string) =>
  (await listEnrichments({ ctx: ctxOf(floor.db, automation()), input: { id, query: {} } })).items;

test('an answer is recorded, and good for as long as it was set', async () => {
  await set({ cacheHours: 2 });
  const id = await address();
  expect(await ask(id)).toEqual({ source: 'otx', state: 'answered', verdict: 'malicious' });
  const [kept] = await said(id);
  expect(kept).toMatchObject({ state: 'answered', verdict: 'malicious', link: expect.stringContaining('https://') });
  expect(Date.parse(kept!.expiresAt) - Date.parse(kept!.at)).toBe(2 * 3_600_000);
  expect(await ask(id)).toEqual({ source: 'otx', state: 'answered', verdict: 'malicious' });
  expect(otx.requests).toHaveLength(1);
});

test('two who want to know at once get one answer', async () => {
  const id = await address();
  const both = await Promise.all([ask(id), ask(id)]);
  expect(both).toEqual(Array.from({ length: 2 }, () => ({ source: 'otx', state: 'answered', verdict: 'malicious' })));
  expect(otx.requests).toHaveLength(1);
});

describe('what stays in the house', () => {
  test.each<[string, ObservableType, string, boolean, object]>([
    ['a private address', 'ipv4', '10.1.2.3', false, {}],
    ['an internal name', 'hostname', 'till-7.corp', false, {}],
    ['an e-mail address', 'email', 'm.rossi@retail.example', false, {}],
    ['a user', 'user', 'm.rossi', false, {}],
    ['an own asset', 'domain', 'shop.example', true, {}],
    ['anything of a TLP:RED case', 'ipv4', '203.0.113.77', false, { tlp: 'RED' }],
  ])('%s', async (_, type, value, own, more) => {
    const answer = await ask(await observable(type, value, own), more);
    expect(answer).toMatchObject({ state: 'off', note: expect.any(String) });
    expect(answer.note).not.toContain(value);
    expect(otx.requests).toEqual([]);
  });

  test('the query string of a URL; that it was left out is said', async () => {
    const id = await observable('url', 'http://bad.example/x?session=4711');
    await ask(id);
    expect(otx.requests.map(({ path }) => decodeURIComponent(path)).join()).toContain('http://bad.example/x');
    expect(JSON.stringify(otx.requests.map(({ path, text }) => [path, text]))).not.toContain('4711');
    expect((await said(id))[0]!.note).toBe('Asked without the part that stays in the house.');
  });

  test('unless an administrator says otherwise for this source', async () => {
    await set({ sendTlpRed: true });
    expect(await ask(await address(), { tlp: 'RED' })).toMatchObject({ state: 'answered' });
  });
});

test('a source that is switched off is not asked', async () => {
  await set({}, false);
  expect(await ask(await address())).toMatchObject({ state: 'off', note: 'AlienVault OTX is switched off.' });
  expect(otx.requests).toEqual([]);
});

test('what is ours to the case it is asked for is not sent, and for another case it is', async () => {
  const open = (value: string, role: ObservableRole) => {
    const observables = [{ type: 'ipv4' as const, value, role }];
    return openCase({ ctx: admin(), input: { fields: { title: 'A case', severity: 'low', observables } } });
  };
  const value = '203.0.113.250';
  const own = await open(value, 'own');
  const accused = await open(value, 'implicated');
  const [row] = await floor.db.select({ id: observables.id }).from(observables).where(eq(observables.value, value));
  expect(await ask(row!.id, { caseKey: own.key })).toMatchObject({
    state: 'off',
    note: 'It is one of our own assets.',
  });
  expect(otx.requests).toEqual([]);
  expect((await ask(row!.id, { caseKey: accused.key })).state).not.toBe('off');
  expect(otx.requests).toHaveLength(1);
});

describe('a source that does not answer', () => {
  const connector = async () => {
    const { lastCall, lookups } = await getConnector({ ctx: admin(), input: { id: 'otx' } });
    return { ...lastCall!, ...lookups! };
  };

  test('is tried twice, then it has failed; its connector says so until it answers again', async () => {
    otx.mode = 'down';
    const id = await address();
    expect(await ask(id)).toMatchObject({ state: 'failed', note: expect.stringContaining('504') });
    expect(otx.requests).toHaveLength(2);
    expect(await said(id)).toMatchObject([{ state: 'failed', current: false }]);
    expect(await connector()).toMatchObject({ today: 1, problem: expect.stringContaining('504') });
    otx.mode = 'ok';
    expect(await ask(id)).toMatchObject({ state: 'answered' });
    expect(await connector()).toMatchObject({ today: 2, problem: null, pausedUntil: null });
  });

  test('or takes too long, is not waited for longer than was set', async () => {
    await set({ timeoutSeconds: 1 });
    otx.mode = 'slow';
    expect(await ask(await address())).toMatchObject({ state: 'failed', note: expect.stringContaining('too long') });
  });

  test('or sends something else has failed at once', async () => {
    otx.mode = 'garbled';
    expect(await ask(await address())).toMatchObject({ state: 'failed', note: expect.stringContaining('not JSON') });
    expect(otx.requests).toHaveLength(1);
  });

  test('or lets us ask no more is left alone for a while', async () => {
    otx.mode = 'rate-limited';
    expect(await ask(await address())).toMatchObject({ state: 'limited' });
    expect((await connector()).pausedUntil).not.toBeNull();
    otx.mode = 'ok';
    otx.requests.length = 0;
    const id = await address();
    expect(await ask(id)).toMatchObject({
      state: 'limited',
      note: expect.stringContaining('lets us ask no more until'),
    });
    expect(otx.requests).toEqual([]);
    expect(await said(id)).toMatchObject([{ state: 'limited' }]);
  });
});

test('the budget of a day is kept, and told', async () => {
  await set({ dailyBudget: 3 });
  const ids = await Promise.all(Array.from({ length: 8 }, address));
  const answers = await Promise.all(ids.map((id) => ask(id)));
  expect(answers.map(({ state }) => state).sort()).toEqual([
    ...Array.from({ length: 3 }, () => 'answered'),
    ...Array.from({ length: 5 }, () => 'limited'),
  ]);
  expect(otx.requests).toHaveLength(3);
  expect(answers.find(({ state }) => state === 'limited')!.note).toContain('The lookups of today are used up');
  expect((await getConnector({ ctx: admin(), input: { id: 'otx' } })).lookups).toMatchObject({
    today: 3,
    dailyBudget: 3,
  });
});

test('of several each has its own answer; what others ask about at the same time is theirs', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, address));
  const own = await observable('ipv4', '10.9.9.9');
  const both = await Promise.all([askAll([...ids, own]), askAll(ids.toReversed())]);
  expect(both.map((said) => said.map(({ observableId }) => observableId))).toEqual([[...ids, own], ids.toReversed()]);
  const states = both.flat().map(({ observableId, said: { state } }) => (observableId === own ? 'own' : state));
  expect(states.toSorted()).toEqual([...Array(12).fill('answered'), 'own']);
  expect(otx.requests).toHaveLength(6);
});

test('of a source that is given up what is known is taken, and nothing is asked or spent', async () => {
  const [known, other] = [await address(), await address()];
  await ask(known);
  const said = await askAll([known, other], { givenUp: 'It did not answer before.' });
  expect(said).toMatchObject([
    { said: { state: 'answered', verdict: 'malicious' } },
    { said: { state: 'failed', note: 'It did not answer before.' } },
  ]);
  expect(otx.requests).toHaveLength(1);
  expect((await getConnector({ ctx: admin(), input: { id: 'otx' } })).lookups).toMatchObject({ today: 1 });
});

test('no secret is written down', async () => {
  otx.mode = 'down';
  await ask(await address());
  const kept = await floor.db.select().from(enrichments);
  expect(kept.length).toBeGreaterThan(0);
  expect(JSON.stringify(kept)).not.toContain(otx.apiKey);
});
