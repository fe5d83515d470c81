import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { alertDetails, caseEvents } from '../../db/schema/index.ts';
import { commandsToLookAt } from '../../domain/intel/command-lines.ts';
import type { AlertDetails } from '../../domain/views/alert-details.ts';
import { openCase } from '../cases/open.ts';
import { automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { type ListAlertsInput, listAlerts } from './list-alerts.ts';

const floor = testFloor();
const at = new Date('2026-01-12T08:00:00.000Z');
const robot = () => ctxOf(floor.db, automation('crowdstrike-intel'), at);
const MANY = 1_005;
const NO_DETAILS: AlertDetails = {
  ...{ processes: [], host: null, user: null, tactic: null, techniques: [], disposition: null, status: null },
  ...{ assignee: null, connections: [], names: [], files: [], indicators: [] },
};
let key: string;
let ids: string[];

/** More alerts than one page holds, the newest first; all are known but the two oldest and one between. */
beforeAll(async () => {
  key = (await openCase({ ctx: robot(), input: { fields: { title: 'Alerts', severity: 'high' } } })).key;
  const { id: caseId } = await rowOf(floor.db, key);
  const prefix = newId();
  ids = Array.from({ length: MANY }, (_, n) => `${prefix}/${n}`);
  await floor.db.insert(caseEvents).values(
    ids.map((vendorId, n) => ({
      ...{ id: newId(), caseId, vendor: 'crowdstrike', vendorId, title: 'Alert', receivedAt: at },
      ...{ at: new Date(at.getTime() - n * 1_000), raw: { n } },
    })),
  );
  const known = ids.filter((_, n) => n !== 500 && n < MANY - 2);
  await floor.db
    .insert(alertDetails)
    .values(known.map((vendorId) => ({ vendor: 'crowdstrike', vendorId, readAt: at, details: NO_DETAILS })));
});

const list = (input: Partial<ListAlertsInput>) =>
  listAlerts({
    ctx: robot(),
    input: {
      ...{ vendor: 'crowdstrike', key, leftOnly: true, withCommands: true, condition: '', passed: 0, most: 10 },
      ...input,
    },
  });
const nth = (wanted: readonly string[]) => wanted.map((id) => ids.indexOf(id));

test('what is left is found, however many newer ones are known', async () => {
  const listed = await list({});
  expect([nth(listed.ids), listed.more, listed.left]).toEqual([[500, MANY - 2, MANY - 1], false, 0]);
});

test('a run that may do less says what it leaves, and the next one may begin behind what is not shown', async () => {
  const first = await list({ most: 1 });
  expect([nth(first.ids), first.more, first.left]).toEqual([[500], true, 2]);
  const next = await list({ most: 1, passed: 1 });
  expect([nth(next.ids), next.more, next.left]).toEqual([[MANY - 2], true, 1]);
});

test('who reads all begins with what is left, then takes the newest', async () => {
  const { ids: wanted, left } = await list({ leftOnly: false, most: 5 });
  expect([nth(wanted), left]).toEqual([[500, MANY - 2, MANY - 1, 0, 1], 0]);
});

test('a condition that fits none of the first page is tried on the next', async () => {
  const { ids: wanted, fit, looked } = await list({ leftOnly: false, condition: `n = ${MANY - 4} or n = ${MANY - 3}` });
  expect([nth(wanted), fit, looked]).toEqual([[MANY - 4, MANY - 3], 2, MANY]);
});

test.each(['\t', '\n', ' \r\n\t', '\v\f'])(
  'a command line of %j is none, and is left for nobody',
  async (commandLine) => {
    const process = { role: 'process', name: 'x.exe', commandLine } as never;
    const newest = { vendor: 'crowdstrike' as const, vendorId: ids[0]! };
    await floor.db
      .update(alertDetails)
      .set({ details: { ...NO_DETAILS, processes: [process] } })
      .where(eq(alertDetails.vendorId, newest.vendorId));
    expect(nth((await list({})).ids)).not.toContain(0);
    const alerts = [{ vendorId: newest.vendorId, details: { ...NO_DETAILS, processes: [process] }, commands: [] }];
    expect(commandsToLookAt(alerts, { knownGoodOf: () => null, anew: true })).toEqual([]);
  },
);
