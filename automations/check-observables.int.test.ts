import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enrichmentBudgets } from '#lib/db/schema/index.ts';
import { type Checked, isIncomplete } from '#lib/domain/enrichment/check.ts';
import { ENRICHMENT_SOURCES } from '#lib/domain/enrichment/sources.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { addObservables } from '#lib/services/cases/add-observables.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { rowOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled } from './testing/cases.ts';
import { runsOf, stepsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';
import { connectSource, testSources } from './testing/sources.ts';

const machine = testMachine({ instead: [idleScout] });
const sources = testSources(machine);
let network = 0;

beforeAll(async () => {
  for (const id of ['case-created', 'enrich-endpoint', 'case-in-progress', 'route-by-severity'])
    await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } });
});
beforeEach(async () => {
  await machine.db.delete(enrichmentBudgets);
});

/** Has the sources asked about so many addresses of a case by one press; the check's own run. */
async function check(count: number) {
  const { key } = await openSettled(machine);
  const on = (enabled: boolean) =>
    updateAutomation({ ctx: adminCtx(machine), input: { id: 'enrich-observables', patch: { enabled } } });
  await on(false);
  network += 1;
  const items = Array.from({ length: count }, (_, n) => ({
    type: 'ipv4' as const,
    value: `203.${network}.7.${n + 1}`,
  }));
  await addObservables({ ctx: adminCtx(machine), input: { key, items } });
  await machine.settled();
  await on(true);
  await pressAction({ ctx: adminCtx(machine), input: { key, action: 'enrich-observables', body: {} } });
  await machine.settled();
  const [run, ...others] = (await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id })).filter(
    ({ automation }) => automation === 'check-observables',
  );
  expect(others).toEqual([]);
  return { run: run!, checked: run!.output as unknown as Checked, steps: await stepsOf(machine, run!.id) };
}
const asked = () => Object.values(sources).map(({ requests }: { requests: readonly unknown[] }) => requests.length);

describe('a check', () => {
  test('takes portions, and has three answers about each', async () => {
    const { run, checked, steps } = await check(45);
    expect(run.status).toBe('completed');
    expect(checked).toMatchObject({ checked: 45, incomplete: false });
    expect(checked.verdicts).toHaveLength(45);
    for (const one of checked.verdicts)
      expect(one.sources.map(({ source }) => source).toSorted()).toEqual([...ENRICHMENT_SOURCES].toSorted());
    expect(asked()).toEqual([45, 45, 45]);
    // Three portions of each source, and what comes before and after.
    expect(steps.length).toBeLessThanOrEqual(12);
  });

  test('asks each source within its day, and goes on with the others', async () => {
    const { virustotal } = sources;
    const credentials = { apiKey: virustotal.apiKey };
    await connectSource(machine, 'virustotal', { url: virustotal.url, credentials, settings: { dailyBudget: 25 } });
    const { checked } = await check(30);
    expect(asked()).toEqual([25, 30, 30]);
    expect(checked.incomplete).toBe(true);
    expect(checked.verdicts.filter((one) => isIncomplete(one.sources))).toHaveLength(5);
    await connectSource(machine, 'virustotal', { url: virustotal.url, settings: {} });
  });

  test('waits no longer for a source that owes every answer of a portion', async () => {
    sources.otx.mode = 'down';
    const { checked } = await check(45);
    // Twenty, each of them tried twice.
    expect(asked()).toEqual([45, 45, 40]);
    const said = checked.verdicts.flatMap((one) => one.sources.filter(({ source }) => source === 'otx'));
    expect(said.map(({ state }) => state)).toEqual(Array(45).fill('failed'));
    expect(said.filter(({ note }) => note?.startsWith('It was not asked'))).toHaveLength(25);
  });
});
