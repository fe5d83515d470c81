import { newId } from '../../db/id.ts';
import { slaCalendars } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { NewCalendar } from '../../domain/sla/inputs.ts';
import type { CalendarView } from '../../domain/views/sla.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { calendarRow, lockPolicies, policyBook } from './book.ts';
import { readCalendar } from './list-calendars.ts';

/** Adds a calendar, which counts from its first use on. Throws `conflict` where a name is taken. */
export async function createCalendar({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<CalendarView> {
  authorize(ctx.actor, 'sla.write');
  const { name, hours } = parse(NewCalendar, input);
  return transact(ctx, 'sla.create-calendar', async (tx) => {
    const start = await lockPolicies(tx);
    const { calendars } = await policyBook(tx.tx);
    if (calendars.some((other) => other.name === name)) throw conflict(`Another calendar is called “${name}” already.`);
    const id = newId();
    const version = { id: newId(), calendarId: id, version: 1, name, hours, effectiveFrom: start };
    await tx.tx.insert(slaCalendars).values(calendarRow(version, { createdBy: refOf(tx.actor), createdAt: tx.now }));
    const diff = { calendar: { from: null, to: { name, hours } } };
    await writeAudit(tx, { action: 'sla_calendar.create', entity: 'sla_calendar', entityId: id, diff });
    return readCalendar(tx.tx, id, start);
  });
}
