import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeams, type TeamsEmulator } from '#e2e/vendors/teams.ts';
import { escapeMarkdown, messageOf } from './teams/card.ts';
import { MAX_BYTES, postCard, type TeamsCard, type TeamsConnection } from './teams.ts';
import { failing } from './testing/failing.ts';

let teams: TeamsEmulator;
beforeEach(async () => {
  teams = await startTeams();
});
afterEach(() => teams.close());

const conn = (changes: Partial<TeamsConnection> = {}): TeamsConnection => ({
  webhookUrl: teams.webhookUrl,
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});

const card: TeamsCard = {
  title: 'CASE-7 is at risk',
  lines: ['Due in 3 minutes.'],
  facts: [{ title: 'Severity', value: 'critical' }],
  link: { title: 'Open the case', url: 'https://soc.example/cases/CASE-7' },
};

const failsAs = failing(() => ['emulated-signature', '3f1c']);

describe('a card', () => {
  it('is taken by a flow, and shown', async () => {
    expect(await postCard(conn(), card)).toEqual({ kind: 'workflow', cut: false });
    expect(teams.failedLater).toEqual([]);
    expect(teams.cards).toMatchObject([
      {
        body: [{ text: 'CASE-7 is at risk' }, { text: 'Due in 3 minutes.' }, { facts: [{ value: 'critical' }] }],
        actions: [{ type: 'Action.OpenUrl', url: 'https://soc.example/cases/CASE-7' }],
      },
    ]);
  });

  it('is taken by the retired connector', async () => {
    teams.mode = 'legacy';
    expect(await postCard(conn(), card)).toEqual({ kind: 'legacy', cut: false });
  });

  it('that is too large is cut, and says how much is missing', async () => {
    const items = Array.from({ length: 500 }, (_, n) => `CASE-${n}: ${'é'.repeat(100)}`);
    expect(await postCard(conn(), { ...card, items })).toEqual({ kind: 'workflow', cut: true });
    const shown =
      teams.cards[0]?.body.filter(({ text }) => text?.startsWith('CASE-') && text.includes('é')).length ?? 0;
    expect(shown).toBeGreaterThan(50);
    expect(teams.cards[0]?.body.at(-1)?.text).toBe(`${500 - shown} more are not shown here.`);
  });

  it('with an endless line is shortened, and says so', async () => {
    expect(await postCard(conn(), { ...card, lines: ['😀'.repeat(100_000)] })).toMatchObject({ cut: true });
    expect(teams.cards[0]?.body.at(-1)?.text).toBe('This message was shortened to fit.');
    expect(teams.cards[0]?.body[1]?.text).toMatch(/^(😀)+…$/u);
  });

  it('of whatever texts stays within the size, and whole where it is small', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.integer({ max: 9000 }).map((n) => '*'.repeat(Math.max(n, 0))),
    );
    const texts = fc.array(text, { maxLength: 60 });
    fc.assert(
      fc.property(text, texts, texts, texts, (title, lines, items, values) => {
        const facts = values.map((value) => ({ title: value, value }));
        const { message } = messageOf({ title, lines, items, facts });
        expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(MAX_BYTES);
      }),
      { numRuns: 15 },
    );
    expect(messageOf(card).cut).toBe(false);
  });
});

it.each([
  ['[click](https://evil.example)', '\\[click\\](https://evil.example)'],
  ['*bold* _it_ ~no~ `code`', '\\*bold\\* \\_it\\_ \\~no\\~ \\`code\\`'],
  ['# big\n- one\n 2. two', '\\# big\n\\- one\n 2\\. two'],
  ['a-b 1.2 <at>x</at>', 'a-b 1.2 \\<at\\>x\\</at\\>'],
])('%j is shown as it is', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

describe('errors', () => {
  it('a limit that hides in a 200', async () => {
    teams.mode = 'legacy-throttled';
    await failsAs('rate_limited', postCard(conn(), card));
  });

  it('a limit, a failure, a lost answer', async () => {
    teams.outages.next = ['rate-limited', 'server-error', 'lost'];
    expect((await failsAs('rate_limited', postCard(conn(), card))).retryAfterMs).toBe(4_000);
    await failsAs('transient', postCard(conn(), card));
    await failsAs('transient', postCard(conn(), card));
    expect(teams.cards).toHaveLength(1);
  });

  it('a wrong signature, a flow that was deleted, a private host; the address is never told', async () => {
    await failsAs('auth', postCard(conn({ webhookUrl: teams.webhookUrl.replace(/sig=.*/, 'sig=other') }), card));
    await failsAs('not_found', postCard(conn({ webhookUrl: `${teams.url}/other` }), card));
    await failsAs('refused', postCard(conn({ allowedNetworks: [] }), card));
  });
});
