import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JamfEmulator, startJamf } from '#e2e/vendors/jamf.ts';
import { type PagingEmulator, startPaging } from '#e2e/vendors/paging.ts';
import { type SlackEmulator, startSlack } from '#e2e/vendors/slack.ts';
import { type SmtpEmulator, startSmtp } from '#e2e/vendors/smtp.ts';
import { startTeams, type TeamsEmulator } from '#e2e/vendors/teams.ts';
import { useEncryptionKey } from '../services/connectors/box.ts';
import { inboundSecrets } from '../services/connectors/inbound-secrets.ts';
import { type PutConnector, putConnector } from '../services/connectors/put.ts';
import { as, ctxOf, testFloor } from '../services/testing/fixtures.ts';
import { testConnector } from './test-connector.ts';

const floor = testFloor();
let slack: SlackEmulator;
let jamf: JamfEmulator;
let teams: TeamsEmulator;
let smtp: SmtpEmulator;
let paging: PagingEmulator;

beforeAll(async () => {
  useEncryptionKey('11'.repeat(32));
  [slack, jamf, teams, paging] = await Promise.all([startSlack(), startJamf(), startTeams(), startPaging()]);
  smtp = await startSmtp({ plain: true });
});
afterAll(() => Promise.all([slack, jamf, teams, smtp, paging].map((server) => server.close())));

const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
const set = (input: Omit<PutConnector, 'enabled'>) =>
  putConnector({ ctx: admin(), input: { enabled: true, ...input } });
const tested = (id: string, allowedNetworks = ['127.0.0.0/8']) =>
  testConnector({ ctx: admin(), input: { id, allowedNetworks } });

test.each(['slack', 'jamf', 'teams', 'smtp', 'paging'])('%s: the test says what has to be set first', async (id) => {
  await set({ id });
  expect(await tested(id)).toMatchObject({ ok: false, message: expect.stringMatching(/^Set .+ first\.$/) });
});

describe('the test', () => {
  test('of Slack signs in, and says what is missing', async () => {
    await set({ id: 'slack', baseUrl: slack.apiUrl, credentials: { botToken: slack.botToken } });
    expect(await tested('slack')).toMatchObject({ ok: false, message: expect.stringContaining('signingSecret') });
    await set({ id: 'slack', credentials: { signingSecret: slack.signingSecret } });
    expect(await tested('slack')).toMatchObject({ ok: true, message: 'Signed in to Shop.' });
    expect((await inboundSecrets(floor.db, 'slack', new Date())).hmacSecrets).toEqual([slack.signingSecret]);
    slack.scopes.delete('im:write');
    expect(await tested('slack')).toMatchObject({ ok: false, message: expect.stringContaining('lacks im:write') });
    await set({ id: 'slack', credentials: { botToken: 'xoxb-wrong' } });
    const wrong = await tested('slack');
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('bot token wrong') });
    expect(wrong.message).not.toContain('xoxb-wrong');
  });

  test('of Jamf signs in, reads, and looks at the group', async () => {
    const { clientId, clientSecret, url: baseUrl } = jamf;
    await set({ id: 'jamf', baseUrl, credentials: { clientId, clientSecret } });
    expect(await tested('jamf')).toMatchObject({ ok: false, message: expect.stringContaining('Set adminGroupId') });
    await set({ id: 'jamf', settings: { adminGroupId: jamf.adminGroupId } });
    expect(await tested('jamf')).toMatchObject({ ok: true, message: 'Signed in. “Temp admin” has 0 Macs now.' });
    await set({ id: 'jamf', settings: { adminGroupId: jamf.addGroup('Laptops', true) } });
    expect(await tested('jamf')).toMatchObject({ ok: false, message: expect.stringContaining('smart group') });
    await set({ id: 'jamf', settings: { adminGroupId: '7', tokenPath: '/elsewhere' } });
    expect(await tested('jamf')).toMatchObject({ ok: false, message: expect.stringContaining('address') });
  });

  test('of Teams posts a card', async () => {
    await set({ id: 'teams', credentials: { webhookUrl: teams.webhookUrl } });
    expect(await tested('teams')).toMatchObject({ ok: true });
    expect(teams.cards).toHaveLength(1);
    expect(await tested('teams', [])).toMatchObject({ ok: false, message: expect.stringContaining('not called') });
  });

  test('of Teams goes to the base address where one is set', async () => {
    const elsewhere = teams.webhookUrl.replace(teams.url, 'https://prod-1.logic.example');
    await set({ id: 'teams', baseUrl: teams.url, credentials: { webhookUrl: elsewhere } });
    expect(await tested('teams')).toMatchObject({ ok: true });
    expect(teams.cards).toHaveLength(2);
  });

  test('of e-mail signs in and sends nothing', async () => {
    const settings = { host: smtp.host, port: smtp.port, from: 'Watchfloor <soc@shop.example>' };
    await set({ id: 'smtp', settings, credentials: { user: smtp.user, password: smtp.password } });
    expect(await tested('smtp')).toMatchObject({ ok: true, message: `Signed in to 127.0.0.1:${smtp.port}.` });
    await set({ id: 'smtp', credentials: { password: 'wrong-password' } });
    expect(await tested('smtp')).toMatchObject({ ok: false, message: expect.stringContaining('password wrong?') });
    expect(smtp.mails).toEqual([]);
  });

  test('of paging pages once', async () => {
    await set({ id: 'paging', credentials: { webhookUrl: paging.webhookUrl, signingKey: paging.signingSecret } });
    expect(await tested('paging')).toMatchObject({ ok: true });
    expect(await tested('paging')).toMatchObject({ ok: true });
    expect(paging.pages).toMatchObject([{ severity: 'informational', link: null }]);
    await set({ id: 'paging', credentials: { signingKey: 'another-key' } });
    expect(await tested('paging')).toMatchObject({ ok: false, message: expect.stringContaining('signing key') });
  });
});
