import { ConnectorError } from '../connectors/http.ts';
import { sendPage } from '../connectors/paging.ts';
import { findMessage, postMessage, type SlackConnection } from '../connectors/slack.ts';
import { sendMail } from '../connectors/smtp.ts';
import { postCard } from '../connectors/teams.ts';
import { CHANNEL_RULES, deliveryKey, isOverheard, type OutsideChannel } from '../domain/notifications/index.ts';
import { recordCall } from '../services/connectors/record-call.ts';
import { type Ctx, isUuid } from '../services/kernel/index.ts';
import { type NoticeToSend, type Recipient, readNotice } from '../services/notices/read-notice.ts';
import { type Begun, beginSend, endSend } from '../services/notices/sends.ts';
import { forgetSlackAddress } from '../services/notices/slack-addresses.ts';
import { type ChannelConnections, openChannel } from './notice-channels.ts';
import { cardOf, mailOf, type NoticeText, plainText, slackBlocks, urlOf, WITHHELD, whyOf } from './notice-words.ts';
import { conversationWith } from './slack-address.ts';

export interface SendInput {
  noticeId: string;
  channel: OutsideChannel;
  /** A member's id, a channel of Slack, or the `SHARED` place of a channel. */
  target: string;
  /** It waited for the end of quiet hours: who has read it meanwhile is left alone. */
  held: boolean;
  /** Where this installation is reached, for links. */
  publicUrl: string;
  allowedNetworks: readonly string[];
}

export interface SendResult {
  /** `settled`: there is nothing to send any more. */
  state: 'sent' | 'settled' | 'failed';
  /** What the channel said, or why it failed. */
  result: string;
  /** Of a failure: another try may do. */
  again: boolean;
  /** Not before then, ISO 8601: the channel lets us send no more for now. */
  retryAt: string | null;
}

/**
 * Sends a notice on one channel to one target, and records what became of it. Never throws for what happens on the wire: the answer says it,
 * so that the next channel is tried at once. After a try that was cut off, Slack is asked whether the message stands there; a mail goes out with the
 * same Message-ID, a page with the same key.
 */
export async function sendNotice(ctx: Ctx, input: SendInput): Promise<SendResult> {
  const { noticeId, channel, target } = input;
  const read = await readNotice(ctx.db, noticeId);
  const recipient = read?.recipients.find(({ member }) => member.id === target) ?? null;
  const settled = settledBecause(read, recipient, input);
  if (!read || settled) return { state: 'settled', result: settled ?? GONE, again: false, retryAt: null };
  const key = { noticeId, channel, target };
  const connection = await openChannel(ctx.db, channel, input.allowedNetworks);
  const begun = await beginSend(ctx.db, key, ctx.now);
  if (begun.was === 'sent') return sent(begun.result);
  const job: Job = { ctx, input, read, recipient, begun, key: deliveryKey(`${noticeId}/${target}`, channel) };
  const { lost, ...ended } = connection
    ? await trying(job, () => (SEND[channel] as Send<OutsideChannel>)(connection, job))
    : { ...failed(`${CHANNEL_RULES[channel].connector} is not set up any more.`), lost: false };
  await endSend(ctx.db, key, { state: lost ? 'unknown' : ended.state, result: ended.result, now: new Date() });
  return ended;
}

const GONE = 'It was taken back.';

/** Why there is nothing to send; null where there is. */
function settledBecause(
  read: NoticeToSend | null,
  recipient: Recipient | null,
  { held, target, channel }: SendInput,
): string | null {
  if (!read) return GONE;
  if (!read.isPublic && isOverheard(channel, isUuid(target) ? 'member' : 'room'))
    return 'The case is kept from some by now.';
  if (!isUuid(target)) return null;
  if (!recipient) return 'It does not concern this member any more.';
  return held && recipient.read ? 'It was read in the centre.' : null;
}

interface Job {
  ctx: Ctx;
  input: SendInput;
  read: NoticeToSend;
  recipient: Recipient | null;
  begun: Begun;
  /** Names this sending towards the channel. */
  key: string;
}
type Ended = SendResult & { state: 'sent' | 'failed' };
type Send<C extends OutsideChannel> = (connection: ChannelConnections[C], job: Job) => Promise<Ended>;

