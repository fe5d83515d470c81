import { isAmong } from '#lib/domain/intake.ts';
import { type Drawn, drawOwner } from '#lib/services/cases/draw-owner.ts';
import { readProgressFacts } from '#lib/services/cases/progress-facts.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { tellOfCase } from '#lib/services/notices/tell-of-case.ts';
import { automation } from './automation.ts';

/**
 * A case that moves to In progress gets an owner: the person who moved it, the human one it has, or one drawn at random among those on shift. That one
 * and the stakeholders are told. Who does not acknowledge it in time loses it to another draw, and the leads hear of it.
 */
export const caseInProgress = automation(
  'case-in-progress',
  { concurrency: { key: 'event.data.key', limit: 1 } },
  async ({ event, parameters, step, tools, skip }) => {
    const { key, current, previous, actor } = event.data;
    if (current.stage !== 'in_progress') return skip(`Not run because the case moved to ${current.state}.`);
    if (previous.stage === 'in_progress')
      return skip(`Not run because the case was in progress as ${previous.state} already.`);
    const facts = await step('Look at the case', (ctx) => readProgressFacts({ ctx, input: { key } }));
    if (!isAmong(facts.categories, parameters.categories))
      return skip(`Not run because the category ${facts.category} is not among ${parameters.categories.join(', ')}.`);
    if (facts.stage !== 'in_progress') return skip(`Not run because the case is ${facts.state} by now.`);

    const { roles, groups, acknowledgeWithinMinutes: minutes } = parameters;
    const unanswered: string[] = [];
    const draw = (name: string) =>
      step(name, (ctx) =>
        drawOwner({ ctx, input: { key, movedBy: actor, roles, groups, unanswered: [...unanswered] } }),
      );
    const say = (name: string, { summary, draw: detail }: Drawn) =>
      step(name, (ctx) => summarizeRun({ ctx, input: { key, summary, ...(detail && { detail: { draw: detail } }) } }));

    let owner = await draw('Find the owner');
    await say('Leave a summary', owner);
    await step('Tell the owner and the stakeholders', (ctx) =>
      tellOfCase({
        ctx,
        input: {
          key,
          kind: 'case.escalated',
          cause: `${event.id}/in-progress`,
          to: ['stakeholders'],
          title: `is in progress: ${facts.title}`,
          body: owner.summary,
          exceptActor: true,
        },
      }),
    );
    const owners = [owner.assignee?.name ?? null];
    for (let redraw = 0; minutes > 0 && owner.outcome === 'drawn' && redraw < parameters.redraws; redraw += 1) {
      const round = redraw + 1;
      await tools.sleep(`Wait for an acknowledgement, ${round}`, `${minutes}m`);
      const now = await step(`Look whether it was acknowledged, ${round}`, (ctx) =>
        readProgressFacts({ ctx, input: { key } }),
      );
      if (!now.open || now.answered || now.assignee !== owner.assignee?.id) break;
      const late = owner.assignee;
      unanswered.push(late.id);
      owner = await draw(`Find another owner, ${round}`);
      // He has answered, or the case has gone another way, since it was looked at.
      if (owner.outcome === 'kept' || owner.outcome === 'over') break;
      owners.push(owner.assignee?.name ?? null);
      const last = owner;
      await say(`Say so, ${round}`, last);
      await step(`Tell the leads, ${round}`, (ctx) =>
        tellOfCase({
          ctx,
          input: {
            key,
            kind: 'case.not_acknowledged',
            cause: `${event.id}/not-acknowledged/${round}`,
            to: ['leads'],
            title: `was not acknowledged by ${late.name} within ${minutes} minutes`,
            body: last.summary,
          },
        }),
      );
    }
    return { case: key, outcome: owner.outcome, owners };
  },
);
