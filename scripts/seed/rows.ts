import type { Random } from '#e2e/support/random.ts';
import { isOpen, stageOf } from '#lib/domain/case-state.ts';
import { milestonesOf } from '#lib/domain/figures/milestone.ts';
import { pickRunbook, type Runbook } from '#lib/domain/runbook.ts';
import { rankOf, type Severity } from '#lib/domain/severity.ts';
import { type BreachCode, CHOSEN_CODES } from '#lib/domain/sla/index.ts';
import { changeOf, FIGURE_KINDS, type FigureEntry } from '#lib/services/figures/history.ts';
import { rowOf } from '#lib/services/figures/refresh.ts';
import { timerRows } from '#lib/services/sla/store.ts';
import { pickBy, pickKey } from './chance.ts';
import { withClock } from './clock.ts';
import { INTAKE, type SeedEntry } from './entry.ts';
import type { SeedFacts } from './facts.ts';
import { idAt } from './ids.ts';
import { type Life, livedCase } from './life.ts';
import type { ObservableRows } from './observables.ts';
import { PLACES, STORIES, type Story, UNITS } from './stories.ts';
import { descriptionOf } from './words.ts';

export type Row = Record<string, unknown>;
/** By the fields of the product's own rows. */
export type TimerRow = ReturnType<typeof timerRows>[number];

/** Rows by table, in an order that the foreign keys allow. */
export interface Batch {
  cases: Row[];
  case_events: Row[];
  tasks: Row[];
  timeline: Row[];
  case_timers: TimerRow[];
  case_milestones: Row[];
  observables: Row[];
  enrichments: Row[];
  case_observables: Row[];
}

export const emptyBatch = (): Batch => ({
  ...{ cases: [], case_events: [], tasks: [], timeline: [], case_timers: [], case_milestones: [] },
  ...{ observables: [], enrichments: [], case_observables: [] },
});

const DAY_MS = 86_400_000;
/** Checklists and vendors' events are kept of cases this young: of a year they would be millions of rows that nobody reads. */
const RECENT_MS = 30 * DAY_MS;
const FIGURES: ReadonlySet<string> = new Set(FIGURE_KINDS);
/** One case in so many. */
const ONE_VIP_IN = 25;
const ONE_RESTRICTED_IN = 300;
const ONE_REPEATING_IN = 40;

/** The rows of one case that comes at a moment; `told`: the story of the burst that it belongs to, if any. */
export function addCase(
  batch: Batch,
  random: Random,
  facts: SeedFacts,
  observables: ObservableRows,
  { at, told }: { at: number; told: Story | null },
): void {
  const story = told && random.next() < 0.7 ? told : pickBy(random, STORIES, ({ weight }) => weight);
  const vip = random.below(ONE_VIP_IN) === 0;
  const runbook = pickRunbook(facts.runbooks, story);
  const createdAt = new Date(at);
  const recent = facts.now.getTime() - at < RECENT_MS;
  const life = livedCase(random, facts, {
    ...{ story, vip, createdAt, severity: pickKey<Severity>(random, story.severities) },
    firstPhase: runbook?.phases[0]?.key ?? null,
  });
  const open = isOpen(stageOf(life.state));
  addRepeats(random, life, facts.now, recent || open, story);

  const id = idAt(at);
  const of = { id, startedAt: life.startedAt, category: story.category, source: story.source };
  const reasonOf = (): BreachCode => random.pick(CHOSEN_CODES.filter((code) => code !== 'other'));
  const { entries: lived, timers } = withClock(of, life.entries, { book: facts.book, now: facts.now, reasonOf });

  const entries = [...lived, ...addEvents(batch, id, story, life)].sort((a, b) => a.at.getTime() - b.at.getTime());

  const updatedAt = entries.at(-1)!.at;
  const row = caseRow(random, facts, life, { id, story, vip, runbook: runbook?.key ?? null, updatedAt });
  const lead = timers.find((timer) => timer.lead);
  row.lead_due_at = lead?.dueAt ?? null;
  row.lead_at_risk_at = lead?.atRiskAt ?? null;
  row.observable_count = observables.add(batch, random, { caseId: id, at: createdAt, story });
  batch.cases.push(row);

  for (const entry of entries) batch.timeline.push(timelineRow(id, entry));
  const copied = {
    ...{ id, severity: life.severity, category: story.category, source: story.source, vip, state: life.state },
    ...{ store: row.store as string | null, assigneeId: life.owner?.id ?? null },
    customFields: row.custom_fields as Record<string, never>,
  };
  batch.case_timers.push(...timerRows(copied, timers));
  const changes = entries
    .filter(({ kind }) => FIGURES.has(kind))
    .flatMap(({ at: when, kind, by, detail }) =>
      changeOf({ at: when, kind, actorKind: by.kind, facts: factsOf(detail) }, facts.scouts),
    );
  for (const milestone of milestonesOf({ createdAt, startedAt: life.startedAt, changes, timers }))
    batch.case_milestones.push(rowOf(copied, milestone));
  if (runbook && (open || recent)) addTasks(batch, id, at, runbook, life);
}

/** As the figures' query gives them: what an entry does not have is null. */
const factsOf = (detail: Record<string, unknown>) =>
  ({
    ...{ from: detail.from ?? null, to: detail.to ?? null, verdict: detail.verdict ?? null },
    ...{ fromStage: detail.fromStage, toStage: detail.toStage },
  }) as FigureEntry['facts'];

