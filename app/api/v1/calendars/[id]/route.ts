import * as contracts from '#lib/http/contracts/sla.ts';
import { route } from '#lib/http/route.ts';
import { reviseCalendar } from '#lib/services/sla/revise-calendar.ts';

export const PATCH = route(contracts.reviseSlaCalendar, async ({ ctx, params, body }) => ({
  value: await reviseCalendar({ ctx, input: { id: params.id, patch: body } }),
}));
