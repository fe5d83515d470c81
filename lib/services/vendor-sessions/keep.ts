import { newId } from '../../db/id.ts';
import { vendorSessions } from '../../db/schema/index.ts';
import { secretBox } from '../connectors/box.ts';
import type { Ctx } from '../kernel/index.ts';

export interface KeepInput {
  /** Also the connector's id. */
  vendor: string;
  /** The run that opened it; null: what opened it is no run, and ends it itself. */
  runId: string | null;
  /** The address and the client that it was opened with, as one text. */
  audience: string;
  token: string;
  expiresAt: Date;
  /** From when on the sweep may end what is no run's; what is a run's it leaves to the run. */
  sweptFrom?: Date;
}

export interface SessionKept {
  id: string;
  /** False: the run has another one in use, as where a step was done twice at once. This one is kept to be ended. */
  inUse: boolean;
}

/** A token in the secret box is bound to the session that it is of. */
export const sealedFor = (id: string) => `session/${id}`;

/** Keeps the token of a session that was opened, sealed; whatever comes next, somebody knows it and ends it. */
export async function keepSession({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db' | 'now'>;
  input: KeepInput;
}): Promise<SessionKept> {
  const { vendor, runId, audience, token, expiresAt, sweptFrom = ctx.now } = input;
  const id = newId();
  const sealed = secretBox().seal(vendor, sealedFor(id), token);
  const session = { id, vendor, runId, audience, sealed, openedAt: ctx.now, expiresAt, nextTryAt: sweptFrom };
  const kept = await ctx.db
    .insert(vendorSessions)
    .values(session)
    .onConflictDoNothing()
    .returning({ id: vendorSessions.id });
  if (kept.length > 0) return { id, inUse: true };
  await ctx.db.insert(vendorSessions).values({ ...session, retiredAt: ctx.now });
  return { id, inUse: false };
}
