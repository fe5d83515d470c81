import { identify } from '../auth/identify.ts';
import { requiredEnv } from '../env.ts';
import { createHub, type Hub } from '../realtime/hub.ts';
import { changeStream } from '../realtime/stream.ts';
import { database } from './database.ts';
import { problemResponse } from './problem.ts';
import { requireIdentity } from './route.ts';
import { atShutdown } from './shutdown.ts';

let hub: Hub | undefined;

function hubOfProcess(): Hub {
  if (!hub) {
    const made = createHub(database().db, requiredEnv('DATABASE_URL'));
    hub = made;
    atShutdown(() => {
      hub = undefined;
      return made.close();
    });
  }
  return hub;
}

/** Opens the caller's stream. It ends with the session, with the client, or with the process. */
export async function openStream(request: Request): Promise<Response> {
  try {
    const { actor } = await requireIdentity(request, {}, new Date());
    const ending = new AbortController();
    const forget = atShutdown(() => ending.abort());
    const body = changeStream({
      db: database().db,
      hub: hubOfProcess(),
      actor,
      after: request.headers.get('last-event-id'),
      recheck: async () => (await identify(request, new Date()))?.actor ?? null,
      signal: AbortSignal.any([request.signal, ending.signal]),
      onEnd: forget,
    });
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  } catch (error) {
    return problemResponse(error);
  }
}
