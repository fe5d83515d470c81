import { z } from 'zod';

interface Asked {
  userId: string;
  /** Null on installations of a whole organisation. */
  teamId: string | null;
  /** Opens one modal, within three seconds. Null where the interaction gives none. */
  triggerId: string | null;
}

interface Pressed extends Asked {
  /** Slack says that the person is of another workspace than the app, as in a channel that is shared with a company. */
  stranger: boolean;
}

export interface SlackCommand extends Asked {
  kind: 'command';
  /** With its slash: `/mac-admin`. */
  command: string;
  text: string;
  userName: string;
  channelId: string;
  responseUrl: string;
}

export interface SlackShortcut extends Pressed {
  kind: 'shortcut';
  callbackId: string;
}

export interface SlackAction {
  actionId: string;
  blockId: string;
  type: string;
  /** The button's value, or that of the chosen option. */
  value: string | null;
  actionTs: string;
}

export interface SlackBlockActions extends Pressed {
  kind: 'block_actions';
  actions: SlackAction[];
  /** Where the message stands; null for an action in a modal. */
  message: { channelId: string; ts: string } | null;
  view: SlackViewRef | null;
  responseUrl: string | null;
}

interface SlackViewRef {
  id: string;
  hash: string | null;
  callbackId: string;
  privateMetadata: string;
}

/** What was filled in, by block id and action id: a text, the value of the chosen option, or null. */
export type SlackValues = Record<string, Record<string, string | null>>;

export interface SlackViewSubmission extends Pressed {
  kind: 'view_submission';
  view: SlackViewRef;
  values: SlackValues;
}

export interface SlackViewClosed extends Pressed {
  kind: 'view_closed';
  view: SlackViewRef;
  /** All modals of the stack were closed at once. */
  cleared: boolean;
}

/** Signed by Slack, and of a kind that nothing here asked for: answered politely, and nothing done. */
export interface SlackUnknown {
  kind: 'unknown';
  type: string;
}

export type SlackInteraction =
  | SlackShortcut
  | SlackBlockActions
  | SlackViewSubmission
  | SlackViewClosed
  | SlackUnknown
  | { kind: 'unreadable'; problem: string };

const text = z.string();
const optional = z
  .string()
  .nullish()
  .transform((value) => value || null);

const who = {
  user: z.looseObject({ id: z.string().min(1), team_id: optional }),
  team: z.looseObject({ id: z.string() }).nullish(),
  enterprise: z.looseObject({ id: z.string() }).nullish(),
  trigger_id: optional,
};
const View = z.looseObject({
  id: z.string().min(1),
  hash: optional,
  callback_id: text.catch(''),
  private_metadata: text.catch(''),
});
const chosen = { value: z.string().nullish(), selected_option: z.looseObject({ value: z.string() }).nullish() };
const State = z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject(chosen))) });

const Shortcut = z.looseObject({
  type: z.enum(['shortcut', 'message_action']),
  ...who,
  callback_id: z.string().min(1),
});
const BlockActions = z.looseObject({
  type: z.literal('block_actions'),
  ...who,
  container: z.looseObject({ message_ts: optional, channel_id: optional }).nullish(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  view: View.nullish(),
  response_url: optional,
  actions: z
    .array(z.looseObject({ action_id: text, block_id: text.catch(''), type: text, action_ts: text, ...chosen }))
    .min(1),
});
const ViewSubmission = z.looseObject({
  type: z.literal('view_submission'),
  ...who,
  view: View.extend({ state: State }),
});
const ViewClosed = z.looseObject({
  type: z.literal('view_closed'),
  ...who,
  view: View,
  is_cleared: z.boolean().catch(false),
});
const Payload = z.discriminatedUnion('type', [Shortcut, BlockActions, ViewSubmission, ViewClosed]);
const KNOWN = ['shortcut', 'message_action', 'block_actions', 'view_submission', 'view_closed'];

/** Reads the form of the interactions' address: one field `payload`, JSON. */
export function readInteraction(form: URLSearchParams): SlackInteraction {
  const raw = parseJson(form.get('payload'));
  const typed = z.looseObject({ type: z.string() }).safeParse(raw);
  if (!typed.success)
    return { kind: 'unreadable', problem: 'the form has no field "payload" with JSON that says its type' };
  const { type } = typed.data;
  if (!KNOWN.includes(type)) return { kind: 'unknown', type: type.slice(0, 64) };
  const parsed = Payload.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: 'unreadable', problem: `${type}: ${issue?.path.join('.')}: ${issue?.message}` };
  }
  return factsOf(parsed.data);
}

