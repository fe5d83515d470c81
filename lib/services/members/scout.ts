import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { members } from '../../db/schema/index.ts';
import { notFound } from '../errors.ts';

/** The AI analyst, who exists from the first start. */
export async function findScout(db: Db | Tx): Promise<{ id: string; name: string; disabled: boolean }> {
  const [scout] = await db
    .select({ id: members.id, name: members.name, disabledAt: members.disabledAt })
    .from(members)
    .where(eq(members.kind, 'ai'))
    .limit(1);
  if (!scout) throw notFound('Scout');
  return { id: scout.id, name: scout.name, disabled: scout.disabledAt !== null };
}
