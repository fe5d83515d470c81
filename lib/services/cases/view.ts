import { asc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, members, type Task, type TimelineEntry, tasks } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { Runbook } from '../../domain/runbook.ts';
import type { Timer } from '../../domain/sla/index.ts';
import type { CaseListItem, CaseOrder, CaseView, TaskView, TimelineItem, WhyPart } from '../../domain/views/case.ts';
import type { MemberRef } from '../../domain/views/common.ts';
import { ordersOf } from '../injections/orders-of.ts';
import { type CaseIntel, intelOf, intelOfOpened } from '../intel/alerts-of-case.ts';
import type { Ctx, TxCtx } from '../kernel/index.ts';
import { runbookOf } from '../runbooks/of-case.ts';
import { keysOf } from './family.ts';
import { quickActionsOf } from './quick-actions.ts';
import { refreshCase, timersOf, timerView } from './timers.ts';
import { newWhyOf, whyOf } from './why.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** Rows of a list, in the order given, with their owners and timers: three queries whatever their number. */
export async function caseListItems(db: Db | Tx, ctx: Pick<Ctx, 'now'>, rows: Case[]): Promise<CaseListItem[]> {
  const [owners, timers, why] = await Promise.all([
    memberRefs(
      db,
      rows.map((row) => row.assigneeId),
    ),
    timersOf(db, rows, ctx.now),
    whyOf(db, rows),
  ]);
  return rows.map((row) => {
    const own = timers.get(row.id) ?? [];
    return listItem(row, owners, own, why(row, own, ctx.now));
  });
}

/** A case after a change of its history, with what is stored of its timers brought up to it: they are computed once for both. */
export async function freshView(ctx: TxCtx, caseId: string): Promise<CaseView> {
  const { row, timers } = await refreshCase(ctx, caseId);
  return caseView(ctx.tx, ctx, row, timers);
}

/** One case as the API shows it; `known` are its timers as of now, where the caller has just computed them. */
export async function caseView(
  db: Db | Tx,
  ctx: Pick<Ctx, 'now' | 'actor'> & Pick<TxCtx, 'settings'>,
  row: Case,
  known?: Timer[],
): Promise<CaseView> {
  const work = await db.select().from(tasks).where(eq(tasks.caseId, row.id)).orderBy(asc(tasks.position));
  const doers = work.map((task) => task.assigneeId);
  const people = await memberRefs(db, [row.assigneeId, ...row.collaborators, ...row.watchers, ...doers]);
  const timers = known ?? (await timersOf(db, [row], ctx.now)).get(row.id) ?? [];
  const why = (await whyOf(db, [row], ctx))(row, timers, ctx.now);
  const runbook = await runbookOf(db, row);
  const mergedInto = (row.mergedIntoId && (await keysOf(db, ctx, [row.mergedIntoId])).get(row.mergedIntoId)) || null;
  const intel = await intelOf(db, row);
  const orders = await ordersOf(db, row);
  return viewOf(row, { tasks: work, timers, runbook, people, why, mergedInto, intel, orders });
}

/** What a page shows beside the row of a case that was just opened, is not flagged, and none of whose observables is known to be malicious. */
export interface KnownOfCase {
  tasks: Task[];
  timers: Timer[];
  runbook: Pick<Runbook, 'key' | 'name' | 'phases'> | undefined;
  /** A person, or nobody. */
  owner: MemberRef | null;
}

/** The same from what is in hand. */
export function openedView({ now }: Pick<Ctx, 'now'>, row: Case, { owner, ...known }: KnownOfCase): CaseView {
  const people = new Map(owner ? [[owner.id, owner]] : []);
  const why = newWhyOf(row, known.timers, now);
  return viewOf(row, { ...known, people, why, mergedInto: null, intel: intelOfOpened(row), orders: [] });
}

interface Around extends Omit<KnownOfCase, 'owner'> {
  people: Map<string, MemberRef>;
  why: WhyPart[];
  mergedInto: string | null;
  intel: CaseIntel;
  orders: CaseOrder[];
}

function viewOf(row: Case, around: Around): CaseView {
  const { tasks: work, timers, runbook, people, why, mergedInto } = around;
  return {
    ...listItem(row, people, timers, why),
    description: row.description,
    customFields: row.customFields,
    links: row.links,
    techniques: row.techniques,
    runbook:
      runbook && row.phase
        ? {
            key: runbook.key,
            name: runbook.name,
            phase: row.phase,
            phases: runbook.phases.map(({ key, name }) => ({ key, name })),
          }
        : null,
    tasks: work.map((task) => taskView(task, task.assigneeId ? people.get(task.assigneeId) : null)),
    actions: quickActionsOf(row, { ...around, intelVendor: around.intel.vendor }),
    commandLines: around.intel.commandLines,
    resolution:
      row.resolutionVerdict && row.resolutionSummary
        ? { verdict: row.resolutionVerdict, summary: row.resolutionSummary }
        : null,
    collaborators: refs(people, row.collaborators),
    watchers: refs(people, row.watchers),
    mergedInto,
    hold: row.onHoldReason && row.wakeAt ? { reason: row.onHoldReason, wakeAt: row.wakeAt.toISOString() } : null,
    createdBy: row.createdBy,
    orders: around.orders,
  };
}

function listItem(row: Case, people: Map<string, MemberRef>, timers: Timer[], why: WhyPart[]): CaseListItem {
  return {
    key: keyOf(row.number),
    title: row.title,
    severity: row.severity,
    state: row.state,
    stage: row.stage,
    category: row.category,
    source: row.source,
    assignee: row.assigneeId ? (people.get(row.assigneeId) ?? null) : null,
    group: row.queue,
    tags: row.tags,
    restricted: row.restricted,
    vip: row.vip,
    vipUnknown: row.vipUnknown,
    store: row.store,
    tlp: row.tlp,
    sla: timers.map(timerView),
    observableCount: row.observableCount,
    eventCount: row.eventCount,
    why,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    acknowledgedAt: iso(row.acknowledgedAt),
    resolvedAt: iso(row.resolvedAt),
    closedAt: iso(row.closedAt),
    version: row.version,
  };
}

async function memberRefs(db: Db | Tx, ids: (string | null)[]): Promise<Map<string, MemberRef>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const found = await db
    .select({ id: members.id, name: members.name, kind: members.kind })
    .from(members)
    .where(inArray(members.id, wanted));
  return new Map(found.map((member) => [member.id, member]));
}

const refs = (people: Map<string, MemberRef>, ids: string[]) =>
  ids.map((id) => people.get(id)).filter((member) => member !== undefined);

/** A task as the API shows it, with the member who is to do it. */
export function taskView(task: Task, doer: MemberRef | null | undefined): TaskView {
  return {
    id: task.id,
    phase: task.phase,
    title: task.title,
    mandatory: task.mandatory,
    own: task.own,
    action: task.action,
    assignee: doer ? { id: doer.id, name: doer.name, kind: doer.kind } : null,
    dueAt: iso(task.dueAt),
    doneAt: iso(task.doneAt),
    doneBy: task.doneBy as TaskView['doneBy'],
  };
}

export function timelineItem(entry: TimelineEntry): TimelineItem {
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    kind: entry.kind,
    actor: entry.actor,
    runId: entry.runId,
    summary: entry.summary,
    detail: entry.detail,
  };
}
