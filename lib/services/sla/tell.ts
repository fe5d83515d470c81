import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases, caseTimers } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { type Telling, type Timer, tellingWords, untold } from '../../domain/sla/index.ts';
import { refreshStored, refreshTimers } from '../cases/timers.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, emit, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import type { SlaDetail } from './histories.ts';

/** So many timers are told of in one transaction. */
const BATCH = 100;

/** One timer of a case that came at risk, or ran out. */
export interface Told {
  key: string;
  timer: string;
  what: Telling['what'];
}

/** A case whose timers could not be told of is looked at again after so long, and holds up no other until then. */
const AGAIN_MS = 60_000;

/**
 * Tells of the timers that came at risk or ran out by now, the earliest first, at most {@link BATCH} of them: a timeline entry and an event
 * for each, in one transaction with the mark that it was told. Any number of workers may: a case that another holds is left for the next
 * look. Answers what was told, which cases failed and why; `more` where there may be more.
 */
export async function tellTimers({ ctx }: { ctx: Ctx }): Promise<{ told: Told[]; failed: Failure[]; more: boolean }> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the clock tells of timers.');
  const due = await dueTimers(ctx.db, ctx.now);
  if (due.length === 0) return { told: [], failed: [], more: false };
  const ids = [...new Set(due.map(({ caseId }) => caseId))];
  const { told, failed } = await transact(ctx, 'sla.tell', (tx) => tellOf(tx, ids)).then(
    (all) => ({ told: all, failed: [] }),
    () => tellOneByOne(ctx, ids),
  );
  return { told, failed, more: due.length === BATCH && told.length > 0 };
}

/** Of which timers there is something to tell, the earliest first: the question that each look asks. */
export const dueTimers = (db: Db | Tx, now: Date) =>
  db
    .select({ caseId: caseTimers.caseId })
    .from(caseTimers)
    .where(lte(caseTimers.nextAt, now))
    .orderBy(asc(caseTimers.nextAt), asc(caseTimers.caseId))
    .limit(BATCH);

interface Failure {
  caseId: string;
  error: unknown;
}

/** After a failure of all together: one case that breaks must not keep the others silent. */
async function tellOneByOne(ctx: Ctx, ids: string[]): Promise<{ told: Told[]; failed: Failure[] }> {
  const told: Told[] = [];
  const failed: Failure[] = [];
  for (const caseId of ids) {
    try {
      told.push(...(await transact(ctx, `sla.tell.${caseId}`, (tx) => tellOf(tx, [caseId]))));
    } catch (error) {
      await ctx.db
        .update(caseTimers)
        .set({ nextAt: new Date(ctx.now.getTime() + AGAIN_MS) })
        .where(and(eq(caseTimers.caseId, caseId), lte(caseTimers.nextAt, ctx.now)));
      failed.push({ caseId, error });
    }
  }
  return { told, failed };
}

async function tellOf(ctx: TxCtx, ids: string[]): Promise<Told[]> {
  // Locked by number: whoever locks several cases takes them in one order.
  const held = await ctx.tx
    .select()
    .from(cases)
    .where(inArray(cases.id, ids))
    .orderBy(asc(cases.number))
    .for('no key update', { skipLocked: true });
  // Another worker may have told of them since they were looked for; what is computed now is what holds.
  const { timers } = await refreshStored(ctx.tx, held, ctx.now);
  const news = held
    .flatMap((of) => (timers.get(of.id) ?? []).flatMap((timer) => newsOf(of, timer, ctx.now)))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const one of news) await say(ctx, one);
  await refreshTimers(ctx, [...new Set(news.map(({ of }) => of.id))]);
  return news.map(({ of, timer, what }) => ({ key: keyOf(of.number), timer: timer.id, what }));
}

interface News extends Telling {
  of: Case;
  timer: Timer;
}

const newsOf = (of: Case, timer: Timer, now: Date): News[] =>
  untold(timer)
    .filter(({ at }) => at <= now)
    .map((telling) => ({ ...telling, of, timer }));

async function say(ctx: TxCtx, { of, timer, what, at }: News): Promise<void> {
  const dueAt = (timer.breachedAt ?? timer.dueAt ?? at).toISOString();
  const detail: SlaDetail = { timer: timer.id, event: what, dueAt };
  await writeTimeline(ctx, {
    caseId: of.id,
    kind: 'sla',
    summary: tellingWords(what, timer),
    detail,
  });
  const { id, metric, name, targetSeconds } = timer;
  await emit(
    ctx,
    what === 'breached' ? 'case/sla.breached' : 'case/sla.at_risk',
    {
      key: keyOf(of.number),
      previous: null,
      current: {
        timer: id,
        metric,
        name,
        status: what === 'breached' ? 'breached' : timer.status,
        targetSeconds,
        dueAt,
      },
      actor: refOf(ctx.actor),
    },
    { caseId: of.id },
  );
}
