import { expect, test } from 'vitest';
import { testApi } from '../testing/api.ts';

const api = testApi();

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
