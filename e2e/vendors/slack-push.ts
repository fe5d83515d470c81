import { createHmac } from 'node:crypto';
import { fill, shown } from './slack-methods.ts';
import {
  type EmulatedBlock,
  type EmulatedMessage,
  type EmulatedView,
  findElement,
  newTrigger,
  type SlackState,
} from './slack-state.ts';

/** One request of Slack's to us, and what came of it. */
export interface SlackDelivery {
  kind: string;
  userId: string;
  /** Epoch milliseconds. */
  at: number;
  milliseconds: number;
  /** Null: no answer in time, or no connection. */
  status: number | null;
  /** Parsed where it is JSON. */
  body: unknown;
  /** Whether Slack would have shown the user an error. */
  ok: boolean;
}

export interface Signing {
  /** Another secret than the app's. */
  secret?: string;
  /** Signed at another time, epoch milliseconds. */
  at?: number;
}

/** The headers with which Slack signs a body. */
export function signedHeaders(secret: string, body: string, at: number): Record<string, string> {
  const timestamp = Math.floor(at / 1000);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` };
}

export interface PushContext {
  state: SlackState;
  signingSecret: string;
  interactionsUrl: string;
  commandsUrl: string;
  /** The emulator's own address, for `response_url`. */
  url: string;
  deliveries: SlackDelivery[];
  /** Slack waits so long for an answer, in milliseconds; then it tells the user that the app failed. */
  answerWithinMs: number;
}

/** Posts a form as Slack does, and records the answer. */
export async function deliver(
  { state, signingSecret, deliveries, answerWithinMs }: PushContext,
  url: string,
  facts: { kind: string; userId: string },
  form: Record<string, string>,
  { secret = signingSecret, at = state.now() }: Signing = {},
): Promise<SlackDelivery> {
  const body = new URLSearchParams(form).toString();
  const started = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...signedHeaders(secret, body, at) },
    redirect: 'manual',
    signal: AbortSignal.timeout(answerWithinMs),
  }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    () => ({ status: null, text: '' }),
  );
  const delivery: SlackDelivery = {
    ...facts,
    at: state.now(),
    milliseconds: Math.round(performance.now() - started),
    status: answer.status,
    body: parsed(answer.text),
    ok: answer.status === 200,
  };
  deliveries.push(delivery);
  return delivery;
}

const frame = (state: SlackState, userId: string) => ({
  team: { id: state.teamId, domain: 'shop' },
  user: {
    id: userId,
    username: state.users.get(userId)?.name ?? '',
    name: state.users.get(userId)?.name ?? '',
    team_id: state.users.get(userId)?.team_id ?? state.teamId,
  },
  api_app_id: 'A0EMU0001',
  token: 'deprecated',
  is_enterprise_install: false,
  enterprise: null,
});

function responseUrl({ state, url }: PushContext, userId: string, channel: string, ts: string | null): string {
  const path = `/actions/${state.teamId}/${state.next('')}/${Math.random().toString(36).slice(2)}`;
  state.responseUrls.set(path, { userId, channel, ts, uses: 0, at: state.now() });
  return `${url}${path}`;
}

/** A slash command, typed in a DM with the app. What is answered is shown to the user alone. */
export async function command(context: PushContext, name: string, text: string, userId: string, signing?: Signing) {
  const { state } = context;
  const user = person(state, userId);
  const form = {
    token: 'deprecated',
    team_id: state.teamId,
    team_domain: 'shop',
    channel_id: 'D0COMMAND',
    channel_name: 'directmessage',
    user_id: userId,
    user_name: user.name,
    command: name,
    text,
    api_app_id: 'A0EMU0001',
    is_enterprise_install: 'false',
    response_url: responseUrl(context, userId, 'D0COMMAND', null),
    trigger_id: newTrigger(state, userId),
  };
  const delivery = await deliver(context, context.commandsUrl, { kind: 'command', userId }, form, signing);
  const said = delivery.body as { text?: string; blocks?: EmulatedBlock[] } | null;
  if (delivery.ok && said?.text)
    state.replies.push({ userId, channel: 'D0COMMAND', text: said.text, blocks: said.blocks ?? [] });
  return delivery;
}

/** A global shortcut, from Slack's own menu. */
export function shortcut(context: PushContext, callbackId: string, userId: string, signing?: Signing) {
  person(context.state, userId);
  const payload = {
    type: 'shortcut',
    ...frame(context.state, userId),
    callback_id: callbackId,
    trigger_id: newTrigger(context.state, userId),
    action_ts: context.state.nextTs(),
  };
  return interact(context, payload, userId, signing);
}

/** A button that is pressed, or an option that is chosen, in a message. Throws where it is not (or no more) there. */
export function press(
  context: PushContext,
  ref: Pick<EmulatedMessage, 'channel' | 'ts'>,
  actionId: string,
  userId: string,
  { value, ...signing }: Signing & { value?: string } = {},
) {
  const { state } = context;
  person(state, userId);
  const message = state.messages.find(({ channel, ts }) => channel === ref.channel && ts === ref.ts);
  if (!message) throw new Error('no such message');
  const payload = {
    type: 'block_actions',
    ...frame(state, userId),
    trigger_id: newTrigger(state, userId),
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
    channel: { id: message.channel, name: state.channels.get(message.channel)?.name ?? '' },
    message: { type: 'message', ts: message.ts, text: message.text, user: message.user, blocks: message.blocks },
    state: { values: {} },
    response_url: responseUrl(context, userId, message.channel, message.ts),
    actions: [actionOf(state, message.blocks, actionId, value)],
  };
  return interact(context, payload, userId, signing);
}

/** A button inside of a modal. */
export function pressInView(context: PushContext, viewId: string, actionId: string, value?: string) {
  const { state } = context;
  const view = openOne(state, viewId);
  const payload = {
    type: 'block_actions',
    ...frame(state, view.userId),
    trigger_id: newTrigger(state, view.userId, view.id),
    container: { type: 'view', view_id: view.id },
    view: { ...shown(view), state: { values: {} } },
    actions: [actionOf(state, view.blocks, actionId, value)],
  };
  return interact(context, payload, view.userId);
}

function actionOf(state: SlackState, blocks: readonly EmulatedBlock[], actionId: string, value?: string) {
  const found = findElement(blocks, actionId);
  if (!found) throw new Error(`nothing to press with the action id ${actionId}`);
  const { element, block } = found;
  const common = { type: element.type, block_id: block.block_id, action_id: actionId, action_ts: state.nextTs() };
  if (element.type !== 'static_select') return { ...common, text: element.text, value: element.value };
  return { ...common, selected_option: optionOf(element.options, value) };
}

function optionOf(options: readonly { value: string }[] | undefined, value: string | undefined) {
  const option = options?.find((one) => one.value === value);
  if (!option) throw new Error(`no option ${value}`);
  return option;
}

/** Sends a modal with these values by block id. The answer acts on the modal as Slack lets it: errors, another view, or closed. */
export async function submit(context: PushContext, viewId: string, values: Record<string, string>, signing?: Signing) {
  const { state } = context;
  const view = openOne(state, viewId);
  const payload = {
    type: 'view_submission',
    ...frame(state, view.userId),
    trigger_id: newTrigger(state, view.userId, view.id),
    view: { ...shown(view), state: { values: filledIn(view, values) } },
    response_urls: [],
  };
  const delivery = await interact(context, payload, view.userId, signing);
  if (delivery.ok) react(state, view, delivery.body as ViewAnswer | null);
  return delivery;
}

function filledIn(view: EmulatedView, values: Record<string, string>) {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  const stray = Object.keys(values).find((id) => !inputs.some(({ block_id }) => block_id === id));
  if (stray) throw new Error(`the modal has no input ${stray}`);
  return Object.fromEntries(
    inputs.map(({ block_id = '', element }) => {
      const value = values[block_id];
      const { type = '', action_id = '' } = element ?? {};
      const given =
        type === 'static_select'
          ? { type, selected_option: value === undefined ? null : optionOf(element?.options, value) }
          : { type, value: value ?? null };
      return [block_id, { [action_id]: given }];
    }),
  );
}

interface ViewAnswer {
  response_action?: 'errors' | 'update' | 'push' | 'clear';
  errors?: Record<string, string>;
  view?: unknown;
}

function react(state: SlackState, view: EmulatedView, answer: ViewAnswer | null): void {
  if (answer?.response_action === 'errors') view.errors = answer.errors ?? {};
  else if (answer?.response_action === 'update') fill(state, view, answer.view);
  else if (answer?.response_action === 'push')
    fill(state, { id: state.next('V'), userId: view.userId, root: view.root, previous: view.id }, answer.view);
  else if (answer?.response_action === 'clear') closeStack(state, view);
  else view.open = false;
}

function closeStack(state: SlackState, { root }: EmulatedView): void {
  for (const one of state.views.values()) if (one.root === root) one.open = false;
}

/** Closes a modal without sending it; Slack tells of it only where the modal asked for that. */
export async function closeView(context: PushContext, viewId: string): Promise<SlackDelivery | null> {
  const { state } = context;
  const view = openOne(state, viewId);
  view.open = false;
  if (!view.notify_on_close) return null;
  const payload = {
    type: 'view_closed',
    ...frame(state, view.userId),
    view: { ...shown(view), state: { values: {} } },
    is_cleared: false,
  };
  return interact(context, payload, view.userId);
}

function interact(context: PushContext, payload: { type: string }, userId: string, signing?: Signing) {
  const facts = { kind: payload.type, userId };
  return deliver(context, context.interactionsUrl, facts, { payload: JSON.stringify(payload) }, signing);
}

function openOne(state: SlackState, viewId: string): EmulatedView {
  const view = state.views.get(viewId);
  if (!view?.open) throw new Error('no such open modal');
  return view;
}

function person(state: SlackState, userId: string) {
  const user = state.users.get(userId);
  if (!user) throw new Error(`no such user ${userId}`);
  return user;
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
