import { redact } from '../http/redact.ts';
import { ConnectorError, type ConnectorErrorClass } from '../http.ts';

interface SmtpFailure extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

const UNTRUSTED = /certificate|self.signed|altnames|unable to verify|wrong version number|STARTTLS/i;

/** A failure of the mail client as ours: the server's own code decides, else the stage at which it failed. */
export function asConnectorError(error: unknown, secrets: readonly string[]): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const failure = error as SmtpFailure;
  const { responseCode, command } = failure;
  const said = redact(failure.message, secrets).replace(/\s+/g, ' ').slice(0, 300);
  const message = `${command && command !== 'CONN' ? `${command}: ` : ''}${said}`;
  return new ConnectorError({
    class: classOf(failure, said),
    vendor: 'E-mail',
    message,
    ...(responseCode && { answer: { status: responseCode, excerpt: said } }),
  });
}

const AUTH_CODES = [530, 534, 535, 538];

function classOf({ code, responseCode = 0 }: SmtpFailure, said: string): ConnectorErrorClass {
  if (AUTH_CODES.includes(responseCode)) return 'auth';
  if (responseCode >= 400 && responseCode < 500) return 'transient';
  if (responseCode >= 500) return code === 'EAUTH' ? 'auth' : 'bad_request';
  if (code === 'ETLS' || UNTRUSTED.test(said)) return 'refused';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'auth';
  return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'bad_request' : 'transient';
}
