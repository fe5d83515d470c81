import { and, eq, inArray, isNull } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { until } from '#e2e/support/until.ts';
import { alertDetails, caseEvents, enrichmentBudgets, runs } from '#lib/db/schema/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { requestDueIntel } from '#lib/services/intel/request-due.ts';
import { automation, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { endQuiet } from './testing/end-quiet.ts';
import { runsOf } from './testing/harness.ts';
import { intelFloor } from './testing/intel-floor.ts';

const floor = intelFloor();
const { machine, sources, settings, caseOf, press, runOf, events } = floor;

const idOf = ({ composite_id }: { composite_id: string }) => composite_id;

describe('an alert', () => {
  test('is analysed once it has its case, and not again when it changes', async () => {
    await settings({ onAlerts: true });
    const key = await caseOf({ story: 'credentialDumping', host: 20, tree: 20 });
    const run = await runOf(key);
    const [event] = await events(key);
    expect(event!.details).not.toBeNull();
    expect(floor.falcon.tokens.live()).toBe(0);
    expect(run).toMatchObject({ eventName: 'case/alerts.unread', status: 'completed' });
    expect(run.output).toMatchObject({ case: key, alerts: { read: 1 } });
    await machine.deliver('crowdstrike', floor.falcon.touchAlert(event!.vendorId, { tags: ['seen'] }));
    await machine.settled();
    expect((await runOf(key)).id).toBe(run.id);
  });

  test('of a burst is analysed with the others: fifty alerts on two cases are few runs, and none is left out', {
    timeout: 300_000,
  }, async () => {
    await settings({ onAlerts: true, quietSeconds: 600, longestQuietSeconds: 3_600 });
    const alerts = Array.from({ length: 50 }, (_, n) =>
      floor.falcon.addAlert({ story: n % 3 ? 'tunnel' : 'encodedPowershell', host: 30 + (n % 2), tree: 30 + (n % 2) }),
    );
    const taken = await Promise.all(alerts.map((alert) => machine.deliver('crowdstrike', alert)));
    const arrived = () => machine.db.$count(caseEvents, inArray(caseEvents.vendorId, alerts.map(idOf)));
    const underWay = () => machine.db.$count(runs, and(eq(runs.automation, 'crowdstrike-alert'), isNull(runs.endedAt)));
    const isTaken = async () => (await arrived()) === 50 && (await underWay()) === 0;
    await until('every alert has its case', isTaken, { timeoutMs: 200_000 });
    await endQuiet((statement) => machine.db.execute(statement));
    await machine.settled();
    const keys = new Set<string>();
    for (const { deliveryId } of taken)
      for (const key of (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).cases) keys.add(key);
    expect(keys.size).toBe(2);
    for (const key of keys) {
      const all = await events(key);
      expect(all).toHaveLength(25);
      for (const { details } of all) expect(details?.commands.map(({ role }) => role)).toContain('process');
      const { id } = await rowOf(machine.db, key);
      const began = (await runsOf(machine, { caseId: id })).filter((run) => run.automation === 'crowdstrike-intel');
      expect(began.length).toBeLessThanOrEqual(8);
      expect(began.every(({ status }) => status === 'completed' || status === 'skipped')).toBe(true);
    }
    expect(floor.falcon.tokens.live()).toBe(0);
  });

  test('of which a run may take only some is taken by the next one', async () => {
    await settings({ onAlerts: true, mostAlerts: 2, mostCommandLines: 4 });
    const stories = ['encodedPowershell', 'credentialDumping', 'persistence', 'tunnel'] as const;
    const alerts = stories.map((story) => floor.falcon.addAlert({ story, host: 40, tree: 40 }));
    const [first] = await Promise.all(alerts.map((alert) => machine.deliver('crowdstrike', alert)));
    await machine.settled();
    const [key] = (await getDelivery({ ctx: adminCtx(machine), input: { id: first!.deliveryId } })).cases as [string];
    expect(await events(key)).toHaveLength(stories.length);
    for (const { details } of await events(key)) {
      const lines = details!.processes.filter(({ commandLine }) => commandLine?.trim());
      expect(details!.commands).toHaveLength(lines.length);
    }
  });

  test('that nobody analysed is found by the schedule', async () => {
    const key = await caseOf({ story: 'tunnel', host: 21, tree: 21 });
    const ctx = ctxOf(machine.db, automation('crowdstrike-intel-due'), new Date());
    const due = await requestDueIntel({ ctx, input: { vendor: 'crowdstrike', most: 500 } });
    expect(due.keys).toContain(key);
    await machine.settled();
    expect(await runOf(key)).toMatchObject({ eventName: 'case/intel.due', status: 'completed' });
    expect((await requestDueIntel({ ctx, input: { vendor: 'crowdstrike', most: 500 } })).keys).not.toContain(key);
    await machine.settled();
  });

  test.each([
    ['the button', 50, press],
    [
      'the schedule',
      60,
      async () => {
        const ctx = ctxOf(machine.db, automation('crowdstrike-intel-due'), new Date());
        await requestDueIntel({ ctx, input: { vendor: 'crowdstrike', most: 500 } });
        await machine.settled();
      },
    ],
  ])(
    'is read however many there are beyond what a run may read, from %s on, and none that Falcon hides holds the others up',
    async (_name, host, start) => {
      await settings({ mostAlerts: 2 });
      const alerts = Array.from({ length: 7 }, (_, n) => ({
        ...{ story: 'tunnel' as const, host, tree: host },
        at: new Date(Date.now() - n * 1_000),
      }));
      const key = await caseOf(...alerts);
      const [newest, second, third, ...others] = (await events(key)).map(({ vendorId }) => vendorId);
      for (const hidden of [newest!, second!, third!]) floor.falcon.alerts.delete(hidden);
      await start(key);
      const known = await machine.db.select().from(alertDetails).where(inArray(alertDetails.vendorId, others));
      expect(known).toHaveLength(others.length);
      const { id } = await rowOf(machine.db, key);
      const began = (await runsOf(machine, { caseId: id })).filter((run) => run.automation === 'crowdstrike-intel');
      expect(began.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'completed']);
    },
  );
});

