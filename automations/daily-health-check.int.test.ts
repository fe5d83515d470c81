import { beforeAll, describe, expect, test } from 'vitest';
import type { FalconAlertNode, FalconEmulator } from '#e2e/vendors/crowdstrike.ts';
import type { TeamsEmulator } from '#e2e/vendors/teams.ts';
import { healthTimers, vendorSessions } from '#lib/db/schema/index.ts';
import { sendHealthCard } from '#lib/integrations/health/send-card.ts';
import { getAutomation } from '#lib/services/automations/get.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { acknowledgeCase } from '#lib/services/cases/acknowledge.ts';
import { assignCase } from '#lib/services/cases/assign.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { mergeCase } from '#lib/services/cases/merge.ts';
import { updateCase } from '#lib/services/cases/update.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { requestDueCheck } from '#lib/services/health/request-check.ts';
import { claimCard } from '#lib/services/reports/claim-card.ts';
import { listReports } from '#lib/services/reports/list.ts';
import { settleCard } from '#lib/services/reports/settle-card.ts';
import { getRun } from '#lib/services/runs/get.ts';
import { as, automation, ctxOf } from '#lib/services/testing/fixtures.ts';
import { adminCtx } from './testing/cases.ts';
import { healthFloor, hoursAgo } from './testing/health-floor.ts';

const floor = healthFloor();
const { machine, settings, check, snapshotOf, keyFor, timersOf } = floor;
let falcon: FalconEmulator;
let teams: TeamsEmulator;
beforeAll(() => {
  ({ falcon, teams } = floor);
});
const hostOf = ({ device }: FalconAlertNode) => (device as { hostname: string }).hostname;

describe('timers', () => {
  test('run from the creation at Falcon, once each, and stop when Falcon has them assigned or closed', async () => {
    const [first, second, third] = [1, 2, 3].map((host) =>
      falcon.addAlert({ story: 'credentialDumping', host, tree: host, at: hoursAgo(2) }),
    );
    const taken = falcon.addAlert({ story: 'tunnel', host: 4, tree: 4 }, { assigned_to_name: 'ann' });
    const run = await check();
    expect(run).toMatchObject({
      status: 'completed',
      said: { timers: { started: 3, opened: 3, stopped: 0, left: 0 } },
    });
    expect(await timersOf(first!.composite_id)).toMatchObject([
      {
        name: 'Falcon critical: LsassDump',
        targetSeconds: 3_600,
        startedAt: new Date(first!.created_timestamp).toISOString(),
      },
    ]);
    expect(await keyFor(taken.composite_id)).toBeNull();

    expect((await check()).said).toMatchObject({ timers: { started: 0, opened: 0 } });
    expect(await timersOf(first!.composite_id)).toHaveLength(1);

    falcon.touchAlert(first!.composite_id, { assigned_to_name: 'ann' });
    falcon.touchAlert(second!.composite_id, { status: 'closed' });
    expect((await check()).said).toMatchObject({ timers: { stopped: 2 } });
    const states = await Promise.all([first!, second!, third!].map(({ composite_id }) => timersOf(composite_id)));
    expect(states.map(([timer]) => timer!.completedAt !== null)).toEqual([true, true, false]);
    expect((await check()).said).toMatchObject({ timers: { stopped: 0 } });
    expect(await machine.db.$count(healthTimers)).toBe(3);
  });

  test('stand while Falcon’s answer is not whole, and stop when it shows the alert no more', async () => {
    const [alert] = [7, 8].map((host) => falcon.addAlert({ story: 'tunnel', host, tree: host }));
    await check();
    falcon.alerts.delete(alert!.composite_id);
    falcon.mode = 'partial';
    expect((await check()).said).toMatchObject({ timers: { stopped: 0 } });
    falcon.mode = 'ok';
    expect((await check()).said).toMatchObject({ timers: { stopped: 1 } });
  });

  test('come to everything, however little one check reads', async () => {
    await settings({ most: 2 });
    const hosts = [41, 42, 43, 44, 45];
    for (const host of hosts) falcon.addAlert({ story: 'credentialDumping', host, tree: host, at: hoursAgo(host) });
    const taken = { assigned_to_name: 'ann' };
    for (const host of [46, 47]) falcon.addAlert({ story: 'tunnel', host, tree: host, at: hoursAgo(90) }, taken);
    const looked = { detections: 7, incidents: 0 };
    expect((await check()).said).toMatchObject({ timers: { started: 2 }, looked: { ...looked, more: true } });
    expect((await check()).said).toMatchObject({ timers: { started: 2 }, looked: { ...looked, more: true } });
    expect((await check()).said).toMatchObject({ timers: { started: 1 }, looked: { ...looked, more: false } });
    expect(await snapshotOf((await check()).said.report)).toMatchObject({
      ...{ total: 5, more: false, unread: [{ severity: 'critical', count: 3 }] },
      bySeverity: [{ severity: 'critical', count: 5 }],
    });
  });

  test('stop on the case that they were merged into', async () => {
    const [source, into] = [31, 32].map((host) => falcon.addAlert({ story: 'tunnel', host, tree: host }));
    await check();
    const [key, target] = await Promise.all([source!, into!].map(({ composite_id }) => keyFor(composite_id)));
    await mergeCase({ ctx: adminCtx(machine), input: { key: key!, into: target! } });
    falcon.touchAlert(source!.composite_id, { assigned_to_name: 'ann' });
    expect((await check()).said).toMatchObject({ timers: { stopped: 1 } });
    const { sla } = await getCase({ ctx: adminCtx(machine), input: { key: target! } });
    const custom = sla.filter(({ metric }) => metric === 'custom');
    expect(custom.map(({ status }) => status).sort()).toEqual(['running', 'stopped']);
  });

  test('open no case where the administrator does not want it', async () => {
    await settings({ openCases: false });
    const alert = falcon.addAlert({ story: 'tunnel', host: 5, tree: 5 });
    expect((await check()).said).toMatchObject({ timers: { started: 0, opened: 0, left: 1 } });
    expect(await keyFor(alert.composite_id)).toBeNull();
  });
});

