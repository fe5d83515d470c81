import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface EmulatedMail {
  /** Of the envelope. */
  from: string;
  to: string[];
  /** The message as it came, headers first. */
  raw: string;
  /** Whether it came over TLS. */
  secure: boolean;
  /** Who signed in; null: nobody had to. */
  user: string | null;
}

/**
 * `greylisted` says 451 and `unknown-recipient` 550 to the recipient, `full` 452 to the data; `lost` takes a mail and cuts the line; `silent` never
 * greets.
 */
export type SmtpMode = 'ok' | 'greylisted' | 'unknown-recipient' | 'full' | 'lost' | 'silent';

export interface SmtpEmulator {
  host: string;
  port: number;
  user: string;
  password: string;
  mode: SmtpMode;
  /** What arrived, oldest first. */
  mails: EmulatedMail[];
  close(): Promise<void>;
}

export interface SmtpOptions {
  port?: number;
  user?: string;
  password?: string;
  /** Nobody has to sign in. */
  open?: boolean;
  /** TLS from the first byte; else STARTTLS is offered unless `plain`. */
  secure?: boolean;
  plain?: boolean;
  /** PEM; without it the server's own self-signed certificate is shown, which nobody trusts. */
  cert?: string;
  key?: string;
}

/** Starts a mail server on 127.0.0.1 that keeps what it is given, and delivers nothing. */
export async function startSmtp(options: SmtpOptions = {}): Promise<SmtpEmulator> {
  const { user = 'emulator', password = 'emulator-password', open = false, secure = false, plain = false } = options;
  const { cert, key, port = 0 } = options;
  const refuse = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

  const server = new SMTPServer({
    secure,
    ...(cert && key && { cert, key }),
    authOptional: open,
    disabledCommands: plain ? ['STARTTLS'] : [],
    // Real servers that offer no TLS take passwords in the clear.
    allowInsecureAuth: plain,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, next) {
      if (emulator.mode !== 'silent') next();
    },
    onAuth(auth, _session, next) {
      if (auth.username === user && auth.password === password) next(null, { user });
      else next(refuse(535, 'Authentication failed'));
    },
    onRcptTo(_address, _session, next) {
      if (emulator.mode === 'greylisted') next(refuse(451, 'Greylisted, try again later'));
      else if (emulator.mode === 'unknown-recipient') next(refuse(550, 'No such user here'));
      else next();
    },
    onData(stream, session, next) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (emulator.mode === 'full') return next(refuse(452, 'Insufficient storage'));
        emulator.mails.push(mailOf(session, Buffer.concat(chunks).toString('utf8')));
        if (emulator.mode === 'lost') for (const { _socket } of server.connections) _socket.destroy();
        else next();
      });
    },
  });
  // A client that leaves in the middle, or trusts no certificate, is no failure of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const emulator: SmtpEmulator = {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    user,
    password,
    mode: 'ok',
    mails: [],
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return emulator;
}

function mailOf({ envelope, secure, user }: SMTPServerSession, raw: string): EmulatedMail {
  const { mailFrom, rcptTo } = envelope;
  const from = mailFrom === false ? '' : mailFrom.address;
  return { from, to: rcptTo.map(({ address }) => address), raw, secure, user: user ? String(user) : null };
}
