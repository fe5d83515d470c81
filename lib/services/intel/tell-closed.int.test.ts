import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseEvents, notices } from '../../db/schema/index.ts';
import { INTEL } from '../../domain/intel/vendors.ts';
import { assignCase } from '../cases/assign.ts';
import { openCase } from '../cases/open.ts';
import { as, automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { tellClosed } from './tell-closed.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation('crowdstrike-alert'), NOW);
/** With a vendor that says it in another way. */
const VENDORS = {
  ...INTEL,
  acme: { system: 'Anvil', closed: { at: [['threat', 'phase']], words: ['solved', 'gone'] } },
};
let minute = 0;

async function open() {
  const { key } = await openCase({ ctx: robot(), input: { fields: { title: 'Alerts', severity: 'high' } } });
  const analyst = floor.people.analyst;
  await assignCase({ ctx: ctxOf(floor.db, as(analyst)), input: { key, assignee: analyst.id } });
  const { id: caseId } = await rowOf(floor.db, key);
  const event = async (vendor: string, vendorId: string, raw: object) => {
    minute += 1;
    const at = new Date(NOW.getTime() + minute * 60_000);
    await floor.db
      .insert(caseEvents)
      .values({ ...{ id: newId(), caseId, vendor, vendorId, title: 'Alert', at, receivedAt: at }, raw });
  };
  const tell = async () => (await tellClosed({ ctx: robot(), input: { key } }, VENDORS)).told;
  const said = async () =>
    (await timelineOf(floor.db, key)).filter(({ detail }) => 'closedAt' in detail).map(({ summary }) => summary);
  const heard = async () => {
    const told = and(eq(notices.caseId, caseId), eq(notices.kind, 'case.vendor_closed'));
    return (await floor.db.select({ title: notices.title }).from(notices).where(told)).map(({ title }) => title);
  };
  return { key, event, tell, said, heard };
}

const AFTER = '. It stays open here until somebody decides';

test.each<[string, string, object, object]>([
  ['crowdstrike', 'Falcon', { status: 'new' }, { alert: { status: 'Closed' } }],
  ['acme', 'Anvil', { threat: { phase: 'open' }, status: 'closed' }, { threat: { phase: 'Solved' } }],
])('what %s has closed is said in its own name', async (vendor, system, opened, closed) => {
  const { key, event, tell, said, heard } = await open();
  expect(await tell()).toBe(false);
  await event(vendor, 'one', opened);
  expect(await tell()).toBe(false);
  await event(vendor, 'one', closed);
  expect([await tell(), await tell()]).toEqual([true, false]);
  expect(await said()).toEqual([`${system} has closed every alert of this case${AFTER}`]);
  expect(await heard()).toEqual([`${system} has closed every alert of ${key}`]);
});

test('a case of two vendors’ alerts is over when both have closed theirs, and that is said once', async () => {
  const { key, event, tell, said, heard } = await open();
  // One id of two vendors is two alerts.
  await event('crowdstrike', 'one', { status: 'new' });
  await event('acme', 'one', { threat: { phase: 'gone' } });
  expect(await tell()).toBe(false);
  await event('crowdstrike', 'one', { status: 'closed' });
  expect(await tell()).toBe(true);
  await event('acme', 'one', { threat: { phase: 'solved' } });
  expect(await tell()).toBe(false);
  expect(await said()).toEqual([`Anvil and Falcon have closed every alert of this case${AFTER}`]);
  expect(await heard()).toEqual([`Anvil and Falcon have closed every alert of ${key}`]);
  await event('acme', 'one', { threat: { phase: 'open' } });
  await event('acme', 'one', { threat: { phase: 'gone' } });
  expect(await tell()).toBe(true);
});

test('an event of somebody else’s keeps the case from being over', async () => {
  const { event, tell } = await open();
  await event('crowdstrike', 'one', { status: 'closed' });
  await event('wiz', 'two', { status: 'closed', threat: { phase: 'gone' } });
  expect(await tell()).toBe(false);
});
