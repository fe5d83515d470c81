import { z } from 'zod';
import { BreachReason, NewTimer } from '../../domain/sla/index.ts';
import { CalendarPatch, NewCalendar, NewPolicy, PolicyPatch } from '../../domain/sla/inputs.ts';
import { CalendarView, CaseSlaView, CaseTimerView, PolicyChoiceView, PolicyView } from '../../domain/views/sla.ts';
import { ChoiceQuery } from '../../services/sla/choice.ts';
import { contract } from '../contract.ts';

const tag = 'SLA';

export const getCaseSla = contract({
  method: 'GET',
  path: '/cases/{key}/sla',
  tag,
  summary: 'The timers of a case, and step by step why each is due when it is',
  answer: { status: 200, schema: CaseSlaView },
});
export const giveBreachReason = contract({
  method: 'POST',
  path: '/cases/{key}/sla/{timer}/reason',
  tag,
  summary: 'Say why a timer ran out',
  body: BreachReason,
  answer: { status: 200, schema: CaseTimerView },
});
export const addTimer = contract({
  method: 'POST',
  path: '/cases/{key}/timers',
  tag,
  summary: 'Start a timer of one’s own; a target of 0 makes it a stopwatch',
  body: NewTimer,
  answer: { status: 201, schema: CaseTimerView },
});
export const commandTimer = contract({
  method: 'POST',
  path: '/cases/{key}/timers/{timer}/{command}',
  tag,
  summary: 'Start, pause, resume, reset or stop a custom timer',
  answer: { status: 200, schema: CaseTimerView },
});
export const listSlaPolicies = contract({
  method: 'GET',
  path: '/sla-policies',
  tag,
  summary: 'All SLA policies with their versions',
  answer: { status: 200, schema: z.object({ items: z.array(PolicyView) }) },
});
export const createSlaPolicy = contract({
  method: 'POST',
  path: '/sla-policies',
  tag,
  summary: 'Add an SLA policy, from now or from a later moment on',
  body: NewPolicy,
  answer: { status: 201, schema: PolicyView },
});
export const chooseSlaPolicy = contract({
  method: 'GET',
  path: '/sla-policies/choice',
  tag,
  summary: 'Which policy a case of this kind gets, and what it promises',
  query: ChoiceQuery,
  answer: { status: 200, schema: PolicyChoiceView },
});
export const getSlaPolicy = contract({
  method: 'GET',
  path: '/sla-policies/{id}',
  tag,
  summary: 'An SLA policy with its versions',
  answer: { status: 200, schema: PolicyView },
});
export const reviseSlaPolicy = contract({
  method: 'PATCH',
  path: '/sla-policies/{id}',
  tag,
  summary: 'Write a new version of an SLA policy, or retire it; what was promised stays',
  body: PolicyPatch,
  answer: { status: 200, schema: PolicyView },
});
export const listSlaCalendars = contract({
  method: 'GET',
  path: '/calendars',
  tag,
  summary: 'All SLA calendars with their versions',
  answer: { status: 200, schema: z.object({ items: z.array(CalendarView) }) },
});
export const createSlaCalendar = contract({
  method: 'POST',
  path: '/calendars',
  tag,
  summary: 'Add an SLA calendar',
  body: NewCalendar,
  answer: { status: 201, schema: CalendarView },
});
export const reviseSlaCalendar = contract({
  method: 'PATCH',
  path: '/calendars/{id}',
  tag,
  summary: 'Write a new version of an SLA calendar',
  body: CalendarPatch,
  answer: { status: 200, schema: CalendarView },
});
