import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { testApi } from '../testing/api.ts';

const KEY = '00ff00ff00ff00ff';
const api = testApi({ INNGEST_BASE_URL: 'http://127.0.0.1:8288', INNGEST_SIGNING_KEY: `signkey-test-${KEY}` });

/** As an Inngest server signs: HMAC-SHA256 over the body and the time. */
function signed(body: string): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000);
  const hmac = createHmac('sha256', KEY).update(body).update(String(seconds)).digest('hex');
  return { 'x-inngest-signature': `t=${seconds}&s=${hmac}`, host: 'localhost:3000' };
}

test('a real Inngest server registers every automation', async () => {
  const raw = JSON.stringify({ url: 'http://localhost:3000/api/inngest' });
  const headers = { ...signed(raw), 'content-type': 'application/json', 'x-inngest-sync-kind': 'in_band' };
  const answer = await api.call('PUT', '/api/inngest', { raw, headers });
  expect(answer.status).toBe(200);
  const { AUTOMATION_IDS } = await import('#lib/domain/automations.ts');
  const { functions } = (await answer.json()) as { functions: { id: string }[] };
  expect(functions.map(({ id }) => id)).toEqual(expect.arrayContaining(AUTOMATION_IDS.map((id) => `watchfloor-${id}`)));
});

test('nobody else can run one: a call must be signed', async () => {
  const body = {
    event: { name: 'wiz/issue.received', data: {} },
    events: [],
    steps: {},
    ctx: { run_id: 'r', attempt: 0 },
  };
  const path = '/api/inngest?fnId=watchfloor-wiz-incident&stepId=step';
  expect((await api.call('POST', path, { body })).status).toBe(401);
  expect((await api.call('POST', path, { body, headers: signed('another body') })).status).toBe(401);
});
