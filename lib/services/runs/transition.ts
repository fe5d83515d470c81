/** An error as the ledger keeps it. */
interface ErrorInfo {
  name: string;
  message: string;
}

interface RunTransition {
  kind: 'run.queued' | 'run.started' | 'run.waiting' | 'run.completed' | 'run.failed' | 'run.cancelled';
  /** The engine's id of the run. */
  runId: string;
  /** The automation's id, such as `wiz-incident`. */
  functionId: string;
  eventId: string;
  eventName: string;
  at: Date;
  output?: unknown;
  error?: ErrorInfo;
  /** The run (the engine's id) that started this one by invoking its function. */
  parentRunId?: string;
  /** The run (the engine's id) that this one repeats. */
  replayOf?: string;
}

interface SkipTransition {
  kind: 'run.skipped';
  functionId: string;
  eventId: string;
  eventName: string;
  /** Continues "Not run because". */
  reason: string;
  at: Date;
}

interface StepTransition {
  kind: 'step.started' | 'step.completed' | 'step.failed' | 'step.retrying';
  runId: string;
  functionId: string;
  eventId: string;
  stepId: string;
  name: string;
  op: string;
  attempt: number;
  at: Date;
  startedAt?: Date;
  endedAt?: Date;
  output?: unknown;
  error?: ErrorInfo;
  retryAt?: Date;
}

/** A change of a run or a step as an engine tells it: the embedded one in its own transaction, a real server through the SDK's middleware. */
export type Transition = RunTransition | SkipTransition | StepTransition;
export type { ErrorInfo, RunTransition, SkipTransition, StepTransition };
