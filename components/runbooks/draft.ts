import type { RunbookInput, RunbookPhase } from '#lib/domain/runbook.ts';
import { slugOf } from '#lib/domain/slug.ts';
import type { TaskProof } from '#lib/domain/task-proof.ts';
import type { RunbookView } from '#lib/domain/views/settings.ts';

/** A task while it is written. `id` is the browser's own, so that rows keep their focus when they move. */
export interface TaskDraft {
  id: number;
  title: string;
  mandatory: boolean;
  /** Empty: none. */
  action: string;
  /** As it is typed; empty: no due time. */
  dueHours: string;
  /** What proves it done; empty: only a person's word. */
  proof: TaskProof | '';
}

export interface PhaseDraft {
  id: number;
  /** Null: a new one, whose key is made of its name. */
  key: string | null;
  name: string;
  tasks: TaskDraft[];
}

export interface RunbookDraft {
  name: string;
  /** Empty: every one. */
  category: string;
  source: string;
  phases: PhaseDraft[];
}

let lastId = 0;
const newId = () => {
  lastId += 1;
  return lastId;
};

export const newTask = (): TaskDraft => ({
  ...{ id: newId(), title: '', mandatory: false, action: '', dueHours: '', proof: '' },
});
export const newPhase = (): PhaseDraft => ({ id: newId(), key: null, name: '', tasks: [newTask()] });
export const newRunbook = (): RunbookDraft => ({ name: '', category: '', source: '', phases: [newPhase()] });

type Contents = Pick<RunbookView, 'name' | 'category' | 'source' | 'phases'>;

export function draftOf({ name, category, source, phases }: Contents): RunbookDraft {
  return {
    name,
    category: category ?? '',
    source: source ?? '',
    phases: phases.map((phase) => ({
      id: newId(),
      key: phase.key,
      name: phase.name,
      tasks: phase.tasks.map((task) => ({
        id: newId(),
        title: task.title,
        mandatory: task.mandatory,
        action: task.action ?? '',
        dueHours: task.dueSeconds === undefined ? '' : String(Math.round((task.dueSeconds / 3600) * 100) / 100),
        proof: task.proof ?? '',
      })),
    })),
  };
}

/** What is sent. Tasks without a title are left out; a new phase's key is made of its name and differs from all others. */
export function inputOf(draft: RunbookDraft): RunbookInput {
  const keys = new Set(draft.phases.flatMap(({ key }) => (key === null ? [] : [key])));
  return {
    name: draft.name.trim(),
    category: draft.category.trim() || null,
    source: draft.source.trim() || null,
    phases: draft.phases.map(({ key, name, tasks }) => ({
      key: key ?? freeKey(name, keys),
      name: name.trim(),
      tasks: tasks.filter(({ title }) => title.trim() !== '').map(taskOf),
    })),
  };
}

function freeKey(name: string, taken: Set<string>): string {
  const slug = slugOf(name, '-', 32);
  const base = /^[a-z]/.test(slug) ? slug : 'phase';
  let key = base;
  for (let n = 2; taken.has(key); n += 1) key = `${base}-${n}`;
  taken.add(key);
  return key;
}

function taskOf({ title, mandatory, action, dueHours, proof }: TaskDraft): RunbookPhase['tasks'][number] {
  const hours = Number(dueHours.trim().replace(',', '.'));
  return {
    title: title.trim(),
    mandatory,
    ...(action && { action }),
    ...(hours > 0 && { dueSeconds: Math.round(hours * 3600) }),
    ...(proof && { proof }),
  };
}

/** The list with the item at `from` one place further in `direction`; the same where there is no place. */
export function moved<T>(items: readonly T[], from: number, direction: -1 | 1): T[] {
  const to = from + direction;
  const next = [...items];
  if (to < 0 || to >= items.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
