import type { Outages } from './outages.ts';

export interface EmulatedUser {
  id: string;
  team_id: string;
  name: string;
  real_name: string;
  tz: string;
  deleted: boolean;
  is_bot: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  is_stranger?: boolean;
  is_email_confirmed?: boolean;
  /** Of an organisation's members. */
  enterprise_user?: { enterprise_id: string };
  profile: { email?: string; display_name: string; real_name: string };
}

export interface EmulatedMessage {
  channel: string;
  ts: string;
  /** The poster: the bot's user. */
  user: string;
  text: string;
  blocks: EmulatedBlock[];
  thread_ts?: string;
  metadata?: unknown;
  /** What it said before each update, oldest first. */
  earlier: { text: string; blocks: EmulatedBlock[] }[];
}

export interface EmulatedElement {
  type: string;
  action_id?: string;
  text?: { type: string; text: string };
  value?: string;
  options?: { text: { type: string; text: string }; value: string }[];
}

export interface EmulatedBlock {
  type: string;
  block_id?: string;
  text?: { type: string; text: string };
  elements?: EmulatedElement[];
  element?: EmulatedElement;
  accessory?: EmulatedElement;
}

export interface EmulatedView {
  id: string;
  hash: string;
  /** Who looks at it. */
  userId: string;
  callback_id: string;
  private_metadata: string;
  title: { type: string; text: string };
  notify_on_close: boolean;
  blocks: EmulatedBlock[];
  /** Field messages of the last answer, by block id. */
  errors: Record<string, string>;
  root: string;
  previous: string | null;
  open: boolean;
}

export interface Trigger {
  userId: string;
  /** Epoch milliseconds. */
  at: number;
  used: boolean;
  viewId: string | null;
}

/** What only one person sees in a channel, or what a `response_url` said. */
export interface EmulatedReply {
  userId: string;
  channel: string;
  text: string;
  blocks: EmulatedBlock[];
}

export interface EmulatedChannel {
  id: string;
  name: string;
  members: string[];
  archived: boolean;
  dm: boolean;
  /** People of another company read it too. */
  shared?: boolean;
}

export interface SlackState {
  teamId: string;
  /** Of the organisation that the workspace belongs to; null: of none. */
  enterpriseId: string | null;
  botUserId: string;
  users: Map<string, EmulatedUser>;
  /** Channels and DMs by id. */
  channels: Map<string, EmulatedChannel>;
  messages: EmulatedMessage[];
  views: Map<string, EmulatedView>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, { userId: string; channel: string; ts: string | null; uses: number; at: number }>;
  replies: EmulatedReply[];
  outages: Outages;
  now(): number;
  /** A new id: `next('U')` is `U0EMU0001`. */
  next(prefix: string): string;
  /** A message's time stamp, never the same twice. */
  nextTs(): string;
}

export const TRIGGER_LIFE_MS = 3_000;
const RESPONSE_LIFE_MS = 30 * 60_000;
const RESPONSE_USES = 5;

export function newTrigger(state: SlackState, userId: string, viewId: string | null = null): string {
  const id = `${state.next('').toLowerCase()}.${state.teamId.slice(1)}.${Math.random().toString(16).slice(2)}`;
  state.triggers.set(id, { userId, at: state.now(), used: false, viewId });
  return id;
}

/** The trigger of this id, used up by it; or Slack's name of what is wrong with it. */
export function takeTrigger(state: SlackState, id: string | undefined): Trigger | string {
  const trigger = id === undefined ? undefined : state.triggers.get(id);
  if (!trigger) return 'invalid_trigger_id';
  if (trigger.used) return 'trigger_exchanged';
  if (state.now() - trigger.at > TRIGGER_LIFE_MS) return 'expired_trigger_id';
  trigger.used = true;
  return trigger;
}

/** True where the address may be answered once more; counts it. */
export function takeResponseUrl(state: SlackState, path: string): boolean {
  const known = state.responseUrls.get(path);
  if (!known || known.uses >= RESPONSE_USES || state.now() - known.at > RESPONSE_LIFE_MS) return false;
  known.uses += 1;
  return true;
}

/** Slack gives every block an id where the sender gave none. */
export function withBlockIds(state: SlackState, blocks: readonly EmulatedBlock[]): EmulatedBlock[] {
  return blocks.map((block) => ({ ...block, block_id: block.block_id ?? state.next('b') }));
}

export function findElement(blocks: readonly EmulatedBlock[], actionId: string) {
  for (const block of blocks) {
    const all = [...(block.elements ?? []), block.accessory, block.element];
    const element = all.find((one) => one?.action_id === actionId);
    if (element) return { block, element };
  }
  return null;
}
