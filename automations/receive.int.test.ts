import { expect, test } from 'vitest';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { redeliverDelivery } from '#lib/services/deliveries/redeliver.ts';
import { saveMapping } from '#lib/services/mappings/save.ts';
import { adminCtx, readCase } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';

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
