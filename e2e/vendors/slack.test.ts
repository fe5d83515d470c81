import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConversation, openView, postMessage, pushView, type SlackConnection } from '#lib/connectors/slack.ts';
import { fieldErrors, onlyToYou } from '#lib/domain/slack/answer.ts';
import { actions, button, input, modal, section, select, textInput } from '#lib/domain/slack/blocks.ts';
import { readCommand, readInteraction, type SlackInteraction } from '#lib/domain/slack/interaction.ts';
import { mrkdwn } from '#lib/domain/slack/mrkdwn.ts';
import { isSignedBySlack } from '#lib/http/slack-signature.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';
import { type SlackEmulator, startSlack } from './slack.ts';

let slack: SlackEmulator;
let app: VendorServer;
let clock: number;
let ann: string;
/** What the app heard, once its signature was found right. */
let heard: SlackInteraction[];
/** What the app answers to interactions. */
let answer: (interaction: SlackInteraction) => VendorAnswer | Promise<VendorAnswer>;

const fields = [
  input('reason', 'Why?', textInput('value', { min: 10, max: 500 })),
  input('mac', 'Which Mac?', select('value', 'Choose', [{ text: 'MBA-0001', value: '12' }]).element),
];
const form = modal({
  callbackId: 'reason',
  privateMetadata: 'r1',
  title: 'Admin',
  submit: 'Send',
  close: 'Cancel',
  blocks: fields,
});
const ask = [
  section(mrkdwn`Why?`),
  actions('row', [
    button({ actionId: 'explain', text: 'Explain', value: 'r1' }),
    select('mac', 'Mac', [{ text: 'M', value: '12' }]).element,
  ]),
];

beforeEach(async () => {
  clock = Date.parse('2026-01-12T08:00:00Z');
  heard = [];
  answer = () => ({ body: '' });
  app = await startVendor(receive);
  slack = await startSlack({ now: () => clock, interactionsUrl: `${app.url}/i`, commandsUrl: `${app.url}/c` });
  ann = slack.addUser('ann').id;
});
afterEach(() => Promise.all([slack.close(), app.close()]));

function receive({ headers, text, form: sent, path }: RecordedRequest): VendorAnswer | Promise<VendorAnswer> {
  const signed = {
    timestamp: (headers['x-slack-request-timestamp'] as string) ?? null,
    signature: (headers['x-slack-signature'] as string) ?? null,
    raw: Buffer.from(text),
  };
  if (!sent || !isSignedBySlack(signed, [slack.signingSecret], new Date(clock))) return { status: 401 };
  if (path === '/c') {
    const command = readCommand(sent);
    return { body: onlyToYou(command.kind === 'command' ? `${command.command} ${command.text}` : 'no') };
  }
  const interaction = readInteraction(sent);
  heard.push(interaction);
  return answer(interaction);
}

const conn = (): SlackConnection => ({
  baseUrl: slack.apiUrl,
  botToken: slack.botToken,
  allowedNetworks: ['127.0.0.0/8'],
});

async function ask_() {
  const dm = await openConversation(conn(), [ann]);
  return postMessage(conn(), dm, { text: 'Why?', blocks: ask });
}

/** A press of the button, with the modal that its trigger opens. */
async function opened() {
  await slack.press(await ask_(), 'explain', ann);
  return openView(conn(), slack.triggerIds().at(-1) ?? '', form);
}

describe('a command', () => {
  it('is signed, answered in time, and shown to the asker alone', async () => {
    expect(await slack.command('/mac-admin', '<maria> & co', ann)).toMatchObject({
      status: 200,
      ok: true,
      kind: 'command',
    });
    expect(slack.replies).toMatchObject([{ userId: ann, text: '/mac-admin &lt;maria&gt; &amp; co' }]);
  });

  it('with another secret, or of another time, is refused', async () => {
    expect(await slack.command('/mac-admin', '', ann, { secret: 'other' })).toMatchObject({ status: 401, ok: false });
    expect(await slack.command('/mac-admin', '', ann, { at: clock - 301_000 })).toMatchObject({ status: 401 });
    expect(slack.replies).toEqual([]);
  });
});

describe('a press', () => {
  it('tells who pressed what, where', async () => {
    const ref = await ask_();
    await slack.press(ref, 'explain', ann);
    await slack.press(ref, 'mac', ann, { value: '12' });
    const message = { channelId: ref.channel, ts: ref.ts };
    expect(heard).toMatchObject([
      { kind: 'block_actions', userId: ann, message, actions: [{ actionId: 'explain', blockId: 'row', value: 'r1' }] },
      { kind: 'block_actions', message, actions: [{ actionId: 'mac', type: 'static_select', value: '12' }] },
    ]);
  });

  it('of what is not there cannot be made', async () => {
    const ref = await ask_();
    expect(() => slack.press(ref, 'approve', ann)).toThrow('nothing to press');
    expect(() => slack.press(ref, 'mac', ann, { value: '13' })).toThrow('no option');
    expect(() => slack.press(ref, 'explain', 'U0NOBODY')).toThrow('no such user');
  });

  it('that is answered too late has failed', async () => {
    answer = () => new Promise(() => undefined);
    const impatient = await startSlack({ now: () => clock, interactionsUrl: `${app.url}/i`, answerWithinMs: 50 });
    const bob = impatient.addUser('bob').id;
    expect(await impatient.shortcut('mac_admin', bob)).toMatchObject({ status: null, ok: false });
    await impatient.close();
  });

  it('of a shortcut opens a modal too', async () => {
    await slack.shortcut('mac_admin', ann);
    expect(heard).toMatchObject([{ kind: 'shortcut', callbackId: 'mac_admin', userId: ann }]);
    await openView(conn(), slack.triggerIds().at(-1) ?? '', form);
    expect(slack.openViewOf(ann)).toMatchObject({ callback_id: 'reason', open: true });
  });
});

