import { expect, test } from 'vitest';
import { testApi } from '../testing/api.ts';

/** A server's keys alone are no server: they open nothing. */
const api = testApi({ INNGEST_SIGNING_KEY: 'signkey-test-00ff00ff00ff00ff', INNGEST_EVENT_KEY: 'server' });

test.each(['GET', 'POST', 'PUT'])(
  'on the embedded engine there is nothing to reach from outside: %s',
  async (method) => {
    const answer = await api.call(
      method,
      '/api/inngest?fnId=watchfloor-wiz-incident&stepId=step',
      method === 'GET' ? {} : { body: {} },
    );
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  },
);
