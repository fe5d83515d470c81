import { NonRetriableError, RetryAfterError } from 'inngest';
import { expect, test } from 'vitest';
import { ConnectorError } from '#lib/connectors/http/error.ts';
import { conflict, forbidden, invalid, notFound, ServiceError } from '#lib/services/errors.ts';
import { retriable } from './retriable.ts';

const thrown = (error: Error) => retriable(() => Promise.reject(error)).catch((caught: unknown) => caught);

test.each([conflict('taken'), forbidden('no'), invalid([]), notFound('It'), new ServiceError('stale', 'changed')])(
  '$code is final',
  async (error) => {
    expect(await thrown(error)).toBeInstanceOf(NonRetriableError);
  },
);

test.each([new ServiceError('unavailable', 'away'), new Error('lost')])('%s is tried again', async (error) => {
  expect(await thrown(error)).toBe(error);
});

test('a vendor’s own time to wait is kept', async () => {
  const error = new ConnectorError({ class: 'rate_limited', vendor: 'wiz', message: 'slowly', retryAfterMs: 3000 });
  expect(await thrown(error)).toBeInstanceOf(RetryAfterError);
});
