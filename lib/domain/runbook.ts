import { z } from 'zod';
import { TaskProof } from './task-proof.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

const YEAR_SECONDS = 366 * 24 * 60 * 60;

export const RunbookTask = z.strictObject({
  title: text(200),
  /** Advancing the phase waits for it. */
  mandatory: z.boolean(),
  /** The id of the quick action that the task starts. */
  action: text(64).optional(),
  /** Seconds after the case got its runbook. */
  dueSeconds: z.number().int().min(60).max(YEAR_SECONDS).optional(),
  /** What proves it done, so that Scout may tick it; absent: only a person does. */
  proof: TaskProof.optional(),
});
export type RunbookTask = z.infer<typeof RunbookTask>;

export const RunbookPhase = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'Write a key of lower-case letters, digits, - and _.'),
  name: text(80),
  tasks: z.array(RunbookTask).max(50),
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

/** Body of POST runbooks. Without a key it is made of the name. */
export const RunbookInput = z.strictObject({
  ...Runbook.shape,
  key: Runbook.shape.key.optional(),
  category: Runbook.shape.category.default(null),
  source: Runbook.shape.source.default(null),
});
export type RunbookInput = z.input<typeof RunbookInput>;

/** Body of PATCH runbooks/{key}. `version` is the one that the edit began with: where it is no longer the current one, nothing changes. */
export const RunbookPatch = z
  .strictObject({
    ...Runbook.omit({ key: true }).partial().shape,
    retired: z.boolean().optional(),
    version: z.number().int().optional(),
  })
  .refine(({ version: _, ...patch }) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type RunbookPatch = z.input<typeof RunbookPatch>;

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
