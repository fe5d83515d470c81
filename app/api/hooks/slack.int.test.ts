import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { signedHeaders } from '#e2e/vendors/slack-push.ts';
import { accessRequests, outbox } from '#lib/db/schema/index.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { ctxOf } from '#lib/services/testing/fixtures.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();
const SECRET = 'a signing secret of the tests';
const FORM = 'application/x-www-form-urlencoded';

beforeAll(async () => {
  await putConnector({
    ctx: ctxOf(api.floor.db, SYSTEM, new Date()),
    input: { id: 'slack', enabled: true, credentials: { botToken: 'xoxb-test', signingSecret: SECRET } },
  });
});

let count = 0;
const commandOf = (userId: string, more: Record<string, string> = {}) => {
  count += 1;
  return new URLSearchParams({
    ...{ command: '/mac-admin', text: '', user_id: userId, user_name: 'maria', team_id: 'T1', channel_id: 'D1' },
    ...{ trigger_id: `trigger.${count}`, response_url: 'https://hooks.slack.example/1', ...more },
  }).toString();
};
const send = (body: string, headers: Record<string, string>, path = 'commands') =>
  api.call('POST', `/api/hooks/slack/${path}`, { raw: body, headers: { 'content-type': FORM, ...headers } });
const signed = (body: string, at = Date.now(), secret = SECRET) => signedHeaders(secret, body, at);
const asked = (userId: string) =>
  api.floor.db.select().from(accessRequests).where(eq(accessRequests.requesterSlackId, userId));

test('a command that Slack signed begins a request, and is answered at once, to the asker alone', async () => {
  const body = commandOf('U0AAA1111');
  const answer = await send(body, signed(body));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    response_type: 'ephemeral',
    text: 'Watchfloor writes to you in a direct message in a moment.',
  });
  const [request] = await asked('U0AAA1111');
  expect(request).toMatchObject({ state: 'requested', step: 'person', source: 'slack', minutes: 15 });
  const events = await api.floor.db.select().from(outbox).where(eq(outbox.name, 'access/requested'));
  expect(events.map(({ data }) => data.requestId)).toContain(request!.id);
});

test('the same press that arrives again, or is played back, asks once', async () => {
  const body = commandOf('U0AAA2222');
  const headers = signed(body);
  const answers = await Promise.all([send(body, headers), send(body, headers), send(body, headers)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await asked('U0AAA2222')).toHaveLength(1);
});

const body = commandOf('U0AAA3333');
test.each<[string, () => Record<string, string>]>([
  ['no signature', () => ({})],
  ['another secret', () => signed(body, Date.now(), 'another secret')],
  ['another body', () => signed(`${body}&more=1`)],
  ['signed six minutes ago', () => signed(body, Date.now() - 360_000)],
  ['signed for in six minutes', () => signed(body, Date.now() + 360_000)],
])('%s: 401, and nothing is begun', async (_name, headers) => {
  for (const path of ['commands', 'interactions']) expect((await send(body, headers(), path)).status).toBe(401);
  expect(await asked('U0AAA3333')).toEqual([]);
});

test('a form that Slack would not send is refused, one that we do not know is answered politely', async () => {
  const unreadable = 'payload=%7B';
  expect((await send(unreadable, signed(unreadable), 'interactions')).status).toBe(400);
  const unknown = commandOf('U0AAA4444', { command: '/something-else' });
  const answer = await send(unknown, signed(unknown));
  expect(await answer.json()).toMatchObject({ text: expect.stringContaining('does not know this action') });
  expect(await asked('U0AAA4444')).toEqual([]);
});

test('a decision waits for who pressed to be looked up: it is taken, and changes nothing itself', async () => {
  const command = commandOf('U0AAA5555');
  await send(command, signed(command));
  const [request] = await asked('U0AAA5555');
  const payload = {
    type: 'block_actions',
    ...{ user: { id: 'U0SOMEBODY', team_id: 'T1' }, team: { id: 'T1' }, trigger_id: 'trigger.decision' },
    ...{ container: { message_ts: '1.1', channel_id: 'C1' }, response_url: 'https://hooks.slack.example/2' },
    actions: [
      { action_id: 'access.approve', block_id: 'decision', type: 'button', action_ts: '1.2', value: request!.id },
    ],
  };
  const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const answer = await send(form, signed(form), 'interactions');
  expect([answer.status, await answer.text()]).toEqual([200, '']);
  expect((await asked('U0AAA5555'))[0]!.state).toBe('requested');
  const events = await api.floor.db.select().from(outbox).where(eq(outbox.name, 'slack/interaction.received'));
  expect(events.map(({ data }) => data)).toMatchObject([
    { requestId: request!.id, decision: 'approve', note: null, slackUserId: 'U0SOMEBODY' },
  ]);
});
