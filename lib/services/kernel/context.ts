import type { Db, Tx } from '../../db/client.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Batch } from './batch.ts';
import type { Settings } from './remembered.ts';

/** Where a request came from, for the audit log. */
export interface Origin {
  ip: string | null;
  userAgent: string | null;
}

/** What every verb is given beside its input. */
export interface Ctx {
  db: Db;
  actor: Actor;
  /** The time of the act. Rules take it from here and never read a clock. */
  now: Date;
  /** The time by now, for what must be later than all that it had to wait for; where it is absent, that of the act. */
  clock?: () => Date;
  /** Absent where no request is behind the act. */
  origin?: Origin;
  /** Ids of the events that led here, oldest first; an automation passes its event's chain and id. */
  cause?: readonly string[];
  /**
   * `event/automation/step` when a durable step acts: a repeated step finds its own answer and does nothing twice.
   * A step that calls one verb several times gives each call a key of its own.
   */
  effect?: string;
}

/** A verb's context inside its transaction. */
export interface TxCtx extends Omit<Ctx, 'db'> {
  tx: Tx;
  /** Where writes are kept back, to be written together. */
  batch?: Batch;
  /** What the process remembers of the settings; without it they are read. */
  settings?: Settings;
}

export type Verb<Input, Result> = (args: { ctx: Ctx; input: Input }) => Promise<Result>;
