import { eq, sql } from 'drizzle-orm';
import { Client } from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { audit, caseObservables, cases, observables, outbox, runs, tasks, timeline } from '../../db/schema/index.ts';
import type { CaseInput } from '../../domain/case.ts';
import type { Ctx } from '../kernel/index.ts';
import { recomputeBatch } from '../sla/recompute.ts';
import { createStore } from '../stores/create.ts';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { wizEvent, wizOrigin } from '../testing/vendor.ts';
import { getCase } from './get.ts';
import { type CaseOrigin, openCase } from './open.ts';

const floor = testFloor();
const key = (): Ctx => ctxOf(floor.db, apiKey('admin'));
const ann = (): Ctx => ctxOf(floor.db, as(floor.people.analyst));
const robot = (): Ctx => ctxOf(floor.db, automation());
const address = { type: 'ipv4', value: '198.51.100.7' } as const;
const open = (ctx: Ctx, fields: Partial<CaseInput> = {}, origin?: CaseOrigin) =>
  openCase({ ctx, input: { fields: { title: 'Case', severity: 'high', ...fields }, origin } });

afterEach(() => vi.restoreAllMocks());

/** How many statements a call sends to Postgres, the begin with its question and the commit among them. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(Client.prototype, 'query');
  await work();
  return query.mock.calls.length;
}

// The row, the observables and their links, all records: beside begin and commit there is nothing else to ask.
test.each([
  ['without observables', {}, 4],
  ['with an observable', { observables: [address] }, 6],
  ['with many of them, in a category', { observables: [address, { value: 'evil.example' }], category: 'Cloud' }, 6],
] as const)('an opening %s takes few statements once the settings are known', async (_name, fields, most) => {
  await open(key(), fields as Partial<CaseInput>);
  expect(await statementsOf(() => open(key(), fields as Partial<CaseInput>))).toBeLessThanOrEqual(most);
});

/** Every way in which a case opens, what stands on it at once included. */
const OPENINGS: [string, () => Promise<{ key: string }>][] = [
  ['bare', () => open(key())],
  ['informational, without a promise', () => open(ann(), { severity: 'informational' })],
  [
    'a VIP’s, with tags, links and fields',
    () =>
      open(key(), {
        ...{ vip: true, tags: ['a', 'b'], links: [{ title: 'x', url: 'https://x.example/' }], techniques: ['T1566'] },
        customFields: { asset: 'till 7', 'mapping.rule': 'r-1' },
        observables: [address, { value: 'a@b.example' }],
      }),
  ],
  ['given to a colleague', () => open(ann(), { assignee: floor.people.colleague.id })],
  ['taken by who opens it', () => open(ann(), { assignee: floor.people.analyst.id })],
  ['Scout’s', () => open(robot(), { assignee: floor.scout.id, observables: [address] })],
  [
    'a vendor’s',
    () => open(robot(), { source: 'wiz' }, wizOrigin('o-1', { event: wizEvent('o-1', { receivedAt: after(-60) }) })),
  ],
  [
    'a vendor’s, with an observable that the caller names in a stronger role',
    () => {
      const observables = [
        { ...address, role: 'related', origins: [{ path: '/ip' }] },
      ] satisfies CaseOrigin['observables'];
      return open(robot(), { observables: [{ ...address, role: 'implicated' }] }, wizOrigin('o-2', { observables }));
    },
  ],
  [
    'with an observable that is known to be malicious',
    async () => {
      await floor.db
        .update(observables)
        .set({ verdict: 'malicious', score: 9 })
        .where(eq(observables.value, address.value));
      return open(key(), { observables: [address] });
    },
  ],
  [
    'of its owner',
    () =>
      open(key(), {
        assignee: floor.people.colleague.id,
        observables: [{ type: 'user', value: floor.people.colleague.email }],
      }),
  ],
  [
    'in the range of a store',
    async () => {
      const networks = ['10.77.0.0/16'];
      const store = { key: 'bern', name: 'Bern', timeZone: 'Europe/Zurich', networks };
      await createStore({ ctx: ctxOf(floor.db, as(floor.people.admin)), input: store });
      return open(key(), { observables: [{ value: '10.77.1.1' }] });
    },
  ],
];

test.each(OPENINGS)(
  'a case that opens %s is stored as it is shown, and as its history says',
  async (_name, opening) => {
    const shown = await opening();
    const read = await getCase({ ctx: ctxOf(floor.db, as(floor.people.admin)), input: { key: shown.key } });
    expect(shown).toEqual(read);
    const { number } = await rowOf(floor.db, shown.key);
    expect(await recomputeBatch(floor.db, number - 1, 1, ann().now)).toMatchObject({
      cases: 1,
      timers: 0,
      facts: 0,
      leads: 0,
    });
  },
);

test('a refused opening leaves nothing behind, also where the last of its statements is refused', async () => {
  const rowsOf = async () =>
    Promise.all([cases, caseObservables, tasks, timeline, audit, outbox, runs].map((table) => floor.db.$count(table)));
  const before = await rowsOf();
  const bad = open(key(), { observables: [{ type: 'ipv4', value: 'not an address' }] });
  await expect(bad).rejects.toMatchObject({ code: 'invalid' });
  await floor.db.execute(sql`alter table ${outbox} add constraint no_more check (case_id is null) not valid`);
  await expect(open(key(), { observables: [address] })).rejects.toMatchObject({ constraint: 'no_more' });
  await floor.db.execute(sql`alter table ${outbox} drop constraint no_more`);
  expect(await rowsOf()).toEqual(before);
  expect(await open(key())).toMatchObject({ state: 'new' });
});
