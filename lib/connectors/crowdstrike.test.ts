import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import {
  alertIdsOf,
  type FalconConnection,
  fql,
  queryAlerts,
  queryAllAlerts,
  queryCases,
  readAlerts,
  readCases,
  requestToken,
  revokeToken,
  test as testFalcon,
  updateAlerts,
} from './crowdstrike.ts';
import type { ConnectorErrorClass } from './http.ts';
import { failing } from './testing/failing.ts';

let falcon: FalconEmulator;
beforeEach(async () => {
  falcon = await startCrowdStrike({ memberCids: ['child'] });
});
afterEach(() => falcon.close());

const conn = (changes: Partial<FalconConnection> = {}): FalconConnection => ({
  ...{ baseUrl: falcon.url, clientId: falcon.clientId, clientSecret: falcon.clientSecret, memberCid: null },
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});
const session = () => requestToken(conn());
const failsAs = failing(() => [falcon.clientSecret]);

describe('a session', () => {
  it('is had with id and secret as a form, for a member’s account too, and ends by revocation', async () => {
    const opened = await requestToken(conn({ memberCid: 'child' }));
    expect(falcon.requests[0]!.form?.get('member_cid')).toBe('child');
    expect(opened.expiresAt).toBeGreaterThan(Date.now() + 20 * 60_000);
    expect((await queryAlerts(opened, { filter: null })).total).toBe(0);
    await revokeToken(opened);
    await revokeToken(opened);
    expect([falcon.tokens.issued, falcon.tokens.revoked, falcon.tokens.live()]).toEqual([1, 1, 0]);
    await failsAs('auth', queryAlerts(opened, { filter: null }));
  });

  it.each([
    ['a wrong secret', { clientSecret: 'wrong' }],
    ['an account that is not ours', { memberCid: 'stranger' }],
  ])('is refused to %s', async (_name, changes) => {
    await failsAs('auth', requestToken(conn(changes)));
    expect(falcon.tokens.issued).toBe(0);
  });
});

describe('filters', () => {
  it.each([
    [fql.where('status', '', 'new'), "status:'new'"],
    [fql.where('severity', '>=', 40), 'severity:>=40'],
    [fql.where('created_timestamp', '<', new Date(0)), "created_timestamp:<'1970-01-01T00:00:00.000Z'"],
    [fql.where('device.hostname', '!', "O'Brien\\PC"), "device.hostname:!'O\\'Brien\\\\PC'"],
    [fql.oneOf('status', ['new', 'reopened']), "status:['new','reopened']"],
    [fql.isEmpty('assigned_to_name'), "assigned_to_name:!'*'"],
    [
      fql.allOf(fql.where('a', '', 1), null, fql.anyOf(fql.where('b', '', 2), fql.where('c', '', true))),
      'a:1+(b:2,c:true)',
    ],
    [
      fql.anyOf(fql.allOf(fql.where('a', '>=', 1), fql.where('a', '<', 2)), fql.where('b', '', 'x,y+(z')),
      "(a:>=1+a:<2),b:'x,y+(z'",
    ],
    [fql.allOf(fql.where('a', '', 1), fql.oneOf('b', ["x'y", 'z']), fql.isEmpty('c')), "a:1+b:['x\\'y','z']+c:!'*'"],
    [fql.allOf(fql.where('a', '', 1), fql.written("b:1,c:'x'")), "a:1+(b:1,c:'x')"],
    [fql.allOf(fql.where('a', '', 1), fql.written('(b:1,c:(d:2+e:3))')), 'a:1+((b:1,c:(d:2+e:3)))'],
    [fql.allOf(null, fql.written(' ')), null],
  ])('%s', (built, expected) => {
    expect(built).toBe(expected);
  });

  it('no value becomes a part of the language', async () => {
    falcon.addAlert({ n: 1, story: 'priceUpdate' });
    const value = "x',severity:>=1,name:'x";
    const filter = fql.where('name', '', value);
    expect((await queryAlerts(await session(), { filter })).ids).toEqual([]);
    expect(() => fql.where("name:'x',a", '', 1)).toThrow('no field');
  });

  it('select as they say', async () => {
    const opened = await session();
    const old = falcon.addAlert({ n: 1, story: 'credentialDumping', at: new Date(Date.now() - 2 * 86_400_000) });
    const taken = falcon.addAlert(
      { n: 2, story: 'encodedPowershell' },
      { assigned_to_name: 'Ada', status: 'in_progress' },
    );
    const mild = falcon.addAlert({ n: 3, story: 'priceUpdate' }, { status: 'reopened' });
    const ids = async (filter: fql.Fql | null) =>
      (await queryAlerts(opened, { filter, sort: 'created_timestamp|asc' })).ids;
    const day = new Date(Date.now() - 86_400_000);
    expect(await ids(null)).toEqual([old, taken, mild].map((alert) => alert.composite_id));
    expect(await ids(fql.isEmpty('assigned_to_name'))).toEqual([old.composite_id, mild.composite_id]);
    expect(await ids(fql.allOf(fql.isEmpty('assigned_to_name'), fql.where('created_timestamp', '<', day)))).toEqual([
      old.composite_id,
    ]);
    expect(await ids(fql.oneOf('status', ['new', 'reopened']))).toEqual([old.composite_id, mild.composite_id]);
    expect(await ids(fql.anyOf(fql.oneOf('severity_name', ['Critical']), fql.where('severity', '<', 20)))).toEqual([
      old.composite_id,
      mild.composite_id,
    ]);
    await failsAs('bad_request', ids(fql.written('severity>>1')));
  });
});

