import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OKTA_PEOPLE, type OktaEmulator, startOkta } from '#e2e/vendors/okta.ts';
import { type OtxEmulator, startOtx } from '#e2e/vendors/otx.ts';
import { type RecordedFutureEmulator, startRecordedFuture } from '#e2e/vendors/recorded-future.ts';
import { startVirusTotal, type VirusTotalEmulator } from '#e2e/vendors/virustotal.ts';
import { connectors } from '../db/schema/index.ts';
import { enrichmentOf } from '../domain/enrichment/lookup.ts';
import { NOTHING_LEAVES } from '../domain/enrichment/outbound.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSource, SOURCES } from '../domain/enrichment/sources.ts';
import { vipOf } from '../domain/okta/vip.ts';
import { useEncryptionKey } from '../services/connectors/box.ts';
import { getConnector } from '../services/connectors/get.ts';
import { inboundSecrets } from '../services/connectors/inbound-secrets.ts';
import { putConnector } from '../services/connectors/put.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import { EnrichmentBody } from '../services/enrichments/record.ts';
import { as, ctxOf, testFloor } from '../services/testing/fixtures.ts';
import { openSource } from './enrichment-source.ts';
import { fetchOktaStanding } from './fetch-okta-standing.ts';
import { testConnector } from './test-connector.ts';

const floor = testFloor();
const LOCAL = ['127.0.0.0/8'];
let okta: OktaEmulator;
let sources: {
  virustotal: VirusTotalEmulator;
  recordedfuture: RecordedFutureEmulator;
  otx: OtxEmulator;
};

beforeAll(async () => {
  useEncryptionKey('11'.repeat(32));
  okta = await startOkta();
  const [virustotal, recordedfuture, otx] = await Promise.all([startVirusTotal(), startRecordedFuture(), startOtx()]);
  sources = { virustotal, recordedfuture, otx };
});
afterAll(() => Promise.all([okta, ...Object.values(sources)].map((emulator) => emulator.close())));
beforeEach(() => {
  okta.mode = 'ok';
});

const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
const press = (id: string, allowedNetworks = LOCAL) => testConnector({ ctx: admin(), input: { id, allowedNetworks } });
const keyOf = (source: EnrichmentSource) =>
  source === 'recordedfuture' ? sources.recordedfuture.apiToken : sources[source].apiKey;
const setSource = (source: EnrichmentSource, key: string | null, settings: Record<string, unknown> = {}) =>
  putConnector({
    ctx: admin(),
    input: {
      id: source,
      enabled: true,
      baseUrl: sources[source].url,
      credentials: { [SOURCES[source].secret]: key },
      settings,
    },
  });
const setOkta = (credentials: Record<string, string | null>, baseUrl: string | null = okta.url) =>
  putConnector({ ctx: admin(), input: { id: 'okta', enabled: true, baseUrl, credentials } });

describe('the test of Okta', () => {
  test('tells whose token it is, and keeps the result', async () => {
    await setOkta({ apiToken: okta.apiToken });
    const message = `Signed in with the token of ${OKTA_PEOPLE[0]!.login}.`;
    expect(await press('okta')).toMatchObject({ ok: true, message });
    expect(await getConnector({ ctx: admin(), input: { id: 'okta' } })).toMatchObject({
      lastTest: { ok: true, message },
    });
  });

  test('says what is wrong, without a secret', async () => {
    await setOkta({ apiToken: 'a wrong token' });
    const wrong = await press('okta');
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('E0000011') });
    expect(wrong.message).not.toContain('a wrong token');
    await setOkta({ apiToken: okta.apiToken });
    okta.mode = 'forbidden';
    expect(await press('okta')).toMatchObject({ ok: false, message: expect.stringContaining('read users and groups') });
    expect(await press('okta', [])).toMatchObject({ ok: false, message: expect.stringContaining('not called') });
    await setOkta({ apiToken: okta.apiToken }, null);
    expect(await press('okta')).toMatchObject({ ok: false, message: expect.stringContaining('https://shop.okta.com') });
  });
});

