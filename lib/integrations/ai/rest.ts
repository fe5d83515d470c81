import { ConnectorError } from '../../connectors/http/error.ts';

const REST_MS = 60_000;
/** One call may be lost; a second in a row is a model that does not answer. */
const MOST_UNANSWERED = 2;

/** Watches what becomes of calls to a model, and says when it is to be left alone. */
export interface Rest {
  answered(): void;
  /** Until when nobody is to ask again; undefined: the next call may be made. */
  after(error: unknown, now: Date): Date | undefined;
}

/**
 * A model that limits us is left alone for as long as it says; one that gives no answer, twice in a row, for a minute: each further call would wait for all
 * of its time, and hold what it is made for.
 */
export function createRest(): Rest {
  let unanswered = 0;
  return {
    answered() {
      unanswered = 0;
    },
    after(error, now) {
      if (!(error instanceof ConnectorError)) return undefined;
      if (error.class === 'rate_limited') return new Date(now.getTime() + (error.retryAfterMs ?? REST_MS));
      unanswered = error.class === 'transient' && error.answer === undefined ? unanswered + 1 : 0;
      return unanswered >= MOST_UNANSWERED ? new Date(now.getTime() + REST_MS) : undefined;
    },
  };
}
