import { createHash } from 'node:crypto';
import { notifyOutbox } from '../realtime/notify.ts';
import type { Contract } from './contract.ts';
import { claimKey } from './idempotency.ts';
import { requireSameOrigin } from './origin.ts';
import { HttpError, problemResponse } from './problem.ts';
import { countRequest } from './rate-limit.ts';
import { type Answer, askedOf, type Call, requireIdentity, respond, withHeaders } from './route.ts';

type Context = { params: Promise<Record<string, string>> };

/** What an upload does, in two steps: its body is taken as it streams, and only then is anything changed. */
export interface Upload<R extends { sha256: string }> {
  receive(call: Call<'key'>, body: AsyncIterable<Uint8Array>): Promise<R>;
  keep(call: Call<'key'>, received: R): Promise<Answer>;
  /** It is not kept: refused, or the repetition of a request that was answered. Does nothing to what is kept. */
  discard(call: Call<'key'>, received: R): Promise<void>;
}

/** As `route`, for a POST whose body is a file: counted while it comes, and never held as a whole. */
export function uploadRoute<R extends { sha256: string }>(contract: Contract & { upload: number }, upload: Upload<R>) {
  async function handle(request: Request, context: Context): Promise<Response> {
    const now = new Date();
    let headers: Record<string, string> = {};
    try {
      const identity = await requireIdentity(request, contract, now);
      const { actor } = identity;
      if (identity.by === 'key') headers = countRequest(actor.id, now.getTime());
      else requireSameOrigin(request);
      const call = {
        ...askedOf(request, contract, identity, now),
        params: (await context.params) as { key: string },
        body: undefined,
        ifMatch: undefined,
      };
      const received = await upload.receive(call, counted(request, contract.upload));
      const response = await answer(request, call, received);
      if (response.ok) notifyOutbox();
      return withHeaders(response, headers);
    } catch (error) {
      return withHeaders(problemResponse(error), headers);
    }
  }

  /** The Idempotency-Key is asked once the content is known: the same key with another file is another request. */
  async function answer(request: Request, call: Call<'key'>, received: R): Promise<Response> {
    const key = request.headers.get('idempotency-key');
    const url = new URL(request.url);
    const { actor, now } = call.ctx;
    let claim: Awaited<ReturnType<typeof claimKey>> | undefined;
    try {
      const raw = createHash('sha256').update(received.sha256).digest();
      const asked = { method: contract.method, path: url.pathname + url.search, raw };
      claim = key === null ? undefined : await claimKey(key, `${actor.kind}:${actor.id}`, asked, now);
      if (claim instanceof Response) {
        await upload.discard(call, received);
        return claim;
      }
      // After a crash between the file's own transaction and the keeping of its answer, the retry finds the file instead of another one.
      const ctx = claim ? { ...call.ctx, effect: claim.effect } : call.ctx;
      const response = respond(contract, await upload.keep({ ...call, ctx }, received));
      if (claim) await upload.discard(call, received);
      await claim?.keep(response, await response.clone().text());
      return response;
    } catch (error) {
      await upload.discard(call, received);
      if (!claim || claim instanceof Response) throw error;
      const response = problemResponse(error);
      if (response.status < 500) await claim.keep(response, await response.clone().text());
      else await claim.release();
      return response;
    }
  }

  return Object.assign(handle, { contract });
}

/** The body's pieces, no more than `limit` bytes of them: beyond it is 413, whatever content-length said. */
async function* counted(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new HttpError(413, `A file may have ${limit / 1024 / 1024} MB at most.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  let size = 0;
  for await (const piece of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > limit) throw tooLarge();
    yield piece;
  }
}
