import jsonata from 'jsonata';
import { expect, it } from 'vitest';
import { MAPPING_QUESTIONS } from '../evaluation/mapping-questions.ts';
import { proposeMapping } from '../tasks/propose-mapping.ts';

const proposed = (sample: unknown) => proposeMapping.rules(proposeMapping.input.parse({ sample }));
const severityOf = async (sample: unknown, sent = sample) =>
  ((await jsonata(proposed(sample).expression).evaluate(sent)) as { severity: string }).severity;

it.each(MAPPING_QUESTIONS)('%s: each field is found', (_tool, sample, paths) => {
  const { fields } = proposed(sample);
  expect(Object.fromEntries(fields.map(({ field, path }) => [field, path]))).toMatchObject(paths);
});

it.each<[what: string, sample: object, expected: string]>([
  ['of a hundred', { risk_score: 73 }, 'high'],
  ['of a hundred, as text', { risk_score: '15' }, 'informational'],
  ['of ten', { severity: 8.2 }, 'high'],
  ['of five', { severity: 4 }, 'high'],
  ['of five, the least', { severity: 1 }, 'informational'],
  ['of one', { risk_score: 0.92 }, 'critical'],
  ['of one, as text', { severity: '0.45' }, 'medium'],
  ['of one, none at all', { risk_score: 0 }, 'informational'],
  ['of one, all of it', { score: 1 }, 'critical'],
  ['of a level with a sign in it', { severity: 'SEV-1' }, 'critical'],
  ['of a level with a word before it', { priority: 'Priority 4' }, 'low'],
  ['a level of a rule', { rule: { level: 12 } }, 'high'],
  ['a level of a rule that is low', { rule: { level: 5 } }, 'low'],
  ['a priority', { priority: 1 }, 'critical'],
  ['beside a signature', { alert: { signature_id: 7, severity: 1 } }, 'high'],
  ['beside a signature, the last', { alert: { signature_id: 7, severity: 3 } }, 'low'],
  ['a word of another tool', { priority: 'P2' }, 'high'],
  ['a word of ours', { level: 'HIGH' }, 'high'],
])('a severity %s', async (_what, sample, expected) => {
  expect(await severityOf(sample)).toBe(expected);
});

it.each<[value: number, expected: string]>([
  [0, 'informational'],
  [20, 'low'],
  [59, 'medium'],
  [60, 'high'],
  [100, 'critical'],
])('the scale holds for %d of a hundred as well', async (value, expected) => {
  expect(await severityOf({ score: 73 }, { score: value })).toBe(expected);
});

it('a sample without a severity is medium, and it is told', async () => {
  expect(await severityOf({ id: 'a', title: 'T' })).toBe('medium');
  expect(proposed({ id: 'a', title: 'T' }).missing).toEqual(['severity']);
});

it('a word for a severity that nobody knows is told, and is not made another', async () => {
  const sample = { id: 'a', title: 'T', severity: 'Blazing' };
  expect(proposed(sample).missing).toEqual(['severity']);
  expect(await severityOf(sample)).toBe('blazing');
});

it('a model is shown where values stand and what they look like, and none of them', () => {
  const sample = {
    id: 'a-77',
    auth: { password: 'hunter22', token: 'qwerty123456', client_secret: 'zzzTop99' },
    customer: { name: 'Anna Bianchi', mail: 'anna@shop.example', street: 'Roma 1' },
    hook: 'https://x.example/y?sig=abcdefghijk',
    severity: 'P2',
    score: 0.4,
  };
  const shown = proposeMapping.data(proposeMapping.input.parse({ sample })) as {
    paths: { path: string; looks: string }[];
  };
  const text = JSON.stringify(shown);
  for (const value of ['hunter22', 'qwerty', 'zzzTop99', 'Anna', 'anna', 'Roma', 'sig=', 'a-77', '0.4'])
    expect(text).not.toContain(value);
  expect(shown.paths).toEqual(
    expect.arrayContaining([
      { path: 'auth.password', looks: 'one word of 8 characters' },
      { path: 'customer.mail', looks: 'like a value of the type email' },
      { path: 'severity', looks: 'a word for a severity' },
      { path: 'score', looks: 'a number between 0 and 1' },
    ]),
  );
});

it('names, accounts and pages of the alert are no indicators', () => {
  const { observables } = proposed({
    title: 'T',
    account: '111122223333',
    alertUrl: 'https://console.example/a/1',
    user: { name: 'bo' },
    host: { name: 'till-12' },
    process: { command_line: 'whoami /all' },
    source: { ip: '203.0.113.9' },
  });
  expect(observables).toEqual([
    { path: 'user.name', type: 'user' },
    { path: 'host.name', type: 'device' },
    { path: 'process.command_line', type: 'command_line' },
    { path: 'source.ip', type: 'ipv4' },
  ]);
});

it('a key that would end the quotes of the expression is no place', () => {
  expect(proposed({ 'id`, $eval("1")': 'x', title: 'T' }).fields).toEqual([{ field: 'title', path: 'title' }]);
});
