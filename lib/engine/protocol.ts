import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Call } from './claim.ts';
import type { FunctionConfig } from './config.ts';
import { DISCOVERY } from './runs.ts';
import type { ErrorInfo } from './types.ts';

/** One thing a function asks for or reports; `id` is the SDK's hash of the step's id. */
export interface Op {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  opts?: Record<string, unknown>;
  data?: unknown;
  error?: unknown;
  /** `a`: start, `b`: duration, both in nanoseconds. */
  timing?: { a: number; b: number };
}

/** What people read as a step's name. */
export const nameOf = (op: Op): string => op.displayName ?? op.name ?? op.id;

/**
 * JSON with sorted keys (RFC 8785), which is what the SDK verifies the signature of. Its canonicaliser writes an object
 * with a member `toJSON` in the order it has; so does this one, since an event's data may have any member.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value && value.toJSON != null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

const withoutPrefix = (signingKey: string) => signingKey.replace(/^signkey-\w+-/, '');

/** The value of `x-inngest-signature`. */
export function sign(body: string, signingKey: string, now: Date): string {
  const seconds = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', withoutPrefix(signingKey)).update(body).update(seconds).digest('hex');
  return `t=${seconds}&s=${signature}`;
}

/** The bearer token of the SDK's own calls: the key's prefix and the SHA-256 of its hexadecimal rest. */
export function hashSigningKey(signingKey: string): string {
  const prefix = /^signkey-\w+-/.exec(signingKey)?.[0] ?? '';
  return prefix + createHash('sha256').update(withoutPrefix(signingKey), 'hex').digest('hex');
}

/** In constant time for texts of one length; the lengths of the keys are no secret. */
export function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The request that makes one call of a function. */
export function callRequest(
  call: Call,
  fn: FunctionConfig,
  { url, signingKey, traceparent, now }: { url: string; signingKey: string; traceparent: string; now: Date },
): Request {
  const { run } = call;
  const stack = call.finished.map((step) => step.id);
  const steps = call.finished.map(({ id, output, error }) => [id, error ? { error } : { data: output ?? null }]);
  const body = canonicalJson({
    ctx: {
      attempt: call.attempt,
      // While other branches are under way a found step is planned, not run at once, so that no two calls run it.
      disable_immediate_execution: call.othersPending || call.stepId !== DISCOVERY,
      fn_id: fn.fullId,
      generation_id: call.attempt + 1,
      max_attempts: fn.maxAttempts,
      qi_id: `${call.itemId}.${call.token}`,
      run_id: run.id,
      stack: { current: stack.length, stack },
      step_id: DISCOVERY,
      use_api: false,
    },
    event: run.event,
    events: [run.event],
    steps: Object.fromEntries(steps),
    use_api: false,
    version: run.sdk_version,
  });
  const target = new URL(url);
  target.searchParams.set('fnId', fn.fullId);
  target.searchParams.set('stepId', call.stepId);
  return new Request(target, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      host: target.host,
      'x-inngest-signature': sign(body, signingKey, now),
      'x-inngest-req-version': String(run.sdk_version),
      'x-inngest-step-id': call.stepId,
      'x-inngest-generation-id': String(call.attempt + 1),
      'x-request-id': call.token,
      traceparent,
    },
  });
}

/** What the SDK answered, whatever way the answer took. */
export type Answer =
  | { kind: 'completed'; output: unknown }
  | { kind: 'ops'; ops: Op[]; retry: boolean; retryAfter: string | null }
  | { kind: 'failed'; error: ErrorInfo; retry: boolean; retryAfter: string | null };

export async function readAnswer(response: Response): Promise<{ answer: Answer; sdkVersion: number | null }> {
  const version = response.headers.get('x-inngest-req-version');
  const sdkVersion = version === null ? null : Number(version);
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const error = { name: 'ProtocolError', message: `status ${response.status}, not JSON: ${text.slice(0, 200)}` };
    return { answer: { kind: 'failed', error, retry: true, retryAfter: null }, sdkVersion };
  }
  const retry = response.headers.get('x-inngest-no-retry') !== 'true';
  const retryAfter = response.headers.get('retry-after');
  if (response.status === 206) {
    return { answer: { kind: 'ops', ops: Array.isArray(body) ? body : [body as Op], retry, retryAfter }, sdkVersion };
  }
  if (response.status === 200) return { answer: { kind: 'completed', output: body }, sdkVersion };
  return { answer: { kind: 'failed', error: toErrorInfo(body), retry, retryAfter }, sdkVersion };
}

/** Reads an error as the SDK serialises it; what is something else keeps its text. */
export function toErrorInfo(value: unknown): ErrorInfo {
  const fields = (typeof value === 'object' && value !== null ? value : { message: String(value) }) as Record<
    string,
    unknown
  >;
  return {
    name: typeof fields.name === 'string' && fields.name ? fields.name : 'Error',
    message: String(fields.message ?? fields.error ?? 'unknown error'),
    ...(typeof fields.stack === 'string' ? { stack: fields.stack } : {}),
    ...(fields.cause === undefined ? {} : { cause: fields.cause }),
  };
}
