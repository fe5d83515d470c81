import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { allowList, type Case, members, type ObservableOrigin } from '../../db/schema/index.ts';
import { run } from '../../db/transaction.ts';
import { type Actor, refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import {
  compileAllowList,
  detect,
  identityOf,
  normalise,
  roleOfPath,
  strongerRole,
} from '../../domain/observables/index.ts';
import {
  MAX_ORIGINS,
  OBSERVABLE_ROLES,
  type ObservableRole,
  type ObservableType,
  type ObservableVerdict,
} from '../../domain/observables/types.ts';
import { accessTo } from '../../domain/permissions.ts';
import { cut } from '../../domain/text.ts';
import { LEADS_QUEUE } from '../cases/queues.ts';
import { saveCase, touchCase } from '../cases/save.ts';
import { refreshLeadTimer } from '../cases/timers.ts';
import { lapseOffers } from '../hand-overs/lapse.ts';
import { emit, jsonbSafe, remembered, type TxCtx, writeAudit, writeTimeline } from '../kernel/index.ts';
import { placeCase } from '../stores/place-case.ts';
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

/** An observable in the form in which it is stored. */
export interface Ready {
  type: ObservableType;
  value: string;
  role: ObservableRole;
  /** Said, not guessed by the type: it may strengthen the role that the observable has on the case. */
  said: boolean;
  origins: ObservableOrigin[];
  own: boolean;
}

/**
 * Puts observables on a case, none twice: each is normalised, our own assets get the role `own`, what has no type is guessed from its
 * form, and what has no role gets the one of its type. What the case has already keeps the stronger role and gains the new origins.
 * Says so on the timeline and emits `case/observable.added` where there was anything new; an address may say which store the case is of.
 * `to` must be the case as it is now, locked or new.
 */
export async function linkObservables(ctx: TxCtx, to: Case, candidates: Candidate[]): Promise<Linked> {
  const { ready, rejected } = await readyObservables(ctx, candidates);
  if (ready.length === 0) return { added: [], existing: 0, rejected };

  const { added, strengthened } = await writeLinks(ctx, to.id, ready);
  let current = to;
  if (added.length > 0) {
    current = await touchCase(ctx, to, { observableCount: to.observableCount + added.length });
    await tellAdded(ctx, to, added);
  }
  if (strengthened.length > 0) await tellStrengthened(ctx, current, strengthened);
  await noticeSubject(ctx, current, ready);
  await placeCase(ctx, to, ready);
  return { added, existing: ready.length - added.length, rejected };
}

/** The records of observables that are new on a case, which is given as it was without them. */
export async function tellAdded(
  ctx: TxCtx,
  to: Pick<Case, 'id' | 'number' | 'observableCount'>,
  added: Linked['added'],
): Promise<void> {
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
    diff: { observableCount: { from: to.observableCount, to: to.observableCount + added.length } },
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
}

export async function tellStrengthened(ctx: TxCtx, to: Case, strengthened: Strengthened[]): Promise<void> {
  await touchCase(ctx, to);
  const named = (side: 'from' | 'to') =>
    Object.fromEntries(strengthened.slice(0, 50).map((one) => [one.id, one[side]]));
  await writeTimeline(ctx, {
    caseId: to.id,
    kind: 'observables',
    summary:
      strengthened.length === 1
        ? `Found an observable in a stronger role: ${strengthened[0]!.to}`
        : `Found ${strengthened.length} observables in a stronger role`,
    detail: { observables: strengthened.slice(0, 50).map(shortened), total: strengthened.length },
  });
  await writeAudit(ctx, {
    action: 'case.observe',
    entity: 'case',
    entityId: keyOf(to.number),
    diff: { observableRoles: { from: named('from'), to: named('to') } },
  });
  const said = { previous: { observableRoles: named('from') }, current: { observableRoles: named('to') } };
  await emit(ctx, 'case/updated', { key: keyOf(to.number), ...said, actor: refOf(ctx.actor) }, { caseId: to.id });
}

/** A command line may have 32 KB; the timeline names it. */
const shortened = <T extends { value: string }>(item: T): T =>
  item.value.length > 200 ? { ...item, value: `${cut(item.value, 199)}…` } : item;

function refusalOf({ type, value }: Candidate): string {
  if (type) return `This is not a valid ${type.replaceAll('_', ' ')}.`;
  return value.trim() === '' ? 'There is nothing here.' : 'This is too long for a value without a type. Name its type.';
}

async function ownAssets(tx: Tx) {
  const entries = await tx.select().from(allowList);
  return compileAllowList(entries.map(({ kind, value, type }) => ({ kind, value, type: type ?? undefined })));
}

/** The candidates as they are to be stored, each once, and those that are not of their type with a sentence that says so. */
export async function readyObservables(
  ctx: TxCtx,
  candidates: Candidate[],
): Promise<{ ready: Ready[]; rejected: Linked['rejected'] }> {
  if (candidates.length === 0) return { ready: [], rejected: [] };
  const own = await remembered(ctx, 'allow_list', ownAssets);
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
    const said = isOwn || candidate.role !== undefined;
    const key = `${type} ${identityOf(type, value)}`;
    const known = byKey.get(key);
    if (known) {
      known.origins.push(...candidate.origins);
      known.said ||= said;
      if (!isOwn) known.role = strongerRole(known.role, role);
    } else byKey.set(key, { type, value, role, said, origins: [...candidate.origins], own: isOwn });
  }
  // In one order for everybody, so that two cases with the same observables wait for each other instead of deadlocking.
  const ready = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  return { ready, rejected };
}

