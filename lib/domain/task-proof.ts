import { z } from 'zod';

/** How it is read off what is stored that a runbook's task was done, so that no person has to tick it. */
export const TASK_PROOFS = ['observables_asked', 'device_owner', 'device_owner_and_store'] as const;
export const TaskProof = z.enum(TASK_PROOFS);
export type TaskProof = z.infer<typeof TaskProof>;

/** As an administrator chooses it, in few words. */
export const TASK_PROOF_TITLES: Record<TaskProof, string> = {
  observables_asked: 'observables asked',
  device_owner: 'owner known',
  device_owner_and_store: 'owner, store known',
};
