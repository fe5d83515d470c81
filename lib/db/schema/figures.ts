import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { MILESTONE_KINDS, type MilestoneKind, type Outcome, type Work } from '../../domain/figures/milestone.ts';
import type { Severity } from '../../domain/severity.ts';
import type { ReportKind, ReportSnapshot } from '../../domain/views/figures.ts';
import type { HealthSnapshot } from '../../domain/views/health.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/**
 * One narrow row per milestone of a case (it was opened, acknowledged, contained, resolved, reopened; a target was met or missed): a
 * cache of its timeline and timers, written in the transaction of each change and rebuilt by `npm run recompute`. The figures of managers
 * are read from here alone, so each kind has an index that holds all that is asked of it.
 */
export const caseMilestones = pgTable(
  'case_milestones',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<MilestoneKind>().notNull(),
    /** The how-manieth of its kind on the case, from 1. */
    nth: integer('nth').notNull(),
    at: moment('at').notNull(),
    /** The next of its kind on the case: a period counts a case once, by the last one that lies in it. */
    nextAt: moment('next_at'),
    /** Whose work it was; null where nobody worked yet (opened). */
    work: text('work').$type<Work>(),
    /** `met` or `breached` of a target; the verdict of a resolution. */
    outcome: text('outcome').$type<Outcome>(),
    /** What it took, in seconds of the wall clock. */
    seconds: integer('seconds'),
    /** Until when a missed target waited to be met late; null while it waits, and on all others. */
    until: moment('until'),
    /** Where the time until a missed resolve target went; null on all others. */
    ownerSeconds: integer('owner_seconds'),
    analystSeconds: integer('analyst_seconds'),
    scoutSeconds: integer('scout_seconds'),
    vendorSeconds: integer('vendor_seconds'),
    holdSeconds: integer('hold_seconds'),
    /** The source's rule that found it, on resolutions. */
    rule: text('rule'),
    /** Copies of what the case says today: a correction of a case corrects its figures. */
    severity: text('severity').$type<Severity>().notNull(),
    category: text('category').notNull(),
    source: text('source').notNull(),
    store: text('store'),
    state: text('state').notNull(),
    assigneeId: uuid('assignee_id'),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.kind, t.nth] }),
    ...MILESTONE_KINDS.map((kind) =>
      index(`case_milestones_${kind}`)
        .on(
          ...([t.at, t.caseId, t.work, t.outcome, t.seconds, t.nextAt] as const),
          ...([t.severity, t.category, t.source, t.store, t.state, t.assigneeId] as const),
        )
        .where(sql.raw(`kind = '${kind}'`)),
    ),
    // What was overdue at a moment of the past: missed before it, and met or given up after it.
    index('case_milestones_overdue')
      .on(sql`coalesce(${t.until}, 'infinity'::timestamptz)`, t.at, t.caseId)
      .where(sql`${t.outcome} = 'breached'`),
    check('case_milestones_kind_known', sql.raw(`kind in (${MILESTONE_KINDS.map((kind) => `'${kind}'`).join(', ')})`)),
    check('case_milestones_work_known', sql`${t.work} in ('people', 'automated')`),
  ],
);
export type CaseMilestone = typeof caseMilestones.$inferSelect;

/** What was kept of a week, as it stood when it was over, and of each daily check. Rows are never changed. */
export const reports = pgTable(
  'reports',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<ReportKind>().notNull(),
    from: moment('from').notNull(),
    to: moment('to').notNull(),
    zone: text('zone').notNull(),
    snapshot: jsonb('snapshot').$type<ReportSnapshot | HealthSnapshot>().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    // One for each week or check, however often and by however many workers it is asked for.
    uniqueIndex('reports_period').on(t.kind, t.from, t.to),
    index('reports_newest').on(t.from, t.id),
  ],
);
export type Report = typeof reports.$inferSelect;