interface Strengthened {
  id: string;
  type: ObservableType;
  value: string;
  from: ObservableRole;
  to: ObservableRole;
}

/** `from` is null for one that the case did not have. */
interface Written extends Omit<Strengthened, 'from'> {
  from: ObservableRole | null;
  verdict: ObservableVerdict;
}

export interface Links {
  added: Linked['added'];
  strengthened: Strengthened[];
  /** One of them is known to be malicious. */
  malicious: boolean;
}

/** Stores the observables and puts them on the case, and no more: neither the count on the case nor a record. */
export async function writeLinks(ctx: TxCtx, caseId: string, ready: Ready[]): Promise<Links> {
  const now = ctx.now.toISOString();
  const rows = JSON.stringify(
    ready.map((item) => ({
      ...item,
      id: newId(),
      hash: valueHash(item.type, item.value),
      origins: item.origins.slice(0, MAX_ORIGINS),
    })),
  );
  // Nobody waits for a case that has an observable in its hands which was there before: only what is missing is inserted, since a
  // conflict waits for whoever is just changing the row, …
  const stored = run(ctx.tx, { name: 'store observables', text: STORE, values: [rows, now] });
  // … and this is a statement of its own, because only its snapshot holds what another transaction has just written.
  const values = [rows, now, caseId, JSON.stringify(refOf(ctx.actor))];
  const [, { rows: written }] = await Promise.all([
    stored,
    run<Written & Record<string, unknown>>(ctx.tx, { name: 'link observables', text: LINK, values }),
  ]);
  return {
    added: written.filter((one) => one.from === null).map(({ id, type, value }) => ({ id, type, value })),
    strengthened: written.filter((one): one is typeof one & Strengthened => one.from !== null && one.from !== one.to),
    malicious: written.some(({ verdict }) => verdict === 'malicious'),
  };
}

const GIVEN = `jsonb_to_recordset($1::jsonb)
  as g(id uuid, type text, value text, hash text, role text, said boolean, origins jsonb, own boolean)`;

/** The roles for the statement, the weakest first. */
const BY_WEIGHT = [...OBSERVABLE_ROLES].sort((a, b) => (strongerRole(a, b) === a ? 1 : -1));
const weight = (role: string) => `array_position(array['${BY_WEIGHT.join("', '")}'], ${role})`;
const STRONGER = `(held.said and ${weight('held.role')} > ${weight('known_role')})`;
/** Those that were there first, then the new ones, none twice. */
const MERGED_ORIGINS = `(
  select jsonb_agg(origin order by place) from (
    select origin, min(place) as place
    from jsonb_array_elements(known_origins || held.origins) with ordinality as each (origin, place)
    group by origin order by 2 limit ${MAX_ORIGINS}
  ) merged)`;

