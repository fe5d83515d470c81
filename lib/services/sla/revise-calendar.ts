import { newId } from '../../db/id.ts';
import { slaCalendars } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import type { CalendarVersion } from '../../domain/sla/index.ts';
import { CalendarPatch } from '../../domain/sla/inputs.ts';
import type { CalendarView } from '../../domain/views/sla.ts';
import { conflict, notFound } from '../errors.ts';
import { authorize, type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { calendarRow, lockPolicies, policyBook } from './book.ts';
import { effectiveFromOf } from './effective-from.ts';
import { readCalendar } from './list-calendars.ts';
import { requirePoliciesReach } from './reach.ts';

/** Writes a new version of a calendar, which counts for every target that is set from its start on. The same again is no change. */
export async function reviseCalendar({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: unknown };
}): Promise<CalendarView> {
  authorize(ctx.actor, 'sla.write');
  const { effectiveFrom: asked, ...patch } = parse(CalendarPatch, input.patch);
  return transact(ctx, `sla.revise-calendar.${input.id}`, async (tx) => {
    const start = await lockPolicies(tx);
    const book = await policyBook(tx.tx);
    const { calendars } = book;
    const latest = calendars
      .filter(({ calendarId }) => calendarId === input.id)
      .reduce<CalendarVersion | null>((newest, one) => (newest && newest.version > one.version ? newest : one), null);
    if (!latest) throw notFound('The calendar');
    const { name = latest.name, hours = latest.hours } = patch;
    if (calendars.some((other) => other.calendarId !== latest.calendarId && other.name === name))
      throw conflict(`Another calendar is called “${name}” already.`);
    const diff = diffOf({ name: latest.name, hours: latest.hours }, { name, hours });
    if (Object.keys(diff).length === 0 && asked === undefined) return readCalendar(tx.tx, latest.calendarId, start);
    const effectiveFrom = effectiveFromOf(asked, start);
    const { calendarId, version } = latest;
    const next: CalendarVersion = { id: newId(), calendarId, version: version + 1, name, hours, effectiveFrom };
    requirePoliciesReach(next, book);
    await tx.tx.insert(slaCalendars).values(calendarRow(next, { createdBy: refOf(tx.actor), createdAt: tx.now }));
    await writeAudit(tx, {
      action: 'sla_calendar.revise',
      entity: 'sla_calendar',
      entityId: calendarId,
      diff: { ...diff, version: { from: version, to: next.version } },
    });
    return readCalendar(tx.tx, calendarId, start);
  });
}
