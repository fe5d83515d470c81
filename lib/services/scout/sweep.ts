import { sql } from 'drizzle-orm';
import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { lockCase } from '../cases/fetch.ts';
import { type Ctx, eachApart, emit, isOpenCase, type TxCtx, transact } from '../kernel/index.ts';
import { findScout } from '../members/scout.ts';
import { handOverHeld } from './hand-over.ts';
import { scoutIsOn } from './is-on.ts';

/** So many of its cases at once. */
const AT_ONCE = 20;
/** What has just been given, moved or ended is still in other hands: routing gives it on, and a failed run hands over by itself. */
const REST_MS = 60_000;

/**
 * The net below Scout: an open case of its own that no run is at work on gets its event, once; or goes to a person where Scout is switched off, or has had
 * it and left it. So a case that was given to it before it could work, or whose run was cancelled, is left to nobody. What is on hold waits until it is
 * taken up again. Answers how many were seen to; any number of callers may, each case is held while it is.
 * @param failed hears of a case that could not be seen to; those behind it are
 */
export async function sweepScout({
  ctx,
  failed,
}: {
  ctx: Ctx;
  failed: (key: string, error: unknown) => void;
}): Promise<number> {
  const { id } = await findScout(ctx.db);
  let seen = 0;
  let last = 0;
  for (;;) {
    const { rows } = await ctx.db.execute<{ number: string }>(sql`
      select cases.number from cases where cases.assignee_id = ${id}::uuid and ${isOpenCase} and ${lies(ctx.now)}
        and cases.number > ${last}
      order by cases.number limit ${AT_ONCE}`);
    const keys = rows.map(({ number }) => keyOf(Number(number)));
    seen += await eachApart(keys, { work: (key) => seeTo(ctx, key, id), failed });
    // Where some have failed, those behind them are looked at in the same round: in the next, these stand first again.
    if (rows.length < AT_ONCE || seen > 0) return seen;
    last = Number(rows.at(-1)!.number);
  }
}

/** The WHERE of cases that nobody is at work on, and that have been left for a while. */
function lies(now: Date) {
  const before = new Date(now.getTime() - REST_MS).toISOString();
  return sql`cases.stage <> 'on_hold' and cases.created_at <= ${before}::timestamptz
    and not exists (
      select from timeline entry where entry.case_id = cases.id and entry.kind in ('assigned', 'state') and entry.at > ${before}::timestamptz
    )
    and not exists (
      select from runs run where run.case_id = cases.id and run.automation = 'scout' and (run.ended_at is null or run.ended_at > ${before}::timestamptz)
    )`;
}

async function seeTo(ctx: Ctx, key: string, scoutId: string): Promise<boolean> {
  return transact(ctx, 'scout.sweep', async (tx) => {
    const held = await lockCase(tx, key, 'case.assign');
    const { rows } = await tx.tx.execute(sql`
      select from cases where cases.id = ${held.id}::uuid and cases.assignee_id = ${scoutId}::uuid and ${isOpenCase} and ${lies(tx.now)}`);
    if (rows.length === 0) return false;
    const why = (await scoutIsOn(tx.tx)) ? await whyLeft(tx, held) : 'Scout is switched off.';
    if (why) await handOverHeld(tx, held, why);
    else await giveAnew(tx, held, scoutId);
    return true;
  });
}

/** What became of Scout's run on a case since the case was given to it, in a sentence; null: there was none. */
async function whyLeft({ tx }: TxCtx, { id, createdAt }: Case): Promise<string | null> {
  const { rows } = await tx.execute<{ status: string | null; worked: boolean }>(sql`
    with given as (
      select coalesce(max(at), ${createdAt.toISOString()}::timestamptz) as at
      from timeline where case_id = ${id}::uuid and kind = 'assigned'
    )
    select
      (select run.status from runs run, given
        where run.case_id = ${id}::uuid and run.automation = 'scout' and run.created_at >= given.at
        order by run.seq desc limit 1) as status,
      exists (select from scout_works work, given where work.case_id = ${id}::uuid and work.ended_at >= given.at) as worked`);
  const { status, worked } = rows[0]!;
  if (worked) return 'Scout has worked it before.';
  if (status === null) return null;
  return status === 'cancelled' ? 'Scout’s run was cancelled.' : 'Scout’s run ended without a result.';
}

async function giveAnew(ctx: TxCtx, { id, number }: Case, scoutId: string): Promise<void> {
  const said = { key: keyOf(number), actor: refOf(ctx.actor), owner: 'ai' as const };
  await emit(ctx, 'case/assigned', { ...said, previous: scoutId, current: scoutId }, { caseId: id });
}
