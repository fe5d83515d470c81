import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { tasks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { QUICK_ACTIONS, type QuickAction } from '../../domain/quick-actions.ts';
import { conflict, notFound } from '../errors.ts';
import { intelOf } from '../intel/alerts-of-case.ts';
import { type Ctx, emit, parse, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { runbookOf } from '../runbooks/of-case.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { offerOf } from './quick-actions.ts';

/** An event is small: what a form sends is at most this many characters of JSON. */
const MAX_INPUT = 65_536;
const pressInput = (action: QuickAction) =>
  z.strictObject({
    input: action.input
      .refine((input) => JSON.stringify(input).length <= MAX_INPUT, `Write at most ${MAX_INPUT} characters of JSON.`)
      .prefault({}),
  });

/**
 * Presses a quick action: one press is one run, whose id is known at once. Errors: `not_found`, `invalid` with a pointer for each bad field
 * of the action's input, `conflict` with the reason where the action does not make sense now.
 */
export async function pressAction(
  { ctx, input }: { ctx: Ctx; input: { key: string; action: string; body?: unknown } },
  catalogue: readonly QuickAction[] = QUICK_ACTIONS,
): Promise<{ runId: string }> {
  await authorizeFor(ctx, input.key, 'case.act');
  const action = catalogue.find(({ id }) => id === input.action);
  if (!action) throw notFound(`The action “${input.action}”`);
  const { input: filledIn } = parse(pressInput(action), input.body ?? {});
  return transact(ctx, 'cases.press', async (tx) => {
    const current = await lockCase(tx, input.key, 'case.act');
    const runbook = await runbookOf(tx.tx, current);
    const work = await tx.tx.select().from(tasks).where(eq(tasks.caseId, current.id)).orderBy(asc(tasks.position));
    const { vendor } = await intelOf(tx.tx, current);
    const offer = offerOf(action, current, { runbook, tasks: work, intelVendor: vendor });
    if ('refused' in offer) throw conflict(offer.refused);
    const emitted = await emit(
      tx,
      'case/quick_action.pressed',
      {
        key: keyOf(current.number),
        action: action.id,
        ...(typeof action.automation === 'object' && vendor && { vendor }),
        previous: null,
        // The phase that the presser saw: of two presses at once, the second finds it gone.
        current: { pressId: newId(), phase: current.phase, input: filledIn },
        actor: refOf(tx.actor),
      },
      { caseId: current.id },
    );
    const run = emitted.runs[0];
    if (!run) throw notFound(`An automation for “${action.id}”`);
    await writeTimeline(tx, {
      caseId: current.id,
      kind: 'action',
      summary: `Pressed ${action.title}: ${offer.effect}`,
      detail: { action: action.id, runId: run.runId, ...(Object.keys(filledIn).length > 0 && { input: filledIn }) },
    });
    await writeAudit(tx, {
      action: 'case.act',
      entity: 'case',
      entityId: keyOf(current.number),
      diff: { [action.id]: { from: null, to: run.runId } },
    });
    return { runId: run.runId };
  });
}
