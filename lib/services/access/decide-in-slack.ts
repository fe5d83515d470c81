import { eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import { ServiceError } from '../errors.ts';
import { type Ctx, emit, transact } from '../kernel/index.ts';
import { approveRequest, denyRequest } from './decide.ts';

export interface PressedInSlack {
  requestId: string;
  decision: 'approve' | 'deny';
  note: string | null;
  slackUserId: string;
  /** Slack's own id of the press: the same one counts once. */
  triggerId: string | null;
}

/** Takes in a press of a button of the approval. Who pressed, and whether he may, is looked up afterwards: Slack waits for three seconds. */
export async function pressInSlack({ ctx, input }: { ctx: Ctx; input: PressedInSlack }): Promise<void> {
  const { triggerId, ...pressed } = input;
  const once = triggerId === null ? {} : { effect: `slack/${triggerId}` };
  await transact({ ...ctx, ...once }, 'access.press_in_slack', async (tx) => {
    await emit(tx, 'slack/interaction.received', pressed);
  });
}

export interface MemberDecision {
  requestId: string;
  memberId: string;
  decision: 'approve' | 'deny';
  note: string | null;
}

/** Decides as the member who pressed. What he may not do, or what was decided already, is an answer: it is told to him. */
export async function decideAsMember({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: MemberDecision;
}): Promise<{ refused: string | null }> {
  const { requestId: id, memberId, decision, note } = input;
  const [member] = await ctx.db.select().from(members).where(eq(members.id, memberId));
  if (!member || member.disabledAt) return { refused: 'You are no member of Watchfloor any more.' };
  const actor = { kind: 'user', id: member.id, name: member.name, role: member.role } as const;
  const decide = decision === 'approve' ? approveRequest : denyRequest;
  try {
    await decide({ ctx: { ...ctx, actor }, input: { id, body: note === null ? {} : { note } } });
    return { refused: null };
  } catch (error) {
    if (error instanceof ServiceError && REFUSALS.includes(error.code)) return { refused: error.message };
    throw error;
  }
}

const REFUSALS: readonly ServiceError['code'][] = ['conflict', 'forbidden', 'not_found', 'invalid'];
