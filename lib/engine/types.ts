import type { Pool } from 'pg';
import type { Statement } from './pipeline.ts';

/** An event as functions see it. `ts` is Unix time in milliseconds. */
export interface EngineEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
}

/** What a caller sends: the id (the key of deduplication) and the time are made where they are missing. */
export interface EventInput {
  id?: string;
  name: string;
  data?: Record<string, unknown>;
  ts?: number;
}

/** An error as it goes over the wire and into the database. */
export interface ErrorInfo {
  name: string;
  message: string;
  stack?: string;
  cause?: unknown;
}

export type RunStatus = 'queued' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled';

export interface RunTransition {
  /** `run.started` comes again each time a waiting run goes on. */
  kind: 'run.queued' | 'run.started' | 'run.waiting' | 'run.completed' | 'run.failed' | 'run.cancelled';
  runId: string;
  /** Without the app's prefix, e.g. `wiz-incident`. */
  functionId: string;
  eventId: string;
  eventName: string;
  event: EngineEvent;
  at: Date;
  output?: unknown;
  error?: ErrorInfo;
  /** The run whose `step.invoke` started this one. */
  parentRunId?: string;
  /** The run that this one repeats. */
  replayOf?: string;
}

export interface SkipTransition {
  kind: 'run.skipped';
  functionId: string;
  eventId: string;
  eventName: string;
  /** One sentence, with the expression or the key that decided. */
  reason: string;
  at: Date;
}

export interface StepTransition {
  kind: 'step.started' | 'step.completed' | 'step.failed' | 'step.retrying';
  runId: string;
  functionId: string;
  eventId: string;
  /** The SDK's hash of the step's id. */
  stepId: string;
  name: string;
  op: string;
  /** Zero for the first try. */
  attempt: number;
  at: Date;
  startedAt?: Date;
  endedAt?: Date;
  output?: unknown;
  error?: ErrorInfo;
  retryAt?: Date;
}

/** Every change of a run or a step, handed over inside the transaction that makes it. */
export type Transition = RunTransition | SkipTransition | StepTransition;

/** Takes the statements of who listens to transitions. */
export interface TransitionWriter {
  /**
   * Leaves a named statement, which is run after this call and commits or fails with the changes: all of it takes one
   * round trip. No row of it is ever given back.
   */
  query(statement: Statement): Promise<{ rows: never[] }>;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface EngineOptions {
  /** Best of its own: its connections keep the plans of prepared statements (`plan_cache_mode`). */
  pool: Pool;
  /** The Postgres schema that holds all state. Default `engine`. */
  schema?: string;
  /** The SDK's serve handler (a WHATWG one, e.g. of `inngest/edge`), called in this process. */
  handler?: (request: Request) => Promise<Response>;
  /** Instead of `handler`: where the serve handler is reached over HTTP. */
  url?: string;
  /** The id given to `new Inngest({ id })`: the prefix of every function's id. */
  appId: string;
  signingKey: string;
  eventKey: string;
  /**
   * Called with changes, in their order, before they are committed; what it throws rolls them back. What could not be
   * written for another reason is handed over again.
   */
  onTransition?: (tx: TransitionWriter, transitions: Transition[]) => Promise<void>;
  log?: Log;
  /** Calls of functions at the same time in this process. Default 16. */
  concurrency?: number | (() => number);
  /** How long the engine sleeps at most without a wake-up. Default 1,000 ms. */
  pollMs?: number;
  /** How long a call belongs to an engine without its heartbeat. Default 10,000 ms. */
  leaseMs?: number;
  /** Milliseconds before the try after `attempt` (zero-based). */
  retryDelay?: (attempt: number) => number;
  /** How long finished runs and their events are kept, in days. Default 30. */
  retentionDays?: number;
}

export interface Engine {
  /** Given to `new Inngest({ fetch, baseUrl })`: answers the event API, registration and checkpoints in this process. */
  fetch: typeof fetch;
  /** Reads every function's configuration from the serve handler. Throws where one asks for what the engine cannot do. */
  register(): Promise<void>;
  /** Stores the events and starts what they trigger, in one transaction. An id that was sent before does nothing. */
  send(events: EventInput[]): Promise<{ ids: string[] }>;
  start(): void;
  /** Takes no more work, waits for what runs (default 10,000 ms), gives back what is left. */
  stop(options?: { timeoutMs?: number }): Promise<void>;
  /** False when the run is unknown or over. */
  cancel(runId: string): Promise<boolean>;
  /** Runs the same function with the same event again, as a new run. */
  replay(runId: string): Promise<{ runId: string }>;
}
