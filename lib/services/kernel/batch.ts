import { getTableColumns, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type Case, cases } from '../../db/schema/index.ts';
import { run } from '../../db/transaction.ts';
import type { TxCtx } from './context.ts';
import { insertOf, type NewRows } from './rows.ts';

/**
 * The writes of one verb on many cases, kept back and written together: a thousand cases one by one are some ten thousand round trips, and
 * in a batch a handful of statements. While a context has one, `saveCase`, `writeTimeline`, `writeAudit` and `emit` add to it.
 */
export interface Batch extends NewRows {
  /** Each changed case as it is to be, and the columns that differ. */
  cases: Map<string, { after: Case; columns: Set<keyof Case> }>;
  /** Answers that are the same for every case of the batch. */
  known: Map<string, Promise<unknown>>;
  /** What its events have in common: which bulk change they belong to, and how long they wait. */
  hold: { bulkId: string; notBefore: Date } | null;
}

export function newBatch(hold: Batch['hold'] = null): Batch {
  const rows: NewRows = { tasks: [], timeline: [], audit: [], events: [], runs: [], timers: [], milestones: [] };
  return { ...rows, cases: new Map(), known: new Map(), hold };
}

/** The answer of a query that does not depend on the case: within a batch it is asked once. */
export function once<T>(ctx: Pick<TxCtx, 'batch'>, key: string, ask: () => Promise<T>): Promise<T> {
  const { known } = ctx.batch ?? {};
  if (!known) return ask();
  // A query of the builder asks anew each time it is awaited: what is kept is its answer.
  const answer = known.get(key) ?? Promise.resolve(ask());
  known.set(key, answer);
  return answer as Promise<T>;
}

/** Does one case's part of a batch. Where it throws, what it has added is taken out again. */
export async function partOf<T>(batch: Batch, caseId: string, work: () => Promise<T>): Promise<T> {
  const marks = LISTS.map((list) => batch[list].length);
  try {
    return await work();
  } catch (error) {
    for (const [at, list] of LISTS.entries()) batch[list].length = marks[at]!;
    batch.cases.delete(caseId);
    throw error;
  }
}

const LISTS = ['tasks', 'timeline', 'audit', 'events', 'runs', 'timers', 'milestones'] as const;

/** Writes what was kept back, in the order in which it was added. */
export async function writeBatch(tx: Tx, batch: Batch): Promise<void> {
  await updateCases(tx, batch);
  await writeRows(tx, batch);
}

/** Writes the new rows that were kept back, and keeps them no more. */
export async function writeRows(tx: Tx, batch: Batch): Promise<void> {
  const rows: NewRows = { ...batch };
  for (const list of LISTS) batch[list] = [];
  const statement = insertOf(rows);
  if (statement) await run(tx, statement);
}

/** One UPDATE of the columns that any of the cases changes. The caller has locked them all. */
async function updateCases(tx: Tx, { cases: changed }: Batch): Promise<void> {
  const columns = [...new Set([...changed.values()].flatMap((one) => [...one.columns]))];
  if (columns.length === 0) return;
  const nameOf = (column: keyof Case) => getTableColumns(cases)[column].name;
  const rows = [...changed.values()].map(({ after }) =>
    Object.fromEntries([['id', after.id], ...columns.map((column) => [nameOf(column), after[column]])]),
  );
  const set = sql.raw(columns.map((column) => `"${nameOf(column)}" = wanted."${nameOf(column)}"`).join(', '));
  await tx.execute(sql`
    update ${cases} set ${set} from jsonb_populate_recordset(null::cases, ${JSON.stringify(rows)}::jsonb) wanted
    where ${cases.id} = wanted.id`);
}
