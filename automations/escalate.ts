import type { EventData } from '#lib/domain/events.ts';
import { isListed } from '#lib/domain/intake.ts';
import { climb, type Step } from '#lib/domain/notifications/index.ts';
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
  const facts = await look('Look at the timer');
  if (parameters.categories.length > 0 && !isListed(facts.category, parameters.categories))
    return skip(`Not run because the category ${facts.category} is not among ${parameters.categories.join(', ')}.`);
  if (!atLeast(facts.severity, parameters.minimumSeverity))
    return skip(`Not run because the severity ${facts.severity} is below ${parameters.minimumSeverity}.`);
  if (!facts.waits) return skip(`Not run because “${current.name}” does not wait any more.`);

  let told = 0;
  let seconds = 0;
  let ended: string | null = null;
  for (const [after, rung] of rungsOf(climb({ ...facts, what }))) {
    if (after > seconds) {
      await tools.sleep(`Wait for rung ${after} s`, `${after - seconds}s`);
      seconds = after;
      const now = await look(`Look again after ${after} s`);
      ended = now.waits ? null : 'it was met, or the case has ended';
      // From there the ladder of the breach goes on, which is the faster one.
      if (what === 'at_risk' && now.breached) ended = 'it has run out meanwhile';
      if (ended) break;
    }
    await step(`Tell the rung of ${after} s`, (ctx) =>
      tellOfCase({
        ctx,
        input: {
          key,
          kind: what === 'breached' ? 'sla.breached' : 'sla.at_risk',
          cause: event.id,
          to: [{ members: rung.map(({ memberId }) => memberId) }],
          title: `“${current.name}” ${WHAT[what]}: ${facts.title}`,
          page: rung.some(({ page }) => page),
        },
      }),
    );
    told += rung.length;
  }
  const end = ended ? `, and stopped because ${ended}` : '';
  const summary = `“${current.name}” ${WHAT[what]}: told ${told === 1 ? '1 member' : `${told} members`}${end}.`;
  await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
  return { case: key, timer: current.timer, told, ended };
}

/** The steps of a ladder by their time, soonest first. */
const rungsOf = (steps: readonly Step[]) => [...Map.groupBy(steps, ({ afterSeconds }) => afterSeconds)];
