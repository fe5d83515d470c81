import { expect, test } from 'vitest';
import { CaseInput, keyOf } from '../../domain/case.ts';
import { insertCase, openCase } from '../cases/open.ts';
import { type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { after, apiKey, as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { untilBlocked } from '../testing/waits.ts';
import { createPolicy } from './create-policy.ts';
import { getCaseSla } from './get-case-sla.ts';
import { listPolicies } from './list-policies.ts';
import { revisePolicy } from './revise-policy.ts';

const floor = testFloor();
const key = (now: Date) => ctxOf(floor.db, apiKey('admin'), now);
const admin = (now: Date, clock: () => Date): Ctx => ({ ...ctxOf(floor.db, as(floor.people.admin), now), clock });
const policyOf = async (name: string) =>
  (await listPolicies({ ctx: key(after(0)) })).items.find((policy) => policy.name === name)!.id;
const dueOf = async (of: string, now: Date) =>
  (await getCaseSla({ ctx: key(now), input: { key: of } })).timers.find(({ id }) => id === 'resolve')?.dueAt ?? null;

/** Opens a case in a transaction that goes on until `release` is called, so that it is surely at work beside something else. */
async function openSlowly(now: Date, severity: string) {
  const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const work = async (tx: TxCtx) => {
    const { row } = await insertCase(tx, CaseInput.parse({ title: 'Slow', severity }));
    begun.resolve();
    await released.promise;
    return keyOf(row.number);
  };
  const opened = transact(key(now), 'test.open', work, { inOneGo: true });
  await Promise.race([begun.promise, opened]);
  return { opened, release: released.resolve };
}

test.each([
  ['an edit', 'High', { resolveSeconds: 60 }],
  ['a retirement', 'Low', { retired: true }],
])(
  '%s that was asked for before a case opened holds after it, when the case opened by the older book',
  async (_, name, patch) => {
    const severity = name.toLowerCase();
    const id = await policyOf(name);
    const { opened, release } = await openSlowly(after(15), severity);
    let time = after(12);
    const edit = revisePolicy({ ctx: admin(after(10), () => time), input: { id, patch } });
    await untilBlocked(floor.db, 1).finally(() => {
      time = after(20);
      release();
    });
    const { versions, retiredAt } = await edit;
    const start = new Date(after(20).getTime() + 1).toISOString();
    expect([versions[0]!.effectiveFrom, retiredAt]).toContain(start);
    const promised = { high: 8 * 3600, low: 72 * 3600 }[severity]!;
    expect(await dueOf(await opened, after(100))).toBe(after(15 + promised).toISOString());
  },
);

test('no due time that was answered moves while policies are edited beside openings', async () => {
  const now = () => new Date();
  const { id } = await createPolicy({
    ctx: admin(now(), now),
    input: { severity: 'medium', category: 'Race', name: 'Race', acknowledgeSeconds: 0, resolveSeconds: 90_000 },
  });
  let editing = true;
  const said = new Map<string, string | null>();
  const openMany = async () => {
    while (editing) {
      const fields = { title: 'Race', severity: 'medium', category: 'Race' } as const;
      const { key: of, sla } = await openCase({ ctx: key(now()), input: { fields } });
      said.set(of, sla.find((timer) => timer.id === 'resolve')?.dueAt ?? null);
    }
  };
  const openers = [1, 2, 3, 4].map(openMany);
  for (let round = 0; round < 4; round += 1) {
    const edits = Array.from({ length: 5 }, (_, n) => 90_000 + round * 5 + n);
    await Promise.all(
      edits.map((resolveSeconds) => revisePolicy({ ctx: admin(now(), now), input: { id, patch: { resolveSeconds } } })),
    );
  }
  editing = false;
  await Promise.all(openers);
  expect(said.size).toBeGreaterThan(0);
  for (const [of, due] of said) expect([of, await dueOf(of, now())]).toEqual([of, due]);
});
