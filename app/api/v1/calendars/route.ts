import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { createCalendar } from '#lib/services/sla/create-calendar.ts';
import { listCalendars } from '#lib/services/sla/list-calendars.ts';

export const GET = route(contracts.listSlaCalendars, async ({ ctx }) => ({ value: await listCalendars({ ctx }) }));

export const POST = route(contracts.createSlaCalendar, async ({ ctx, body }) => ({
  value: await createCalendar({ ctx, input: body }),
}));
