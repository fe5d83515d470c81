import { createOutages, type Outages } from './outages.ts';
import type { Overrides } from './overrides.ts';
import { withOverrides } from './overrides.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';
import { argsOf, failed, METHODS } from './slack-methods.ts';
import {
  closeView,
  command,
  deliver,
  type PushContext,
  press,
  pressInView,
  type Signing,
  type SlackDelivery,
  shortcut,
  submit,
} from './slack-push.ts';
import {
  type EmulatedBlock,
  type EmulatedMessage,
  type EmulatedReply,
  type EmulatedUser,
  type EmulatedView,
  findElement,
  type SlackState,
  takeResponseUrl,
} from './slack-state.ts';

export type { SlackDelivery } from './slack-push.ts';
export type { EmulatedMessage, EmulatedUser, EmulatedView } from './slack-state.ts';

export interface SlackOptions {
  port?: number;
  botToken?: string;
  signingSecret?: string;
  /** Where interactions and commands are sent; can be set later. */
  interactionsUrl?: string;
  commandsUrl?: string;
  /** How long it waits for our answer; 3,000 ms. */
  answerWithinMs?: number;
  /** Epoch milliseconds; triggers and time stamps go by it. */
  now?: () => number;
}

export interface SlackEmulator extends VendorServer {
  /** What stands for `https://slack.com/api`. */
  apiUrl: string;
  botToken: string;
  signingSecret: string;
  interactionsUrl: string;
  commandsUrl: string;
  /** Scopes that the bot's token has. */
  scopes: Set<string>;
  /** A name that every method fails with (`token_revoked`); null: none. */
  error: string | null;
  outages: Outages;
  /** By method the calls that are still answered; then it is limited. A method that is not named has no limit. */
  quota: Map<string, number>;
  /** What it says to who is limited. */
  retryAfterSeconds: number;
  users: Map<string, EmulatedUser>;
  channels: SlackState['channels'];
  /** Everything that was posted, oldest first, as it stands now. */
  messages: EmulatedMessage[];
  views: Map<string, EmulatedView>;
  /** What single persons were told: answers to commands and to `response_url`s. */
  replies: EmulatedReply[];
  /** What Slack sent to us, with our answers. */
  deliveries: SlackDelivery[];
  addUser(name: string, overrides?: Overrides<EmulatedUser>): EmulatedUser;
  addChannel(name: string): string;
  /** The latest message of a channel, or that of a person's DM. Throws where there is none. */
  latestIn(channelOrUserId: string): EmulatedMessage;
  /** The action ids that can be pressed in a message now. */
  buttonsOf(message: EmulatedMessage): string[];
  /** The modal that a person looks at, the topmost one; null: none. */
  openViewOf(userId: string): EmulatedView | null;
  /** Those of the interactions so far, oldest first. */
  triggerIds(): string[];
  /** The addresses that interactions and commands brought, oldest first. */
  responseUrls(): string[];
  press(
    ref: Pick<EmulatedMessage, 'channel' | 'ts'>,
    actionId: string,
    userId: string,
    options?: Signing & { value?: string },
  ): Promise<SlackDelivery>;
  pressInView(viewId: string, actionId: string, value?: string): Promise<SlackDelivery>;
  submit(viewId: string, values: Record<string, string>, signing?: Signing): Promise<SlackDelivery>;
  closeView(viewId: string): Promise<SlackDelivery | null>;
  command(name: string, text: string, userId: string, signing?: Signing): Promise<SlackDelivery>;
  shortcut(callbackId: string, userId: string, signing?: Signing): Promise<SlackDelivery>;
  /** Any signed form to the interactions' address. */
  send(form: Record<string, string>, signing?: Signing): Promise<SlackDelivery>;
}

const ALL_SCOPES = new Set(Object.values(METHODS).flatMap(({ scope }) => scope ?? []));

