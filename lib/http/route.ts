import { type Identity, identify } from '../auth/identify.ts';
import { notifyOutbox } from '../realtime/notify.ts';
import { pointerTo, ServiceError } from '../services/errors.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { parseJson, readBody } from './body.ts';
import { clientAddress } from './client-address.ts';
import type { Contract } from './contract.ts';
import { database } from './database.ts';
import { claimKey } from './idempotency.ts';
import { JSON_LIMIT } from './limits.ts';
import { requireSameOrigin } from './origin.ts';
import { HttpError, problemResponse } from './problem.ts';
import { countRequest } from './rate-limit.ts';

/** What a handler is given: who asks, and what, not parsed yet: the services parse. */
export interface Call<P extends string> {
  ctx: Ctx;
  identity: Identity;
  params: Record<P, string>;
  query: Record<string, string | string[]>;
  body: unknown;
  /** The version in If-Match; undefined for `*` or none. */
  ifMatch: number | undefined;
}

type ParamOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamOf<Rest> : never;

/** An answer: its JSON, and where a new thing stands; or a file to keep. */
export interface Answer {
  value?: unknown;
  location?: string;
  file?: { name: string; body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> };
}

type Context = { params: Promise<Record<string, string>> };
type Handler = ((request: Request, context: Context) => Promise<Response>) & { contract: Contract };

/**
 * Makes a Next route handler of an operation. In this order: who asks, from where, how often; the body within its limit; If-Match; the
 * Idempotency-Key; then the handler, whose errors become problem+json.
 */
export function route<const C extends Contract>(
  contract: C,
  handler: (call: Call<ParamOf<C['path']>>) => Promise<Answer>,
): Handler {
  const changes = contract.method !== 'GET';

  async function handle(request: Request, context: Context): Promise<Response> {
    const now = new Date();
    let headers: Record<string, string> = {};
    try {
      const identity = await requireIdentity(request, contract, now);
      const { actor } = identity;
      if (identity.by === 'key') headers = countRequest(actor.id, now.getTime());
      else if (changes) requireSameOrigin(request);
      const raw = changes ? await readBody(request, contract.bodyLimit ?? JSON_LIMIT) : Buffer.alloc(0);
      const url = new URL(request.url);
      const call = {
        ...askedOf(request, contract, identity, now),
        params: (await context.params) as Call<ParamOf<C['path']>>['params'],
        body: bodyOf(contract, request, raw),
        ifMatch: contract.ifMatch ? versionOf(request, contract.ifMatch) : undefined,
      };
      const key = contract.method === 'POST' && !contract.neverReplayed ? request.headers.get('idempotency-key') : null;
      const asked = { method: contract.method, path: url.pathname + url.search, raw };
      const response = key === null ? respond(contract, await handler(call)) : await once(key, asked, call);
      if (changes && response.ok) notifyOutbox();
      return withHeaders(response, headers);
    } catch (error) {
      return withHeaders(problemResponse(error), headers);
    }
  }

  /** The answer to the first request with this key: made now, or the one that was made then. */
  async function once(
    key: string,
    asked: Parameters<typeof claimKey>[2],
    call: Call<ParamOf<C['path']>>,
  ): Promise<Response> {
    const { actor, now } = call.ctx;
    const claim = await claimKey(key, `${actor.kind}:${actor.id}`, asked, now);
    if (claim instanceof Response) return claim;
    try {
      // The answer of an effect is stored as it is: one that is shown once must not be.
      const ctx = contract.shownOnce ? call.ctx : { ...call.ctx, effect: claim.effect };
      const answer = await handler({ ...call, ctx });
      const response = respond(contract, answer);
      await claim.keep(
        response,
        contract.answer.schema === null ? '' : JSON.stringify(without(answer.value, contract)),
      );
      return response;
    } catch (error) {
      const response = problemResponse(error);
      // A refusal is an answer and stays one; what broke may be tried again.
      if (response.status < 500) await claim.keep(response, await response.clone().text());
      else await claim.release();
      return response;
    }
  }

  return Object.assign(handle, { contract });
}

/** What every call is given, whatever becomes of its body. */
export function askedOf(request: Request, contract: Contract, identity: Identity, now: Date) {
  return {
    ctx: {
      db: database().db,
      actor: identity.actor,
      now,
      clock: () => new Date(),
      origin: originOf(request),
    } satisfies Ctx,
    identity,
    query: queryOf(contract, new URL(request.url).searchParams),
  };
}

/** Who asks, or 401; 403 while a one-time password waits to be changed. */
export async function requireIdentity(
  request: Request,
  rules: Pick<Contract, 'beforePasswordChange'>,
  now: Date,
): Promise<Identity> {
  const identity = await identify(request, now);
  if (!identity)
    throw new HttpError(401, 'Sign in, or send an API key as “Authorization: Bearer wf_…”.', {
      headers: { 'www-authenticate': 'Bearer realm="watchfloor"' },
    });
  if (identity.by === 'session' && identity.mustChangePassword && !rules.beforePasswordChange)
    throw new ServiceError('forbidden', 'Change the one-time password first (POST /api/v1/me/password).');
  return identity;
}

export function respond(contract: Contract, { value, location, file }: Answer): Response {
  const { status, schema, media } = contract.answer;
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (location) headers.location = location;
  if (contract.etag) headers.etag = `"${(value as { version: number }).version}"`;
  if (media && file)
    return new Response(file.body, { status, headers: { ...headers, ...fileHeaders(media, file.name) } });
  if (schema === null) return new Response(null, { status, headers });
  return new Response(JSON.stringify(value), { status, headers: { ...headers, 'content-type': 'application/json' } });
}

/** For the disk, never for the window: a file is not shown by the browser, whatever it holds. */
function fileHeaders(media: string, name: string): Record<string, string> {
  return {
    'content-type': media,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    'x-content-type-options': 'nosniff',
  };
}

function without(value: unknown, { shownOnce = [] }: Contract): unknown {
  if (shownOnce.length === 0) return value;
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => !shownOnce.includes(name)));
}

export function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

export function queryOf(contract: Contract, search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(search.keys())) {
    if (!contract.query) throw unknownField(name);
    const values = search.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  return query;
}

function bodyOf(contract: Contract, request: Request, raw: Buffer): unknown {
  if (raw.length === 0) return contract.body ? {} : undefined;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw new HttpError(415, 'Send the body as JSON with “Content-Type: application/json”.');
  const body = parseJson(raw);
  if (contract.body) return body;
  for (const name of Object.keys(Object(body))) throw unknownField(name);
  return undefined;
}

/** More of a user agent says nothing more. */
const AGENT_MAX = 300;

function originOf({ headers }: Request) {
  return { ip: clientAddress(headers), userAgent: headers.get('user-agent')?.slice(0, AGENT_MAX) ?? null };
}

function unknownField(name: string): HttpError {
  const message = `Unknown field “${name}”.`;
  return new HttpError(400, message, { errors: [{ pointer: pointerTo(name), message }] });
}

function versionOf(request: Request, rule: 'required' | 'optional'): number | undefined {
  const header = request.headers.get('if-match')?.trim();
  if (header === '*') return undefined;
  if (!header) {
    if (rule === 'optional') return undefined;
    throw new HttpError(
      428,
      'Send If-Match with the ETag of the case that you have read, so that nobody’s change is lost.',
    );
  }
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  // An ETag that was never ours matches no version.
  return found ? Number(found[1]) : Number.MAX_SAFE_INTEGER;
}
