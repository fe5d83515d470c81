import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { type Case, caseEvents } from '../../db/schema/index.ts';
import { FalconAlert } from '../../domain/crowdstrike/alert.ts';
import { detailsOf } from '../../domain/crowdstrike/details.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import { getCase } from '../cases/get.ts';
import { openCase } from '../cases/open.ts';
import { automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { wizOrigin } from '../testing/vendor.ts';
import { intelOf } from './alerts-of-case.ts';
import { keepCommands } from './keep-commands.ts';
import { keepDetails } from './keep-details.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation('crowdstrike-intel'), NOW);
const NOTHING = {
  ...{ malicious: 0, suspicious: 0, looked: 0, unlooked: 0, unread: 0 },
  ...{ techniques: [], hosts: [], more: false },
};

/** A case that an alert of a vendor's has opened. */
async function caseOf(source: string) {
  const origin = wizOrigin(newId());
  const opened = await openCase({
    ctx: robot(),
    input: {
      fields: { title: 'Case', severity: 'high', source },
      origin: { ...origin, event: { ...origin.event, vendor: source } },
    },
  });
  return { opened, row: await rowOf(floor.db, opened.key), first: origin.event!.vendorId };
}

const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

async function event(
  { id: caseId }: Case,
  minute: number,
  vendor = 'crowdstrike',
  vendorId = newId(),
): Promise<string> {
  await floor.db.insert(caseEvents).values({
    ...{ id: newId(), caseId, vendor, vendorId, title: 'Alert', at: minutes(minute), receivedAt: minutes(minute) },
    raw: {},
  });
  return vendorId;
}

async function read(vendorId: string, fields: Record<string, unknown>, vendor = 'crowdstrike' as IntelVendor) {
  const details = detailsOf(FalconAlert.parse({ composite_id: vendorId, ...fields }));
  await keepDetails({ ctx: robot(), input: { vendor, alerts: [{ vendorId, updatedAt: null, details }] } });
}

const look = (key: string, line: string, ids: string[], verdict: 'malicious' | 'benign', techniques: string[] = []) =>
  keepCommands({
    ctx: robot(),
    input: {
      ...{ vendor: 'crowdstrike', key, line, ids },
      look: {
        ...{ verdict, confidence: 0.9, techniques, decoded: null, indicators: [] },
        ...{ knownGood: null, by: 'rules', outputId: null },
      },
    },
  });

test('the case says what its command lines came to, and what nobody has read or looked at', async () => {
  const { opened, row, first } = await caseOf('crowdstrike');
  const view = () => getCase({ ctx: robot(), input: { key: opened.key } });
  expect(opened.commandLines).toEqual({ ...NOTHING, unread: 1 });
  expect((await view()).commandLines).toEqual({ ...NOTHING, unread: 1 });

  const second = await event(row, 1);
  // Another state of the same alert.
  await event(row, 2, 'crowdstrike', second);
  await read(first, { cmdline: 'dump', parent_details: { cmdline: 'shell' }, device: { hostname: 'BO-1' } });
  expect((await view()).commandLines).toEqual({ ...NOTHING, unread: 1, unlooked: 2 });

  await read(second, { cmdline: 'dump', parent_details: { cmdline: ' ' }, device: { hostname: 'BO-2' } });
  await look(opened.key, 'dump', [first], 'malicious', ['T1003']);
  await look(opened.key, 'shell', [first], 'benign');
  expect((await view()).commandLines).toEqual({
    ...NOTHING,
    ...{ malicious: 1, looked: 2, techniques: ['T1003'], hosts: ['BO-2', 'BO-1'] },
  });
});

test('of a case without such an alert nothing is said', async () => {
  const { opened } = await caseOf('wiz');
  expect(opened.commandLines).toBeNull();
  expect((await getCase({ ctx: robot(), input: { key: opened.key } })).commandLines).toBeNull();
  const { key } = await openCase({ ctx: robot(), input: { fields: { title: 'By hand', severity: 'low' } } });
  expect((await getCase({ ctx: robot(), input: { key } })).commandLines).toBeNull();
});

test('of two vendors’ alerts the newest that nobody has read says whose are analysed', async () => {
  const { row, first } = await caseOf('wiz');
  const vendors = ['crowdstrike', 'acme'];
  expect(await intelOf(floor.db, row, vendors)).toEqual({ vendor: null, commandLines: null });
  const falcon = await event(row, 1);
  const acme = await event(row, 2, 'acme');
  const vendorOf = async () => (await intelOf(floor.db, row, vendors)).vendor;
  expect(await vendorOf()).toBe('acme');
  expect((await intelOf(floor.db, row)).vendor).toBe('crowdstrike');
  await read(acme, {}, 'acme' as IntelVendor);
  expect(await vendorOf()).toBe('crowdstrike');
  await read(falcon, {});
  expect(await vendorOf()).toBe('acme');
  // Another state of a read alert is news of that vendor's.
  await event(row, 3, 'crowdstrike', falcon);
  expect(await vendorOf()).toBe('crowdstrike');
  expect(first).not.toBe(falcon);
});

test('of a case with more events than are looked through, the newest are', async () => {
  const { row, first } = await caseOf('crowdstrike');
  const ids = Array.from({ length: 200 }, () => newId());
  await floor.db.insert(caseEvents).values(
    ids.map((vendorId, n) => ({
      ...{ id: newId(), caseId: row.id, vendor: 'crowdstrike', vendorId, title: 'Alert', raw: {} },
      ...{ at: minutes(n + 1), receivedAt: minutes(n + 1) },
    })),
  );
  const findings = async () => (await intelOf(floor.db, row)).commandLines;
  expect(await findings()).toEqual({ ...NOTHING, unread: 200, more: true });
  await read(first, { cmdline: 'dump' });
  expect(await findings()).toMatchObject({ unread: 200, unlooked: 0 });
  await read(ids[0]!, { cmdline: 'dump' });
  expect(await findings()).toMatchObject({ unread: 199, unlooked: 1 });
});
