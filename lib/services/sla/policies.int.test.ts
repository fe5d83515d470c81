import { expect, test } from 'vitest';
import { AROUND_THE_CLOCK } from '../../domain/sla/index.ts';
import { getCase } from '../cases/get.ts';
import { openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { auditOf } from '../testing/reads.ts';
import { choosePolicyFor } from './choice.ts';
import { createCalendar } from './create-calendar.ts';
import { createPolicy } from './create-policy.ts';
import { getCaseSla } from './get-case-sla.ts';
import { listCalendars } from './list-calendars.ts';
import { getPolicy, listPolicies } from './list-policies.ts';
import { reviseCalendar } from './revise-calendar.ts';
import { revisePolicy } from './revise-policy.ts';

const floor = testFloor();
const HOUR = 3600;
const admin = (seconds = 0) => ctxOf(floor.db, as(floor.people.admin), after(seconds));
const robot = (seconds = 0) => ctxOf(floor.db, automation(), after(seconds));
const open = async (seconds: number, fields: object = {}) =>
  openCase({ ctx: robot(seconds), input: { fields: { title: 'A case', severity: 'critical', ...fields } } });
const policyOf = async (name: string) =>
  (await listPolicies({ ctx: admin() })).items.find((policy) => policy.name === name)!;
const promised = (key: string, seconds: number) =>
  getCase({ ctx: robot(seconds), input: { key } }).then(({ sla }) => sla.map(({ targetSeconds }) => targetSeconds));

const terms = { acknowledgeSeconds: 300, resolveSeconds: HOUR };

test('ships one policy for each severity, gravest first, around the clock', async () => {
  const { items } = await listPolicies({ ctx: ctxOf(floor.db, as(floor.people.viewer)) });
  expect(items.map(({ severity, status, version }) => [severity, status, version])).toEqual([
    ['critical', 'in_force', 1],
    ['high', 'in_force', 1],
    ['medium', 'in_force', 1],
    ['low', 'in_force', 1],
    ['informational', 'in_force', 1],
  ]);
  expect(items[0]!.calendar).toEqual({ id: AROUND_THE_CLOCK, name: 'Around the clock' });
});

test('the most specific wins, the page says which, and two for the same cases are refused', async () => {
  const cloud = { severity: 'critical', category: 'Cloud', name: 'Critical Cloud', ...terms };
  const made = await createPolicy({ ctx: admin(1), input: cloud });
  expect(made).toMatchObject({ version: 1, vipFactor: 0.5, atRisk: 0.8, category: 'Cloud', source: null });
  await expect(createPolicy({ ctx: admin(2), input: { ...cloud, name: 'Again' } })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('“Critical Cloud”'),
  });
  const { key } = await open(10, { category: 'Cloud' });
  expect(await promised(key, 10)).toEqual([300, HOUR]);
  const choice = { severity: 'critical', category: 'Cloud', source: 'wiz' };
  expect(await choosePolicyFor({ ctx: robot(10), input: choice })).toMatchObject({
    policy: { id: made.id, name: 'Critical Cloud', version: 1 },
    acknowledgeSeconds: 300,
    acknowledgeDueAt: after(310).toISOString(),
    outranked: [{ name: 'Critical' }],
  });
  expect((await auditOf(floor.db, made.id)).map(({ action }) => action)).toEqual(['sla_policy.create']);
});

test('another category is another policy: its shorter time counts from then on, its longer one from the start', async () => {
  const { key } = await open(20);
  await updateCase({ ctx: robot(120), input: { key, patch: { category: 'Cloud' } } });
  const [acknowledge] = (await getCase({ ctx: robot(120), input: { key } })).sla;
  expect(acknowledge).toMatchObject({ targetSeconds: 300, dueAt: after(420).toISOString() });
  await updateCase({ ctx: robot(130), input: { key, patch: { category: 'Other' } } });
  const { timers } = await getCaseSla({ ctx: robot(130), input: { key } });
  expect(timers[0]).toMatchObject({ targetSeconds: 900, dueAt: after(920).toISOString() });
  expect(timers[0]!.steps.map(({ what, text }) => [what, text])).toEqual([
    ['started', 'The first report arrived: “Critical” (version 1) promises 15 min from then on.'],
    ['retargeted', 'The category became Cloud: “Critical Cloud” (version 1) promises 5 min from then on.'],
    ['retargeted', 'The category became Other: “Critical” (version 1) promises 15 min from the start.'],
  ]);
});