describe('a modal', () => {
  const values = { reason: 'Install the printer driver', mac: '12' };

  it('that is sent closes, and tells what was filled in', async () => {
    const view = await opened();
    await slack.submit(view.id, values);
    expect(heard.at(-1)).toMatchObject({
      ...{ kind: 'view_submission', userId: ann },
      view: { id: view.id, callbackId: 'reason', privateMetadata: 'r1' },
      values: { reason: { value: values.reason }, mac: { value: '12' } },
    });
    expect(slack.openViewOf(ann)).toBeNull();
  });

  it('with errors stays open and shows them', async () => {
    const view = await opened();
    answer = () => ({ body: fieldErrors({ reason: 'Too short' }) });
    await slack.submit(view.id, { reason: 'x' });
    expect(slack.openViewOf(ann)).toMatchObject({ id: view.id, errors: { reason: 'Too short' } });
    expect(heard.at(-1)).toMatchObject({ values: { mac: { value: null } } });
  });

  it('becomes another one', async () => {
    const view = await opened();
    answer = () => ({ body: { response_action: 'update', view: { ...form, callback_id: 'next' } } });
    await slack.submit(view.id, values);
    expect(slack.openViewOf(ann)).toMatchObject({ id: view.id, callback_id: 'next' });
  });

  it('closes with all above and below it', async () => {
    const view = await opened();
    answer = () => ({ body: { response_action: 'push', view: { ...form, callback_id: 'above' } } });
    await slack.submit(view.id, values);
    const above = slack.openViewOf(ann);
    expect(above).toMatchObject({ callback_id: 'above', previous: view.id, root: view.id });
    answer = () => ({ body: { response_action: 'clear' } });
    await slack.submit(above?.id ?? '', values);
    expect(slack.openViewOf(ann)).toBeNull();
  });

  it('is pushed by the trigger of what was sent from one, while that is open', async () => {
    const view = await opened();
    answer = () => ({ body: fieldErrors({ reason: 'Look at this first' }) });
    await slack.submit(view.id, values);
    const above = await pushView(conn(), slack.triggerIds().at(-1) ?? '', form);
    expect(slack.openViewOf(ann)?.id).toBe(above.id);
  });

  it('that is closed tells so where it asked for that, and can be sent no more', async () => {
    const view = await opened();
    expect(await slack.closeView(view.id)).toMatchObject({ status: 200 });
    expect(heard.at(-1)).toMatchObject({ kind: 'view_closed', view: { id: view.id }, cleared: false });
    await expect(slack.submit(view.id, values)).rejects.toThrow('no such open modal');
    const silent = await opened();
    slack.views.get(silent.id)!.notify_on_close = false;
    expect(await slack.closeView(silent.id)).toBeNull();
  });
});

describe('the API', () => {
  const post = (method: string, init: RequestInit) =>
    fetch(`${slack.apiUrl}/${method}`, { method: 'POST', ...init }).then((response) => response.json());
  const authorization = () => ({ authorization: `Bearer ${slack.botToken}` });
  const json = { 'content-type': 'application/json; charset=utf-8' };

  it('takes JSON as well as forms, and a token in the form', async () => {
    const channel = slack.addChannel('it');
    const body = JSON.stringify({ channel, text: 'x', blocks: [section(mrkdwn`x`)] });
    expect(await post('chat.postMessage', { headers: { ...authorization(), ...json }, body })).toMatchObject({
      ok: true,
    });
    expect(await post('auth.test', { body: new URLSearchParams({ token: slack.botToken }) })).toMatchObject({
      ok: true,
    });
  });

  it.each<[error: string, method: string, body: () => BodyInit, token?: string]>([
    ['not_authed', 'auth.test', () => '', ''],
    ['invalid_auth', 'auth.test', () => '', 'Bearer xoxb-wrong'],
    ['unknown_method', 'chat.post', () => ''],
    ['invalid_form_data', 'chat.postMessage', () => 'channel=C1'],
    ['channel_not_found', 'chat.postMessage', () => new URLSearchParams({ channel: 'C1', text: 'x' })],
    ['no_text', 'chat.postMessage', () => new URLSearchParams({ channel: slack.addChannel('it') })],
    [
      'invalid_blocks',
      'chat.postMessage',
      () => new URLSearchParams({ channel: slack.addChannel('it'), blocks: '[{"type":"table"}]' }),
    ],
    ['invalid_arguments', 'views.open', () => new URLSearchParams({ trigger_id: 'x', view: '{}' })],
    ['invalid_limit', 'users.list', () => new URLSearchParams({ limit: '1001' })],
  ])('says %s', async (error, method, body, token) => {
    const headers = token === '' ? undefined : { authorization: token ?? authorization().authorization };
    expect(await post(method, { headers, body: body() })).toMatchObject({ ok: false, error });
  });
});
