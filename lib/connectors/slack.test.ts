import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackEmulator, startSlack } from '#e2e/vendors/slack.ts';
import { actions, button, input, modal, section, textInput } from '../domain/slack/blocks.ts';
import { mrkdwn } from '../domain/slack/mrkdwn.ts';
import type { ConnectorErrorClass } from './http.ts';
import {
  authTest,
  findMessage,
  getUser,
  listUsers,
  lookupByEmail,
  openConversation,
  openView,
  postMessage,
  pushView,
  respond,
  type SlackConnection,
  slackErrorOf,
  updateMessage,
  updateView,
} from './slack.ts';
import { failing } from './testing/failing.ts';

let slack: SlackEmulator;
let clock: number;

beforeEach(async () => {
  clock = Date.parse('2026-01-12T08:00:00Z');
  slack = await startSlack({ now: () => clock });
});
afterEach(() => slack.close());

function conn(changes: Partial<SlackConnection> = {}): SlackConnection {
  return { baseUrl: slack.apiUrl, botToken: slack.botToken, allowedNetworks: ['127.0.0.0/8'], ...changes };
}

const failsAs = failing(() => [slack.botToken]);

const LONG_AGO = new Date(0);
const form = modal({
  callbackId: 'reason',
  privateMetadata: 'r1',
  title: 'Temporary admin',
  submit: 'Send',
  close: 'Cancel',
  blocks: [input('reason', 'Why?', textInput('value', { min: 10, max: 500 }))],
});
const ask = [
  section(mrkdwn`Approve?`),
  actions('decision', [button({ actionId: 'approve', text: 'Approve', value: 'r1' })]),
];

/** A trigger as a press brings it: the emulator posts to an address where nobody listens. */
async function trigger(): Promise<string> {
  const channel = slack.addChannel('it');
  const user = slack.addUser('ann');
  await slack.press(await postMessage(conn(), channel, { text: 'x', blocks: ask }), 'approve', user.id);
  return slack.triggerIds().at(-1) ?? '';
}

describe('users', () => {
  it('are found by e-mail, by id, and not found without an error', async () => {
    const ann = slack.addUser('ann');
    expect(await lookupByEmail(conn(), 'Ann@shop.example')).toMatchObject({ id: ann.id, email: 'ann@shop.example' });
    expect(await getUser(conn(), ann.id)).toMatchObject({ displayName: 'ann', guest: false, bot: false });
    expect(await lookupByEmail(conn(), 'nobody@shop.example')).toBeNull();
    expect(await getUser(conn(), 'U0NOBODY')).toBeNull();
  });

  it('have no address where the token may not read them', async () => {
    const ann = slack.addUser('ann');
    slack.scopes.delete('users:read.email');
    expect((await getUser(conn(), ann.id))?.email).toBeNull();
    const error = await failsAs('forbidden', lookupByEmail(conn(), 'ann@shop.example'));
    expect(error.message).toBe('Slack: users.lookupByEmail: missing_scope; the token lacks users:read.email');
  });

  it('are listed a page at a time, each once, with guests marked', async () => {
    for (let n = 0; n < 25; n += 1) slack.addUser(`u${n}`, { is_restricted: n === 3 });
    const pages: number[] = [];
    const users: { id: string; guest: boolean }[] = [];
    for await (const page of listUsers(conn(), 10)) {
      pages.push(page.users.length);
      users.push(...page.users);
    }
    // The bot is a user as well.
    expect(pages).toEqual([10, 10, 6]);
    expect(new Set(users.map(({ id }) => id)).size).toBe(26);
    expect(users.filter(({ guest }) => guest)).toHaveLength(1);
  });

  it('of another shape are rejects', async () => {
    slack.users.set('odd', { name: 7 } as never);
    const { value } = await listUsers(conn()).next();
    expect(value?.rejects).toMatchObject([{ index: 1, problem: expect.stringContaining('id') }]);
    expect(value?.users).toHaveLength(1);
  });
});