/** Starts a Slack workspace on 127.0.0.1: the Web API, and a person's clicks, modals and commands on demand. */
export async function startSlack(options: SlackOptions = {}): Promise<SlackEmulator> {
  const { botToken = 'xoxb-emulator-bot-token', signingSecret = 'emulator-signing-secret', now = Date.now } = options;
  const state = emptyState(now);
  addUser('watchfloor', { is_bot: true, id: state.botUserId, profile: { email: undefined } });
  const server = await startVendor((request) => {
    if (request.path.startsWith('/actions/')) return respond(request);
    if (!request.path.startsWith('/api/')) return { status: 404, body: 'not found' };
    return answer(request, request.path.slice('/api/'.length));
  }, options);
  const context: PushContext = {
    ...{ state, signingSecret, url: server.url, deliveries: [] },
    answerWithinMs: options.answerWithinMs ?? 3_000,
    interactionsUrl: options.interactionsUrl ?? 'http://127.0.0.1:1/',
    commandsUrl: options.commandsUrl ?? 'http://127.0.0.1:1/',
  };

  function answer(request: RecordedRequest, name: string): VendorAnswer {
    const outage = state.outages.take(request);
    const left = emulator.quota.get(name);
    if (outage === 'rate-limited' || left === 0)
      return {
        status: 429,
        headers: { 'retry-after': String(emulator.retryAfterSeconds) },
        body: failed('ratelimited'),
      };
    if (left !== undefined) emulator.quota.set(name, left - 1);
    if (outage === 'server-error') return { status: 500, body: '<html>Server Error</html>' };
    if (outage === 'unavailable') return { body: failed('service_unavailable') };
    return { body: resultOf(request, name), headers: headersOf(), lost: outage === 'lost' };
  }

  const headersOf = () => ({ 'x-oauth-scopes': [...emulator.scopes].join(',') });

  function resultOf(request: RecordedRequest, name: string) {
    const method = METHODS[name];
    if (!method) return failed('unknown_method', { req_method: name });
    const args = argsOf(request);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? args?.token;
    if (!token) return failed('not_authed');
    if (token !== botToken) return failed('invalid_auth');
    if (emulator.error !== null) return failed(emulator.error);
    if (!args) return failed('invalid_form_data');
    const { scope } = method;
    if (scope && !emulator.scopes.has(scope))
      return failed('missing_scope', { needed: scope, provided: [...emulator.scopes].join(',') });
    return withoutEmails(method.run(state, args));
  }

  /** Without the scope for them the addresses are simply not there. */
  function withoutEmails<T>(result: T): T {
    if (emulator.scopes.has('users:read.email')) return result;
    return JSON.parse(JSON.stringify(result, (key, value) => (key === 'email' ? undefined : value)));
  }

  function respond({ path, json }: RecordedRequest): VendorAnswer {
    const target = state.responseUrls.get(path);
    const said = json as {
      text?: string;
      blocks?: EmulatedBlock[];
      replace_original?: boolean;
      delete_original?: boolean;
    };
    if (!said) return { status: 400, body: failed('invalid_payload') };
    if (!target || !takeResponseUrl(state, path)) return { status: 404, body: failed('used_url') };
    const original = state.messages.find(({ channel, ts }) => channel === target.channel && ts === target.ts);
    if (said.delete_original && original) state.messages.splice(state.messages.indexOf(original), 1);
    else if (said.replace_original && original) {
      original.earlier.push({ text: original.text, blocks: original.blocks });
      Object.assign(original, { text: said.text ?? '', blocks: said.blocks ?? [] });
    } else {
      const { userId, channel } = target;
      state.replies.push({ userId, channel, text: said.text ?? '', blocks: said.blocks ?? [] });
    }
    return { body: 'ok', headers: { 'content-type': 'text/html' } };
  }

  function addUser(name: string, overrides: Overrides<EmulatedUser> = {}): EmulatedUser {
    const user = withOverrides<EmulatedUser>(
      {
        ...{ id: state.next('U'), team_id: state.teamId, name, real_name: name, tz: 'Europe/Rome' },
        ...{ deleted: false, is_bot: false, is_restricted: false, is_ultra_restricted: false },
        profile: { email: `${name}@shop.example`, display_name: name, real_name: name },
      },
      overrides,
    );
    state.users.set(user.id, user);
    return user;
  }

  const emulator: SlackEmulator = Object.assign(context, {
    ...server,
    apiUrl: `${server.url}/api`,
    botToken,
    scopes: new Set(ALL_SCOPES),
    error: null,
    ...{ quota: new Map(), retryAfterSeconds: 5 },
    ...{ outages: state.outages, users: state.users, channels: state.channels },
    ...{ messages: state.messages, views: state.views, replies: state.replies },
    addUser,
    addChannel(name: string) {
      const id = state.next('C');
      state.channels.set(id, { id, name, members: [], archived: false, dm: false });
      return id;
    },
    latestIn(id: string) {
      const dm = [...state.channels.values()].find(({ dm, members }) => dm && members.join() === id)?.id;
      const message = state.messages.findLast(({ channel }) => channel === id || channel === dm);
      if (!message) throw new Error(`nothing was posted to ${id}`);
      return message;
    },
    buttonsOf: ({ blocks }: EmulatedMessage) =>
      blocks
        .flatMap(({ elements = [] }) => elements.map(({ action_id }) => action_id))
        .filter((id): id is string => id !== undefined && findElement(blocks, id) !== null),
    openViewOf: (userId: string) =>
      [...state.views.values()].findLast((one) => one.open && one.userId === userId) ?? null,
    triggerIds: () => [...state.triggers.keys()],
    responseUrls: () => [...state.responseUrls.keys()].map((path) => `${server.url}${path}`),
    press: (ref, actionId, userId, more) => press(context, ref, actionId, userId, more),
    pressInView: (viewId, actionId, value) => pressInView(context, viewId, actionId, value),
    submit: (viewId, values, signing) => submit(context, viewId, values, signing),
    closeView: (viewId) => closeView(context, viewId),
    command: (name, text, userId, signing) => command(context, name, text, userId, signing),
    shortcut: (callbackId, userId, signing) => shortcut(context, callbackId, userId, signing),
    send: (form, signing) => deliver(context, context.interactionsUrl, { kind: 'form', userId: '' }, form, signing),
  } satisfies Omit<SlackEmulator, keyof PushContext> & Partial<SlackEmulator>);
  return emulator;
}

function emptyState(now: () => number): SlackState {
  let counter = 0;
  let stamps = 0;
  return {
    ...{
      teamId: 'T0EMU0001',
      enterpriseId: null,
      botUserId: 'U0BOT0001',
      users: new Map(),
      channels: new Map(),
    },
    ...{ messages: [], views: new Map(), triggers: new Map(), responseUrls: new Map(), replies: [] },
    outages: createOutages(),
    now,
    next: (prefix) => `${prefix}0EMU${String(++counter).padStart(4, '0')}`,
    nextTs: () => `${Math.floor(now() / 1000)}.${String(++stamps).padStart(6, '0')}`,
  };
}
