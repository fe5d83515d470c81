import type { ActiveCalls } from './calls.ts';
import type { Context } from './context.ts';
import { newId, seededEventId } from './ids.ts';
import { hashSigningKey, type Op, sameSecret } from './protocol.ts';
import { DISCOVERY } from './runs.ts';
import { acceptEvents, checkEvent, EventError } from './schedule.ts';
import { checkpoint, LeaseLostError } from './settle.ts';
import { transact } from './transaction.ts';
import type { EngineEvent, EventInput } from './types.ts';

interface Keys {
  eventKey: string;
  signingKey: string;
}

const json = (status: number, body: unknown) => Response.json(body, { status });

/** Makes the event that is stored of what was sent. */
export function toEvent(input: EventInput, id: string, now: Date): EngineEvent {
  return { ...input, id: input.id || id, data: input.data ?? {}, ts: input.ts ?? now.getTime() };
}

/** The server's side of the SDK's protocol: event API, registration, checkpoints. */
export function createFetch(ctx: Context, active: ActiveCalls, keys: Keys): typeof fetch {
  const bearer = `Bearer ${hashSigningKey(keys.signingKey)}`;
  return async (input, init) => {
    const request = incoming(input, init);
    const { pathname } = request.url;
    const [, first, second, third, fourth] = pathname.split('/');
    if (request.method === 'POST' && first === 'e' && second !== undefined) {
      if (!sameSecret(decodeURIComponent(second), keys.eventKey))
        return json(401, { error: 'wrong event key', status: 401 });
      return receiveEvents(ctx, active, request);
    }
    if (!sameSecret(request.headers.get('authorization') ?? '', bearer)) {
      return json(401, { error: 'wrong signing key', status: 401 });
    }
    if (request.method === 'POST' && pathname === '/fn/register') {
      // The engine reads the configuration itself when it registers; nothing is left to do.
      return json(200, { ok: true, modified: false, status: 200 });
    }
    if (request.method === 'POST' && first === 'v1' && second === 'checkpoint' && fourth === 'async') {
      return receiveCheckpoint(ctx, active, decodeURIComponent(third!), request);
    }
    throw new Error(`the embedded engine does not answer ${request.method} ${pathname}`);
  };
}

interface Incoming {
  method: string;
  url: URL;
  headers: Headers;
  json(): Promise<unknown>;
}

/** What the SDK passes to `fetch` is a text with options; making a Request of these costs more than a step does. */
function incoming(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Incoming {
  if (input instanceof Request || typeof init.body !== 'string') {
    const request = new Request(input, init);
    return { method: request.method, url: new URL(request.url), headers: request.headers, json: () => request.json() };
  }
  const { method = 'GET', headers, body } = init;
  return { method, url: new URL(input), headers: new Headers(headers), json: async () => JSON.parse(body) };
}

async function receiveEvents(ctx: Context, active: ActiveCalls, request: Incoming): Promise<Response> {
  const seed = request.headers.get('x-inngest-event-id-seed');
  const now = new Date();
  try {
    const body = (await request.json()) as EventInput | EventInput[];
    const inputs = Array.isArray(body) ? body : [body];
    const events = inputs.map((input, index) => toEvent(input, seed ? seededEventId(seed, index) : newId(), now));
    for (const event of events) checkEvent(event);
    const sender = active.ofTrace(request.headers.get('traceparent'));
    // What a step sends is stored with the step's result: a crash in between neither loses nor doubles it.
    if (sender) sender.sent.push(...events);
    else await transact(ctx, (tx) => acceptEvents(tx, events));
    return json(200, { ids: events.map((event) => event.id), status: 200 });
  } catch (error) {
    if (error instanceof EventError || error instanceof SyntaxError) {
      return json(400, { error: error.message, status: 400 });
    }
    ctx.log.error({ err: error }, 'events could not be stored');
    return json(500, { error: 'events could not be stored', status: 500 });
  }
}

async function receiveCheckpoint(
  ctx: Context,
  active: ActiveCalls,
  runId: string,
  request: Incoming,
): Promise<Response> {
  const body = (await request.json()) as { qi_id?: string; steps?: Op[]; generation_id?: number };
  const [itemId, token] = (body.qi_id ?? '').split('.');
  if (!itemId || !/^\d+$/.test(itemId) || !token || !Array.isArray(body.steps)) {
    return json(400, { error: 'not a checkpoint', status: 400 });
  }
  const call = active.ofToken(token);
  const sent = call?.sent.splice(0) ?? [];
  try {
    const attempt = call?.attempt ?? 0;
    await checkpoint(ctx, { itemId, token, runId, attempt, stepId: DISCOVERY }, body.steps, { sent, active: call });
    // The SDK reads no more than the status, and a body takes twenty times as long to make.
    return new Response(null);
  } catch (error) {
    call?.sent.unshift(...sent);
    if (error instanceof LeaseLostError) return json(409, { error: error.message, status: 409 });
    ctx.log.error({ err: error, runId }, 'a checkpoint could not be written');
    return json(500, { error: 'the checkpoint could not be written', status: 500 });
  }
}
