import { createHash } from 'node:crypto';
import type { Random } from '#e2e/support/random.ts';
import { newId } from '#lib/db/id.ts';
import { type State, stageOf } from '#lib/domain/case-state.ts';
import { pickRunbook, type Runbook } from '#lib/domain/runbook.ts';
import { rankOf } from '#lib/domain/severity.ts';
import { computeTimers, METRICS, SHIPPED_POLICIES, type SlaChange } from '#lib/domain/sla/index.ts';
import { PLACES, STORIES } from './stories.ts';

/** Rows by table and column name, in an order that the foreign keys allow. */
export interface Batch {
  cases: Record<string, unknown>[];
  tasks: Record<string, unknown>[];
  timeline: Record<string, unknown>[];
  observables: Record<string, unknown>[];
  case_observables: Record<string, unknown>[];
}

export interface SeedFacts {
  now: Date;
  members: readonly { id: string; name: string }[];
  runbooks: readonly Runbook[];
}

const HOUR_MS = 3_600_000;
/** Cases reach back so far. */
const YEAR_MS = 365 * 24 * HOUR_MS;
/** One in so many cases is still open. */
const ONE_OPEN_IN = 12;
/** JSON text, because a list would be written as an array. */
const ORIGINS = JSON.stringify([{ path: 'manual' }]);
const SYSTEM = { kind: 'system', id: 'system', name: 'Watchfloor' };

/** The rows of cases `from` to below `to` of `total`, oldest first. What hangs on a case is written as the product would have. */
export function batchOf(random: Random, facts: SeedFacts, range: { from: number; to: number; total: number }): Batch {
  const batch: Batch = { cases: [], tasks: [], timeline: [], observables: [], case_observables: [] };
  for (let index = range.from; index < range.to; index++) addCase(batch, random, facts, index / range.total);
  return batch;
}

function addCase(batch: Batch, random: Random, facts: SeedFacts, age: number): void {
  const story = random.pick(STORIES);
  const id = newId();
  const createdAt = new Date(facts.now.getTime() - (1 - age) * YEAR_MS - random.below(HOUR_MS));
  const after = (ms: number) => new Date(Math.min(facts.now.getTime(), createdAt.getTime() + ms));
  const open = random.below(ONE_OPEN_IN) === 0;
  const state: State = open
    ? random.pick(['triage', 'triage', 'in_progress'] as const)
    : random.pick(['resolved', 'closed'] as const);
  const owner = state === 'triage' && random.next() < 0.4 ? null : random.pick(facts.members);
  const acknowledgedAt = owner ? after(random.below(2 * HOUR_MS)) : null;
  const endedAt = open ? null : after(random.below(60 * HOUR_MS) + 2 * HOUR_MS);
  // The checklists of a million ended cases would be twelve million rows that nobody reads.
  const runbook = open ? pickRunbook(facts.runbooks, story) : null;
  const actor = owner ? { kind: 'user', id: owner.id, name: owner.name } : SYSTEM;
  const { severity } = story;
  const stage = stageOf(state);

  const changes: SlaChange[] = [{ at: createdAt, kind: 'severity', from: null, to: severity }];
  const tell = (at: Date, kind: string, by: typeof SYSTEM, summary: string, detail: object) =>
    batch.timeline.push({ id: newId(), case_id: id, at, kind, actor_kind: by.kind, actor: by, summary, detail });
  tell(createdAt, 'created', SYSTEM, 'Opened the case', { severity, vip: false });
  if (owner && acknowledgedAt) {
    tell(acknowledgedAt, 'assigned', actor, 'Took the case', { from: null, to: owner.id, queue: null });
    tell(acknowledgedAt, 'acknowledged', actor, 'Acknowledged the case', {});
    changes.push({ at: acknowledgedAt, kind: 'acknowledged', by: 'person' });
  }
  const movedAt = endedAt ?? acknowledgedAt ?? after(60_000);
  tell(movedAt, 'state', actor, `Moved the case to ${state}`, {
    from: 'new',
    to: state,
    fromStage: 'new',
    toStage: stage,
  });
  if (stage !== 'new') changes.push({ at: movedAt, kind: 'stage', from: 'new', to: stage });

  const observableCount = addObservables(batch, random, id, createdAt);
  if (runbook) addTasks(batch, id, runbook);
  const lead = open ? leadOf(createdAt, changes, facts.now) : null;
  batch.cases.push({
    id,
    title: story.title.replace('{}', `${random.pick(PLACES)}-${random.below(900) + 100}`),
    description: `Seen first at ${createdAt.toISOString()}.`,
    severity,
    severity_rank: rankOf(severity),
    state,
    stage,
    category: story.category,
    source: story.source,
    store: random.next() < 0.3 ? `store-${String(random.below(400)).padStart(4, '0')}` : null,
    assignee_id: owner?.id ?? null,
    queue: owner ? null : 'triage',
    tags: story.tags,
    runbook: runbook?.key ?? null,
    phase: runbook?.phases[0]?.key ?? null,
    resolution_verdict: endedAt && random.pick(['true_positive', 'benign_positive', 'false_positive'] as const),
    resolution_summary: endedAt && 'Looked into and settled.',
    started_at: createdAt,
    lead_due_at: lead?.dueAt ?? null,
    lead_at_risk_at: lead?.atRiskAt ?? null,
    observable_count: observableCount,
    created_by: SYSTEM,
    created_at: createdAt,
    updated_at: movedAt,
    acknowledged_at: acknowledgedAt,
    acknowledged_by: owner?.id ?? null,
    resolved_at: endedAt,
    closed_at: state === 'closed' ? endedAt : null,
  });
}

function addTasks(batch: Batch, caseId: string, { phases }: Runbook): void {
  const tasks = phases.flatMap((phase) => phase.tasks.map((task) => ({ phase: phase.key, ...task })));
  for (const [position, task] of tasks.entries()) batch.tasks.push({ id: newId(), case_id: caseId, position, ...task });
}

/** The earliest promise that is not kept, which lists sort by. */
function leadOf(startedAt: Date, changes: SlaChange[], now: Date) {
  const timers = computeTimers({ startedAt, changes }, SHIPPED_POLICIES, now);
  return METRICS.map((metric) => timers.findLast((timer) => timer.metric === metric))
    .filter((timer) => timer?.dueAt && !timer.completedAt)
    .sort((a, b) => a!.dueAt!.getTime() - b!.dueAt!.getTime())[0];
}

/** Addresses come again in other cases, hashes seldom: as on a real floor. */
function addObservables(batch: Batch, random: Random, caseId: string, at: Date): number {
  const found = [
    { type: 'ipv4', value: `198.51.100.${random.below(250) + 1}` },
    ...(random.next() < 0.5 ? [{ type: 'domain', value: `cdn-${random.below(5_000)}.example.com` }] : []),
    ...(random.next() < 0.3 ? [{ type: 'sha256', value: sha256(String(random.next())) }] : []),
  ];
  for (const { type, value } of found) {
    const value_sha256 = sha256(value);
    batch.observables.push({ id: newId(), type, value, value_sha256, first_seen: at, last_seen: at });
    batch.case_observables.push({
      ...{ case_id: caseId, type, value_sha256, role: 'implicated' },
      ...{ origins: ORIGINS, added_by: SYSTEM, first_seen: at },
    });
  }
  return found.length;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
