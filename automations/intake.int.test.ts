import { expect, test, vi } from 'vitest';
import { wizIssueBody } from '#e2e/vendors/wiz-bodies.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { redeliverDelivery } from '#lib/services/deliveries/redeliver.ts';
import { adminCtx } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { mapping } from './testing/stoppable-mapping.ts';

const broken = vi.hoisted(() => ({ summary: false }));
vi.mock('#lib/services/mappings/evaluate.ts', async (original) =>
  (await import('./testing/stoppable-mapping.ts')).stoppable(original),
);
vi.mock('#lib/services/cases/summarize.ts', async (original) => {
  const real = await original<typeof import('#lib/services/cases/summarize.ts')>();
  const summarizeRun: typeof real.summarizeRun = (args) => {
    if (broken.summary) throw new Error('the summary could not be written');
    return real.summarizeRun(args);
  };
  return { ...real, summarizeRun };
});

const machine = testMachine();
const read = (id: string) => getDelivery({ ctx: adminCtx(machine), input: { id } });

const quarantined = (id: string) => expect.poll(async () => (await read(id)).outcome).toBe('quarantined');

test.each([
  ['wiz', wizIssueBody(1)],
  ['generic/acme', { id: 'a-1', title: 'Door open', severity: 'high' }],
])(
  '%s: a run that fails for good puts its delivery into quarantine, to be delivered again',
  async (connector, body) => {
    mapping.instead = () => Promise.reject(new Error('the sandbox could not be started'));
    const { deliveryId } = await machine.deliver(connector, body);
    await machine.settled();
    await quarantined(deliveryId);
    const failed = await read(deliveryId);
    expect(failed).toMatchObject({ cases: [], reason: expect.stringContaining('the sandbox could not be started') });
    const [run, ...others] = await runsOf(machine, { deliveryId });
    expect([run!.status, others]).toEqual(['failed', []]);

    mapping.instead = null;
    const again = await machine.deliver(connector, body);
    expect(again.duplicate).toBe(false);
    await machine.settled();
    const [key] = (await read(again.deliveryId)).cases;
    expect(key).toBeDefined();

    const redelivered = await redeliverDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } });
    await machine.settled();
    expect(await read(redelivered.id)).toMatchObject({ outcome: 'accepted', cases: [key] });
  },
);

test('a run that fails after the event has reached its case leaves the delivery as it is', async () => {
  broken.summary = true;
  const { deliveryId } = await machine.deliver('generic/acme', { id: 'late', title: 'Late', severity: 'low' });
  await expect.poll(async () => (await runsOf(machine, { deliveryId }))[0]!.status).toBe('failed');
  broken.summary = false;
  // Proves that what follows a failure has had its time: a later failure's has come to its end.
  mapping.instead = () => Promise.reject(new Error('the sandbox could not be started'));
  const later = await machine.deliver('generic/acme', { id: 'later', title: 'Later', severity: 'low' });
  await quarantined(later.deliveryId);
  mapping.instead = null;
  expect(await read(deliveryId)).toMatchObject({ outcome: 'accepted', reason: null, cases: [expect.any(String)] });
});

test('a failed run that is replayed to a good end takes its delivery out of quarantine', async () => {
  mapping.instead = () => Promise.reject(new Error('the sandbox could not be started'));
  const { deliveryId } = await machine.deliver('generic/acme', { id: 'replayed', title: 'Again', severity: 'low' });
  await machine.settled();
  await quarantined(deliveryId);
  mapping.instead = null;
  const [run] = await runsOf(machine, { deliveryId });
  await machine.engine.replay(run!.engineRunId!);
  await expect.poll(async () => (await read(deliveryId)).outcome).toBe('accepted');
  await machine.settled();
  expect((await read(deliveryId)).cases).toHaveLength(1);
});
