import { z } from 'zod';
import { type Block, fallbackText } from '../../domain/slack/blocks.ts';
import { ConnectorError, send } from '../http.ts';
import { call, read, type SlackConnection, VENDOR } from './call.ts';

const Posted = z.looseObject({ channel: z.string().min(1), ts: z.string().min(1) });
const Opened = z.looseObject({ channel: z.looseObject({ id: z.string().min(1) }) });
const Authed = z.looseObject({
  url: z.string().catch(''),
  team: z.string().catch(''),
  team_id: z.string().min(1),
  enterprise_id: z.string().nullish(),
  user_id: z.string(),
});
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value === true);
const Info = z.looseObject({ channel: z.looseObject({ is_ext_shared: flag, is_pending_ext_shared: flag }) });
const History = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      metadata: z
        .looseObject({
          event_type: z.string().catch(''),
          event_payload: z.looseObject({ key: z.string().optional().catch(undefined) }).catch({}),
        })
        .nullish(),
    }),
  ),
});

/** Where a message stands: what is needed to change it later. */
export interface SlackMessageRef {
  channel: string;
  ts: string;
}

export interface SlackMessage {
  /** Plain and possibly untrusted: escaped here. The notification, and what is shown where blocks are not. */
  text: string;
  blocks?: readonly Block[];
  threadTs?: string;
  /** Kept with the message, unseen by people, so that `findMessage` can tell whether it was posted. */
  key?: string;
}

const EVENT_TYPE = 'watchfloor_message';

/** Posts to a channel (`C…`), or to a person's DM by `openConversation`. Slack knows no idempotency: ask `findMessage` before a retry. */
export async function postMessage(
  conn: SlackConnection,
  channel: string,
  { text, blocks, threadTs, key }: SlackMessage,
): Promise<SlackMessageRef> {
  const answer = await call(conn, 'chat.postMessage', {
    channel,
    text: fallbackText(text),
    blocks,
    thread_ts: threadTs,
    metadata: key === undefined ? undefined : { event_type: EVENT_TYPE, event_payload: { key } },
    unfurl_links: false,
    unfurl_media: false,
  });
  const { ts, channel: where } = read('chat.postMessage', Posted, answer);
  return { channel: where, ts };
}

/** Replaces a message's text and blocks: the way to freeze its buttons once they were used. */
export async function updateMessage(
  conn: SlackConnection,
  { channel, ts }: SlackMessageRef,
  { text, blocks }: Pick<SlackMessage, 'text' | 'blocks'>,
): Promise<void> {
  // Without a list of blocks the old ones would stay, and their buttons with them.
  await call(conn, 'chat.update', { channel, ts, text: fallbackText(text), blocks: blocks ?? [] });
}

/**
 * The message of the channel's latest hundred that was posted with this key, or null. `oldest` bounds the search. Needs the history scope of the
 * channel's kind (`channels:history`, `groups:history`, `im:history`).
 */
export async function findMessage(
  conn: SlackConnection,
  channel: string,
  key: string,
  oldest: Date,
): Promise<SlackMessageRef | null> {
  const answer = await call(conn, 'conversations.history', {
    channel,
    oldest: (oldest.getTime() / 1000).toFixed(6),
    limit: 100,
    include_all_metadata: true,
  });
  const { messages } = read('conversations.history', History, answer);
  const found = messages.find(
    ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload.key === key,
  );
  return found ? { channel, ts: found.ts } : null;
}

/** The channel of the DM with a user (1), or with up to eight; the same one each time. */
export async function openConversation(conn: SlackConnection, userIds: readonly string[]): Promise<string> {
  const answer = await call(conn, 'conversations.open', { users: userIds.join(',') });
  return read('conversations.open', Opened, answer).channel.id;
}

/** Whose token it is, and what it may: the cheapest call that proves it. */
export async function authTest(conn: SlackConnection) {
  const answer = await call(conn, 'auth.test');
  const { url, team, team_id, enterprise_id, user_id } = read('auth.test', Authed, answer);
  const home = { teamId: team_id, enterpriseId: enterprise_id || null };
  return { url, team, ...home, botUserId: user_id, scopes: answer.scopes };
}

/**
 * Whether people of other companies read a channel, or were asked in. Needs the scope of the channel's kind (`channels:read`, `groups:read`).
 */
export async function isSharedChannel(conn: SlackConnection, channel: string): Promise<boolean> {
  const answer = await call(conn, 'conversations.info', { channel });
  const { is_ext_shared, is_pending_ext_shared } = read('conversations.info', Info, answer).channel;
  return is_ext_shared || is_pending_ext_shared;
}

/** Answers by the address that an interaction brought: at most five times within half an hour. */
export async function respond(
  { allowedNetworks, fetchOptions }: Pick<SlackConnection, 'allowedNetworks' | 'fetchOptions'>,
  responseUrl: string,
  answer: { text: string; blocks?: readonly Block[]; replaceOriginal?: boolean; deleteOriginal?: boolean },
): Promise<void> {
  const { text, blocks, replaceOriginal, deleteOriginal } = answer;
  // Its path is the permission to answer.
  const secret = URL.parse(responseUrl)?.pathname ?? responseUrl;
  const { body, request } = await send({
    vendor: VENDOR,
    method: 'POST',
    url: responseUrl,
    json: {
      response_type: 'ephemeral',
      text: fallbackText(text),
      blocks,
      replace_original: replaceOriginal ?? false,
      delete_original: deleteOriginal ?? false,
    },
    expect: 'text',
    secrets: [secret],
    allowedNetworks,
    options: fetchOptions,
  });
  if (body === 'ok' || String(body).includes('"ok":true')) return;
  const message = 'the answer to an interaction was not taken';
  throw new ConnectorError({ class: 'bad_request', vendor: VENDOR, message, request });
}
