import { ConnectorError, type ConnectorErrorClass } from '../../connectors/http/error.ts';
import {
  findMessage,
  isSharedChannel,
  openConversation,
  postMessage,
  type SlackConnection,
  type SlackMessageRef,
  updateMessage,
} from '../../connectors/slack.ts';
import type { Said } from '../../domain/slack/access.ts';
import { claimMessage, keepMessage } from '../../services/access/messages.ts';
import { readCredentials } from '../../services/connectors/read-credentials.ts';
import { recordCall } from '../../services/connectors/record-call.ts';
import { slackConnectionOf } from '../slack-connection.ts';
import { noted, type Reachable } from './jamf.ts';

/** The workspace; null where the connector is off or not set, and then nothing is said there. */
export async function accessSlack({ db, allowedNetworks }: Reachable): Promise<SlackConnection | null> {
  const set = await readCredentials(db, 'slack');
  return set.enabled ? slackConnectionOf(set, allowedNetworks) : null;
}

/** Where approvals are asked, or why nowhere in Slack. */
export type ApprovalChannel = { channel: string } | { channel: null; note: string };

/**
 * The channel that is set for approvals, else that of the connector; never one that other companies read.
 * Throws ConnectorError where Slack cannot be asked now.
 */
export async function approvalChannel(at: Reachable, wanted: string): Promise<ApprovalChannel> {
  const { settings } = await readCredentials(at.db, 'slack');
  const channel = wanted || settings.channel;
  if (typeof channel !== 'string' || channel === '') return { channel: null, note: 'no channel is set' };
  const conn = await accessSlack(at);
  if (!conn) return { channel: null, note: 'Slack is not set' };
  try {
    if (!(await isSharedChannel(conn, channel))) return { channel };
    const note = `the channel ${channel} is shared with another company, and approvals are not asked there`;
    await recordCall(at.db, { id: 'slack', at: new Date(), error: `Slack: ${note}` });
    return { channel: null, note };
  } catch (error) {
    if (!(error instanceof ConnectorError) || !NOT_TOLD.includes(error.class)) throw error;
    return { channel };
  }
}

/** Who has no scope for the question asks for approvals there all the same: whoever presses is looked up, and the connector's test tells of the scope. */
const NOT_TOLD: readonly ConnectorErrorClass[] = ['forbidden', 'not_found', 'bad_request'];

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
