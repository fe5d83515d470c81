import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { audit, caseMilestones, caseTimers, outbox, runs, tasks, timeline } from '../../db/schema/index.ts';
import type { Statement } from '../../db/transaction.ts';
import { jsonbText } from './jsonb.ts';

/** New rows of several tables, to be written together. */
export interface NewRows {
  tasks: (typeof tasks.$inferInsert)[];
  timeline: (typeof timeline.$inferInsert)[];
  audit: (typeof audit.$inferInsert)[];
  events: (typeof outbox.$inferInsert)[];
  runs: (typeof runs.$inferInsert)[];
  timers: (typeof caseTimers.$inferInsert)[];
  /** By the columns' names. */
  milestones: Record<string, unknown>[];
}

interface Target {
  of: keyof NewRows;
  columns: { field: string; name: string }[];
  insert: string;
}

/** The columns that are given; Postgres fills in the others. */
const TARGETS: readonly Target[] = [
  target('tasks', tasks, ['id', 'caseId', 'phase', 'position', 'title', 'mandatory', 'action', 'dueAt']),
  target('timeline', timeline, ['id', 'caseId', 'at', 'kind', 'actorKind', 'actor', 'runId', 'summary', 'detail']),
  target('audit', audit, [
    ...(['id', 'at', 'actor', 'runId', 'ip', 'userAgent', 'action', 'entity', 'entityId', 'diff'] as const),
  ]),
  target('events', outbox, ['id', 'name', 'data', 'caseId', 'createdAt', 'sentAt', 'notBefore', 'bulkId']),
  target('runs', runs, [
    ...(['id', 'automation', 'eventId', 'eventName', 'caseId', 'deliveryId'] as const),
    ...(['status', 'reason', 'createdAt', 'endedAt'] as const),
  ]),
  target('timers', caseTimers),
  named(target('milestones', caseMilestones)),
];

/** Always the same text, so that a connection prepares it once: a table without rows costs it next to nothing. */
const TEXT = `with ${TARGETS.map(({ of, insert }) => `${of}_rows as (${insert})`).join(', ')} select`;

function target<T extends PgTable>(
  of: keyof NewRows,
  table: T,
  fields: readonly (keyof T['$inferInsert'] & string)[] = Object.keys(getTableColumns(table)) as never,
): Target {
  const all: Record<string, { name: string }> = getTableColumns(table);
  const columns = fields.map((field) => ({ field, name: all[field]!.name }));
  const names = columns.map(({ name }) => name).join(', ');
  const to = getTableConfig(table).name;
  const from = `jsonb_populate_recordset(null::${to}, $1::jsonb -> '${of}')`;
  return { of, columns, insert: `insert into ${to} (${names}) select ${names} from ${from}` };
}

/** The same for rows that go by the columns' names. */
function named({ columns, ...rest }: Target): Target {
  return { ...rest, columns: columns.map(({ name }) => ({ field: name, name })) };
}

/** The one statement that writes these rows, each list in its order; null where there are none. */
export function insertOf(rows: Partial<NewRows>): Statement | null {
  const json: Record<string, unknown> = {};
  for (const { of, columns } of TARGETS) if (rows[of]?.length) json[of] = rows[of].map((row) => byName(row, columns));
  if (Object.keys(json).length === 0) return null;
  return { name: 'insert rows', text: TEXT, values: [jsonbText(json)] };
}

function byName(row: object, columns: Target['columns']): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const { field, name } of columns) named[name] = (row as Record<string, unknown>)[field];
  return named;
}
