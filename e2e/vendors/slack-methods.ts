import type { RecordedRequest } from './server.ts';
import { problemsOfBlocks, problemsOfView } from './slack-check.ts';
import {
  type EmulatedBlock,
  type EmulatedMessage,
  type EmulatedView,
  type SlackState,
  type Trigger,
  takeTrigger,
  withBlockIds,
} from './slack-state.ts';

/** A method's arguments: a form's fields with nested JSON read, or a JSON body. */
export type Args = Record<string, unknown>;
type Answer = Record<string, unknown> & { ok: boolean };

export const failed = (error: string, more: Record<string, unknown> = {}): Answer => ({ ok: false, error, ...more });

const NESTED = ['blocks', 'view', 'metadata'];

/** Reads the arguments as Slack does; null where the body is of neither kind, or its JSON does not parse. */
export function argsOf({ method, query, form, json, text }: RecordedRequest): Args | null {
  if (json !== undefined) return typeof json === 'object' && json !== null ? (json as Args) : null;
  if (method === 'POST' && text !== '' && !form) return null;
  const args: Args = { ...Object.fromEntries(query), ...Object.fromEntries(form ?? []) };
  for (const name of NESTED) {
    if (typeof args[name] !== 'string') continue;
    try {
      args[name] = JSON.parse(args[name]);
    } catch {
      return null;
    }
  }
  return args;
}

type Method = (state: SlackState, args: Args) => Answer;

/** Every method that is emulated, with the scope that it needs. */
export const METHODS: Record<string, { scope: string | null; run: Method }> = {
  'auth.test': { scope: null, run: authTest },
  'users.list': { scope: 'users:read', run: usersList },
  'users.info': { scope: 'users:read', run: usersInfo },
  'users.lookupByEmail': { scope: 'users:read.email', run: lookupByEmail },
  'conversations.info': { scope: 'channels:read', run: conversationsInfo },
  'conversations.open': { scope: 'im:write', run: conversationsOpen },
  'conversations.history': { scope: 'im:history', run: history },
  'chat.postMessage': { scope: 'chat:write', run: postMessage },
  'chat.update': { scope: 'chat:write', run: updateMessage },
  'views.open': { scope: null, run: openView },
  'views.push': { scope: null, run: pushView },
  'views.update': { scope: null, run: updateView },
};

function authTest({ teamId, enterpriseId, botUserId }: SlackState): Answer {
  return {
    ok: true,
    url: 'https://shop.slack.example/',
    team: 'Shop',
    user: 'watchfloor',
    team_id: teamId,
    user_id: botUserId,
    ...(enterpriseId !== null && { enterprise_id: enterpriseId }),
  };
}

function usersList({ users }: SlackState, { limit = 200, cursor }: Args): Answer {
  const size = Number(limit);
  if (!(size >= 1 && size <= 1000)) return failed('invalid_limit');
  const start = cursor ? Number(Buffer.from(String(cursor), 'base64').toString()) : 0;
  if (!Number.isInteger(start)) return failed('invalid_cursor');
  const all = [...users.values()];
  const end = start + size;
  const next_cursor = end < all.length ? Buffer.from(String(end)).toString('base64') : '';
  return { ok: true, members: all.slice(start, end), cache_ts: 0, response_metadata: { next_cursor } };
}

function usersInfo({ users }: SlackState, { user }: Args): Answer {
  const found = users.get(String(user));
  return found ? { ok: true, user: found } : failed('user_not_found');
}

function lookupByEmail({ users }: SlackState, { email }: Args): Answer {
  const wanted = String(email).toLowerCase();
  // Slack finds no deactivated account by its address.
  const found = [...users.values()].find(({ profile, deleted }) => !deleted && profile.email?.toLowerCase() === wanted);
  return found ? { ok: true, user: found } : failed('users_not_found');
}

function conversationsInfo({ channels }: SlackState, { channel }: Args): Answer {
  const found = channels.get(String(channel));
  if (!found) return failed('channel_not_found');
  const { id, name, archived, dm, shared = false } = found;
  const kind = { is_channel: !dm, is_im: dm, is_private: dm, is_archived: archived };
  return { ok: true, channel: { id, name, ...kind, is_ext_shared: shared, is_shared: shared } };
}

function conversationsOpen(state: SlackState, { users }: Args): Answer {
  const ids = String(users ?? '')
    .split(',')
    .filter(Boolean);
  if (ids.length === 0 || ids.length > 8) return failed('users_list_not_supplied');
  if (!ids.every((id) => state.users.has(id))) return failed('user_not_found');
  const members = [...ids].sort();
  const known = [...state.channels.values()].find(({ dm, members: of }) => dm && of.join() === members.join());
  if (known) return { ok: true, no_op: true, already_open: true, channel: { id: known.id } };
  const id = state.next('D');
  state.channels.set(id, { id, name: '', members, archived: false, dm: true });
  return { ok: true, channel: { id } };
}