function factsOf(payload: z.output<typeof Payload>): SlackInteraction {
  const { user, team, trigger_id: triggerId } = payload;
  const asked = { userId: user.id, teamId: team?.id ?? null, stranger: isStranger(payload), triggerId };
  switch (payload.type) {
    case 'shortcut':
    case 'message_action':
      return { kind: 'shortcut', ...asked, callbackId: payload.callback_id };
    case 'block_actions':
      return { kind: 'block_actions', ...asked, ...actionFacts(payload) };
    case 'view_submission':
      return { kind: 'view_submission', ...asked, view: viewRef(payload.view), values: valuesOf(payload.view.state) };
    case 'view_closed':
      return { kind: 'view_closed', ...asked, view: viewRef(payload.view), cleared: payload.is_cleared };
  }
}

/** In an organisation people are of several workspaces: there Slack's record of a user tells, and no press. */
function isStranger({ user, team, enterprise }: z.output<typeof Payload>): boolean {
  return !enterprise && !!team && user.team_id !== null && user.team_id !== team.id;
}

function actionFacts({ actions, container, channel, view, response_url }: z.output<typeof BlockActions>) {
  const channelId = container?.channel_id ?? channel?.id;
  const ts = container?.message_ts;
  return {
    actions: actions.map((action) => ({
      actionId: action.action_id,
      blockId: action.block_id,
      type: action.type,
      value: givenIn(action),
      actionTs: action.action_ts,
    })),
    message: channelId && ts ? { channelId, ts } : null,
    view: view ? viewRef(view) : null,
    responseUrl: response_url,
  };
}

function viewRef({ id, hash, callback_id, private_metadata }: z.output<typeof View>): SlackViewRef {
  return { id, hash, callbackId: callback_id, privateMetadata: private_metadata };
}

function valuesOf({ values }: z.output<typeof State>): SlackValues {
  return Object.fromEntries(
    Object.entries(values).map(([block, elements]) => [
      block,
      Object.fromEntries(Object.entries(elements).map(([action, element]) => [action, givenIn(element)])),
    ]),
  );
}

function givenIn(element: { value?: string | null; selected_option?: { value: string } | null }): string | null {
  return element.value ?? element.selected_option?.value ?? null;
}

const Command = z.looseObject({
  command: z.string().regex(/^\/\S+$/),
  text: text.catch(''),
  user_id: z.string().min(1),
  user_name: text.catch(''),
  team_id: optional,
  channel_id: text.catch(''),
  trigger_id: optional,
  response_url: text.catch(''),
});

/** Reads the form of a slash command. `ssl_check`: Slack only looks whether the address answers; say 200 and do nothing. */
export function readCommand(
  form: URLSearchParams,
): SlackCommand | { kind: 'ssl_check' } | { kind: 'unreadable'; problem: string } {
  if (form.get('ssl_check') === '1') return { kind: 'ssl_check' };
  const parsed = Command.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: 'unreadable', problem: `${issue?.path.join('.')}: ${issue?.message}` };
  }
  const { command, user_id, user_name, team_id, channel_id, trigger_id, response_url, text: words } = parsed.data;
  return {
    kind: 'command',
    command,
    text: words.trim(),
    userId: user_id,
    userName: user_name,
    teamId: team_id,
    channelId: channel_id,
    triggerId: trigger_id,
    responseUrl: response_url,
  };
}

function parseJson(raw: string | null): unknown {
  try {
    return raw === null ? undefined : JSON.parse(raw);
  } catch {
    return undefined;
  }
}
