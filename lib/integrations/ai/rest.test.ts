import { expect, test } from 'vitest';
import { ConnectorError, type ConnectorErrorFacts } from '../../connectors/http/error.ts';
import { createRest } from './rest.ts';

const NOW = new Date('2026-01-12T08:00:00Z');
const in60 = new Date(NOW.getTime() + 60_000);
const error = (facts: Partial<ConnectorErrorFacts>) =>
  new ConnectorError({ class: 'transient', vendor: 'AI model', message: 'timed out', ...facts });
const silence = error({});
const broken = error({ answer: { status: 503 } });
const limit = error({ class: 'rate_limited', answer: { status: 429 }, retryAfterMs: 5_000 });
type Happening = Error | 'answered';

test.each<[string, Happening[], Date | undefined]>([
  ['one lost call', [silence], undefined],
  ['two lost calls in a row', [silence, silence], in60],
  ['three', [silence, silence, silence], in60],
  ['an answer between them', [silence, 'answered', silence], undefined],
  ['a refusal between them', [silence, broken, silence], undefined],
  ['refusals', [broken, broken, broken], undefined],
  ['a limit', [limit], new Date(NOW.getTime() + 5_000)],
  ['a limit without a time', [error({ class: 'rate_limited' })], in60],
  ['what is not of the wire', [silence, new Error('bug')], undefined],
])('%s', (_name, happenings, until) => {
  const rest = createRest();
  const said = happenings.map((one) => (one === 'answered' ? rest.answered() : rest.after(one, NOW)));
  expect(said.at(-1)).toEqual(until);
});
