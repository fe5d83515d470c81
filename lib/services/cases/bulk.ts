import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { bulkChangeItems, bulkChanges, type Case } from '../../db/schema/index.ts';
import { type BulkAnswer, type BulkChange, BulkInput, type BulkResult, UNDO_MS } from '../../domain/bulk.ts';
import { CaseTransition, keyOf, MOST, numberOf } from '../../domain/case.ts';
import type { CaseAction } from '../../domain/permissions.ts';
import { rankOf } from '../../domain/severity.ts';
import { ServiceError } from '../errors.ts';
import {
  authorize,
  authorizeCase,
  type Batch,
  type Ctx,
  jsonbText,
  newBatch,
  parse,
  partOf,
  type TxCtx,
  transact,
  writeBatch,
} from '../kernel/index.ts';
import { tellAllAssigned } from '../notices/about-cases.ts';
import { giveCase } from './assign.ts';
import { requireStanding } from './fetch.ts';
import { lockCases } from './lock-many.ts';
import { saveCase } from './save.ts';
import { refreshTimers, timersOf } from './timers.ts';
import { moveCase } from './transition.ts';
import { tell } from './update.ts';

/**
 * Makes one change on up to a thousand cases, each within its own rules: what one refuses does not hold up the others. The events wait until the
 * change can be taken back no more (`undoBulk`). Throws `invalid`, and `forbidden` for who may do it to no case at all.
 */
export async function bulkChange({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<BulkAnswer> {
  const { keys, change } = parse(BulkInput, input);
  const action = actionOf(change);
  authorize(ctx.actor, action);
  const asked = [...new Set(keys.map((key) => key.trim().toUpperCase()))];
  return transact(ctx, 'cases.bulk', async (tx) => {
    const undoUntil = new Date(tx.now.getTime() + UNDO_MS);
    const bulkId = newId();
    const batch = newBatch({ bulkId, notBefore: undoUntil });
    const found = await lockCases(tx, asked.map(numberOf));
    if (change.state !== undefined) await readTimers(tx, batch, [...found.values()]);
    const results: BulkResult[] = [];
    const before: Case[] = [];
    for (const key of asked) {
      const row = found.get(key);
      const result = row ? await changeOne({ ...tx, batch }, batch, row, action, change) : missing(key);
      results.push(result);
      if (row && result.outcome === 'changed') before.push(row);
    }
    if (before.length === 0) return { results, changed: 0, undoToken: null, undoUntil: null };
    const items = before.map((row) => itemOf(bulkId, row, batch));
    await tellAllAssigned({ ...tx, batch }, before, bulkId);
    await writeBatch(tx.tx, batch);
    await refreshTimers(
      tx,
      before.map(({ id }) => id),
    );
    const { kind, id } = tx.actor;
    await tx.tx.insert(bulkChanges).values({ id: bulkId, actorKind: kind, actorId: id, createdAt: tx.now, undoUntil });
    await writeItems(tx.tx, items);
    return { results, changed: before.length, undoToken: bulkId, undoUntil: undoUntil.toISOString() };
  });
}

/** A closing asks for the reasons of broken promises: the timers of all the cases, in two queries. */
async function readTimers(ctx: TxCtx, batch: Batch, rows: Case[]): Promise<void> {
  const timers = await timersOf(ctx.tx, rows, ctx.now);
  for (const { id } of rows) batch.known.set(`timers ${id}`, Promise.resolve(timers.get(id) ?? []));
}

const missing = (key: string): BulkResult => ({ key, outcome: 'refused', reason: `${key} was not found.` });

async function changeOne(
  ctx: TxCtx,
  batch: Batch,
  row: Case,
  action: CaseAction,
  change: BulkChange,
): Promise<BulkResult> {
  const key = keyOf(row.number);
  try {
    await partOf(batch, row.id, async () => {
      authorizeCase(ctx.actor, action, row, key);
      await requireStanding(ctx, row);
      await apply(ctx, row, change);
    });
    return { key, outcome: batch.cases.has(row.id) ? 'changed' : 'unchanged', reason: null };
  } catch (error) {
    if (error instanceof ServiceError) return { key, outcome: 'refused', reason: error.message };
    throw error;
  }
}

function actionOf(change: BulkChange): CaseAction {
  if (change.assignee !== undefined) return 'case.assign';
  return change.state === undefined ? 'case.update' : 'case.transition';
}

/** The change on one case, by the rules of the verb that makes it on a single one. */
async function apply(ctx: TxCtx, row: Case, { assignee, severity, tags, ...transition }: BulkChange): Promise<void> {
  if (assignee !== undefined) await giveCase(ctx, row, { assignee });
  else if (severity) await edit(ctx, row, { severity, severityRank: rankOf(severity) });
  else if (tags) await edit(ctx, row, { tags: tagsAfter(row.tags, tags) });
  else await moveCase(ctx, row, parse(CaseTransition, transition));
}

async function edit(ctx: TxCtx, row: Case, change: Partial<Case>): Promise<void> {
  const { after, diff } = await saveCase(ctx, row, change, 'case.update');
  await tell(ctx, after, diff);
}

function tagsAfter(has: string[], { add = [], remove = [] }: NonNullable<BulkChange['tags']>): string[] {
  return [...new Set([...has, ...add])].filter((tag) => !remove.includes(tag)).slice(0, MOST.tags);
}

/** What an undo leaves as it is: that a person has acted on the case stays a fact, and versions only rise. */
const KEPT: readonly (keyof Case)[] = ['version', 'fieldVersions', 'updatedAt', 'acknowledgedAt', 'acknowledgedBy'];
/** Entries that stay true after an undo. */
const LASTING = ['acknowledged', 'hand_over', 'stopped'];

/** From one parameter: to write out those of a thousand rows took the process a tenth of a second. */
async function writeItems(tx: Tx, items: (typeof bulkChangeItems.$inferInsert)[]): Promise<void> {
  const rows = items.map(({ bulkId, caseId, ...item }) => ({ bulk_id: bulkId, case_id: caseId, ...item }));
  await tx.execute(sql`
    insert into ${bulkChangeItems} select * from jsonb_populate_recordset(null::bulk_change_items, ${jsonbText(rows)}::jsonb)`);
}

function itemOf(bulkId: string, before: Case, batch: Batch): typeof bulkChangeItems.$inferInsert {
  const { after, columns } = batch.cases.get(before.id)!;
  const undone = [...columns].filter((column) => !KEPT.includes(column));
  const of = (row: Case) => Object.fromEntries(undone.map((column) => [column, row[column]]));
  const entries = batch.timeline.filter((entry) => entry.caseId === before.id && !LASTING.includes(entry.kind));
  return {
    bulkId,
    caseId: before.id,
    before: of(before),
    after: of(after),
    entries: entries.map(({ id }) => id),
  };
}
