import type { Case } from '../../db/schema/index.ts';
import { isPerson } from '../../domain/actor.ts';
import { type TxCtx, writeTimeline } from '../kernel/index.ts';
import type { CaseChange } from './save.ts';

/**
 * The change that acknowledges a case, where this act of this actor does. Only a person's first act counts; automations and Scout
 * never acknowledge. Writes the timeline entry that the SLA rules read.
 */
export async function acknowledgeBy(ctx: TxCtx, current: Case, explicit = false): Promise<CaseChange> {
  if (current.acknowledgedAt) return {};
  // An API key speaks for a program: it acknowledges only where it says so.
  if (!isPerson(ctx.actor) && !(explicit && ctx.actor.kind === 'api_key')) return {};
  await writeTimeline(ctx, {
    caseId: current.id,
    kind: 'acknowledged',
    summary: 'Acknowledged the case',
    detail: { by: 'person' },
  });
  return { acknowledgedAt: ctx.now, acknowledgedBy: ctx.actor.kind === 'user' ? ctx.actor.id : null };
}
