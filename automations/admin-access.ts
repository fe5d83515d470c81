import type { EventData } from '#lib/domain/events.ts';
import { plainWords } from '#lib/domain/slack/access.ts';
import { env } from '#lib/env.ts';
import { findMacs } from '#lib/integrations/access/find-macs.ts';
import { findPeople } from '#lib/integrations/access/find-people.ts';
import { grantRight } from '#lib/integrations/access/grant.ts';
import { tryRevocation } from '#lib/integrations/access/revoke.ts';
import { accessSlack, sayOnce } from '#lib/integrations/access/say.ts';
import { askNext, freezeMessages, remindApprovers, tellEnd, tellGranted } from '#lib/integrations/access/tell.ts';
import { whoPressed } from '#lib/integrations/access/who-pressed.ts';
import { decideAsMember } from '#lib/services/access/decide-in-slack.ts';
import { failRequest } from '#lib/services/access/end.ts';
import { failGrant } from '#lib/services/access/grant.ts';
import { offerMacs } from '#lib/services/access/offer-macs.ts';
import { readAccessFacts } from '#lib/services/access/read-facts.ts';
import { settlePerson } from '#lib/services/access/settle-person.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { automation, type Job } from './automation.ts';
import { resources } from './resources.ts';

type AccessJob = Job<'admin-access'>;

const reach = (ctx: Ctx) => ({ db: ctx.db, allowedNetworks: resources().allowedNetworks });

/**
 * Temporary administrator rights on a Mac. Each event of a request starts a run that does what comes next: find the person, ask for consent,
 * reason and Mac, ask the approvers; once approved: grant, verify, tell the exact end, wait, revoke, verify; and tell how it ended.
 * Whatever becomes of a run, `access-sweep.ts` takes back what was granted.
 */
export const adminAccess = automation(
  'admin-access',
  { retries: 12, onFailed: giveUp },
  async (job): Promise<Record<string, unknown>> => {
    const { event } = job;
    if (event.name === 'slack/interaction.received')
      return decideFromSlack(job, event.data as EventData<'slack/interaction.received'>);
    const { requestId, state } = event.data as EventData<'access/requested'>;
    switch (event.name) {
      case 'access/requested':
        return findPerson(job, requestId);
      case 'access/answered':
        return goOn(job, requestId);
      case 'access/escalated':
        await job.step('Remind the approvers', (ctx) => remindApprovers(reach(ctx), requestId));
        return { request: requestId };
      case 'access/decided':
        await job.step('Take the buttons away', (ctx) => freezeMessages(reach(ctx), requestId));
        return state === 'approved' ? hold(job, requestId) : tell(job, requestId);
      case 'access/revoking':
        return revoke(job, requestId);
      default:
        await job.step('Take the buttons away', (ctx) => freezeMessages(reach(ctx), requestId));
        return tell(job, requestId);
    }
  },
);

async function findPerson({ step }: Pick<AccessJob, 'step'>, id: string) {
  const found = await step('Find the person in Slack', async (ctx) =>
    findPeople(await accessSlack(reach(ctx)), await readAccessFacts(ctx.db, id)),
  );
  if (!found.found) {
    await step('End the request', (ctx) => failRequest({ ctx, input: { id, note: found.note } }));
    return { request: id, ended: found.note };
  }
  const { requester, beneficiary } = found;
  const { step: next } = await step('Keep who it is', (ctx) =>
    settlePerson({ ctx, input: { id, requester, beneficiary } }),
  );
  return { request: id, next };
}

async function goOn({ step, event }: AccessJob, id: string) {
  if ((event.data as EventData<'access/answered'>).step === 'macs')
    return { request: id, macs: await lookForMacs(step, id) };
  const asked = await step('Ask', (ctx) => askNext(reach(ctx), id, env().PUBLIC_URL));
  return { request: id, asked };
}

async function lookForMacs(step: AccessJob['step'], id: string) {
  const found = await step('Find the Macs and their stores', async (ctx) => {
    const { email } = await readAccessFacts(ctx.db, id);
    return findMacs(reach(ctx), email ?? '');
  });
  const { offered } = await step('Keep which can be had', (ctx) => offerMacs({ ctx, input: { id, ...found } }));
  return offered;
}

/** From the approval to the end of the right. */
async function hold({ step, tools }: AccessJob, id: string) {
  const { checked } = await step('Look whether the Mac is known', (ctx) => readAccessFacts(ctx.db, id));
  if (!checked) {
    await findPerson({ step }, id);
    if ((await lookForMacs(step, id)) !== 'settled') return { request: id, granted: false };
  }
  const granted = await step('Grant, and verify at Jamf', (ctx) => grantRight(ctx, reach(ctx), id));
  if (granted.state === 'over') return { request: id, granted: false };
  const endsAt = new Date(granted.endsAt);
  await step('Tell the exact end', (ctx) => tellGranted(reach(ctx), id, endsAt));
  await tools.sleepUntil('Until the end', endsAt);
  return { ...(await revoke({ step }, id)), granted: true, endsAt: granted.endsAt };
}

/** One try at the right moment. Where Jamf does not confirm it, the sweep tries on until it does. */
async function revoke({ step }: Pick<AccessJob, 'step'>, id: string) {
  const revoked = await step('Revoke, and verify at Jamf', (ctx) => tryRevocation(ctx, reach(ctx), id));
  return { request: id, revoked };
}

async function tell({ step }: AccessJob, id: string) {
  const { told } = await step('Tell how it ended', (ctx) => tellEnd(reach(ctx), id));
  return { request: id, told };
}

async function decideFromSlack({ step, event }: AccessJob, pressed: EventData<'slack/interaction.received'>) {
  const { requestId, decision, note, slackUserId } = pressed;
  const presser = await step('See who pressed', (ctx) => whoPressed(reach(ctx), slackUserId));
  const { refused } =
    presser.memberId === null
      ? { refused: presser.note }
      : await step('Decide', (ctx) =>
          decideAsMember({ ctx, input: { requestId, memberId: presser.memberId, decision, note } }),
        );
  if (refused === null) return { request: requestId, decision };
  await step('Say why not', async (ctx) => {
    const said = plainWords(refused);
    await sayOnce(reach(ctx), { requestId, kind: `refusal-${event.id}`, to: { user: slackUserId }, said });
  });
  return { request: requestId, refused };
}

/** After the last try: a request that cannot go on is ended, and a right that may have been granted is taken back. */
async function giveUp(ctx: Ctx, event: AccessJob['event'], message: string): Promise<void> {
  const { requestId: id } = event.data;
  const note = `It could not be brought further: ${message}`.slice(0, 500);
  if (event.name === 'access/decided') await failGrant({ ctx, input: { id, note } });
  else if (event.name === 'access/requested' || event.name === 'access/answered')
    await failRequest({ ctx, input: { id, note } });
}