function history({ messages, channels }: SlackState, { channel, oldest = '0', limit = 100 }: Args): Answer {
  if (!channels.has(String(channel))) return failed('channel_not_found');
  const found = messages.filter((one) => one.channel === channel && Number(one.ts) > Number(oldest)).reverse();
  return { ok: true, messages: found.slice(0, Number(limit)).map(({ earlier, channel: _, ...said }) => said) };
}

function postMessage(state: SlackState, { channel, text, blocks, thread_ts, metadata }: Args): Answer {
  const where = state.channels.get(String(channel));
  if (!where) return failed('channel_not_found');
  if (where.archived) return failed('is_archived');
  const wrong = contentProblem(text, blocks);
  if (wrong) return wrong;
  const message: EmulatedMessage = {
    channel: where.id,
    ts: state.nextTs(),
    user: state.botUserId,
    text: String(text ?? ''),
    blocks: withBlockIds(state, (blocks ?? []) as EmulatedBlock[]),
    ...(thread_ts !== undefined && { thread_ts: String(thread_ts) }),
    ...(metadata !== undefined && { metadata }),
    earlier: [],
  };
  state.messages.push(message);
  const { earlier, channel: id, ...said } = message;
  return { ok: true, channel: id, ts: message.ts, message: said };
}

function updateMessage(state: SlackState, { channel, ts, text, blocks }: Args): Answer {
  const message = state.messages.find((one) => one.channel === channel && one.ts === ts);
  if (!message) return failed(state.channels.has(String(channel)) ? 'message_not_found' : 'channel_not_found');
  const wrong = contentProblem(text, blocks);
  if (wrong) return wrong;
  message.earlier.push({ text: message.text, blocks: message.blocks });
  if (text !== undefined) message.text = String(text);
  if (blocks !== undefined) message.blocks = withBlockIds(state, blocks as EmulatedBlock[]);
  return { ok: true, channel: message.channel, ts: message.ts, text: message.text };
}

const MAX_TEXT = 40_000;

function contentProblem(text: unknown, blocks: unknown): Answer | null {
  if (!text && (!Array.isArray(blocks) || blocks.length === 0)) return failed('no_text');
  if (String(text ?? '').length > MAX_TEXT) return failed('msg_too_long');
  const messages = blocks === undefined ? [] : problemsOfBlocks(blocks, 'message');
  return messages.length > 0 ? failed('invalid_blocks', { response_metadata: { messages } }) : null;
}

function openView(state: SlackState, { trigger_id, view }: Args): Answer {
  return onTrigger(state, trigger_id, view, () => null);
}

const MAX_STACK = 3;

function pushView(state: SlackState, { trigger_id, view }: Args): Answer {
  return onTrigger(state, trigger_id, view, ({ viewId }) => {
    const below = viewId === null ? undefined : state.views.get(viewId);
    if (!below?.open) return 'no_view_to_push_on';
    const depth = [...state.views.values()].filter(({ root, open }) => open && root === below.root).length;
    return depth >= MAX_STACK ? 'push_limit_reached' : below;
  });
}

function onTrigger(
  state: SlackState,
  triggerId: unknown,
  view: unknown,
  belowOf: (trigger: Trigger) => EmulatedView | string | null,
): Answer {
  const messages = problemsOfView(view);
  if (messages.length > 0) return failed('invalid_arguments', { response_metadata: { messages } });
  const trigger = takeTrigger(state, triggerId as string | undefined);
  if (typeof trigger === 'string') return failed(trigger);
  const below = belowOf(trigger);
  if (typeof below === 'string') return failed(below);
  const id = state.next('V');
  const made = fill(state, { id, userId: trigger.userId, root: below?.root ?? id, previous: below?.id ?? null }, view);
  return { ok: true, view: shown(made) };
}

function updateView(state: SlackState, { view_id, hash, view }: Args): Answer {
  const messages = problemsOfView(view);
  if (messages.length > 0) return failed('invalid_arguments', { response_metadata: { messages } });
  const old = state.views.get(String(view_id));
  if (!old?.open) return failed('not_found');
  if (hash !== undefined && hash !== old.hash) return failed('hash_conflict');
  return { ok: true, view: shown(fill(state, old, view)) };
}

/** Puts a modal's content into a view, new or open. */
export function fill(
  state: SlackState,
  of: Pick<EmulatedView, 'id' | 'userId' | 'root' | 'previous'>,
  content: unknown,
): EmulatedView {
  const { callback_id = '', private_metadata = '', title, notify_on_close = false, blocks } = content as EmulatedView;
  const { id, userId, root, previous } = of;
  const view: EmulatedView = {
    ...{ id, userId, root, previous, callback_id, private_metadata, title, notify_on_close },
    hash: `${state.nextTs()}.${id.toLowerCase()}`,
    blocks: withBlockIds(state, blocks),
    errors: {},
    open: true,
  };
  state.views.set(id, view);
  return view;
}

/** A view as Slack's API and its payloads show it. */
export function shown({ id, hash, callback_id, private_metadata, title, blocks, root, previous }: EmulatedView) {
  return {
    ...{ id, type: 'modal', callback_id, private_metadata, hash, title, blocks },
    root_view_id: root,
    previous_view_id: previous,
  };
}