test('a policy for VIPs alone states their own time', async () => {
  await createPolicy({
    ctx: admin(1),
    input: { severity: 'high', vip: true, name: 'VIPs', acknowledgeSeconds: 60, resolveSeconds: HOUR },
  });
  const { key } = await open(30, { severity: 'high', vip: true });
  expect(await promised(key, 30)).toEqual([60, HOUR]);
});

test('an edit is a new version from its date on; what was promised stays until its target is set anew', async () => {
  const { id } = await policyOf('Medium');
  const { key } = await open(100, { severity: 'medium' });
  const from = after(1000).toISOString();
  const planned = await revisePolicy({
    ctx: admin(200),
    input: { id, patch: { resolveSeconds: 2 * HOUR, effectiveFrom: from } },
  });
  expect(planned).toMatchObject({ version: 1, resolveSeconds: 24 * HOUR });
  expect(planned.versions.map(({ version, resolveSeconds }) => [version, resolveSeconds])).toEqual([
    [2, 2 * HOUR],
    [1, 24 * HOUR],
  ]);
  const sooner = await open(999, { severity: 'medium' });
  const later = await open(1000, { severity: 'medium' });
  for (const [of, resolve] of [
    [key, 24 * HOUR],
    [sooner.key, 24 * HOUR],
    [later.key, 2 * HOUR],
  ] as const)
    expect(await promised(of, 2000)).toEqual([4 * HOUR, resolve]);
  await updateCase({ ctx: robot(2000), input: { key, patch: { severity: 'low' } } });
  await updateCase({ ctx: robot(2010), input: { key, patch: { severity: 'medium' } } });
  expect(await promised(key, 2010)).toEqual([4 * HOUR, 2 * HOUR]);
  expect(await getPolicy({ ctx: admin(2010), input: { id } })).toMatchObject({ version: 2, status: 'in_force' });
});

test('nobody rewrites the past, and the same again is no new version', async () => {
  const { id } = await policyOf('Low');
  await expect(
    revisePolicy({
      ctx: admin(500),
      input: { id, patch: { resolveSeconds: 1, effectiveFrom: after(0).toISOString() } },
    }),
  ).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/effectiveFrom' }] });
  const same = await revisePolicy({ ctx: admin(500), input: { id, patch: { resolveSeconds: 72 * HOUR } } });
  expect(same.versions).toHaveLength(1);
  expect(await auditOf(floor.db, id)).toEqual([]);
  const none = revisePolicy({ ctx: admin(500), input: { id, patch: { calendar: id } } });
  await expect(none).rejects.toMatchObject({ errors: [{ pointer: '/calendar' }] });
});

