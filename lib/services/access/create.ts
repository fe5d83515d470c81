import { newId } from '../../db/id.ts';
import { accessRequests } from '../../db/schema/index.ts';
import { AccessRequestInput } from '../../domain/access/request.ts';
import type { AccessRequestView } from '../../domain/views/access.ts';
import { conflict, forbidden } from '../errors.ts';
import { authorize, type Ctx, codeOf, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { tellOf } from './change.ts';
import { capReached } from './conditions.ts';
import { accessParameters } from './parameters.ts';
import { memberBehind, memberByEmail } from './people.ts';
import { accessViews } from './view.ts';

/**
 * Asks for a right, on the page or by the API. Whoever is asked for by a colleague has to consent, also where the colleague's key asks; a key with
 * the role admin answers for the consent itself.
 * Throws `conflict` where the person has a request under way already, or has had as many rights as are allowed.
 */
export async function requestAccess({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<AccessRequestView> {
  authorize(ctx.actor, 'access.request');
  const { actor } = ctx;
  if (actor.kind !== 'user' && actor.kind !== 'api_key')
    throw forbidden('Only people and programs ask for access here.');
  const asked = parse(AccessRequestInput, input);
  try {
    return await transact(ctx, 'access.request', async (tx) => {
      const parameters = await accessParameters(tx.tx);
      const id = newId();
      const reached = await capReached(tx.tx, { ...asked, but: id, now: tx.now, perDay: parameters.perDay });
      if (reached) throw conflict(reached);
      const member = await memberByEmail(tx.tx, asked.email);
      const asker = await memberBehind(tx.tx, actor);
      const itself = asker !== null && member?.id === asker.id;
      const answersForIt = actor.kind === 'api_key' && actor.role === 'admin';
      const [made] = await tx.tx
        .insert(accessRequests)
        .values({
          id,
          step: 'person',
          source: actor.kind === 'user' ? 'page' : 'api',
          requesterId: actor.id,
          requesterName: actor.name,
          requesterEmail: asker?.email.toLowerCase() ?? null,
          beneficiaryId: member?.id ?? null,
          beneficiaryName: member?.name ?? null,
          beneficiaryEmail: asked.email,
          consentedAt: itself || answersForIt ? tx.now : null,
          reason: asked.reason,
          minutes: asked.minutes ?? parameters.minutes,
          deviceId: asked.deviceId ?? null,
          expiresAt: new Date(tx.now.getTime() + parameters.answerWithinMinutes * 60_000),
          createdAt: tx.now,
          updatedAt: tx.now,
        })
        .returning();
      await noteAsked(tx, made!);
      return (await accessViews(tx.tx, tx.actor, [made!], parameters))[0]!;
    });
  } catch (error) {
    if (codeOf(error) === '23505')
      throw conflict(`${asked.email} has a request under way already. Wait for its end, or take it back first.`);
    throw error;
  }
}

/** The audit row and the event of a request that was made just now. */
export async function noteAsked(ctx: TxCtx, made: typeof accessRequests.$inferSelect): Promise<void> {
  const { id, beneficiaryEmail, askedFor, reason, minutes } = made;
  await writeAudit(ctx, {
    action: 'access.request',
    entity: 'access_request',
    entityId: id,
    diff: {
      for: { from: null, to: beneficiaryEmail ?? (askedFor || 'oneself') },
      reason: { from: null, to: reason },
      minutes: { from: null, to: minutes },
    },
  });
  await tellOf(ctx, made, 'access/requested');
}
