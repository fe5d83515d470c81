import { createHash } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import { createTransport, type SentMessageInfo, type Transporter } from 'nodemailer';
import { z } from 'zod';
import { ConnectorError } from './http.ts';
import { type MailHost, reachable } from './smtp/addresses.ts';
import { htmlOf, type MailText, subjectOf, textOf } from './smtp/body.ts';
import { asConnectorError } from './smtp/errors.ts';

export type { MailText } from './smtp/body.ts';

/** A mail server that takes our mail. */
export interface SmtpConnection {
  host: string;
  port: number;
  /** TLS from the first byte (465). Else STARTTLS, which only a server in an allowed network may lack. */
  secure: boolean;
  /** Null: the server asks for no sign-in. */
  user: string | null;
  password: string | null;
  /** The sender: `soc@shop.example`, or `Watchfloor <soc@shop.example>`. */
  from: string;
  /** CIDR ranges that may be reached although they are not public, and without TLS. */
  allowedNetworks: readonly string[];
  /** Certificates (PEM) that are trusted beside the usual ones: a mail server of the house's own authority. */
  ca?: string;
  /** Milliseconds: until connected and greeted, and between two answers. */
  timeouts?: { connectMs: number; answerMs: number };
  lookup?: LookupFunction;
}

export interface Mail extends MailText {
  /** One address. */
  to: string;
  /** What it is about: mails with the same key have the same Message-ID, so that most mailboxes show one that came twice once. */
  key: string;
}

const TIMEOUTS = { connectMs: 5_000, answerMs: 20_000 };
const Address = z.email().max(254);

/**
 * Sends one mail to one address. SMTP knows no idempotency: after a lost answer it may have been taken. Throws ConnectorError: `bad_request` for
 * what the server refuses for good (an unknown recipient), `transient` for what it may take later, `auth`, or `refused`.
 */
export async function sendMail(conn: SmtpConnection, mail: Mail): Promise<{ messageId: string }> {
  const from = senderOf(conn.from);
  const to = addressOf(mail.to, 'the recipient');
  const id = createHash('sha256').update(`${mail.key}\n${to}`).digest('hex').slice(0, 40);
  const messageId = `<${id}@${from.address.split('@')[1]}>`;
  await connected(conn, async (transport) => {
    await transport.sendMail({
      from,
      // An object is taken as it is; a text would be parsed for further addresses.
      to: { name: '', address: to },
      subject: subjectOf(mail.subject),
      text: textOf(mail),
      html: htmlOf(mail),
      messageId,
      // RFC 3834: no out-of-office answers to it.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  });
  return { messageId };
}

/** Connects, upgrades to TLS and signs in, and sends nothing. Throws as `sendMail`. */
export async function verifySmtp(conn: SmtpConnection): Promise<void> {
  senderOf(conn.from);
  await connected(conn, async (transport) => {
    await transport.verify();
  });
}

/** The sender of a setting. Throws `bad_request` for what is no address. */
export function senderOf(from: string): { name: string; address: string } {
  const named = /^([^<>\p{Cc}]*)<([^<>]+)>$/u.exec(from.trim());
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  return { name, address: addressOf(named?.[2] ?? from, 'the sender') };
}

function addressOf(text: string, whose: string): string {
  const parsed = Address.safeParse(text.trim());
  if (parsed.success) return parsed.data;
  throw new ConnectorError({ class: 'bad_request', vendor: 'E-mail', message: `${whose} is not an e-mail address` });
}

/** Tries the host's addresses in turn, until one can be connected to; what it says then is its answer. */
async function connected(conn: SmtpConnection, use: (transport: Mailer) => Promise<void>): Promise<void> {
  const hosts = await reachable(conn.host, conn.allowedNetworks, conn.lookup);
  for (const [at, host] of hosts.entries()) {
    const transport = transportTo(conn, host);
    try {
      return await use(transport);
    } catch (error) {
      const { code, command } = error as { code?: string; command?: string };
      const unreached = command === 'CONN' && (code === 'ESOCKET' || code === 'ECONNECTION' || code === 'ETIMEDOUT');
      if (!unreached || at === hosts.length - 1)
        throw asConnectorError(
          error,
          [conn.password ?? ''].filter((secret) => secret !== ''),
        );
    } finally {
      transport.close();
    }
  }
}

type Mailer = Transporter<SentMessageInfo>;

function transportTo(conn: SmtpConnection, { address, trusted }: MailHost): Mailer {
  const { connectMs, answerMs } = conn.timeouts ?? TIMEOUTS;
  return createTransport({
    // The checked address itself: a name would be resolved a second time, and perhaps to another one.
    host: address,
    port: conn.port,
    secure: conn.secure,
    requireTLS: !conn.secure && !trusted,
    tls: { servername: conn.host, minVersion: 'TLSv1.2', ...(conn.ca && { ca: conn.ca }) },
    ...(conn.user !== null && { auth: { user: conn.user, pass: conn.password ?? '' } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    dnsTimeout: connectMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
}
