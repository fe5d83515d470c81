import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { eq, inArray, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseObservables, enrichments, observables, verdictOverrides } from '../../db/schema/index.ts';
import { refOf, SYSTEM } from '../../domain/actor.ts';
import type { ObservableType } from '../../domain/observables/types.ts';
import { openCase } from '../cases/open.ts';
import { after, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { valueHash } from './value-hash.ts';

const floor = testFloor();
const MIGRATION = new URL('../../../drizzle/0005_fold_observables.sql', import.meta.url);

/** A row as it was written while each way of writing was an observable of its own. */
async function stored(type: ObservableType, value: string, seconds: number, more: object = {}): Promise<string> {
  const id = newId();
  const valueSha256 = createHash('sha256').update(value).digest('hex');
  const seen = { firstSeen: after(seconds), lastSeen: after(seconds) };
  await floor.db.insert(observables).values({ id, type, value, valueSha256, ...seen, ...more });
  return id;
}

async function hold(key: string, ids: string[], more: object = {}): Promise<void> {
  const { id } = await rowOf(floor.db, key);
  const link = { caseId: id, role: 'related' as const, addedBy: refOf(SYSTEM), firstSeen: after(0), ...more };
  await floor.db.insert(caseObservables).values(ids.map((observableId) => ({ ...link, observableId })));
  await floor.db.execute(sql`update cases set observable_count = observable_count + ${ids.length} where id = ${id}`);
}

const answer = (observableId: string, seconds: number, score: number) => ({
  ...{
    id: newId(),
    observableId,
    source: 'axonius',
    state: 'answered' as const,
    verdict: 'suspicious' as const,
    score,
  },
  ...{ at: after(seconds), ttlSeconds: 60, standing: 'answer' as const, recordedBy: refOf(SYSTEM) },
});

test('rows that the migration finds to be one become the first of them, with what all of them held', async () => {
  const open = async () =>
    (await openCase({ ctx: ctxOf(floor.db, automation()), input: { fields: { title: 'Case', severity: 'low' } } })).key;
  const [both, second] = [await open(), await open()];
  const first = await stored('device', 'TILL-9X1', 10);
  const later = await stored('device', 'till-9x1', 20, { verdict: 'malicious', score: 9, allowListed: true });
  const path = await stored('file_path', 'C:\\Windows\\Evil.exe', 10);
  const unix = [await stored('file_path', '/opt/Evil', 10), await stored('file_path', '/opt/evil', 10)];
  await hold(both, [first, later, path, ...unix]);
  await hold(second, [later], { role: 'implicated', key: true });
  await floor.db.insert(enrichments).values([answer(first, 30, 3), answer(later, 40, 5)]);
  const override = (observableId: string, seconds: number) => ({
    ...{
      id: newId(),
      observableId,
      verdict: 'malicious' as const,
      reason: 'Seen',
      by: refOf(SYSTEM),
      at: after(seconds),
    },
  });
  await floor.db.insert(verdictOverrides).values([override(first, 10), override(later, 50)]);

  const statements = readFileSync(MIGRATION, 'utf8').split('--> statement-breakpoint');
  await floor.db.transaction(async (tx) => {
    for (const statement of statements) await tx.execute(sql.raw(statement));
  });

  const rows = await floor.db
    .select()
    .from(observables)
    .where(inArray(observables.id, [first, later, path, ...unix]));
  expect(rows.map(({ id }) => id).sort()).toEqual([first, path, ...unix].sort());
  for (const { type, value, valueSha256 } of rows) expect(valueSha256).toBe(valueHash(type, value));
  expect(rows.find(({ id }) => id === first)).toMatchObject({
    ...{ value: 'TILL-9X1', verdict: 'malicious', score: 9, allowListed: true },
    ...{ firstSeen: after(10), lastSeen: after(20) },
  });
  expect(await rowOf(floor.db, both)).toMatchObject({ observableCount: 4 });
  expect(await rowOf(floor.db, second)).toMatchObject({ observableCount: 1 });
  const links = await floor.db.select().from(caseObservables).where(eq(caseObservables.observableId, first));
  expect(links.map(({ role, key }) => [role, key]).sort()).toEqual([
    ['implicated', true],
    ['related', false],
  ]);
  const told = await floor.db.select().from(enrichments).where(eq(enrichments.observableId, first));
  expect(told.map(({ score, standing }) => [score, standing]).sort()).toEqual([
    [3, 'past'],
    [5, 'answer'],
  ]);
  const set = await floor.db.select().from(verdictOverrides).where(eq(verdictOverrides.observableId, first));
  expect(set.map(({ at, endedAt }) => [at, endedAt === null]).sort()).toEqual([
    [after(10), false],
    [after(50), true],
  ]);
});
