import { ConnectorError } from '../../connectors/http/error.ts';
import {
  findMessage,
  openConversation,
  postMessage,
  type SlackConnection,
  type SlackMessageRef,
  updateMessage,
} from '../../connectors/slack.ts';
import type { Said } from '../../domain/slack/access.ts';
import { claimMessage, keepMessage } from '../../services/access/messages.ts';
import { readCredentials } from '../../services/connectors/read-credentials.ts';
import { slackConnectionOf } from '../slack-connection.ts';
import { noted, type Reachable } from './jamf.ts';

/** The workspace; null where the connector is off or not set, and then nothing is said there. */
export async function accessSlack({ db, allowedNetworks }: Reachable): Promise<SlackConnection | null> {
  const set = await readCredentials(db, 'slack');
  return set.enabled ? slackConnectionOf(set, allowedNetworks) : null;
}

/** Where approvals are asked: the channel that is set for them, else that of the connector; null: none. */
export async function approvalChannel({ db }: Reachable, channel: string): Promise<string | null> {
  if (channel !== '') return channel;
  const { settings } = await readCredentials(db, 'slack');
  return typeof settings.channel === 'string' ? settings.channel : null;
}

export interface Saying {
  requestId: string;
  /** Which of the request's messages: each is sent once. */
  kind: string;
  to: { user: string } | { channel: string };
  said: Said;
  threadTs?: string;
}

/**
 * Sends a message of a request once: a try whose answer was lost is looked for before another one is made. Null where Slack is not set. Throws
 * ConnectorError.
 */
export async function sayOnce(
  at: Reachable,
  { requestId, kind, to, said, threadTs }: Saying,
): Promise<SlackMessageRef | null> {
  const conn = await accessSlack(at);
  if (!conn) return null;
  const now = new Date();
  const { sent, tried } = await claimMessage(at.db, { requestId, kind, now });
  if (sent) return { channel: sent.channel!, ts: sent.ts! };
  return noted(at.db, 'slack', async () => {
    const channel = 'user' in to ? await openConversation(conn, [to.user]) : to.channel;
    const key = `access/${requestId}/${kind}`;
    const earlier = tried && (await foundEarlier(conn, channel, key, tried));
    const ref = earlier ?? (await postMessage(conn, channel, { ...said, key, ...(threadTs && { threadTs }) }));
    await keepMessage(at.db, { requestId, kind, ...ref, now });
    return ref;
  });
}

/** Clocks differ by less. */
const SLACK_MS = 120_000;

/** A workspace that does not let us read its history gets the message twice rather than never. */
async function foundEarlier(conn: SlackConnection, channel: string, key: string, tried: Date) {
  try {
    return await findMessage(conn, channel, key, new Date(tried.getTime() - SLACK_MS));
  } catch (error) {
    if (error instanceof ConnectorError && error.class === 'forbidden') return null;
    throw error;
  }
}

/** Replaces a message, and its buttons with it. One that is gone stays so. Throws ConnectorError. */
export async function sayInstead(at: Reachable, ref: SlackMessageRef, said: Said): Promise<void> {
  const conn = await accessSlack(at);
  if (!conn) return;
  try {
    await noted(at.db, 'slack', () => updateMessage(conn, ref, said));
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.class !== 'not_found') throw error;
  }
}
