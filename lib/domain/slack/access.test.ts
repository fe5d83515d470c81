import { expect, it } from 'vitest';
import { approvalWords, grantedWords, hadWords, type Told } from './access.ts';

const rosa = { name: 'Rosa', slackId: 'U0AAA1111', email: 'rosa@shop.example' };
const told = (more: Partial<Told> = {}): Told => ({
  ...{ id: 'r1', requester: rosa, beneficiary: rosa, minutes: 15, reason: 'A driver', device: 'MBA-1' },
  ...{ store: { name: 'Roma 12', by: 'network' }, ...more },
});
const about = {
  openCases: [],
  earlier: 0,
  url: 'https://w.example/access',
  expiresAt: new Date('2026-01-12T13:00:00Z'),
};
const asked = (more: Partial<Told>) => JSON.stringify(approvalWords(told(more), about).blocks);

it.each<[string, Told['requester'], boolean]>([
  ['the same user of Slack', { ...rosa, name: 'Rosa R.' }, true],
  ['the same address, from the page', { name: 'Rosa Verdi', slackId: null, email: rosa.email }, true],
  ['somebody else of the same name', { ...rosa, slackId: 'U0AAA2222', email: 'rosa2@shop.example' }, false],
  ['a program of the same name', { name: 'Rosa', slackId: null, email: null }, false],
])('asked by %s', (_name, requester, self) => {
  expect(asked({ requester })).toContain(`*Asked by*\\n${self ? 'the person' : requester.name}`);
});

it.each([
  ['network', 'Roma 12, by its network'],
  ['self', 'Roma 12, as the person says'],
  [null, 'Roma 12, by its building in Jamf alone'],
] as const)('a store by %s', (by, words) => {
  expect(asked({ store: { name: 'Roma 12', by } })).toContain(words);
});

it('says the end to the second, in UTC and in the reader’s own zone', () => {
  const end = new Date('2026-01-12T12:15:42.900Z');
  const granted = grantedWords(told(), end);
  expect(granted.text).toContain('until 2026-01-12 12:15:42 UTC');
  expect(JSON.stringify(granted.blocks)).toContain('<!date^1768220142^{date_short_pretty} {time_secs}|');
  const had = hadWords(told(), { from: new Date('2026-01-12T12:00:07Z'), to: end });
  expect(had.text).toBe(
    'You were an administrator on MBA-1 from 2026-01-12 12:00:07 UTC until 2026-01-12 12:15:42 UTC.',
  );
});