test('two edits at once are two versions, each with its own number', async () => {
  const { id } = await policyOf('Low');
  await Promise.all(
    [1, 2, 3, 4].map((hours) =>
      revisePolicy({ ctx: admin(600), input: { id, patch: { resolveSeconds: hours * HOUR } } }),
    ),
  );
  const { versions } = await getPolicy({ ctx: admin(600), input: { id } });
  expect(versions.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
});

test('a retired policy promises nothing from then on; what it promised holds', async () => {
  const { id } = await policyOf('High');
  const { key } = await open(700, { severity: 'high' });
  expect(await revisePolicy({ ctx: admin(800), input: { id, patch: { retired: true } } })).toMatchObject({
    status: 'retired',
    retiredAt: after(800).toISOString(),
  });
  expect(await promised(key, 900)).toEqual([1800, 8 * HOUR]);
  expect(await promised((await open(900, { severity: 'high' })).key, 900)).toEqual([]);
  await expect(revisePolicy({ ctx: admin(900), input: { id, patch: { resolveSeconds: 5 } } })).rejects.toMatchObject({
    code: 'conflict',
  });
  const audited = (await auditOf(floor.db, id)).length;
  await revisePolicy({ ctx: admin(900), input: { id, patch: { retired: true } } });
  expect(await auditOf(floor.db, id)).toHaveLength(audited);
});

test('a calendar counts its own hours, and its new version every target that is set later', async () => {
  const week = [1, 2, 3, 4, 5].map((day) => ({ day, from: 9 * 60, to: 17 * 60 }));
  const hours = { zone: 'Europe/Madrid', week, holidays: [] };
  const office = await createCalendar({ ctx: admin(2), input: { name: 'Office', hours } });
  expect(office).toMatchObject({ version: 1, week: '40 h', policyCount: 0 });
  await createPolicy({
    ctx: admin(2),
    input: {
      ...{ severity: 'critical', source: 'okta', name: 'Office hours', calendar: office.id },
      ...{ acknowledgeSeconds: 5 * HOUR, resolveSeconds: 8 * HOUR },
    },
  });
  // Monday noon in UTC is 13:00 in Madrid: four hours are left of that day.
  const { sla } = await open(10, { source: 'okta' });
  expect(sla[0]!.dueAt).toBe('2026-01-13T09:00:10.000Z');
  const tuesday = { ...hours, holidays: [{ date: '2026-01-13', name: 'A local feast' }] };
  await reviseCalendar({ ctx: admin(20), input: { id: office.id, patch: { hours: tuesday } } });
  expect((await open(30, { source: 'okta' })).sla[0]!.dueAt).toBe('2026-01-14T09:00:30.000Z');
  const { items } = await listCalendars({ ctx: admin(30) });
  expect(items.map(({ name, version, policyCount }) => [name, version, policyCount])).toContainEqual(['Office', 2, 1]);
  await expect(createCalendar({ ctx: admin(40), input: { name: 'Office', hours: null } })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(
    reviseCalendar({ ctx: admin(40), input: { id: office.id, patch: { hours: { ...hours, zone: 'Nowhere/City' } } } }),
  ).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/hours/zone' }] });
});

test('what a calendar puts off for more than ten years is not promised, by either of the two', async () => {
  const minute = { zone: 'America/New_York', week: [{ day: 1, from: 0, to: 1 }], holidays: [] };
  const tiny = await createCalendar({ ctx: admin(50), input: { name: 'Tiny', hours: minute } });
  const input = {
    ...{ severity: 'low', category: 'Tiny', name: 'Tiny', calendar: tiny.id },
    ...{ acknowledgeSeconds: 600, resolveSeconds: 30 * 24 * HOUR },
  };
  await expect(createPolicy({ ctx: admin(51), input })).rejects.toMatchObject({
    code: 'invalid',
    errors: [
      { pointer: '/resolveSeconds', message: expect.stringContaining('“Tiny” counts 1 min a week: 30 d of it') },
    ],
  });
  const { id } = await createPolicy({ ctx: admin(52), input: { ...input, resolveSeconds: 500 * 60 } });
  const revised = revisePolicy({ ctx: admin(53), input: { id, patch: { acknowledgeSeconds: 600 * 60 } } });
  await expect(revised).rejects.toMatchObject({ errors: [{ pointer: '/acknowledgeSeconds' }] });
  const hours = { ...minute, holidays: Array.from({ length: 60 }, (_, n) => ({ date: mondays(n), name: 'Feast' })) };
  await expect(reviseCalendar({ ctx: admin(54), input: { id: tiny.id, patch: { hours } } })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/hours', message: expect.stringContaining('The policy “Tiny”') }],
  });
});

/** Dates of Mondays, a week apart. */
const mondays = (n: number) => new Date(Date.UTC(2026, 1, 2 + 7 * n)).toISOString().slice(0, 10);

test('only an administrator writes them', async () => {
  for (const role of ['lead', 'analyst', 'viewer'] as const) {
    const ctx = ctxOf(floor.db, as(floor.people[role]));
    await expect(createPolicy({ ctx, input: {} })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revisePolicy({ ctx, input: { id: 'x', patch: {} } })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createCalendar({ ctx, input: {} })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(reviseCalendar({ ctx, input: { id: 'x', patch: {} } })).rejects.toMatchObject({ code: 'forbidden' });
  }
});
