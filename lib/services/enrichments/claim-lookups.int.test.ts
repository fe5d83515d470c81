import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { enrichmentBudgets, enrichmentLeases, observables } from '../../db/schema/index.ts';
import { valueHash } from '../observables/value-hash.ts';
import { after, automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { type ClaimInput, claimLookups, releaseLookups } from './claim-lookups.ts';
import { recordEnrichment } from './record.ts';

const floor = testFloor();
let count = 0;

async function observable(): Promise<string> {
  const id = newId();
  const value = `203.0.113.${++count}`;
  const seen = { firstSeen: NOW, lastSeen: NOW };
  await floor.db
    .insert(observables)
    .values({ id, type: 'ipv4', value, valueSha256: valueHash('ipv4', value), ...seen });
  return id;
}
const claimAll = (observableIds: string[], more: Partial<ClaimInput> = {}, now = NOW) =>
  claimLookups({
    ctx: { db: floor.db, now },
    input: { observableIds, source: 'otx', dailyBudget: 100, leaseSeconds: 40, holder: newId(), ...more },
  });
const claim = async (observableId: string, more: Partial<ClaimInput> = {}, now = NOW) =>
  (await claimAll([observableId], more, now)).get(observableId)!;
const observablesOf = (count: number) => Promise.all(Array.from({ length: count }, observable));
const used = async (source: string) =>
  (await floor.db.select().from(enrichmentBudgets).where(eq(enrichmentBudgets.source, source))).map((row) => row.used);
const answer = (observableId: string, ttlSeconds: number) =>
  recordEnrichment({
    ctx: ctxOf(floor.db, automation()),
    input: { observableId, source: 'otx', state: 'answered', verdict: 'benign', ttlSeconds },
  });

beforeEach(() => floor.db.delete(enrichmentBudgets));

describe('raced', () => {
  test('the budget of a day is given out once', async () => {
    const ids = await observablesOf(30);
    const claims = await Promise.all(ids.map((id) => claim(id, { dailyBudget: 7 })));
    expect(claims.filter((one) => one.do === 'ask')).toHaveLength(7);
    expect(claims.filter((one) => one.do === 'leave')).toHaveLength(23);
    expect(await used('otx')).toEqual([7]);
  });

  test('of many who want the same answer, one asks', async () => {
    const id = await observable();
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(id)));
    expect(claims.map((one) => one.do).sort()).toEqual(['ask', ...Array.from({ length: 11 }, () => 'wait')]);
    expect(await used('otx')).toEqual([1]);
  });

  test('of several at a time, too', async () => {
    const ids = await observablesOf(40);
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, n) => claimAll(n % 2 ? ids : ids.toReversed(), { dailyBudget: 25 })),
    );
    const asked = claims.flatMap((said) => [...said].flatMap(([id, one]) => (one.do === 'ask' ? [id] : [])));
    expect(asked).toHaveLength(25);
    expect(new Set(asked).size).toBe(25);
    expect(await used('otx')).toEqual([25]);
  });
});

test('of several each is told by itself', async () => {
  const [fresh, busy, first, second] = (await observablesOf(4)) as [string, string, string, string];
  await answer(fresh, 600);
  await claim(busy);
  const said = await claimAll([fresh, busy, first, second], { dailyBudget: 2 });
  expect([fresh, busy, first, second].map((id) => said.get(id)!.do)).toEqual(['use', 'wait', 'ask', 'leave']);
  const leased = await floor.db.select().from(enrichmentLeases).where(eq(enrichmentLeases.observableId, second));
  expect(leased).toEqual([]);
});

test('who waited finds the answer; nothing is spent on it', async () => {
  const id = await observable();
  const holder = newId();
  expect(await claim(id, { holder })).toEqual({ do: 'ask' });
  await answer(id, 600);
  await releaseLookups({ ctx: { db: floor.db, now: NOW }, input: { observableIds: [id], source: 'otx', holder } });
  expect(await claim(id)).toEqual({ do: 'use', state: 'answered', verdict: 'benign' });
  expect(await used('otx')).toEqual([1]);
  expect(await floor.db.select().from(enrichmentLeases).where(eq(enrichmentLeases.observableId, id))).toEqual([]);
});

test('an answer is asked for again once its time is over', async () => {
  const id = await observable();
  await answer(id, 600);
  expect(await claim(id, {}, after(599))).toMatchObject({ do: 'use' });
  expect(await claim(id, {}, after(600))).toEqual({ do: 'ask' });
});

test('a step that is done again takes its own claim over; another waits until the claim is over', async () => {
  const id = await observable();
  const holder = newId();
  expect(await claim(id, { holder })).toEqual({ do: 'ask' });
  expect(await claim(id, { holder })).toEqual({ do: 'ask' });
  expect(await claim(id, {}, after(39))).toEqual({ do: 'wait' });
  expect(await claim(id, {}, after(40))).toEqual({ do: 'ask' });
});

test('a source that lets us ask no more is left alone until then, and others are not', async () => {
  const [first, second] = [await observable(), await observable()];
  const holder = newId();
  await claim(first, { holder });
  const input = { observableIds: [first], source: 'otx', holder, pausedUntil: after(60) };
  await releaseLookups({ ctx: { db: floor.db, now: NOW }, input });
  expect(await claim(second)).toEqual({ do: 'leave', reason: 'paused', until: after(60) });
  expect(await claim(second, { source: 'virustotal' })).toEqual({ do: 'ask' });
  expect(await claim(second, {}, after(60))).toEqual({ do: 'ask' });
});

test('a new day (UTC) has a new budget; without one nothing is counted against it', async () => {
  const ids = [await observable(), await observable(), await observable(), await observable()] as const;
  const midnight = new Date('2026-01-13T00:00:00Z');
  expect(await claim(ids[0], { dailyBudget: 1 })).toEqual({ do: 'ask' });
  expect(await claim(ids[1], { dailyBudget: 1 })).toEqual({ do: 'leave', reason: 'budget', until: midnight });
  expect(await claim(ids[1], { dailyBudget: 1 }, midnight)).toEqual({ do: 'ask' });
  expect(await claim(ids[2], { dailyBudget: null })).toEqual({ do: 'ask' });
  expect(await claim(ids[3], { dailyBudget: 0 }, midnight)).toMatchObject({ do: 'leave', reason: 'budget' });
});
