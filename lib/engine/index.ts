/**
 * Runs Inngest functions on nothing but Postgres: an executor for the protocol between the Inngest SDK and its server
 * (public as SDK_SPEC.md in inngest/inngest), with the queue, the state and the limits in one schema.
 *
 * - event: what was sent; its id is the key of deduplication.
 * - run: one function started by one event.
 * - step: a named piece of a run whose result is kept. `pending` ones are queued, asleep or waiting.
 * - call: one request to the SDK. A *discovery* lets the function go on and find its next steps (a run has one at most);
 *   any other call runs one planned step.
 * - item: a call in the queue. While it is made it is leased, under a token that fences off engines that lost it.
 * - checkpoint: steps that a call reports while it goes on.
 * - transition: a change of a run or step, told inside the transaction that makes it.
 */
export { requestCancel, requestReplay } from './commands.ts';
export { UnsupportedError } from './config.ts';
export { createEngine } from './engine.ts';
export { ExpressionError } from './expression/index.ts';
export { runIdOf } from './ids.ts';
export type { Statement } from './pipeline.ts';
export { EventError } from './schedule.ts';
export { migrate } from './schema.ts';
export type {
  Engine,
  EngineEvent,
  EngineOptions,
  ErrorInfo,
  EventInput,
  Log,
  RunStatus,
  RunTransition,
  SkipTransition,
  StepTransition,
  Transition,
  TransitionWriter,
} from './types.ts';
