import type { TaskProof } from '../task-proof.ts';
import type { DeviceReading, Readings, RunbookReading } from './gather.ts';

type Known = Pick<Readings, 'seen' | 'devices'> & {
  /** There are devices on the case that were not looked at. */
  moreDevices: boolean;
};

/** The ids of the facts by which a task was done, or null. */
const PROVES: Record<TaskProof, (known: Known) => string[] | null> = {
  // Each was asked about: of none there is nothing to prove.
  observables_asked: ({ seen: { observables, unasked } }) =>
    observables.length > 0 && unasked === 0 ? observables.map(({ id }) => `observable.${id}`) : null,
  device_owner: (known) => ofEachDevice(known, ({ owner }) => owner !== null, ['owner']),
  device_owner_and_store: (known) =>
    ofEachDevice(known, ({ owner, store }) => owner !== null && store !== null, ['owner', 'store']),
};

function ofEachDevice(
  { devices, moreDevices }: Known,
  isKnown: (device: DeviceReading) => boolean,
  fields: readonly string[],
): string[] | null {
  if (devices.length === 0 || moreDevices || !devices.every(isKnown)) return null;
  return devices.flatMap(({ id }) => fields.map((field) => `device.${id}.${field}`));
}

export interface ProvenTask {
  id: string;
  title: string;
  /** Ids of the facts that prove it. */
  facts: string[];
}

/**
 * The open tasks of the current phase that the facts prove done, by the proof that their runbook names: no title proves anything. What somebody
 * added on the case is his.
 */
export function provenTasks({ phase, tasks }: RunbookReading, known: Known): ProvenTask[] {
  return tasks
    .filter((task) => !task.done && !task.own && task.phase === phase)
    .flatMap(({ id, title, proof }) => {
      const facts = proof && PROVES[proof](known);
      return facts ? [{ id, title, facts: facts.slice(0, 10) }] : [];
    });
}

/** Whether the phase is done as far as its tasks tell: every one of them, not the mandatory ones alone. */
export function isPhaseDone({ phase, tasks }: RunbookReading, proven: readonly ProvenTask[]): boolean {
  const own = tasks.filter((task) => task.phase === phase);
  return own.length > 0 && own.every((task) => task.done || proven.some(({ id }) => id === task.id));
}