describe('messages', () => {
  it('are posted to a DM, escaped, changed, and found again by their key', async () => {
    const ann = slack.addUser('ann');
    const dm = await openConversation(conn(), [ann.id]);
    expect(await openConversation(conn(), [ann.id])).toBe(dm);
    const ref = await postMessage(conn(), dm, { text: 'a <!channel> & b', blocks: ask, key: 'run-1/ask' });
    expect(slack.latestIn(ann.id)).toMatchObject({ ...ref, text: 'a &lt;!channel&gt; &amp; b' });
    expect(slack.buttonsOf(slack.latestIn(ann.id))).toEqual(['approve']);
    expect(await findMessage(conn(), dm, 'run-1/ask', LONG_AGO)).toEqual(ref);
    expect(await findMessage(conn(), dm, 'run-2/ask', LONG_AGO)).toBeNull();
    await updateMessage(conn(), ref, { text: 'Approved.' });
    expect(slack.messages).toMatchObject([{ text: 'Approved.', blocks: [], earlier: [{ blocks: [{}, {}] }] }]);
  });

  it('whose answer was lost stand, and are found', async () => {
    const channel = slack.addChannel('it');
    slack.outages.next = ['lost'];
    await failsAs('transient', postMessage(conn(), channel, { text: 'x', key: 'k' }));
    expect(await findMessage(conn(), channel, 'k', LONG_AGO)).toMatchObject({ channel });
    expect(slack.messages).toHaveLength(1);
  });

  it('answer an interaction, five times', async () => {
    await trigger();
    const url = slack.responseUrls().at(-1) ?? '';
    for (let n = 0; n < 5; n += 1) await respond(conn(), url, { text: `<${n}>` });
    expect(slack.replies.map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4'].map((n) => `&lt;${n}&gt;`));
    const error = await failsAs('not_found', respond(conn(), url, { text: 'more' }));
    expect(JSON.stringify(error)).not.toContain(new URL(url).pathname);
  });

  it('replace the one that was pressed', async () => {
    await trigger();
    await respond(conn(), slack.responseUrls().at(-1) ?? '', { text: 'Done', replaceOriginal: true });
    expect(slack.messages.at(-1)).toMatchObject({ text: 'Done', blocks: [] });
  });
});

describe('modals', () => {
  it('open by a fresh trigger, once, and are updated by their hash', async () => {
    const id = await trigger();
    const view = await openView(conn(), id, form);
    expect(slack.views.get(view.id)).toMatchObject({ open: true, callback_id: 'reason', hash: view.hash });
    const again = await failsAs('bad_request', openView(conn(), id, form));
    expect(slackErrorOf(again)).toBe('trigger_exchanged');
    const next = await updateView(conn(), view, form);
    expect(next.hash).not.toBe(view.hash);
    expect(slackErrorOf(await failsAs('bad_request', updateView(conn(), view, form)))).toBe('hash_conflict');
    await updateView(conn(), { id: view.id }, form);
  });

  it('do not open after three seconds', async () => {
    const id = await trigger();
    clock += 3_001;
    expect(slackErrorOf(await failsAs('bad_request', openView(conn(), id, form)))).toBe('expired_trigger_id');
  });

  it('are pushed on an open one only', async () => {
    expect(slackErrorOf(await failsAs('bad_request', pushView(conn(), await trigger(), form)))).toBe(
      'no_view_to_push_on',
    );
  });

  it('that break Slack’s limits are refused, with the place', async () => {
    const title = { type: 'plain_text', text: 'x'.repeat(25), emoji: false } as const;
    const error = await failsAs('bad_request', openView(conn(), await trigger(), { ...form, title }));
    expect(error.message).toContain('/view/title/text');
  });
});

describe('errors', () => {
  it.each<[code: string, kind: ConnectorErrorClass]>([
    ['token_revoked', 'auth'],
    ['account_inactive', 'auth'],
    ['is_archived', 'bad_request'],
    ['internal_error', 'transient'],
    ['fatal_error', 'transient'],
    ['ratelimited', 'rate_limited'],
    ['something_new', 'bad_request'],
  ])('%s with a 200: %s', async (code, kind) => {
    slack.error = code;
    const error = await failsAs(kind, authTest(conn()));
    expect(slackErrorOf(error)).toBe(code);
    expect(error.request).toEqual({ method: 'POST', url: `${slack.apiUrl}/auth.test` });
  });

  it('a rate limit says how long to wait', async () => {
    slack.outages.always = 'rate-limited';
    expect((await failsAs('rate_limited', authTest(conn()))).retryAfterMs).toBe(5_000);
  });

  it('a 500, a wrong token, an unknown channel, a private host', async () => {
    slack.outages.next = ['server-error', 'unavailable'];
    expect(slackErrorOf(await failsAs('transient', authTest(conn())))).toBeNull();
    await failsAs('transient', authTest(conn()));
    await failsAs('auth', authTest(conn({ botToken: 'xoxb-wrong' })));
    await failsAs('not_found', postMessage(conn(), 'C0NONE', { text: 'x' }));
    await failsAs('refused', authTest(conn({ allowedNetworks: [] })));
  });

  it('the test call says whose token it is and what it may', async () => {
    const got = await authTest(conn({ baseUrl: `${slack.apiUrl}/` }));
    expect(got).toMatchObject({ team: 'Shop', botUserId: 'U0BOT0001' });
    expect(got.scopes).toContain('chat:write');
  });
});
