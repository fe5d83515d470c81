import { eq, like, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cases, effects, outbox, timeline } from '../../db/schema/index.ts';
import { commentOnCase } from '../cases/comment.ts';
import { openCase } from '../cases/open.ts';
import { conflict } from '../errors.ts';
import { automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { traceOf } from '../testing/reads.ts';
import { wizOrigin } from '../testing/vendor.ts';
import { codeOf, transact } from './transact.ts';

const floor = testFloor();
const step = (effect: string) => ctxOf(floor.db, automation(), undefined, { effect });
const fields = { title: 'Once', severity: 'high' } as const;

test('the same key twice gives the first answer and writes nothing', async () => {
  const open = () => openCase({ ctx: step('event-1/wiz-incident/Open'), input: { fields } });
  const first = await open();
  const before = await traceOf(floor.db, first.key);
  expect(await open()).toEqual(first);
  expect(await traceOf(floor.db, first.key)).toEqual(before);
  expect(await floor.db.select().from(cases)).toHaveLength(1);
});

test('ten at once with one key have one effect and one answer', async () => {
  const open = () => openCase({ ctx: step('event-2/wiz-incident/Open'), input: { fields, origin: wizOrigin('once') } });
  const answers = await Promise.all(Array.from({ length: 10 }, open));
  expect(new Set(answers.map((answer) => answer.key)).size).toBe(1);
  expect(await floor.db.select().from(cases).where(eq(cases.title, 'Once'))).toHaveLength(2);
});

test('one step may call different verbs under its key', async () => {
  const ctx = step('event-3/x/Both');
  const { key } = await openCase({ ctx, input: { fields } });
  await commentOnCase({ ctx, input: { key, body: 'first' } });
  await commentOnCase({ ctx, input: { key, body: 'first' } });
  const comments = await floor.db.select().from(timeline).where(eq(timeline.kind, 'comment'));
  expect(comments).toHaveLength(1);
});

test('a failed effect leaves no mark, so that the retry does it', async () => {
  const ctx = step('event-4/x/Try');
  let tries = 0;
  const attempt = () =>
    transact(ctx, 'test', async (tx) => {
      await tx.tx.execute(
        sql`insert into allow_list (id, kind, value, created_at) values (gen_random_uuid(), 'exact', 'tried', now())`,
      );
      tries += 1;
      if (tries === 1) throw conflict('Not yet.');
      return { tries };
    });
  await expect(attempt()).rejects.toMatchObject({ code: 'conflict' });
  expect(await floor.db.select().from(effects).where(like(effects.key, 'event-4/%'))).toEqual([]);
  expect(await attempt()).toEqual({ tries: 2 });
  expect(await attempt()).toEqual({ tries: 2 });
  const { rows } = await floor.db.execute(sql`select 1 from allow_list where value = 'tried'`);
  expect(rows).toHaveLength(1);
});

test('an effect without an answer is remembered too', async () => {
  let runs = 0;
  const nothing = () =>
    transact(step('event-5/x/Void'), 'test', async () => {
      runs += 1;
    });
  await nothing();
  await nothing();
  expect(runs).toBe(1);
});

test('two that lock the same rows the other way round both succeed', async () => {
  const keys = ['lock-a', 'lock-b'];
  await floor.db.insert(effects).values(keys.map((key) => ({ key })));
  const met = Promise.withResolvers<void>();
  let holding = 0;
  const lockBoth = (order: string[]) =>
    transact(ctxOf(floor.db, automation()), 'test', async (tx) => {
      const lock = (key: string) => tx.tx.update(effects).set({ result: order }).where(eq(effects.key, key));
      await lock(order[0]!);
      holding += 1;
      if (holding === 2) met.resolve();
      await met.promise;
      await lock(order[1]!);
      return 'done';
    });
  expect(await Promise.all([lockBoth(keys), lockBoth(keys.toReversed())])).toEqual(['done', 'done']);
  expect(holding).toBe(3);
});

test('what is no deadlock is thrown at once, with its code', async () => {
  let tries = 0;
  const broken = transact(ctxOf(floor.db, automation()), 'test', async (tx) => {
    tries += 1;
    await tx.tx.execute(sql`select 1 / 0`);
  });
  expect(await broken.catch(codeOf)).toBe('22012');
  expect(tries).toBe(1);
  expect(codeOf(new Error('other'))).toBe('');
  expect(codeOf('text')).toBe('');
  expect(await floor.db.select().from(outbox).where(eq(outbox.name, 'nothing'))).toEqual([]);
});
