import { TACTICS, type Tactic, techniqueOf } from '#lib/domain/attack.ts';
import type { AttackStep } from '#lib/domain/views/collaboration.ts';

/** How often each technique was seen, by tactic in the order of an attack; those that nobody listed come last, under null. */
export interface TacticSeen {
  tactic: Tactic | null;
  techniques: { id: string; name: string | null; count: number }[];
}

/** What an attack went through: the techniques of its steps, and those of the case, or of our analysis, that no vendor names. */
export function tacticsOf(steps: readonly AttackStep[], ofCase: readonly string[]): TacticSeen[] {
  const counts = new Map<string, number>([...ofCase, ...steps.flatMap((step) => step.analysed)].map((id) => [id, 0]));
  for (const id of steps.flatMap((step) => step.techniques)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const seen = [...counts].map(([id, count]) => ({ id, count, known: techniqueOf(id) }));
  return [...TACTICS, null]
    .map((tactic) => ({
      tactic,
      techniques: seen
        .filter(({ known }) => (known?.tactic ?? null) === tactic)
        .map(({ id, count, known }) => ({ id, name: known?.name ?? null, count }))
        .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
    }))
    .filter(({ techniques }) => techniques.length > 0);
}

/** Seconds from one step to the next; null for the first. */
export function gapBefore(steps: readonly AttackStep[], at: number): number | null {
  const [before, step] = [steps[at - 1], steps[at]];
  return before && step ? (Date.parse(step.at) - Date.parse(before.at)) / 1000 : null;
}
