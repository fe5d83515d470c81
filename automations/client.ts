import { Inngest } from 'inngest';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';

/** The app's id at Inngest: the prefix of every function's id. */
export const APP_ID = 'watchfloor';

type Fetch = typeof fetch;
let transport: Fetch = (input, init) => fetch(input, init);

/** Puts the embedded engine in the place of the network: the worker calls this before anything is sent. */
export function useTransport(next: Fetch): void {
  transport = next;
}

/** The Inngest client of all functions. With INNGEST_BASE_URL it talks to a real server, else to whatever {@link useTransport} set. */
export const inngest = new Inngest({
  id: APP_ID,
  isDev: false,
  logger: log,
  fetch: (input, init) => transport(input, init),
  ...(env().INNGEST_BASE_URL ? { baseUrl: env().INNGEST_BASE_URL } : { baseUrl: 'http://engine.watchfloor.internal' }),
  eventKey: env().INNGEST_EVENT_KEY ?? env().ENGINE_EVENT_KEY ?? 'embedded',
  signingKey: env().INNGEST_SIGNING_KEY ?? env().ENGINE_SIGNING_KEY,
});