describe('an alert that names more than one run asks about', () => {
  /** That no other test asks about. */
  const addressesOf = (host: number, count = 60) => Array.from({ length: count }, (_, n) => `93.184.${host}.${n + 1}`);
  const contacting = (remotes: readonly string[]) => ({
    network_accesses: remotes.map((remote_address) => ({ remote_address, remote_port: 443, protocol: 'TCP' })),
  });
  const askedAbout = () => sources.virustotal.requests.map(({ path }) => path.split('/').at(-1)!);

  /** Such a case, of which intake knows nothing: its alert tells more when it is read. */
  async function talkative(host: number): Promise<string> {
    const alert = floor.falcon.addAlert({ story: 'tunnel', host, tree: host });
    const { deliveryId } = await machine.deliver('crowdstrike', alert);
    await machine.settled();
    floor.falcon.touchAlert(alert.composite_id, contacting(addressesOf(host)));
    return (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).cases[0]!;
  }

  test('has all of them asked about by the runs that follow, each once, and says what is left', async () => {
    await settings({ mostIndicators: 25 });
    const key = await talkative(70);
    const first = await runOf(key, await press(key));
    expect(first.output).toMatchObject({ indicators: { asked: 25, unasked: expect.any(Number) } });
    expect((first.output as { summary: string }).summary).toMatch(/ more were not asked about: the next run begins/);
    const asked = askedAbout().filter((address) => addressesOf(70).includes(address));
    expect(asked.toSorted()).toEqual(addressesOf(70).toSorted());
    const last = await runOf(key);
    expect(last).toMatchObject({ eventName: 'case/intel.due', status: 'completed' });
    expect(last.output).toMatchObject({ alerts: { read: 0 }, indicators: { unasked: 0 } });
    expect(floor.falcon.requests.filter(({ path }) => path === '/oauth2/token')).toHaveLength(1);
  });

  test('of many such alerts, more than a run reads, none is left out', async () => {
    await settings({ mostIndicators: 25, mostAlerts: 1 });
    const named = [80, 81, 82].map((net) => addressesOf(net, 30));
    const key = await caseOf(...named.map(() => ({ story: 'tunnel' as const, host: 72, tree: 72 })));
    for (const [n, { vendorId }] of (await events(key)).entries())
      floor.falcon.touchAlert(vendorId, contacting(named[n]!));
    await press(key);
    const asked = new Set(askedAbout());
    expect(named.flat().filter((address) => !asked.has(address))).toEqual([]);
    expect((await runOf(key)).output).toMatchObject({ indicators: { unasked: 0 } });
  });

  test('asks for no other run where the sources let us ask no more', async () => {
    await settings({ mostIndicators: 25 });
    for (const source of Object.values(sources)) source.mode = 'rate-limited';
    const key = await talkative(73);
    await press(key);
    const { id } = await rowOf(machine.db, key);
    const began = (await runsOf(machine, { caseId: id })).filter((run) => run.automation === 'crowdstrike-intel');
    expect(began.map(({ status }) => status)).toEqual(['completed', 'completed']);
    const [unasked, after] = began.map(({ output }) => (output as { indicators: object }).indicators);
    expect(unasked).toMatchObject({ unasked: expect.any(Number) });
    expect(after).toMatchObject({ unasked: (unasked as { unasked: number }).unasked });
    await machine.db.update(enrichmentBudgets).set({ pausedUntil: null });
  });

  test('asks for no other run where nobody answers', async () => {
    await settings({ mostIndicators: 25 });
    await updateAutomation({ ctx: adminCtx(machine), input: { id: 'check-observables', patch: { enabled: false } } });
    const key = await talkative(71);
    const runId = await press(key);
    await updateAutomation({ ctx: adminCtx(machine), input: { id: 'check-observables', patch: { enabled: true } } });
    expect((await runOf(key)).id).toBe(runId);
    expect((await runOf(key)).output).toMatchObject({ indicators: { asked: 25, answered: 0 } });
  });
});
