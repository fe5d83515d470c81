import { expect, test } from 'vitest';
import type { CaseInput } from '../../domain/case.ts';
import { openCase } from '../cases/open.ts';
import { listCaseObservables } from '../cases/streams.ts';
import { transitionCase } from '../cases/transition.ts';
import { after, as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { receiveOn, wizEvent } from '../testing/vendor.ts';
import { getObservable } from './get.ts';
import { listHoldingCases } from './holding-cases.ts';
import { listObservableEvents } from './list-events.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const lead = () => ctxOf(floor.db, as(floor.people.lead));

async function open(value: string, more: Partial<CaseInput> = {}) {
  const observables = [{ type: 'user' as const, value }];
  return (await openCase({ ctx: lead(), input: { fields: { title: 'Case', severity: 'low', observables, ...more } } }))
    .key;
}
async function idOn(key: string) {
  const { items } = await listCaseObservables({ ctx: lead(), input: { key, query: {} } });
  return items[0]!.id;
}

test('all cases of an observable, newest first, page by page, with its role and how each ended', async () => {
  const keys: string[] = [];
  for (let n = 0; n < 5; n += 1) keys.unshift(await open('jdoe'));
  const hidden = await open('jdoe', { restricted: true });
  const end = { state: 'resolved', verdict: 'true_positive', summary: 'It was.' } as const;
  await transitionCase({ ctx: lead(), input: { key: keys[1]!, to: end } });
  const id = await idOn(hidden);
  const walk = async (ctx: ReturnType<typeof ann>) => {
    const walked: { key: string; verdict: string | null; role: string }[] = [];
    let cursor: string | undefined;
    do {
      const page = await listHoldingCases({ ctx, input: { id, query: { limit: 2, cursor } } });
      expect(page.count.value).toBe(ctx.actor.id === floor.people.lead.id ? 6 : 5);
      walked.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return walked;
  };
  const seen = await walk(ann());
  expect(seen.map((one) => one.key)).toEqual(keys);
  expect(seen[1]).toMatchObject({ verdict: 'true_positive', role: 'victim' });
  expect((await walk(lead())).map((one) => one.key)).toEqual([hidden, ...keys]);
  const { standing, cases } = await getObservable({ ctx: ann(), input: { id } });
  expect(standing).toEqual({ cases: 5, open: 4, roles: { victim: 5 }, verdicts: { true_positive: 1 }, capped: false });
  expect(cases.map((one) => one.key)).not.toContain(hidden);
});

test('the last events are those of the cases that one may see, newest first', async () => {
  const key = await open('asmith');
  const hidden = await open('asmith', { restricted: true });
  for (const [at, on] of [
    [10, key],
    [30, hidden],
    [20, key],
  ] as const) {
    const event = wizEvent(`e-${at}`, { title: `At ${at}`, at: after(at) });
    await receiveOn(ctxOf(floor.db, { kind: 'system', id: 'system', name: 'Watchfloor' }), on, {
      event,
      observables: [],
    });
  }
  const id = await idOn(key);
  const titles = async (ctx: ReturnType<typeof ann>) =>
    (await listObservableEvents({ ctx, input: { id } })).items.map((event) => `${event.title} ${event.case}`);
  expect(await titles(ann())).toEqual([`At 20 ${key}`, `At 10 ${key}`]);
  expect(await titles(lead())).toEqual([`At 30 ${hidden}`, `At 20 ${key}`, `At 10 ${key}`]);
});

test('a user that is a member of ours is named', async () => {
  const { email, id: memberId } = floor.people.colleague;
  const key = await open(email.toUpperCase());
  expect(await getObservable({ ctx: lead(), input: { id: await idOn(key) } })).toMatchObject({
    member: { id: memberId },
  });
});