describe('alerts', () => {
  it('are listed to the vendor’s end, and read by their ids in batches; what is unknown is told', async () => {
    const opened = await session();
    for (let n = 0; n < 1_205; n += 1) falcon.addAlert({ n });
    const { ids, total } = await queryAllAlerts(opened, { filter: null });
    expect([ids.length, total]).toEqual([1_205, 1_205]);
    const before = falcon.requests.length;
    const { alerts, missing, rejects } = await readAlerts(opened, [...ids, 'unknown', ids[0]!]);
    expect(falcon.requests.length - before).toBe(2);
    expect([alerts.length, missing, rejects]).toEqual([1_205, ['unknown'], []]);
    await failsAs('bad_request', queryAlerts(opened, { filter: null, limit: 100, offset: 9_950 }));
  });

  it('are read with their tree, host and technique; a row that is none is told', async () => {
    const opened = await session();
    const { composite_id } = falcon.addAlert({ n: 7, story: 'encodedPowershell' });
    falcon.alerts.set('odd', { composite_id: '' } as never);
    const { alerts, rejects } = await readAlerts(opened, [composite_id, 'odd']);
    expect(alerts[0]).toMatchObject({
      severity: 70,
      technique_id: 'T1059.001',
      filename: 'powershell.exe',
      parent_details: { filename: 'winword.exe' },
      grandparent_details: { filename: 'explorer.exe' },
      device: { hostname: 'BO-0007', site_name: 'Gdańsk-07' },
      pattern_disposition_details: { kill_process: false },
      assigned_to_name: null,
    });
    expect(rejects).toMatchObject([{ index: 1, problem: expect.stringContaining('composite_id') }]);
  });

  it('are changed together: status, owner, tags, comment', async () => {
    const opened = await session();
    const ids = [falcon.addAlert().composite_id, falcon.addAlert().composite_id];
    const change = {
      status: 'in_progress',
      assign: { userId: 'ada@shop.example' },
      addTags: ['soc'],
      comment: 'CASE-7',
    } as const;
    expect(await updateAlerts(opened, [...ids, 'unknown'], change)).toEqual({ affected: 2, warnings: [] });
    expect(falcon.alerts.get(ids[0]!)).toMatchObject({
      ...{ status: 'in_progress', assigned_to_uid: 'ada@shop.example', tags: ['soc'], comments: ['CASE-7'] },
    });
    await updateAlerts(opened, ids, { assign: null, removeTags: ['soc'] });
    expect(falcon.alerts.get(ids[1]!)).toMatchObject({ assigned_to_name: '', tags: [] });
    const before = falcon.requests.length;
    expect(await updateAlerts(opened, ids, {})).toEqual({ affected: 0, warnings: [] });
    expect(falcon.requests.length).toBe(before);
  });
});

it('cases are listed and read with the alerts that they hold', async () => {
  const opened = await session();
  const { composite_id } = falcon.addAlert();
  const made = falcon.addCase('Encoded PowerShell on POS-0000', 60, [composite_id]);
  falcon.addCase('Closed', 20, [], { status: 'closed' });
  const { ids } = await queryCases(opened, { filter: fql.where('status', '', 'new') });
  expect(ids).toEqual([made.id]);
  const { cases, missing } = await readCases(opened, [...ids, 'unknown']);
  expect(cases[0]).toMatchObject({ severity: 60, status: 'new', consistency: { consistent: true } });
  expect(alertIdsOf(cases[0]!)).toEqual([composite_id]);
  expect(missing).toEqual(['unknown']);
});

describe('failures', () => {
  it('a limit names the wait, from epoch seconds', async () => {
    const opened = await session();
    falcon.mode = 'rate-limited';
    const error = await failsAs('rate_limited', queryAlerts(opened, { filter: null }));
    expect(error.retryAfterMs).toBeGreaterThan(25_000);
    expect(error.retryAfterMs).toBeLessThan(32_000);
  });

  it.each<[FalconEmulator['mode'], ConnectorErrorClass]>([
    ['forbidden', 'forbidden'],
    ['down', 'transient'],
    ['errors-200', 'transient'],
  ])('%s is %s, in Falcon’s words', async (mode, kind) => {
    const opened = await session();
    falcon.mode = mode;
    const error = await failsAs(kind, queryAlerts(opened, { filter: null }));
    expect(error.message).toMatch(/scope not permitted|internal error|search is not available/);
  });

  it('errors beside data are warnings, and the data are kept', async () => {
    const opened = await session();
    const { composite_id } = falcon.addAlert();
    falcon.mode = 'partial';
    const { alerts, warnings } = await readAlerts(opened, [composite_id]);
    expect([alerts.length, warnings]).toEqual([1, ['500: a shard did not answer']]);
  });

  it('a token whose time is over is `auth`', async () => {
    const opened = await session();
    falcon.tokens.expireAll();
    await failsAs('auth', queryCases(opened, { filter: null }));
  });
});

it('the test of a connection asks alerts and cases, and tells which of them may not be read', async () => {
  const look = async () => testFalcon(await session());
  falcon.addAlert();
  expect(await look()).toEqual({ alerts: 1, cases: 0 });
  falcon.mode = 'no-cases';
  expect(await look()).toEqual({ alerts: 1, cases: null });
  falcon.mode = 'forbidden';
  await failsAs('forbidden', look());
  falcon.mode = 'down';
  await failsAs('transient', look());
});