function caseRow(
  random: Random,
  facts: SeedFacts,
  life: Life,
  {
    id,
    story,
    vip,
    runbook,
    updatedAt,
  }: { id: string; story: Story; vip: boolean; runbook: string | null; updatedAt: Date },
): Row {
  const store = random.next() < 0.45 && facts.stores.length > 0 ? random.pick(facts.stores) : null;
  return {
    id,
    title: story.title.replace('{}', store ?? `${random.pick(PLACES)}-${random.below(900) + 100}`),
    description: descriptionOf(random, story.rule),
    severity: life.severity,
    severity_rank: rankOf(life.severity),
    state: life.state,
    stage: stageOf(life.state),
    category: story.category,
    source: story.source,
    store,
    assignee_id: life.owner?.id ?? null,
    queue: life.queue,
    tags: [...story.tags, ...(random.next() < 0.08 ? [`campaign-${random.below(60)}`] : [])],
    techniques: story.techniques ?? [],
    custom_fields: fieldsOf(random, story),
    runbook,
    phase: life.phase,
    resolution_verdict: life.resolution?.verdict ?? null,
    resolution_summary: life.resolution?.summary ?? null,
    restricted: random.below(ONE_RESTRICTED_IN) === 0,
    vip,
    tlp: vip ? 'AMBER+STRICT' : 'AMBER',
    on_hold_reason: life.hold?.reason ?? null,
    wake_at: life.hold?.wakeAt ?? null,
    started_at: life.startedAt,
    event_count: life.events.length,
    last_event_at: life.events.at(-1) ?? null,
    created_by: life.entries[0]!.by,
    created_at: life.entries[0]!.at,
    updated_at: updatedAt,
    acknowledged_at: life.acknowledged?.at ?? null,
    acknowledged_by: life.acknowledged?.by ?? null,
    resolved_at: life.resolvedAt,
    closed_at: life.closedAt,
  };
}

function fieldsOf(random: Random, { rule }: Story): Row {
  return {
    ...(rule ? { ruleName: rule } : {}),
    ...(random.next() < 0.7 ? { business_unit: random.pick(UNITS) } : {}),
    ...(random.next() < 0.5 ? { asset_criticality: random.below(5) + 1 } : {}),
    ...(random.next() < 0.05 ? { change_ticket: `CHG-${10_000 + random.below(80_000)}` } : {}),
  };
}

const timelineRow = (caseId: string, { at, kind, by, summary, detail }: SeedEntry): Row => ({
  ...{ id: idAt(at.getTime()), case_id: caseId, at, kind, actor_kind: by.kind, actor: by, summary, detail },
});

/** A vendor that tells of a thing tells of some again and again, while the case is open. */
function addRepeats(random: Random, life: Life, now: Date, kept: boolean, { rule }: Story): void {
  if (!kept || rule === null) {
    life.events = [];
    return;
  }
  const count = random.below(ONE_REPEATING_IN) === 0 ? 2 + random.below(60) : 1;
  const end = Math.min((life.resolvedAt ?? now).getTime(), life.createdAt.getTime() + DAY_MS);
  const begin = life.createdAt.getTime();
  const span = Math.max(0, end - begin);
  const more = Array.from({ length: count - 1 }, () => new Date(begin + Math.floor(span * random.next())));
  life.events = [life.startedAt, ...more, ...life.events].sort((a, b) => a.getTime() - b.getTime());
}

/** The vendor's events, and what the timeline says of those that came after the first. */
function addEvents(batch: Batch, caseId: string, { source, title, techniques, rule }: Story, life: Life): SeedEntry[] {
  const vendorId = `${source}-${caseId.slice(0, 13)}`;
  const name = title.replace(/:? \{\}/, '');
  return life.events.flatMap((at, index): SeedEntry[] => {
    const id = idAt(at.getTime());
    const raw = { id: vendorId, rule, observedAt: at.toISOString() };
    const said = { vendor: source, vendor_id: vendorId, title: name, techniques: techniques ?? [], raw };
    batch.case_events.push({ id, case_id: caseId, ...said, at, received_at: at });
    const detail = { eventId: id, vendor: source, vendorId, deliveryId: null, eventAt: at.toISOString() };
    // The first one made the case, which stands before all else.
    const when = index === 0 ? life.createdAt : at;
    return [{ at: when, kind: 'event', by: INTAKE, summary: `${source} reports ${name}`, detail }];
  });
}

/** The checklist; what the case has passed is done. */
function addTasks(batch: Batch, caseId: string, at: number, { phases }: Runbook, life: Life): void {
  const reached = isOpen(stageOf(life.state)) ? phases.findIndex(({ key }) => key === life.phase) : phases.length;
  let position = 0;
  for (const [index, phase] of phases.entries())
    for (const task of phase.tasks) {
      const done = index < reached;
      batch.tasks.push({
        ...{ id: idAt(at), case_id: caseId, phase: phase.key, position: position++ },
        ...{ title: task.title, mandatory: task.mandatory, action: task.action ?? null },
        done_at: done ? (life.resolvedAt ?? life.acknowledged?.at ?? null) : null,
        done_by: done && life.owner ? { kind: 'user', ...life.owner } : null,
      });
    }
}