const sent = (result: string): Ended => ({ state: 'sent', result, again: false, retryAt: null });
const failed = (result: string, again = false, retryAt: string | null = null): Ended => ({
  state: 'failed',
  result,
  again,
  retryAt,
});

async function trying({ ctx, input }: Job, send: () => Promise<Ended>): Promise<Ended & { lost: boolean }> {
  const { connector } = CHANNEL_RULES[input.channel];
  const note = (error: string | null) => recordCall(ctx.db, { id: connector, at: new Date(), error });
  try {
    const ended = await send();
    await note(null);
    return { ...ended, lost: false };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await note(error.message);
    const again = error.class === 'transient' || error.class === 'rate_limited' || error.class === 'partial';
    // Without an answer it may have arrived all the same.
    const { retryAfterMs } = error;
    const retryAt = again && retryAfterMs !== undefined ? new Date(Date.now() + retryAfterMs).toISOString() : null;
    return { ...failed(error.message, again, retryAt), lost: again && error.answer === undefined };
  }
}

const SEND: { [C in OutsideChannel]: Send<C> } = {
  async slack(connection, job) {
    if (!job.recipient) return post(connection, job.input.target, job);
    const { member } = job.recipient;
    const found = () => conversationWith(job.ctx, connection, member);
    const nobody = failed(`Slack knows nobody with the address ${member.email}.`);
    const known = await found();
    if (!known) return nobody;
    try {
      return await post(connection, known.conversation, job);
    } catch (error) {
      if (!known.remembered || !(error instanceof ConnectorError) || error.class !== 'not_found') throw error;
      // Another workspace, or another account of his: what we remembered is worth nothing.
      await forgetSlackAddress(job.ctx.db, member.id);
      const anew = await found();
      return anew ? post(connection, anew.conversation, job) : nobody;
    }
  },
  async email(connection, job) {
    const to = job.recipient!.member.email;
    const { messageId } = await sendMail(connection, { ...mailOf(textOf(job)), to, key: job.key });
    return sent(`Taken by the mail server as ${messageId}.`);
  },
  async teams(connection, job) {
    const { kind } = await postCard(connection, cardOf(textOf(job), job.recipient?.member.name ?? null));
    return sent(kind === 'workflow' ? 'Taken by the workflow.' : 'Posted.');
  },
  async paging(connection, job) {
    const { notice, isPublic } = job.read;
    const { title, url } = textOf(job);
    await sendPage(connection, {
      summary: isPublic ? title : WITHHELD,
      severity: notice.severity,
      // One cause pages once, whatever tells of it.
      dedupKey: notice.cause.slice(0, 255),
      link: isPublic ? url : new URL('/notices', job.input.publicUrl).href,
      source: job.input.publicUrl,
    });
    return sent('Taken by the paging service.');
  },
};

function textOf({ read: { notice }, input, recipient }: Job): NoticeText {
  const { kind, severity, title, body } = notice;
  const why = recipient ? whyOf(kind) : 'This channel is among the stakeholders';
  return { kind, severity, title, body, url: urlOf(notice.link, input.publicUrl), why };
}

async function post(connection: SlackConnection, channel: string, job: Job): Promise<Ended> {
  if (await standsThere(connection, channel, job)) return sent('It stood there already.');
  const text = textOf(job);
  const message = { text: plainText(text), blocks: slackBlocks(text), key: job.key };
  const { ts } = await postMessage(connection, channel, message);
  return sent(`Posted to ${channel} at ${ts}.`);
}

/** After an earlier try, which may have had its effect whatever was answered: whether its message is there. Without the right to read history it is sent again. */
async function standsThere(connection: SlackConnection, channel: string, { begun, key }: Job): Promise<boolean> {
  if (begun.was === 'new') return false;
  const oldest = new Date(begun.startedAt.getTime() - 60_000);
  try {
    return (await findMessage(connection, channel, key, oldest)) !== null;
  } catch (error) {
    if (error instanceof ConnectorError && (error.class === 'forbidden' || error.class === 'bad_request')) return false;
    throw error;
  }
}
