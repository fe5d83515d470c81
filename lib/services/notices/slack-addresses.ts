import { eq } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { type SlackAddress, slackAddresses } from '../../db/schema/index.ts';

/** Who a member is to Slack, as far as we know. */
export async function readSlackAddress(db: Db, memberId: string): Promise<SlackAddress | null> {
  const [found] = await db.select().from(slackAddresses).where(eq(slackAddresses.memberId, memberId));
  return found ?? null;
}

/** Remembers it in the place of what was known before. */
export async function writeSlackAddress(db: Db, address: SlackAddress): Promise<void> {
  const { memberId: _, ...set } = address;
  await db.insert(slackAddresses).values(address).onConflictDoUpdate({ target: slackAddresses.memberId, set });
}

/** What Slack knows no more is asked anew. */
export async function forgetSlackAddress(db: Db, memberId: string): Promise<void> {
  await db.delete(slackAddresses).where(eq(slackAddresses.memberId, memberId));
}
