/** An error as the ledger keeps it. */
export interface ErrorInfo {
  name: string;
  message: string;
}

interface Change {
  /** The automation's id, such as `wiz-incident`. */
  functionId: string;
  eventId: string;
  at: Date;
}

interface Ended {
  output?: unknown;
  error?: ErrorInfo;
}

/** `runId`, `parentRunId` (who invoked it) and `replayOf` (what it repeats) are the engine's ids. */
export interface RunTransition extends Change, Ended {
  kind: `run.${'queued' | 'started' | 'waiting' | 'completed' | 'failed' | 'cancelled'}`;
  runId: string;
  eventName: string;
  parentRunId?: string;
  replayOf?: string;
}

/** `reason` continues "Not run because". */
export interface SkipTransition extends Change {
  kind: 'run.skipped';
  eventName: string;
  reason: string;
}

export interface StepTransition extends Change, Ended {
  kind: `step.${'started' | 'completed' | 'failed' | 'retrying'}`;
  runId: string;
  stepId: string;
  name: string;
  op: string;
  attempt: number;
  startedAt?: Date;
  endedAt?: Date;
  retryAt?: Date;
}

/**
 * What the ledger needs to know of a change of a run or a step. The walls forbid an import from the engine: its own transitions fit by their
 * shape, which the compiler checks where the worker hands `recordTransitions` to it. A real server's come by the SDK's middleware.
 */
export type Transition = RunTransition | SkipTransition | StepTransition;
