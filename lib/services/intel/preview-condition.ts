import { z } from 'zod';
import { vendorOfAutomation } from '../../domain/intel/vendors.ts';
import type { ConditionPreview } from '../../domain/views/condition-preview.ts';
import { knownAutomation } from '../automations/known.ts';
import { findCase } from '../cases/fetch.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';
import { syntaxErrorOf } from '../mappings/evaluate.ts';
import { fitting } from './condition.ts';
import { latestEvents } from './list-alerts.ts';

/** Body of POST: a condition, and the case whose events it is tried on. */
export const PreviewCondition = z.strictObject({
  case: z.string().min(1).max(30),
  condition: z.string().trim().max(4_000),
});

/** The page shows so many. */
const MOST_SHOWN = 100;

/** For which of a case's events of the automation's vendor a condition is true; nothing is saved. Errors: `not_found`, also for an automation without one. */
export async function previewCondition({
  ctx,
  input: { id, ...body },
}: {
  ctx: Ctx;
  input: { id: string } & z.input<typeof PreviewCondition>;
}): Promise<ConditionPreview> {
  authorize(ctx.actor, 'automation.write');
  const known = knownAutomation(id);
  const vendor = vendorOfAutomation(known);
  if (!vendor) throw notFound(`A condition of ${id}`);
  const { case: key, condition } = parse(PreviewCondition, body);
  const of = await findCase(ctx.db, ctx, key);
  const events = await latestEvents(ctx, { vendor, caseId: of.id });
  const wrong = condition === '' ? null : await syntaxErrorOf(condition);
  const checked = wrong
    ? ({ ok: false, problem: wrong } as const)
    : await fitting(condition, events.slice(0, MOST_SHOWN));
  if (!checked.ok) return { items: [], more: false, problem: checked.problem };
  return {
    items: checked.events.map(({ id: eventId, title, at, fits }) => ({
      id: eventId,
      title,
      at: at.toISOString(),
      fits,
    })),
    more: events.length > MOST_SHOWN,
    problem: null,
  };
}
