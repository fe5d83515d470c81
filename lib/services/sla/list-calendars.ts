import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type SlaCalendarRow, slaCalendars } from '../../db/schema/index.ts';
import { inForce, type PolicyBook, weekLengthOf } from '../../domain/sla/index.ts';
import type { CalendarVersionView, CalendarView } from '../../domain/views/sla.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, isUuid } from '../kernel/index.ts';
import { policyBook } from './book.ts';

/** All calendars with their versions, by name: an installation has a handful. */
export async function listCalendars({ ctx }: { ctx: Ctx }): Promise<{ items: CalendarView[] }> {
  authorize(ctx.actor, 'sla.read');
  return { items: calendarViews(await ctx.db.select().from(slaCalendars), await policyBook(ctx.db), ctx.now) };
}

/** One calendar as the API shows it; throws `not_found` where there is none. */
export async function readCalendar(db: Db | Tx, id: string, now: Date): Promise<CalendarView> {
  const rows = isUuid(id) ? await db.select().from(slaCalendars).where(eq(slaCalendars.calendarId, id)) : [];
  if (rows.length === 0) throw notFound('The calendar');
  return calendarViews(rows, await policyBook(db), now)[0]!;
}

function calendarViews(rows: readonly SlaCalendarRow[], book: PolicyBook, now: Date): CalendarView[] {
  const used = inForce(book, now).map(({ calendar }) => calendar);
  return [...Map.groupBy(rows, ({ calendarId }) => calendarId).values()]
    .map((versions) => {
      const byStart = versions.toSorted(
        (a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version,
      );
      const current = byStart.findLast(({ effectiveFrom }) => effectiveFrom <= now) ?? byStart[0]!;
      return {
        id: current.calendarId,
        ...versionView(current),
        week: weekLengthOf(current.hours),
        policyCount: used.filter((calendar) => calendar === current.calendarId).length,
        versions: versions.toSorted((a, b) => b.version - a.version).map(versionView),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

function versionView(row: SlaCalendarRow): CalendarVersionView {
  return {
    version: row.version,
    name: row.name,
    hours: row.hours,
    effectiveFrom: row.effectiveFrom.toISOString(),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
