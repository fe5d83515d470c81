import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Call } from './claim.ts';
import type { Context } from './context.ts';
import { type Answer, callRequest, readAnswer, toErrorInfo } from './protocol.ts';
import { settle } from './settle.ts';
import type { EngineEvent } from './types.ts';

/** Inngest's own limit on one call. */
const LONGEST_CALL_MS = 2 * 3_600_000;
const SETTLE_TRIES = 8;

export interface ActiveCall extends Call {
  traceparent: string;
  /** Events that the function sent in steps that are not durable yet: they become durable with their steps. */
  sent: EngineEvent[];
}

export interface Caller {
  send: (request: Request) => Promise<Response>;
  url: string;
  signingKey: string;
}

/** The calls under way in this process. */
export class ActiveCalls {
  private readonly byToken = new Map<string, ActiveCall>();
  private readonly byTrace = new Map<string, ActiveCall>();

  get size(): number {
    return this.byToken.size;
  }

  all(): ActiveCall[] {
    return [...this.byToken.values()];
  }

  ofToken(token: string): ActiveCall | undefined {
    return this.byToken.get(token);
  }

  /** The SDK forwards the `traceparent` of a call when a step of it sends events, and only then. */
  ofTrace(traceparent: string | null): ActiveCall | undefined {
    return traceparent === null ? undefined : this.byTrace.get(traceparent);
  }

  add(call: Call): ActiveCall {
    const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
    const active = { ...call, traceparent, sent: [] };
    this.byToken.set(call.token, active);
    this.byTrace.set(traceparent, active);
    return active;
  }

  remove(call: ActiveCall): void {
    this.byToken.delete(call.token);
    this.byTrace.delete(call.traceparent);
  }
}

/**
 * Makes a call of a function, writes what came of it, and goes on with the run's next call as long as there is one and
 * `mayContinue` says so. Never throws.
 */
export async function makeCalls(
  ctx: Context,
  caller: Caller,
  call: ActiveCall,
  mayContinue: () => boolean,
): Promise<void> {
  for (let next: Call | null = call; next; ) {
    Object.assign(call, next);
    next = await makeCall(ctx, caller, call, mayContinue());
  }
}

async function makeCall(ctx: Context, caller: Caller, call: ActiveCall, mayContinue: boolean): Promise<Call | null> {
  const { answer, sdkVersion } = await ask(ctx, caller, call);
  const identity = { runId: call.run.id, functionId: call.run.function_id, stepId: call.stepId };
  const sent = call.sent.splice(0);
  for (let tries = 1; ; tries++) {
    // What cannot be written in any of the tries (a result that the listener refuses, say) fails the run instead.
    const last = tries === SETTLE_TRIES;
    try {
      const options = { sdkVersion, sent: last ? [] : sent, mayContinue };
      const settled = await settle(ctx, call, last ? unwritable(answer) : answer, options);
      if (settled.kind === 'dropped') ctx.log.warn(identity, 'a call was dropped: its lease or its run had ended');
      return settled.kind === 'continue' ? settled.next : null;
    } catch (error) {
      ctx.log.error({ ...identity, err: error }, 'what a call answered could not be written');
      if (last) return null;
      await delay(Math.min(50 * 2 ** tries, 2_000));
      // A database that is away says nothing about the answer: it is written when the database is back.
      while (!(await isReachable(ctx))) await delay(500, undefined, { ref: false });
    }
  }
}

const isReachable = (ctx: Context) =>
  ctx.pool.query('select').then(
    () => true,
    () => false,
  );

function unwritable(answer: Answer): Answer {
  const message = `the engine could not write what the function answered (${answer.kind}); see the log`;
  return { kind: 'failed', error: { name: 'UnwritableAnswer', message }, retry: false, retryAfter: null };
}

async function ask(ctx: Context, caller: Caller, call: ActiveCall): Promise<Awaited<ReturnType<typeof readAnswer>>> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`the call took longer than ${LONGEST_CALL_MS / 3_600_000} h`));
  }, LONGEST_CALL_MS).unref();
  try {
    const fn = ctx.functions.get(call.run.function_id)!;
    const request = callRequest(call, fn, { ...caller, traceparent: call.traceparent, now: new Date() });
    return await Promise.race([caller.send(request).then(readAnswer), late.promise]);
  } catch (error) {
    return { answer: { kind: 'failed', error: toErrorInfo(error), retry: true, retryAfter: null }, sdkVersion: null };
  } finally {
    clearTimeout(timer);
  }
}
