import { and, eq, isNull, type SQL } from 'drizzle-orm';
import { vendorSessions } from '../../db/schema/index.ts';
import { secretBox } from '../connectors/box.ts';
import type { Ctx } from '../kernel/index.ts';
import { sealedFor } from './keep.ts';

export interface KeptSession {
  id: string;
  /** The address and the client that it was opened with. */
  audience: string;
  /** In the clear: never for a step's result, a view or a log. */
  token: string;
  expiresAt: Date;
}

/** The session that a run has in use at a vendor, or null. Throws `unavailable` where it cannot be opened with this installation's key. */
export async function readSession({
  ctx,
  input: { vendor, runId },
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { vendor: string; runId: string };
}): Promise<KeptSession | null> {
  const { vendor: of, runId: by, retiredAt } = vendorSessions;
  return opened(ctx, and(eq(of, vendor), eq(by, runId), isNull(retiredAt)));
}

/** One session by its id, in use or not, or null. Throws `unavailable` where it cannot be opened with this installation's key. */
export async function readSessionById({
  ctx,
  input: { id },
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { id: string };
}): Promise<KeptSession | null> {
  return opened(ctx, eq(vendorSessions.id, id));
}

async function opened({ db }: Pick<Ctx, 'db'>, wanted: SQL | undefined): Promise<KeptSession | null> {
  const [row] = await db.select().from(vendorSessions).where(wanted);
  if (!row) return null;
  const { id, vendor, audience, sealed, expiresAt } = row;
  return { id, audience, token: secretBox().open(vendor, sealedFor(id), sealed), expiresAt };
}
