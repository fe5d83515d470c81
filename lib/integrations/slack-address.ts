import { lookupByEmail, openConversation, type SlackConnection } from '../connectors/slack.ts';
import type { Member } from '../db/schema/index.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { readSlackAddress, writeSlackAddress } from '../services/notices/slack-addresses.ts';

/** For so long nobody is looked up again: Slack lets us look up some fifty a minute, and post to more. */
const GOOD_FOR_MS = 7 * 86_400_000;

export interface Conversation {
  /** Slack's id of our direct messages with the member. */
  conversation: string;
  /** Not asked now: Slack may know it no more. */
  remembered: boolean;
}

/**
 * Where a member is written to in Slack; null where Slack knows nobody of his address. What Slack answered is kept at each of the two steps, so
 * that a limit in between costs none of them twice. Throws ConnectorError.
 */
export async function conversationWith(
  { db, now }: Pick<Ctx, 'db' | 'now'>,
  connection: SlackConnection,
  { id: memberId, email }: Pick<Member, 'id' | 'email'>,
): Promise<Conversation | null> {
  const known = await readSlackAddress(db, memberId);
  const good = known?.email === email && now.getTime() - known.checkedAt.getTime() < GOOD_FOR_MS ? known : null;
  if (good?.conversation) return { conversation: good.conversation, remembered: true };
  const userId = good?.userId ?? (await findUser(connection, email));
  if (userId === null) return null;
  const address = { memberId, email, userId, checkedAt: good?.checkedAt ?? now };
  if (!good) await writeSlackAddress(db, { ...address, conversation: null });
  const conversation = await openConversation(connection, [userId]);
  await writeSlackAddress(db, { ...address, conversation });
  return { conversation, remembered: false };
}

async function findUser(connection: SlackConnection, email: string): Promise<string | null> {
  const user = await lookupByEmail(connection, email);
  return user && !user.deleted ? user.id : null;
}