const STORE = `
  insert into observables (id, type, value, value_sha256, allow_listed, first_seen, last_seen)
  select id, type, value, hash, own, $2::timestamptz, $2::timestamptz from ${GIVEN}
  where not exists (select from observables known where known.value_sha256 = g.hash and known.type = g.type)
  order by hash, type
  on conflict (value_sha256, type) do nothing`;

const LINK = `
  with given as (
    select * from ${GIVEN}
  ), stored as (
    select known.id, known.type, known.value, known.value_sha256 as hash, known.allow_listed, known.last_seen, known.verdict, given.own
    from given join observables known on known.value_sha256 = given.hash and known.type = given.type
  ), seen as (
    update observables set last_seen = greatest(observables.last_seen, $2::timestamptz),
      allow_listed = observables.allow_listed or free.own
    from (
      select observables.id, stored.own from observables join stored on stored.id = observables.id
      where stored.last_seen < $2::timestamptz or (stored.own and not stored.allow_listed)
      order by observables.value_sha256, observables.type
      for no key update of observables skip locked
    ) free
    where observables.id = free.id
  ), held as (
    select stored.id, stored.type, stored.value, stored.verdict, given.role, given.said, given.origins,
      known.role as known_role, known.origins as known_origins
    from stored join given using (type, hash)
    left join case_observables known on known.case_id = $3::uuid and known.observable_id = stored.id
  ), linked as (
    insert into case_observables (case_id, observable_id, role, origins, added_by, first_seen)
    select $3::uuid, id, role, origins, $4::jsonb, $2::timestamptz
    from held where known_role is null
  ), joined as (
    update case_observables
    set origins = ${MERGED_ORIGINS}, role = case when ${STRONGER} then held.role else held.known_role end
    from held
    where case_id = $3::uuid and observable_id = held.id
      and (${STRONGER} or (jsonb_array_length(known_origins) < ${MAX_ORIGINS} and not known_origins @> held.origins))
  )
  select id, type, value, verdict, known_role as "from",
    case when known_role is null or ${STRONGER} then role else known_role end as "to"
  from held`;

/**
 * A case is hidden from its subject. A vendor's report may name one, and so may whoever may restrict a case: an analyst could else hide
 * any case from any member, an administrator included.
 */
function maySetSubject(actor: Actor): boolean {
  if (actor.kind === 'user' || actor.kind === 'api_key') return accessTo(actor.role, 'case.restrict') === 'yes';
  return actor.kind !== 'ai';
}

type Named = Pick<Ready, 'type' | 'value' | 'role'>;

/** Of several users the case is about the one to whom it happened; who did it, and who only appears in it, come after. */
const SUBJECT_ORDER: readonly ObservableRole[] = ['victim', 'implicated', 'own', 'related'];

/** The member whom a case with these observables is about, as far as the actor may say so. */
export async function findSubject(
  { tx, actor }: TxCtx,
  named: readonly Named[],
): Promise<{ id: string; name: string } | null> {
  if (!maySetSubject(actor)) return null;
  const users = named
    .filter((item) => item.type === 'user')
    .sort((a, b) => SUBJECT_ORDER.indexOf(a.role) - SUBJECT_ORDER.indexOf(b.role))
    .map((item) => item.value.toLowerCase());
  if (users.length === 0) return null;
  const email = sql<string>`lower(${members.email})`;
  const found = await tx
    .select({ id: members.id, name: members.name, email })
    .from(members)
    .where(and(eq(members.kind, 'user'), inArray(email, users)));
  const [subject] = found.sort((a, b) => users.indexOf(a.email) - users.indexOf(b.email));
  return subject ? { id: subject.id, name: subject.name } : null;
}

/** A member whom the case is about neither sees it nor owns it: an owner who turns out to be its subject loses it to the leads. */
export async function noticeSubject(ctx: TxCtx, to: Case, named: readonly Named[]): Promise<void> {
  if (to.subjectMemberId) return;
  const subject = await findSubject(ctx, named);
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
  const said = {
    ...{ key: keyOf(to.number), actor: refOf(ctx.actor) },
    ...{ previous: subject.id, current: null, owner: null },
  };
  await emit(ctx, 'case/assigned', said, { caseId: to.id });
  await lapseOffers(ctx, after, subject.id);
  await refreshLeadTimer(ctx, to.id);
}
