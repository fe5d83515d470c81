import type { RecordedRequest } from './server.ts';

/**
 * What goes wrong with a request. `server-error` 500 and `unavailable` 503 do nothing; `rate-limited` says to wait; `lost` takes effect, and
 * its answer never arrives.
 */
export type Outage = 'server-error' | 'unavailable' | 'rate-limited' | 'lost';

/** Outages of an emulator: a standing one, and a list of those of the next requests, one each (null: this one works). */
export interface Outages {
  always: Outage | null;
  next: (Outage | null)[];
  /** The outage of the request that is being answered. */
  take(request: Pick<RecordedRequest, 'method' | 'path'>): Outage | null;
}

export function createOutages(): Outages {
  return {
    always: null,
    next: [],
    take() {
      return this.next.length > 0 ? (this.next.shift() ?? null) : this.always;
    },
  };
}
