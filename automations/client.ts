import { Inngest } from 'inngest';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { LedgerMiddleware } from './ledger.ts';

/** The app's id at Inngest: the prefix of every function's id. */
export const APP_ID = 'watchfloor';

type Fetch = typeof fetch;
let transport: Fetch = (input, init) => fetch(input, init);

/** Puts the embedded engine in the place of the network: the worker calls this before anything is sent. */
export function useTransport(next: Fetch): void {
  transport = next;
}

/**
 * The Inngest client of all functions. With INNGEST_BASE_URL it talks to a real server with that server's keys, and tells the run ledger
 * itself; else to whatever {@link useTransport} set, with the embedded engine's keys alone: a key of a server that is not there is none.
 */
export const inngest = new Inngest({
  id: APP_ID,
  isDev: false,
  logger: log,
  fetch: (input, init) => transport(input, init),
  ...clientOptions(env()),
});

function clientOptions(given: ReturnType<typeof env>) {
  const { INNGEST_BASE_URL: baseUrl, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = given;
  if (baseUrl)
    return {
      baseUrl,
      eventKey: INNGEST_EVENT_KEY ?? 'none',
      signingKey: INNGEST_SIGNING_KEY,
      middleware: [LedgerMiddleware],
    };
  return {
    baseUrl: 'http://engine.watchfloor.internal',
    eventKey: given.ENGINE_EVENT_KEY ?? 'none',
    signingKey: given.ENGINE_SIGNING_KEY ?? 'none',
  };
}
