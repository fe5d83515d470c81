import { expect, test, vi } from 'vitest';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { redeliverDelivery } from '#lib/services/deliveries/redeliver.ts';
import { saveMapping } from '#lib/services/mappings/save.ts';
import { adminCtx, readCase } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { mapping } from './testing/stoppable-mapping.ts';

vi.mock('#lib/services/mappings/evaluate.ts', async (original) =>
  (await import('./testing/stoppable-mapping.ts')).stoppable(original),
);

const machine = testMachine();
/** What ships for a named source: a title is needed. */
const MENDED = '{ "objectKey": id, "title": $exists(title) ? title : text, "severity": severity, "status": status }';

async function deliver(source: string, body: Record<string, string>) {
  const { deliveryId } = await machine.deliver(`generic/${source}`, body);
  await machine.settled();
  return deliveryId;
}
const read = (id: string) => getDelivery({ ctx: adminCtx(machine), input: { id } });

async function mendAndRedeliver(source: string, id: string): Promise<string> {
  const ctx = adminCtx(machine);
  await saveMapping({ ctx, input: { connector: `generic/${source}`, expression: MENDED } });
  const again = await redeliverDelivery({ ctx, input: { id } });
  await machine.settled();
  return again.id;
}

test('an alert that was in quarantine while its end came opens no case once it is delivered again', async () => {
  const start = await deliver('till', { id: 'a', text: 'No title', severity: 'high', status: 'open' });
  expect(await read(start)).toMatchObject({ outcome: 'quarantined' });
  const end = await deliver('till', { id: 'a', title: 'Till', severity: 'high', status: 'resolved' });
  expect(await read(end)).toMatchObject({ outcome: 'filtered', reason: 'The status resolved opens no case.' });
  const again = await mendAndRedeliver('till', start);
  const reason = 'A later event of this object has already ended it.';
  expect(await read(again)).toMatchObject({ outcome: 'filtered', reason, cases: [] });
  const [run] = await runsOf(machine, { deliveryId: again });
  expect(run).toMatchObject({ status: 'skipped', reason: `Not run because a${reason.slice(1)}` });
});

test('an old event that is delivered again is history on the case, not news', async () => {
  const old = await deliver('door', { id: 'b', text: 'No title', severity: 'critical', status: 'open' });
  const news = await deliver('door', { id: 'b', title: 'Door', severity: 'medium', status: 'open' });
  const [key] = (await read(news)).cases;
  const again = await mendAndRedeliver('door', old);
  expect((await read(again)).cases).toEqual([key]);
  expect(await readCase(machine, key!)).toMatchObject({ severity: 'medium', eventCount: 2 });
  const [run] = await runsOf(machine, { deliveryId: again });
  expect(run!.output).toMatchObject({ did: 'noted', summary: expect.stringContaining('kept as history') });
});

test('where only the mapping knows the object, an alert that fires again after its end is news, and a repetition none', async () => {
  const ctx = adminCtx(machine);
  const expression = '{ "objectKey": $join([site, rule], "/"), "title": rule, "severity": severity, "status": status }';
  await saveMapping({ ctx, input: { connector: 'generic/yard', expression } });
  const alert = (status: string, severity = 'critical') => ({ site: 's-1', rule: 'Fence cut', severity, status });
  const first = await deliver('yard', alert('firing'));
  const [key] = (await read(first)).cases;
  expect(await read(await deliver('yard', alert('firing')))).toMatchObject({ outcome: 'duplicate' });
  const milder = await deliver('yard', alert('firing', 'medium'));
  expect((await read(milder)).cases).toEqual([key]);
  expect(await readCase(machine, key!)).toMatchObject({ severity: 'medium' });
  await deliver('yard', alert('resolved'));
  const again = await deliver('yard', alert('firing'));
  expect(await read(again)).toMatchObject({ outcome: 'accepted', cases: [key] });
  expect(await readCase(machine, key!)).toMatchObject({ severity: 'critical', eventCount: 4 });
  expect(await read(await deliver('yard', alert('firing')))).toMatchObject({ outcome: 'duplicate' });
});

test('a mapping that the clock ended is tried again, for the machine may have been the slow one', async () => {
  let tries = 0;
  mapping.instead = () => {
    tries += 1;
    if (tries === 2) mapping.instead = null;
    return Promise.resolve({ ok: false, reason: 'The expression takes longer than 1000 ms.', late: true });
  };
  const id = await deliver('slow', { id: 'slow', title: 'Slow', severity: 'high', status: 'open' });
  await expect.poll(async () => (await read(id)).cases.length).toBe(1);
  expect(tries).toBe(2);
});