test('on another day it ends after the timers and says why; whoever asks may have it go on', async () => {
  await settings({ days: [] });
  falcon.addAlert({ story: 'tunnel', host: 6, tree: 6, at: hoursAgo(48) });
  const { said } = await check();
  expect(said).toMatchObject({ goesOn: false, timers: { started: 1 }, reason: expect.stringContaining('no day') });
  expect(said.report).toBeUndefined();
  expect(teams.cards).toEqual([]);
  expect((await check({ anyDay: true })).said).toMatchObject({ goesOn: true, card: { state: 'accepted' } });
});

describe('the report', () => {
  test('has what nobody has, with what changed since the last', async () => {
    const old = falcon.addAlert({ story: 'credentialDumping', host: 10, tree: 10, at: hoursAgo(30) });
    const owned = falcon.addAlert({ story: 'encodedPowershell', host: 11, tree: 11, at: hoursAgo(30) });
    const secret = falcon.addAlert({ story: 'encodedPowershell', host: 12, tree: 12, at: hoursAgo(30) });
    falcon.addAlert({ story: 'tunnel', host: 13, tree: 13, at: hoursAgo(3) });
    const incident = falcon.addCase('Hands on keyboard', 80, [old.composite_id], {
      created_timestamp: hoursAgo(72).toISOString(),
    });
    const before = await check();
    await assignCase({
      ctx: adminCtx(machine),
      input: { key: (await keyFor(owned.composite_id))!, assignee: machine.people.analyst.id },
    });
    const hidden = await getCase({ ctx: adminCtx(machine), input: { key: (await keyFor(secret.composite_id))! } });
    await updateCase({
      ctx: adminCtx(machine),
      input: { key: hidden.key, patch: { restricted: true }, expected: hidden.version } as never,
    });
    const second = falcon.addAlert({ story: 'credentialDumping', host: 14, tree: 14, at: hoursAgo(26) });
    const run = await check();
    const snapshot = await snapshotOf(run.said.report);
    expect(snapshot.unassigned.map(({ id }) => id)).toEqual([incident.id, old.composite_id, second.composite_id]);
    expect(snapshot).toMatchObject({
      ...{ total: 3, ownedHere: 1, bySeverity: [{ severity: 'critical', count: 3 }], runId: run.id },
      change: { appeared: [second.composite_id], since: (await snapshotOf(before.said.report)).at },
      summary: { by: 'rules' },
      why: { by: 'rules', model: null, promptVersion: 2, inputHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(snapshot.summary.first[0]).toBe(incident.id);
    expect(JSON.stringify(snapshot)).not.toContain(hidden.key);
    const { items } = await listReports({ ctx: adminCtx(machine), input: {} });
    expect(items[0]).toMatchObject({
      id: run.said.report,
      kind: 'health',
      title: expect.stringMatching(/^Health check of/),
    });
  });

  test('names no TLP:RED case outside the house, and counts it', async () => {
    const open = falcon.addAlert({ story: 'credentialDumping', host: 17, tree: 17, at: hoursAgo(30) });
    const red = falcon.addAlert(
      { story: 'credentialDumping', host: 18, tree: 18, at: hoursAgo(40) },
      { display_name: 'Vault opened' },
    );
    await check();
    const { key, version } = await getCase({
      ctx: adminCtx(machine),
      input: { key: (await keyFor(red.composite_id))! },
    });
    await updateCase({ ctx: adminCtx(machine), input: { key, patch: { tlp: 'RED' }, expected: version } as never });
    teams.cards.length = 0;
    const snapshot = await snapshotOf((await check()).said.report);
    expect(snapshot).toMatchObject({ total: 2, bySeverity: [{ severity: 'critical', count: 2 }] });
    expect(snapshot.unassigned.find(({ id }) => id === red.composite_id)).toMatchObject({ title: 'Vault opened' });
    const sent = JSON.stringify([teams.cards, snapshot.summary]);
    expect(sent).toContain(hostOf(open));
    expect(sent).not.toContain('Vault opened');
    expect(sent).not.toContain(hostOf(red));
  });

  test('leaves out what Scout has', async () => {
    const alert = falcon.addAlert({ story: 'credentialDumping', host: 16, tree: 16, at: hoursAgo(30) });
    expect(await snapshotOf((await check()).said.report)).toMatchObject({ total: 1, ownedHere: 0 });
    const key = (await keyFor(alert.composite_id))!;
    await assignCase({ ctx: adminCtx(machine), input: { key, assignee: machine.scout.id } });
    expect(await snapshotOf((await check()).said.report)).toMatchObject({ total: 0, ownedHere: 1 });
  });

  test('names what a rule alone gave to somebody, until he touches it', async () => {
    const alert = falcon.addAlert({ story: 'credentialDumping', host: 19, tree: 19, at: hoursAgo(30) });
    await check();
    const key = (await keyFor(alert.composite_id))!;
    const { analyst } = machine.people;
    const rule = { ...adminCtx(machine), actor: automation('route-by-severity') };
    await assignCase({ ctx: rule, input: { key, assignee: analyst.id } });
    expect(await snapshotOf((await check()).said.report)).toMatchObject({ total: 1, ownedHere: 0 });
    await acknowledgeCase({ ctx: { ...adminCtx(machine), actor: as(analyst) }, input: { key } });
    expect(await snapshotOf((await check()).said.report)).toMatchObject({ total: 0, ownedHere: 1 });
  });

  test('goes to Teams within its size, with a link to all of it', async () => {
    for (let host = 100; host < 260; host += 1)
      falcon.addAlert(
        { story: 'tunnel', host, tree: host, at: hoursAgo(30) },
        { display_name: `${'Long '.repeat(30)}${host}` },
      );
    await settings({ openCases: false });
    const { said } = await check();
    expect(said.card).toMatchObject({ state: 'accepted', note: expect.stringContaining('shortened') });
    const [sent] = teams.requests.filter(({ method }) => method === 'POST').slice(-1);
    expect(Buffer.byteLength(sent!.text)).toBeLessThanOrEqual(28 * 1024);
    expect(teams.cards[0]!.actions![0]!.url).toContain(`/reports/${said.report}`);
    expect(teams.failedLater).toEqual([]);
  });

  test('stands whatever Teams says, and a lost answer is not sent twice', async () => {
    falcon.addAlert({ story: 'tunnel', host: 20, tree: 20, at: hoursAgo(30) });
    teams.outages.next = ['lost'];
    const { said } = await check();
    expect(said.card).toMatchObject({ state: 'unknown' });
    expect(teams.cards).toHaveLength(1);
    expect(await snapshotOf(said.report)).toMatchObject({ total: 1, card: { state: 'unknown' } });
  });

  test('is sent again where Teams said that it took nothing', async () => {
    teams.outages.next = ['unavailable'];
    const { said } = await check();
    expect(said.card).toMatchObject({ state: 'accepted', note: expect.stringContaining('accepted') });
    expect(teams.cards).toHaveLength(1);
    expect(await snapshotOf(said.report)).toMatchObject({ card: said.card });
  });

  test('of a sender that was killed is not sent by the next', async () => {
    const { said } = await check();
    const send = () =>
      sendHealthCard({
        ctx: adminCtx(machine),
        input: { reportId: said.report, publicUrl: 'https://soc.example', allowedNetworks: ['127.0.0.0/8'] },
      });
    expect(await send()).toMatchObject({ state: 'accepted' });
    const input = { id: said.report };
    await settleCard({ ctx: adminCtx(machine), input: { ...input, card: null } });
    const claims = await Promise.all([1, 2, 3].map(() => claimCard({ ctx: adminCtx(machine), input })));
    expect(claims.filter((claim) => claim === null)).toHaveLength(1);
    expect(await send()).toMatchObject({ state: 'unknown', note: expect.stringContaining('not sent again') });
    expect(teams.cards).toHaveLength(1);
    expect(await snapshotOf(said.report)).toMatchObject({ card: { state: 'unknown' } });
  });
});

test('its run tells a viewer nothing of a case that he may not see', async () => {
  const [hidden, taken] = [80, 81].map((host) =>
    falcon.addAlert(
      { story: 'credentialDumping', host, tree: host, at: hoursAgo(30) },
      { display_name: `Secret ${host}` },
    ),
  );
  const first = await check();
  const keys = await Promise.all([hidden!, taken!].map(({ composite_id }) => keyFor(composite_id)));
  for (const key of keys) {
    const { version } = await getCase({ ctx: adminCtx(machine), input: { key: key! } });
    const input = { key, patch: { restricted: true }, expected: version } as never;
    await updateCase({ ctx: adminCtx(machine), input });
  }
  falcon.touchAlert(taken!.composite_id, { assigned_to_name: 'ann' });
  const second = await check();
  expect(second.said).toMatchObject({ timers: { stopped: 1 }, unassigned: 0 });
  const viewer = ctxOf(machine.db, as(machine.people.viewer), new Date());
  const runs = await Promise.all([first, second].map(({ id }) => getRun({ ctx: viewer, input: { id } })));
  expect(runs.every(({ steps }) => steps.length > 5)).toBe(true);
  const read = JSON.stringify(runs);
  for (const word of [...keys, 'Secret', hostOf(hidden!), hostOf(taken!)]) expect(read).not.toContain(word);
});

test('its session ends with it, also where Falcon fails', async () => {
  falcon.addAlert({ story: 'tunnel', host: 30, tree: 30 });
  const { issued, revoked } = falcon.tokens;
  await check();
  expect([falcon.tokens.issued - issued, falcon.tokens.revoked - revoked, falcon.tokens.live()]).toEqual([1, 1, 0]);
  falcon.mode = 'down';
  expect((await check()).status).toBe('failed');
  expect(falcon.tokens.live()).toBe(0);
  expect(await machine.db.select().from(vendorSessions)).toEqual([]);
});

describe('the clock', () => {
  const at = (time: string) => ctxOf(machine.db, automation('clock'), new Date(time));
  const ask = (time: string) => requestDueCheck({ ctx: at(time) });

  test('asks for it once at each minute of its schedule, however many workers do', async () => {
    await settings({ schedule: '0 7,19 * * *', zone: 'Europe/Rome' });
    expect(await ask('2030-01-14T05:59:00Z')).toBe(false);
    const raced = await Promise.all(Array.from({ length: 6 }, () => ask('2030-01-14T06:00:00Z')));
    expect(raced.filter(Boolean)).toHaveLength(1);
    expect(await ask('2030-01-14T10:00:00Z')).toBe(false);
    expect(await ask('2030-01-14T18:00:30Z')).toBe(true);
    expect(await ask('2030-01-15T11:59:00Z')).toBe(true);
    expect(await ask('2030-01-16T12:30:00Z')).toBe(false);
    await machine.settled();
  });

  test('asks for none while Falcon or the check is switched off', async () => {
    const credentials = { clientId: falcon.clientId, clientSecret: falcon.clientSecret };
    const put = (enabled: boolean) =>
      putConnector({ ctx: adminCtx(machine), input: { id: 'crowdstrike', enabled, baseUrl: falcon.url, credentials } });
    const turn = (enabled: boolean) =>
      updateAutomation({ ctx: adminCtx(machine), input: { id: 'daily-health-check', patch: { enabled } } });
    await settings({ schedule: '0 7 * * *', zone: 'UTC' });
    await put(false);
    expect(await ask('2030-02-01T07:00:00Z')).toBe(false);
    await put(true);
    await turn(false);
    expect(await ask('2030-02-01T07:00:00Z')).toBe(false);
    expect((await getAutomation({ ctx: adminCtx(machine), input: { id: 'daily-health-check' } })).nextRunAt).toBeNull();
    await turn(true);
    expect(await ask('2030-02-01T07:00:00Z')).toBe(true);
    await machine.settled();
  });

  test('its page shows when it asks next; a line that is none is refused there', async () => {
    await settings({ schedule: '30 6 * * 1', zone: 'America/New_York' });
    const ctx = ctxOf(machine.db, as(machine.people.admin), new Date('2030-01-14T12:00:00Z'));
    const page = await getAutomation({ ctx, input: { id: 'daily-health-check' } });
    expect(page.nextRunAt).toBe('2030-01-21T11:30:00.000Z');
    await expect(settings({ schedule: '07:00' })).rejects.toMatchObject({
      errors: [{ pointer: '/parameters/schedule', message: expect.stringContaining('five fields') }],
    });
  });
});
