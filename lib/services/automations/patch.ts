import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { automations } from '../../db/schema/index.ts';
import { AUTOMATIONS, type AutomationDefinition, type AutomationId } from '../../domain/automations.ts';
import type { AutomationView } from '../../domain/views/run.ts';
import { invalid } from '../errors.ts';
import { authorize, type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { syntaxErrorOf } from '../mappings/evaluate.ts';
import { handBackScouts } from '../scout/hand-back.ts';
import { getAutomation } from './get.ts';
import { knownAutomation } from './known.ts';
import { parametersOf } from './settings-of.ts';

/** Body of PATCH: a parameter that is not named keeps its value. */
export const AutomationPatch = z.strictObject({
  enabled: z.boolean().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

/** Switches an automation on or off and sets parameters. Errors: `not_found`, `invalid` with pointers `/parameters/…`. */
export async function updateAutomation({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: z.input<typeof AutomationPatch> };
}): Promise<AutomationView> {
  authorize(ctx.actor, 'automation.write');
  const id = knownAutomation(input.id);
  const wanted = parse(AutomationPatch, input.patch);
  const set = parse(z.object({ parameters: AUTOMATIONS[id].parameters.partial() }), {
    parameters: wanted.parameters ?? {},
  });
  await refuseUnreadable(id, set.parameters);
  const named = Object.keys(wanted.parameters ?? {});
  const given = Object.fromEntries(Object.entries(set.parameters).filter(([name]) => named.includes(name)));
  await transact(ctx, 'automations.patch', async (tx) => {
    await tx.tx.insert(automations).values({ id, updatedAt: ctx.now }).onConflictDoNothing();
    const [row] = await tx.tx.select().from(automations).where(eq(automations.id, id)).for('update');
    const before = parametersOf(id, row!.parameters);
    const enabled = wanted.enabled ?? row!.enabled;
    const parameters: Record<string, unknown> = { ...row!.parameters, ...given };
    const diff = diffOf({ enabled: row!.enabled, ...before }, { enabled, ...parametersOf(id, parameters) });
    if (Object.keys(diff).length === 0) return;
    await tx.tx.update(automations).set({ enabled, parameters, updatedAt: ctx.now }).where(eq(automations.id, id));
    await writeAudit(tx, { action: 'automation.patch', entity: 'automation', entityId: id, diff });
    if (id === 'scout' && row!.enabled && !enabled) await handBackScouts(tx);
  });
  return getAutomation({ ctx, input: { id } });
}

/** An expression that is no JSONata would fail at each run: it is refused with what is wrong, and where. */
async function refuseUnreadable(id: AutomationId, parameters: Readonly<Record<string, unknown>>): Promise<void> {
  const { expressions = [] }: Pick<AutomationDefinition, 'expressions'> = AUTOMATIONS[id];
  const shipped: Readonly<Record<string, unknown>> = AUTOMATIONS[id].parameters.parse({});
  for (const name of expressions) {
    const expression = parameters[name];
    // What ships is good, also where that is nothing.
    const wrong =
      typeof expression === 'string' && expression !== shipped[name] ? await syntaxErrorOf(expression) : null;
    if (wrong) throw invalid([{ pointer: `/parameters/${name}`, message: wrong }]);
  }
}
