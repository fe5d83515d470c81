import { expect, it } from 'vitest';
import { ConnectorError, type ConnectorErrorFacts } from './error.ts';
import { mayHaveBeenAnswered } from './was-sent.ts';

const failed = (facts: Partial<ConnectorErrorFacts>) =>
  new ConnectorError({ class: 'transient', vendor: 'AI model', message: 'failed', ...facts });
const coded = (code: string) => Object.assign(new Error(code), { code });

it.each<[what: string, error: unknown, may: boolean]>([
  ['a time-out', failed({ cause: new DOMException('late', 'TimeoutError') }), true],
  ['no headers in time', failed({ cause: coded('UND_ERR_HEADERS_TIMEOUT') }), true],
  ['a connection that broke', failed({ cause: coded('ECONNRESET') }), true],
  ['a connection that was refused', failed({ cause: coded('ECONNREFUSED') }), false],
  ['a host that is not there', failed({ cause: coded('ENOTFOUND') }), false],
  ['a connection that took too long', failed({ cause: coded('UND_ERR_CONNECT_TIMEOUT') }), false],
  ['an answer', failed({ answer: { status: 503 } }), false],
  ['what we would not call', failed({ class: 'refused' }), false],
  ['another error', new Error('other'), false],
])('%s: %#', (_what, error, may) => {
  expect(mayHaveBeenAnswered(error)).toBe(may);
});
