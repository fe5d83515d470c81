import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);

export const RunbookPhase = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'Write a key of lower-case letters, digits, - and _.'),
  name: text(80),
  tasks: z.array(z.strictObject({ title: text(200), mandatory: z.boolean() })).max(50),
});
export type RunbookPhase = z.infer<typeof RunbookPhase>;

/** Ordered phases with tasks. A null category or source fits every one. */
export const Runbook = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, 'Write a key of lower-case letters, digits, - and _.'),
  name: text(120),
  category: text(64).nullable(),
  source: text(64).nullable(),
  phases: z
    .array(RunbookPhase)
    .min(1)
    .max(20)
    .refine(
      (phases) => new Set(phases.map((phase) => phase.key)).size === phases.length,
      'Two phases have the same key.',
    ),
});
export type Runbook = z.infer<typeof Runbook>;

type Scope = Pick<Runbook, 'key' | 'category' | 'source'>;

/**
 * The runbook for a case: the one that names both its category and its source, else its category, else its source, else the one that
 * names neither; null where not even that exists. Names are compared without case; of equals the first key in the alphabet.
 */
export function pickRunbook<R extends Scope>(
  runbooks: readonly R[],
  { category, source }: { category: string; source: string },
): R | null {
  const fitting = runbooks.filter((runbook) => fits(runbook.category, category) && fits(runbook.source, source));
  const ranked = fitting.sort((a, b) => specificity(b) - specificity(a) || (a.key < b.key ? -1 : 1));
  return ranked[0] ?? null;
}

function fits(wanted: string | null, actual: string): boolean {
  return wanted === null || wanted.toLowerCase() === actual.toLowerCase();
}

function specificity(scope: Scope): number {
  return (scope.category === null ? 0 : 2) + (scope.source === null ? 0 : 1);
}

/** A task that is not done. `phase` is the key of the phase that it belongs to. */
export interface OpenTask {
  phase: string;
  title: string;
  mandatory: boolean;
}

export type Advance = { to: string } | { refused: string };

/**
 * Where a case goes from `currentPhase` (null: it has not begun, so to the first phase), or why it may not: a mandatory task of the
 * current phase is open, the last phase is reached, or the runbook has no such phase. Tasks of other phases hold nobody up.
 */
export function advance(
  runbook: Pick<Runbook, 'name' | 'phases'>,
  currentPhase: string | null,
  openTasks: readonly OpenTask[],
): Advance {
  const at = currentPhase === null ? -1 : runbook.phases.findIndex((phase) => phase.key === currentPhase);
  const current = runbook.phases[at];
  if (currentPhase !== null && !current)
    return { refused: `The runbook ${runbook.name} has no phase ${currentPhase}.` };
  const next = runbook.phases[at + 1];
  if (!next) return { refused: `${current ? current.name : 'This'} is the last phase of the runbook ${runbook.name}.` };
  const open = openTasks.filter((task) => task.phase === currentPhase && task.mandatory);
  if (current && open.length > 0) {
    const titles = open.map((task) => `“${task.title}”`).join(', ');
    const tasks = open.length === 1 ? 'a mandatory task' : `${open.length} mandatory tasks`;
    return { refused: `${current.name} still has ${tasks} open: ${titles}.` };
  }
  return { to: next.key };
}

export { SHIPPED_RUNBOOKS } from './runbooks/shipped.ts';
