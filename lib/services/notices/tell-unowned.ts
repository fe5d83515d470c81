import { and, asc, isNull, lt, ne, sql } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { LEADS_QUEUE } from '../cases/queues.ts';
import { type Ctx, isOpenCase, transact } from '../kernel/index.ts';
import { tell } from './tell.ts';

/** A younger one may still be given to somebody. */
const WAITED_MS = 60 * 60_000;
/** So many are named, the oldest first. */
const NAMED = 20;

/**
 * Tells the leads once a day (UTC) of the open cases that no rule gives to anybody, such as informational ones, and that nobody has taken: so
 * nothing is left to nobody. Those in the leads' own queue were told of when they came there.
 */
export async function tellUnowned({ ctx }: { ctx: Ctx }): Promise<{ waiting: number }> {
  return transact(ctx, 'notices.tell-unowned', async (tx) => {
    const waiting = await tx.tx
      .select({ number: cases.number, title: cases.title, all: sql<number>`(count(*) over ())::int` })
      .from(cases)
      .where(
        and(
          isOpenCase,
          isNull(cases.assigneeId),
          ne(cases.queue, LEADS_QUEUE),
          sql`not ${cases.restricted} and ${cases.subjectMemberId} is null`,
          lt(cases.createdAt, new Date(ctx.now.getTime() - WAITED_MS)),
        ),
      )
      .orderBy(asc(cases.number))
      .limit(NAMED);
    const count = waiting[0]?.all ?? 0;
    if (count === 0) return { waiting: 0 };
    const named = waiting.map(({ number, title }) => `${keyOf(number)} ${title}`);
    await tell(tx, {
      kind: 'case.unowned',
      cause: `unowned/${ctx.now.toISOString().slice(0, 10)}`,
      to: 'leads',
      severity: 'low',
      title: count === 1 ? 'A case has had no owner for an hour' : `${count} cases have had no owner for an hour`,
      body: (count > NAMED ? [...named, `and ${count - NAMED} more`] : named).join('\n'),
      link: '/cases?assignee=none',
    });
    return { waiting: count };
  });
}
