/** A task as a runbook lists it. */
export interface ListedTask {
  phase: string;
  title: string;
}
/** A task that a case keeps when its runbook changes. */
export interface KeptTask {
  id: string;
  title: string;
  own: boolean;
}

/** Where everything stands under the new runbook; `position` counts through the case's tasks. */
export interface Carried<T> {
  /** Tasks of the new runbook that are still to do. */
  written: (T & { position: number })[];
  /** Tasks that the case has, at their new places. `phase` is absent where it stays. */
  moved: { id: string; phase?: string; position: number }[];
}

/**
 * Carries work over to another runbook: a task that is done and that the new runbook asks for by the same title (in any case) is done there
 * too, once; other kept tasks stand behind the new ones, in the order they had.
 */
export function carryOver<T extends ListedTask>(kept: readonly KeptTask[], next: readonly T[]): Carried<T> {
  const waiting = new Map<string, KeptTask[]>();
  for (const task of kept) {
    if (!task.own) waiting.set(nameOf(task), [...(waiting.get(nameOf(task)) ?? []), task]);
  }
  const carried: Carried<T> = { written: [], moved: [] };
  const placed = new Set<string>();
  next.forEach((task, position) => {
    const done = waiting.get(nameOf(task))?.shift();
    if (done) {
      placed.add(done.id);
      carried.moved.push({ id: done.id, phase: task.phase, position });
    } else carried.written.push({ ...task, position });
  });
  const rest = kept.filter((task) => !placed.has(task.id));
  rest.forEach((task, at) => {
    carried.moved.push({ id: task.id, position: next.length + at });
  });
  return carried;
}

const nameOf = ({ title }: { title: string }) => title.trim().toLowerCase();

/** The phase at which a case goes on: its own, where the new runbook has it, else the first. */
export function phaseAfter(current: string | null, phases: readonly { key: string }[]): string | null {
  return phases.find(({ key }) => key === current)?.key ?? phases[0]?.key ?? null;
}
