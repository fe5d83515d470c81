import { newId } from '../../db/id.ts';
import { accessRequests } from '../../db/schema/index.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { noteAsked } from './create.ts';
import { accessParameters } from './parameters.ts';
import { slackActor } from './people.ts';

export interface AskedInSlack {
  slackUserId: string;
  slackUserName: string;
  /** What was typed behind the command. Empty: for oneself. */
  askedFor: string;
  /** Slack's own id of the press: the same one makes one request, however often it arrives. */
  triggerId: string | null;
}

const TYPED_MAX = 200;

/** Begins a request from Slack. Who it is for, why, and for which Mac is asked there, one after the other. */
export async function askInSlack({ ctx, input }: { ctx: Ctx; input: AskedInSlack }): Promise<{ id: string }> {
  const { slackUserId, slackUserName, askedFor, triggerId } = input;
  const actor = slackActor(slackUserId, slackUserName || slackUserId);
  const once = triggerId === null ? {} : { effect: `slack/${triggerId}` };
  return transact({ ...ctx, ...once, actor }, 'access.ask_in_slack', async (tx) => {
    const { minutes, answerWithinMinutes } = await accessParameters(tx.tx);
    const [made] = await tx.tx
      .insert(accessRequests)
      .values({
        id: newId(),
        step: 'person',
        source: 'slack',
        requesterName: actor.name,
        requesterSlackId: slackUserId,
        askedFor: askedFor.slice(0, TYPED_MAX),
        minutes,
        expiresAt: new Date(tx.now.getTime() + answerWithinMinutes * 60_000),
        createdAt: tx.now,
        updatedAt: tx.now,
      })
      .returning();
    await noteAsked(tx, made!);
    return { id: made!.id };
  });
}