describe('what Okta says of a user', () => {
  const fetch_ = (user: string) => fetchOktaStanding(floor.db, { user, allowedNetworks: LOCAL });
  const [rossi, novak] = OKTA_PEOPLE;
  const lastCall = async () =>
    (await floor.db.select({ error: connectors.lastCallError }).from(connectors).where(eq(connectors.id, 'okta')))[0];

  test('is not asked for while the connector is off', async () => {
    await setOkta({ apiToken: okta.apiToken });
    await putConnector({ ctx: admin(), input: { id: 'okta', enabled: false } });
    const asked = okta.requests.length;
    expect(await fetch_(rossi!.id)).toMatchObject({ state: 'off', standing: null });
    expect(okta.requests).toHaveLength(asked);
  });

  test('is all groups and roles, by id or login', async () => {
    await setOkta({ apiToken: okta.apiToken });
    okta.roles.set(novak!.id, ['SUPER_ADMIN']);
    const [vip, administrator] = [await fetch_(rossi!.id), await fetch_(novak!.login)];
    expect(vip.standing?.groups.map(({ name }) => name)).toEqual(['Everyone', 'Store staff', 'VIP']);
    expect(administrator.standing).toMatchObject({ roles: ['SUPER_ADMIN'] });
    const parameters = { vipGroups: ['00gvip0001'], adminsAreVip: true };
    expect([vip, administrator].map(({ standing }) => vipOf(standing, parameters).vip)).toEqual(['yes', 'yes']);
  });

  test('is the groups alone where the token may not read roles', async () => {
    okta.mayReadRoles = false;
    const { standing } = await fetch_(novak!.id);
    okta.mayReadRoles = true;
    expect(standing).toMatchObject({ roles: null });
    expect(vipOf(standing, { vipGroups: [], adminsAreVip: true }).vip).toBe('unknown');
  });

  test('of nobody is nothing; a failure stands on the connector until a call goes well', async () => {
    expect(await fetch_('nobody@retail.example')).toMatchObject({ state: 'unknown', standing: null });
    okta.mode = 'rate-limited';
    await expect(fetch_(rossi!.id)).rejects.toMatchObject({ class: 'rate_limited' });
    expect(await lastCall()).toEqual({ error: expect.stringContaining('E0000047') });
    okta.mode = 'ok';
    await fetch_(rossi!.id);
    expect(await lastCall()).toEqual({ error: null });
  });
});

test("Okta's hook secret is what its sender proves itself with", async () => {
  await setOkta({ hookSecret: 'shared-with-okta' });
  const { tokens, hmacSecrets } = await inboundSecrets(floor.db, 'okta', new Date());
  expect([tokens, hmacSecrets]).toEqual([['shared-with-okta'], []]);
});

describe.each(ENRICHMENT_SOURCES)('%s', (source) => {
  test('is tested with its key', async () => {
    await setSource(source, keyOf(source));
    expect(await press(source)).toMatchObject({ ok: true, message: expect.stringContaining('is accepted') });
    await setSource(source, 'a wrong key');
    const wrong = await press(source);
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('Is the key wrong') });
    expect(wrong.message).not.toContain('a wrong key');
    await setSource(source, null);
    expect(await press(source)).toMatchObject({
      ok: false,
      message: expect.stringContaining(`Set ${SOURCES[source].secret}`),
    });
  });

  test('answers in the form in which it is recorded', async () => {
    await setSource(source, keyOf(source));
    const open = openSource(source, await readCredentials(floor.db, source), LOCAL)!;
    expect(open.policy).toEqual(NOTHING_LEAVES);
    for (const value of ['203.0.113.77', '203.0.113.201', '192.0.2.1']) {
      const recorded = enrichmentOf(source, await open.lookUp({ type: 'ipv4', value }), new Date());
      expect(EnrichmentBody.parse(recorded)).toMatchObject({ source, state: recorded.state });
    }
  });

  test('may be sent what an administrator says, and waits as long', async () => {
    await setSource(source, keyOf(source), { sendTlpRed: true, timeoutSeconds: 1 });
    const open = openSource(source, await readCredentials(floor.db, source), LOCAL)!;
    expect(open.policy).toEqual({ ...NOTHING_LEAVES, sendTlpRed: true });
    sources[source].mode = 'slow';
    await expect(open.lookUp({ type: 'ipv4', value: '203.0.113.77' })).rejects.toMatchObject({ class: 'transient' });
    sources[source].mode = 'ok';
    await setSource(source, null);
    expect(openSource(source, await readCredentials(floor.db, source), LOCAL)).toBeNull();
  });
});
