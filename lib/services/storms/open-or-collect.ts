import { and, eq, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { newId } from '../../db/id.ts';
import { type Case, caseObjects, stormCounters, storms } from '../../db/schema/index.ts';
import { type CaseInput, keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { rankOf } from '../../domain/severity.ts';
import { minutesOf, ruleWords, type StormGuard } from '../../domain/storm.ts';
import { cut } from '../../domain/text.ts';
import { lockCase } from '../cases/fetch.ts';
import { type CaseOrigin, insertCase } from '../cases/open.ts';
import { receiveEvent } from '../cases/receive-event.ts';
import { releaseObject } from '../cases/release-object.ts';
import { jsonbSafe, type TxCtx, writeTimeline } from '../kernel/index.ts';
import { countOpening, expectOpening, type Opening } from './count-opening.ts';

type Fields = z.output<typeof CaseInput>;

export type Begun =
  | { did: 'opened'; row: Case }
  /** A storm case has the event; it was opened for it, or had more already. */
  | { did: 'collected'; key: string; changes: string[] };

/** Another event of the rule came first, so that what was expected does not hold: the transaction is run again, as one that Postgres refuses. */
class Overtaken extends Error {
  override name = 'Overtaken';
  readonly code = '40001';
}

/**
 * Opens a case for a vendor's event, unless its rule opens too many: then the storm's one case takes it. The decision is part of the
 * transaction that opens, and exact whatever comes at once: what is expected is done first, and counted last, because the rule's row is what all that
 * it opens waits for. (Counted first, openings of one rule cost 45 % of what may be opened.) The caller holds the event's object.
 */
export async function openOrCollect(
  ctx: TxCtx,
  fields: Fields,
  origin: CaseOrigin,
  guard: StormGuard | null,
): Promise<Begun> {
  if (guard === null) return { did: 'opened', row: (await insertCase(ctx, fields, origin)).row };
  const { connectorId } = origin.object;
  const { decision, storm } = await expected(ctx, connectorId, guard);
  if (decision === 'collect') return collect(ctx, storm!, fields, origin, guard);
  const begins = decision === 'begin';
  const { row } = await insertCase(ctx, begins ? stormFields(fields, origin, guard) : fields, origin);
  const counted = await countOpening(ctx, connectorId, guard);
  if (counted.decision !== decision) throw new Overtaken(`Another event of ${guard.rule} came first.`);
  return begins ? begin(ctx, row, origin, guard) : { did: 'opened', row };
}

/** Of those that would begin a storm one goes on at a time: the others collect in it, and have done nothing for nothing. */
async function expected(ctx: TxCtx, connectorId: string, guard: StormGuard): Promise<Opening> {
  const first = await expectOpening(ctx, connectorId, guard);
  if (first.decision !== 'begin') return first;
  const name = `storm/${connectorId}/${guard.rule}`;
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  return expectOpening(ctx, connectorId, guard);
}

/** What a storm's own case is opened with: the first event that no other one has. */
function stormFields(
  { title, description, customFields, links, ...rest }: Fields,
  { event }: CaseOrigin,
  guard: StormGuard,
): Fields {
  const rule = ruleWords(guard.rule, event.vendor);
  return {
    ...rest,
    title: cut(`Storm of ${rule}`, 300),
    description: `More than ${guard.cases} cases in ${minutesOf(guard.windowMs)} came from ${rule}. What it sends on is collected here, each as an event of this case, until nothing came for ${minutesOf(guard.quietMs)}. An event that needs a case of its own can be detached.`,
    tags: [...new Set(['storm', ...(rest.tags ?? [])])].slice(0, 64),
  };
}

/** Makes the case that was just opened the one of a storm. */
async function begin(ctx: TxCtx, row: Case, { event, object }: CaseOrigin, guard: StormGuard): Promise<Begun> {
  const rule = ruleWords(guard.rule, event.vendor);
  const { quietAt } = quietOf(ctx, guard);
  const id = newId();
  const { connectorId } = object;
  await ctx.tx
    .update(storms)
    .set({ endedAt: ctx.now })
    .where(and(eq(storms.connectorId, connectorId), eq(storms.rule, guard.rule), isNull(storms.endedAt)));
  await ctx.tx.insert(storms).values({
    id,
    connectorId,
    rule: guard.rule,
    caseId: row.id,
    beganAt: ctx.now,
    lastEventAt: ctx.now,
    quietAt,
    collected: 1,
  });
  await ctx.tx
    .update(stormCounters)
    .set({ stormId: id })
    .where(and(eq(stormCounters.connectorId, connectorId), eq(stormCounters.rule, guard.rule)));
  await writeTimeline(ctx, {
    caseId: row.id,
    kind: 'summary',
    summary: `A storm: ${rule} opened ${guard.cases} cases in ${minutesOf(guard.windowMs)}, so this case collects what it sends on`,
    detail: { rule: guard.rule, cases: guard.cases },
  });
  return { did: 'collected', key: keyOf(row.number), changes: ['a storm begins'] };
}

/** The storm's case is held, and with it whether the storm goes on: somebody may have ended either while we waited. */
async function collect(
  ctx: TxCtx,
  { id: stormId, caseNumber }: NonNullable<Opening['storm']>,
  { severity }: Fields,
  { object, event, observables, follows }: CaseOrigin,
  guard: StormGuard,
): Promise<Begun> {
  const held = await lockCase(ctx, keyOf(caseNumber), 'case.update');
  const [storm] = await ctx.tx
    .update(storms)
    .set({ collected: sql`${storms.collected} + 1`, ...quietOf(ctx, guard) })
    .where(and(eq(storms.id, stormId), isNull(storms.endedAt)))
    .returning({ collected: storms.collected });
  if (!storm || !isOpen(held.stage)) throw new Overtaken(`The storm of ${guard.rule} was ended.`);
  const raised = rankOf(severity) > rankOf(held.severity);
  const { key, changes } = await receiveEvent(ctx, held, { event, observables, ...(raised && { severity }) });
  const safe = { connectorId: object.connectorId, objectKey: jsonbSafe(object.objectKey) };
  if (follows) await releaseObject(ctx, safe, await lockCase(ctx, follows, 'case.read'));
  await leadTo(ctx, held.id, safe, event.seq ?? null);
  return { did: 'collected', key, changes: [`${storm.collected} events in this storm`, ...changes] };
}

/** Later events of the object come to the case. */
async function leadTo(
  ctx: TxCtx,
  caseId: string,
  object: { connectorId: string; objectKey: string },
  appliedSeq: number | null,
): Promise<void> {
  await ctx.tx
    .insert(caseObjects)
    .values({ caseId, ...object, current: true, appliedSeq, createdAt: ctx.now })
    .onConflictDoUpdate({
      target: [caseObjects.caseId, caseObjects.connectorId, caseObjects.objectKey],
      set: { current: true },
    });
}

const quietOf = ({ now }: TxCtx, { quietMs }: StormGuard) => ({
  lastEventAt: now,
  quietAt: new Date(now.getTime() + quietMs),
});
