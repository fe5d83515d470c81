import type { EventData } from '#lib/domain/events.ts';
import { isListed } from '#lib/domain/intake.ts';
import { climb, dueBy } from '#lib/domain/notifications/index.ts';
import { EscalateInput } from '#lib/domain/quick-actions.ts';
import { atLeast } from '#lib/domain/severity.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { tellOfCase } from '#lib/services/notices/tell-of-case.ts';
import { readTimerLadder } from '#lib/services/sla/ladder-facts.ts';
import { automation, type Job } from './automation.ts';

type EscalateJob = Job<'escalate'>;

/** A timer at risk or run out climbs the ladder: owner, leads, on call. A press of Escalate goes to the leads at once. */
export const escalate = automation('escalate', {}, async (job) => {
  const { event } = job;
  if (event.name === 'case/quick_action.pressed')
    return pressed(job, event.data as EventData<'case/quick_action.pressed'>);
  const data = event.data as EventData<'case/sla.breached'>;
  return climbLadder(job, data, event.name === 'case/sla.breached' ? 'breached' : 'at_risk');
});

async function pressed({ event, step }: EscalateJob, { key, current, actor }: EventData<'case/quick_action.pressed'>) {
  const { to, reason } = EscalateInput.parse(current.input);
  const { notices } = await step('Tell the leads and the stakeholders', (ctx) =>
    tellOfCase({
      ctx,
      input: {
        key,
        kind: 'case.escalated',
        cause: event.id,
        to: to === 'on_call' ? ['on_call', 'leads', 'stakeholders'] : ['leads', 'stakeholders'],
        title: `was escalated by ${actor.name}`,
        body: reason,
        urgent: true,
        page: to === 'on_call',
      },
    }),
  );
  const whom = to === 'on_call' ? 'who is on call, the leads and the stakeholders' : 'the leads and the stakeholders';
  const summary = `Told ${whom}: ${actor.name} escalated the case.`;
  await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary, detail: { reason } } }));
  return { case: key, notices, summary };
}

const WHAT = { at_risk: 'is at risk', breached: 'has run out' } as const;

async function climbLadder(
  { event, parameters, step, tools, skip }: EscalateJob,
  { key, current }: EventData<'case/sla.breached'>,
  what: 'at_risk' | 'breached',
) {
  const look = (name: string) => step(name, (ctx) => readTimerLadder({ ctx, input: { key, timer: current.timer } }));
  let facts = await look('Look at the timer');
  if (parameters.categories.length > 0 && !isListed(facts.category, parameters.categories))
    return skip(`Not run because the category ${facts.category} is not among ${parameters.categories.join(', ')}.`);
  if (!atLeast(facts.severity, parameters.minimumSeverity))
    return skip(`Not run because the severity ${facts.severity} is below ${parameters.minimumSeverity}.`);
  if (facts.lateFromStart)
    return skip(`Not run because “${current.name}” had run out before it was started: its report tells of it.`);
  if (!facts.waits) return skip(`Not run because “${current.name}” does not wait any more.`);

  const told = new Set<string>();
  let paged = false;
  let seconds = 0;
  let ended: string | null = null;
  for (;;) {
    // By the people of now: whoever came to stand on a rung that is past hears of it too.
    const due = dueBy(climb({ ...facts, what }), seconds);
    const members = due.memberIds.filter((id) => !told.has(id));
    const page: boolean = due.page && !paged;
    if (members.length > 0 || page)
      await step(`Tell the rung of ${seconds} s`, (ctx) =>
        tellOfCase({
          ctx,
          input: {
            key,
            kind: what === 'breached' ? 'sla.breached' : 'sla.at_risk',
            cause: event.id,
            to: [{ members }],
            title: `“${current.name}” ${WHAT[what]}: ${facts.title}`,
            page,
          },
        }),
      );
    for (const id of members) told.add(id);
    paged ||= page;
    if (due.next === null) break;
    await tools.sleep(`Wait for rung ${due.next} s`, `${due.next - seconds}s`);
    seconds = due.next;
    facts = await look(`Look again after ${seconds} s`);
    ended = facts.waits ? null : 'it was met, or the case has ended';
    // From there the ladder of the breach goes on, which is the faster one.
    if (what === 'at_risk' && facts.breached) ended = 'it has run out meanwhile';
    if (ended) break;
  }
  const end = ended ? `, and stopped because ${ended}` : '';
  const summary = `“${current.name}” ${WHAT[what]}: told ${told.size === 1 ? '1 member' : `${told.size} members`}${paged ? ', and paged' : ''}${end}.`;
  await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
  return { case: key, timer: current.timer, told: told.size, paged, ended };
}
