import { and, eq, inArray, sql } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { allowList, type Case, members, type ObservableOrigin } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { compileAllowList, detect, normalise, roleOfPath, strongerRole } from '../../domain/observables/index.ts';
import type { ObservableRole, ObservableType } from '../../domain/observables/types.ts';
import { LEADS_QUEUE } from '../cases/queues.ts';
import { saveCase, touchCase } from '../cases/save.ts';
import { emit, jsonbSafe, type TxCtx, writeAudit, writeTimeline } from '../kernel/index.ts';
import { valueHash } from './value-hash.ts';

export interface Candidate {
  type?: ObservableType | undefined;
  value: string;
  role?: ObservableRole | undefined;
  origins: ObservableOrigin[];
}

export interface Linked {
  /** Ids of observables that the case did not have. */
  added: { id: string; type: ObservableType; value: string }[];
  /** How many it had already. */
  existing: number;
  rejected: { value: string; reason: string }[];
}

interface Ready {
  type: ObservableType;
  value: string;
  role: ObservableRole;
  origins: ObservableOrigin[];
  own: boolean;
}

/**
 * Puts observables on a case, none twice: each is normalised, our own assets get the role `own`, what has no type is guessed from its
 * form, and what has no role gets the one of its type. Says so on the timeline and emits `case/observable.added` where there was
 * anything new. `to` must be the case as it is now, locked or new.
 */
export async function linkObservables(ctx: TxCtx, to: Case, candidates: Candidate[]): Promise<Linked> {
  const { ready, rejected } = await prepare(ctx, candidates);
  if (ready.length === 0) return { added: [], existing: 0, rejected };

  const added = await write(ctx, to.id, ready);
  const result: Linked = { added, existing: ready.length - added.length, rejected };
  if (added.length === 0) return result;

  const counted = await touchCase(ctx, to, { observableCount: to.observableCount + added.length });
  await writeTimeline(ctx, {
    caseId: to.id,
    kind: 'observables',
    summary: added.length === 1 ? 'Added one observable' : `Added ${added.length} observables`,
    detail: { observables: added.slice(0, 50).map(shortened), total: added.length },
  });
  await writeAudit(ctx, {
    action: 'case.observe',
    entity: 'case',
    entityId: keyOf(to.number),
    diff: { observableCount: { from: to.observableCount, to: counted.observableCount } },
  });
  await emit(
    ctx,
    'case/observable.added',
    {
      key: keyOf(to.number),
      previous: null,
      current: added.slice(0, 1000).map(({ id, type }) => ({ id, type })),
      actor: refOf(ctx.actor),
    },
    { caseId: to.id },
  );
  await noticeSubject(ctx, counted, added);
  return result;
}

/** A command line may have 32 KB; the timeline names it. */
const shortened = <T extends { value: string }>(item: T): T =>
  item.value.length > 200 ? { ...item, value: `${item.value.slice(0, 199)}…` } : item;

function refusalOf({ type, value }: Candidate): string {
  if (type) return `This is not a valid ${type.replaceAll('_', ' ')}.`;
  return value.trim() === '' ? 'There is nothing here.' : 'This is too long for a value without a type. Name its type.';
}

async function prepare(ctx: TxCtx, candidates: Candidate[]): Promise<{ ready: Ready[]; rejected: Linked['rejected'] }> {
  if (candidates.length === 0) return { ready: [], rejected: [] };
  const entries = await ctx.tx.select().from(allowList);
  const own = compileAllowList(entries.map(({ kind, value, type }) => ({ kind, value, type: type ?? undefined })));
  const rejected: Linked['rejected'] = [];
  const byKey = new Map<string, Ready>();
  for (const candidate of jsonbSafe(candidates)) {
    const found = candidate.type
      ? { type: candidate.type, value: normalise(candidate.type, candidate.value) }
      : (detect(candidate.value) ?? { type: 'other' as const, value: normalise('other', candidate.value) });
    if (found.value === null) {
      rejected.push({ value: candidate.value, reason: refusalOf(candidate) });
      continue;
    }
    const { type, value } = found;
    const isOwn = own.match({ type, value }) !== null;
    const role = isOwn ? 'own' : (candidate.role ?? roleOfPath('', type));
    const key = `${type} ${value}`;
    const known = byKey.get(key);
    if (known) {
      known.origins.push(...candidate.origins);
      if (!isOwn) known.role = strongerRole(known.role, role);
    } else byKey.set(key, { type, value, role, origins: [...candidate.origins], own: isOwn });
  }
  // In one order for everybody, so that two cases with the same observables wait for each other instead of deadlocking.
  const ready = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  return { ready, rejected };
}

async function write(ctx: TxCtx, caseId: string, ready: Ready[]): Promise<Linked['added']> {
  const now = ctx.now.toISOString();
  const rows = JSON.stringify(
    ready.map((item) => ({ ...item, id: newId(), hash: valueHash(item.value), origins: item.origins.slice(0, 20) })),
  );
  const result = await ctx.tx.execute<{ id: string; type: ObservableType; value: string }>(sql`
    with given as (
      select * from jsonb_to_recordset(${rows}::jsonb) as g(id uuid, type text, value text, hash text, role text, origins jsonb, own boolean)
    ), stored as (
      insert into observables (id, type, value, value_sha256, allow_listed, first_seen, last_seen)
      select id, type, value, hash, own, ${now}::timestamptz, ${now}::timestamptz from given order by hash, type
      on conflict (value_sha256, type)
      do update set last_seen = greatest(observables.last_seen, excluded.last_seen),
                    allow_listed = observables.allow_listed or excluded.allow_listed
      returning id, type, value
    ), linked as (
      insert into case_observables (case_id, observable_id, role, origins, added_by, first_seen)
      select ${caseId}::uuid, stored.id, given.role, given.origins, ${JSON.stringify(refOf(ctx.actor))}::jsonb, ${now}::timestamptz
      from stored join given using (type, value)
      on conflict do nothing
      returning observable_id
    )
    select stored.id, stored.type, stored.value from stored join linked on linked.observable_id = stored.id`);
  return result.rows;
}

/** A member whom the case is about neither sees it nor owns it: an owner who turns out to be its subject loses it to the leads. */
async function noticeSubject(ctx: TxCtx, to: Case, added: Linked['added']): Promise<void> {
  if (to.subjectMemberId) return;
  const users = added.filter((item) => item.type === 'user').map((item) => item.value.toLowerCase());
  if (users.length === 0) return;
  const [subject] = await ctx.tx
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(and(eq(members.kind, 'user'), inArray(sql`lower(${members.email})`, users)))
    .orderBy(members.id)
    .limit(1);
  if (!subject) return;
  const loses = to.assigneeId === subject.id;
  const { after } = await saveCase(
    ctx,
    to,
    { subjectMemberId: subject.id, ...(loses ? { assigneeId: null, queue: LEADS_QUEUE } : {}) },
    'case.subject',
  );
  if (!loses) return;
  await writeTimeline(ctx, {
    caseId: to.id,
    kind: 'assigned',
    summary: `Put the case into the leads’ queue: ${subject.name} is its subject`,
    detail: { from: subject.id, to: null, queue: after.queue },
  });
  const said = { key: keyOf(to.number), previous: subject.id, current: null, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/assigned', said, { caseId: to.id });
}
