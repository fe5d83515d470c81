import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as schema from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import type { Actor } from '../../domain/actor.ts';
import { VENDORS } from '../../domain/vendors.ts';
import { acceptDelivery } from '../deliveries/accept.ts';
import { useEncryptionKey } from './box.ts';
import { getConnector } from './get.ts';
import { inboundSecrets } from './inbound-secrets.ts';
import { listConnectors } from './list.ts';
import { listSources } from './list-sources.ts';
import { type PutConnector, putConnector } from './put.ts';
import { readCredentials } from './read-credentials.ts';
import { recordTest } from './record-test.ts';

const ADMIN: Actor = { kind: 'user', id: '01890000-0000-7000-8000-000000000001', name: 'Ada', role: 'admin' };
const NOON = new Date('2026-03-02T12:00:00Z');
const later = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

let database: TestDatabase;
let db: ReturnType<typeof connectTo>;
const connectTo = (from: TestDatabase) => drizzle(from.pool, { schema });

beforeAll(async () => {
  useEncryptionKey('11'.repeat(32));
  database = await createTestDatabase();
  db = connectTo(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate connectors, connector_secrets, audit cascade');
  // The cache of inbound secrets belongs to one `db`.
  db = connectTo(database);
});

const ctx = (now = NOON, actor = ADMIN) => ({ db, actor, now });
const set = (input: PutConnector, now = NOON, actor = ADMIN) => putConnector({ ctx: ctx(now, actor), input });
const audits = async () => (await database.pool.query('select action, diff from audit order by seq')).rows;

describe('put', () => {
  test('keeps secrets sealed and out of every answer', async () => {
    const view = await set({
      id: 'wiz',
      enabled: true,
      baseUrl: 'https://api.eu1.app.wiz.example/graphql',
      credentials: { clientId: 'id-7', clientSecret: 'tops3cret', webhookToken: 'hook-token' },
      settings: { audience: 'wiz-api', expectedEveryMinutes: 60 },
    });
    expect(view).toMatchObject({
      id: 'wiz',
      enabled: true,
      settings: { audience: 'wiz-api' },
      hookPath: '/api/hooks/wiz',
    });
    expect(view.credentials).toContainEqual({
      name: 'clientSecret',
      set: true,
      setAt: NOON.toISOString(),
      previousUntil: null,
    });
    expect(view.credentials).toContainEqual({ name: 'webhookPassword', set: false, setAt: null, previousUntil: null });
    const stored = JSON.stringify((await database.pool.query('select * from connector_secrets, connectors')).rows);
    for (const text of [stored, JSON.stringify(view), JSON.stringify(await audits())])
      expect(text).not.toMatch(/tops3cret|hook-token|id-7/);
    expect(await readCredentials(db, 'wiz')).toEqual({
      enabled: true,
      baseUrl: 'https://api.eu1.app.wiz.example/graphql',
      settings: { audience: 'wiz-api', expectedEveryMinutes: 60 },
      credentials: { clientId: 'id-7', clientSecret: 'tops3cret', webhookToken: 'hook-token' },
    });
  });

  test('an omitted credential stays, null and "" delete, and each change is audited in words', async () => {
    await set({ id: 'wiz', enabled: true, credentials: { clientId: 'a', clientSecret: 'b', webhookUser: 'u' } });
    await set({ id: 'wiz', enabled: false, credentials: { clientSecret: null, webhookUser: '' } });
    expect(await readCredentials(db, 'wiz')).toMatchObject({ enabled: false, credentials: { clientId: 'a' } });
    expect((await audits())[1]).toEqual({
      action: 'connector.put',
      diff: {
        enabled: { from: true, to: false },
        'credentials.clientSecret': { from: 'set', to: null },
        'credentials.webhookUser': { from: 'set', to: null },
      },
    });
  });

  test('the same values again write nothing', async () => {
    const same: PutConnector = { id: 'wiz', enabled: true, credentials: { webhookToken: 't' }, settings: {} };
    await set(same);
    const before = (await database.pool.query('select sealed from connector_secrets')).rows;
    await set(same, later(1));
    expect((await database.pool.query('select sealed from connector_secrets')).rows).toEqual(before);
    expect(await audits()).toHaveLength(1);
  });

  test.each([
    [{ id: 'wiz', enabled: true, credentials: { apiKey: 'x' } }, '/credentials/apiKey'],
    [{ id: 'wiz', enabled: true, settings: { colour: 'red' } }, '/settings/colour'],
    [{ id: 'wiz', enabled: true, settings: { rotationHours: -1 } }, '/settings/rotationHours'],
    [{ id: 'wiz', enabled: true, baseUrl: 'ftp://x' }, '/baseUrl'],
    [{ id: 'wiz', enabled: true, baseUrl: 'https://u:p@x.example' }, '/baseUrl'],
    [{ id: 'wiz', enabled: true, credentials: { webhookToken: 'a\nb' } }, '/credentials/webhookToken'],
    [{ id: 'generic', enabled: true, credentials: { clientId: 'x' } }, '/credentials/clientId'],
    [{ id: 'generic', enabled: true, baseUrl: 'https://x.example' }, '/baseUrl'],
    [{ id: 'otx', enabled: true, credentials: { webhookToken: 'x' } }, '/credentials/webhookToken'],
    [{ id: 'virustotal', enabled: true, settings: { sendTlpRed: 'yes' } }, '/settings/sendTlpRed'],
    [{ id: 'smtp', enabled: true, baseUrl: 'https://x.example' }, '/baseUrl'],
    [{ id: 'smtp', enabled: true, settings: { host: 'mail.example:25' } }, '/settings/host'],
    [{ id: 'smtp', enabled: true, settings: { from: 'a@b.example\r\nBcc: c@d.example' } }, '/settings/from'],
    [{ id: 'slack', enabled: true, settings: { channel: '#soc' } }, '/settings/channel'],
    [{ id: 'jamf', enabled: true, settings: { adminGroupId: '../1' } }, '/settings/adminGroupId'],
    [{ id: 'wiz', enabled: true, more: 1 } as PutConnector, '/more'],
  ])('refuses %j at %s', async (input, pointer) => {
    await expect(set(input)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] });
    expect(await audits()).toEqual([]);
  });

  test.each(['acme', 'generic/Acme', 'generic/-a', `generic/${'a'.repeat(64)}`, 'generic/a/b', ''])(
    'the connector %j is not there',
    async (id) => {
      await expect(set({ id, enabled: true })).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  test.each(['lead', 'analyst', 'viewer'] as const)('a %s may not', async (role) => {
    await expect(set({ id: 'wiz', enabled: true }, NOON, { ...ADMIN, role })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('writers at once leave one current secret and one previous', async () => {
    await set({ id: 'wiz', enabled: true, credentials: { webhookToken: 't0' } });
    const values = ['t1', 't2', 't3', 't4', 't5', 't6'];
    await Promise.all(values.map((webhookToken) => set({ id: 'wiz', enabled: true, credentials: { webhookToken } })));
    const { tokens } = await inboundSecrets(db, 'wiz', NOON);
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(values).toContain(token);
  });
});

describe('rotation of inbound secrets', () => {
  test('the old value stays live for 24 hours', async () => {
    await set({ id: 'wiz', enabled: true, credentials: { webhookToken: 'old' } });
    const view = await set({ id: 'wiz', enabled: true, credentials: { webhookToken: 'new' } }, later(1));
    expect(view.credentials.find(({ name }) => name === 'webhookToken')!.previousUntil).toBe(later(25).toISOString());
    expect((await inboundSecrets(db, 'wiz', later(24))).tokens.sort()).toEqual(['new', 'old']);
    expect((await inboundSecrets(db, 'wiz', later(25.1))).tokens).toEqual(['new']);
  });

  test('rotationHours 0 ends it at once, and so does deletion', async () => {
    await set({ id: 'wiz', enabled: true, credentials: { webhookToken: 'a', webhookPassword: 'p' } });
    await set({ id: 'wiz', enabled: true, credentials: { webhookPassword: 'q' } });
    await set({ id: 'wiz', enabled: true, credentials: { webhookToken: 'b' }, settings: { rotationHours: 0 } });
    expect((await inboundSecrets(db, 'wiz', NOON)).tokens).toEqual(['b']);
    await set({ id: 'wiz', enabled: true, credentials: { webhookPassword: null } });
    expect((await inboundSecrets(db, 'wiz', NOON)).passwords).toEqual([]);
  });

  test('a secret for calls is replaced at once', async () => {
    await set({ id: 'wiz', enabled: true, credentials: { clientSecret: 'a' } });
    await set({ id: 'wiz', enabled: true, credentials: { clientSecret: 'b' } });
    expect((await database.pool.query('select slot from connector_secrets')).rows).toEqual([{ slot: 'current' }]);
  });
});

describe('inbound secrets', () => {
  test('a source without a secret of its own takes those of generic, the signature included', async () => {
    await set({ id: 'generic', enabled: true, credentials: { webhookToken: 'shared', hmacSecret: 'signed' } });
    expect(await inboundSecrets(db, 'generic/acme', NOON)).toMatchObject({
      tokens: ['shared'],
      hmacSecrets: ['signed'],
      countAs: 'generic',
    });
    await set({ id: 'generic/acme', enabled: true, credentials: { hmacSecret: 'h' } });
    expect(await inboundSecrets(db, 'generic/acme', NOON)).toMatchObject({
      tokens: [],
      hmacSecrets: ['h'],
      countAs: 'generic/acme',
    });
    await set({ id: 'generic/acme', enabled: true, credentials: { webhookToken: 'own' } });
    expect((await inboundSecrets(db, 'generic/acme', NOON)).tokens).toEqual(['own']);
  });

  test('a source that has lost its own secret is closed, not open to the shared one', async () => {
    const tokens = async () => (await inboundSecrets(db, 'generic/acme', NOON)).tokens;
    await set({ id: 'generic', enabled: true, credentials: { webhookToken: 'shared' } });
    await set({ id: 'generic/acme', enabled: true, credentials: { webhookToken: 'own' } });
    await set({ id: 'generic/acme', enabled: true, credentials: { webhookToken: null } });
    expect(await tokens()).toEqual([]);
    await set({ id: 'generic/acme', enabled: true });
    expect(await tokens()).toEqual([]);
  });

  test('one that its first delivery made takes the shared secret until it is given one of its own', async () => {
    const tokens = async () => (await inboundSecrets(db, 'generic/fresh', NOON)).tokens;
    await set({ id: 'generic', enabled: true, credentials: { webhookToken: 'shared' } });
    await acceptDelivery({
      ctx: { db, actor: { kind: 'vendor', id: 'generic/fresh', name: 'fresh' }, now: NOON },
      input: { connectorId: 'generic/fresh', vendor: 'generic', raw: Buffer.from('{"id":1}'), receivedAt: NOON },
    });
    expect(await tokens()).toEqual(['shared']);
    await set({ id: 'generic/fresh', enabled: true, settings: { expectedEveryMinutes: 5 } });
    expect(await tokens()).toEqual(['shared']);
    await set({ id: 'generic/fresh', enabled: true, credentials: { webhookToken: 'own' } });
    expect(await tokens()).toEqual(['own']);
    await set({ id: 'generic/fresh', enabled: true, credentials: { webhookToken: '' } });
    expect(await tokens()).toEqual([]);
  });

  test('one that an administrator made without a secret takes none', async () => {
    await set({ id: 'generic', enabled: true, credentials: { webhookToken: 'shared' } });
    await set({ id: 'generic/quiet', enabled: true });
    expect((await inboundSecrets(db, 'generic/quiet', NOON)).tokens).toEqual([]);
    expect((await inboundSecrets(db, 'generic/unheard', NOON)).tokens).toEqual(['shared']);
  });

  test('what is switched off lets nobody in', async () => {
    await set({ id: 'generic', enabled: true, credentials: { webhookToken: 'shared' } });
    await set({ id: 'generic/acme', enabled: false });
    expect((await inboundSecrets(db, 'generic/acme', NOON)).tokens).toEqual([]);
    await set({ id: 'generic', enabled: false });
    expect((await inboundSecrets(db, 'generic/other', NOON)).tokens).toEqual([]);
    expect((await inboundSecrets(db, 'wiz', NOON)).tokens).toEqual([]);
  });

  test('are read once in two seconds', async () => {
    await set({ id: 'wiz', enabled: true, credentials: { webhookToken: 'a' } });
    await inboundSecrets(db, 'wiz', NOON);
    await database.pool.query('delete from connector_secrets');
    const at = (ms: number) => inboundSecrets(db, 'wiz', new Date(NOON.getTime() + ms));
    expect((await at(1_999)).tokens).toEqual(['a']);
    expect((await at(2_000)).tokens).toEqual([]);
  });
});

test('a secret that was sealed with a lost key says so, and is mended by setting it anew', async () => {
  await set({ id: 'wiz', enabled: true, credentials: { clientSecret: 'a' } });
  useEncryptionKey('22'.repeat(32));
  await expect(readCredentials(db, 'wiz')).rejects.toMatchObject({ code: 'unavailable' });
  await set({ id: 'wiz', enabled: true, credentials: { clientSecret: 'a' } });
  expect((await readCredentials(db, 'wiz')).credentials).toEqual({ clientSecret: 'a' });
  useEncryptionKey('11'.repeat(32));
});

test('a sealed value that is moved to another connector does not open there', async () => {
  await set({ id: 'generic', enabled: true, credentials: { webhookToken: 'a' } });
  await set({ id: 'generic/acme', enabled: true });
  await database.pool.query(`update connector_secrets set connector_id = 'generic/acme'`);
  await expect(readCredentials(db, 'generic/acme')).rejects.toMatchObject({ code: 'unavailable' });
});

test('lists show connectors that were never set, and named sources by name', async () => {
  expect((await listConnectors({ ctx: ctx() })).items.map(({ id, enabled }) => [id, enabled])).toEqual(
    VENDORS.map((vendor) => [vendor, false]),
  );
  await set({ id: 'generic/zeta', enabled: true });
  await set({ id: 'generic/acme', enabled: true });
  const { items } = await listSources({ ctx: ctx() });
  expect(items.map(({ id, hookPath }) => [id, hookPath])).toEqual([
    ['generic/acme', '/api/hooks/generic/acme'],
    ['generic/zeta', '/api/hooks/generic/zeta'],
  ]);
  await expect(getConnector({ ctx: ctx(), input: { id: 'generic/nowhere' } })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('the answer to the test button is kept', async () => {
  const input = { id: 'wiz', ok: false, message: 'Wiz refused the client id.' };
  await expect(recordTest({ ctx: ctx(), input })).rejects.toMatchObject({ code: 'conflict' });
  await set({ id: 'wiz', enabled: true });
  await recordTest({ ctx: ctx(later(1)), input });
  const { lastTest } = await getConnector({ ctx: ctx(), input: { id: 'wiz' } });
  expect(lastTest).toEqual({ at: later(1).toISOString(), ok: false, message: 'Wiz refused the client id.' });
});
