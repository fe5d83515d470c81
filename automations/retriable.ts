import { NonRetriableError, RetryAfterError } from 'inngest';
import { ConnectorError } from '#lib/connectors/http/error.ts';
import { ServiceError } from '#lib/services/errors.ts';

/** Refusals that another try would get again. A conflict that another look may solve is solved where it arises (receive). */
const FINAL_SERVICE = new Set<ServiceError['code']>([
  'invalid',
  'not_found',
  'forbidden',
  'unauthenticated',
  'conflict',
  'stale',
]);
const FINAL_CONNECTOR = new Set<ConnectorError['class']>(['auth', 'forbidden', 'bad_request', 'refused', 'not_found']);

/** Runs a step's work and turns what it throws into what the engine understands: never again, again after a time, or again. */
export async function retriable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError && FINAL_SERVICE.has(error.code))
      throw new NonRetriableError(error.message, { cause: error });
    if (error instanceof ConnectorError) {
      if (FINAL_CONNECTOR.has(error.class)) throw new NonRetriableError(error.message, { cause: error });
      if (error.retryAfterMs !== undefined)
        throw new RetryAfterError(error.message, error.retryAfterMs, { cause: error });
    }
    throw error;
  }
}
