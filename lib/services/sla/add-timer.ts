import { newId } from '../../db/id.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { formatDuration } from '../../domain/duration.ts';
import { NewTimer } from '../../domain/sla/index.ts';
import type { CaseTimerView } from '../../domain/views/sla.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { timersOf } from '../cases/timers.ts';
import { conflict, invalid } from '../errors.ts';
import { type Ctx, emit, parse, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { freshTimer } from './find-timer.ts';
import type { TimerDetail } from './histories.ts';

/** A case's page and its computation hold them all. */
export const MOST_CUSTOM = 50;
/** A caller's clock may be ahead of ours by so much: then it means now. */
const AHEAD_MS = 60_000;
/** What led to a case may be older than it; a time that nobody meant is not. */
const BEFORE_MS = 366 * 24 * 3600 * 1000;

/** Starts a timer of one's own on an open case, from now or from an earlier moment on. A target of 0 makes it a stopwatch. */
export async function addTimer({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; timer: unknown };
}): Promise<CaseTimerView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const { name, targetSeconds, ...given } = parse(NewTimer, input.timer);
  const asked = given.startedAt ? new Date(given.startedAt) : ctx.now;
  if (asked.getTime() > ctx.now.getTime() + AHEAD_MS)
    throw invalid([{ pointer: '/startedAt', message: 'A timer cannot start in the future.' }]);
  return transact(ctx, 'sla.add-timer', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.update');
    if (asked.getTime() < of.startedAt.getTime() - BEFORE_MS)
      throw invalid([{ pointer: '/startedAt', message: 'A timer starts at most a year before its case began.' }]);
    if (!isOpen(of.stage)) throw conflict(`The case is ${of.stage}, which stops timers. Reopen it first.`);
    const timers = (await timersOf(tx.tx, [of], tx.now)).get(of.id) ?? [];
    if (timers.filter(({ metric }) => metric === 'custom').length >= MOST_CUSTOM)
      throw conflict(`A case has at most ${MOST_CUSTOM} timers of its own.`);
    const id = newId();
    const startedAt = new Date(Math.min(asked.getTime(), tx.now.getTime())).toISOString();
    const detail: TimerDetail = { timer: id, command: 'add', name, targetSeconds, startedAt };
    await writeTimeline(tx, {
      caseId: of.id,
      kind: 'timer',
      summary:
        targetSeconds === 0
          ? `Started the stopwatch “${name}”`
          : `Started the timer “${name}” with ${formatDuration(targetSeconds * 1000)} to go`,
      detail,
    });
    await touchCase(tx, of);
    await writeAudit(tx, {
      action: 'case.timer',
      entity: 'case',
      entityId: keyOf(of.number),
      diff: { [`timer ${name}`]: { from: null, to: { targetSeconds, startedAt } } },
    });
    const current = { timer: id, command: 'add', name, targetSeconds };
    const said = { key: keyOf(of.number), previous: { timer: null }, current, actor: refOf(tx.actor) };
    await emit(tx, 'case/updated', said, { caseId: of.id });
    return freshTimer(tx, of, id);
  });
}
