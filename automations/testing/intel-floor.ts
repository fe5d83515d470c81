import './environment.ts';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type FalconEmulator, type NewFalconAlert, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { listCaseEvents } from '#lib/services/cases/list-events.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { rowOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './cases.ts';
import { type Machine, runsOf, testMachine } from './harness.ts';
import { type Sources, testSources } from './sources.ts';

type CaseEvents = Awaited<ReturnType<typeof listCaseEvents>>['items'];
type RunRow = Awaited<ReturnType<typeof runsOf>>[number];

/** Falcon and the sources around the machine, where nothing but the threat intelligence follows about a case. */
export interface IntelFloor {
  machine: Machine;
  sources: Sources;
  falcon: FalconEmulator;
  /** Sets parameters of the automation, until the test is over. */
  settings(parameters: Record<string, unknown>): Promise<unknown>;
  /** A case of alerts of one process tree. */
  caseOf(...alerts: NewFalconAlert[]): Promise<string>;
  /** Presses the button, and waits until all is settled; answers the run's id. */
  press(key: string): Promise<string>;
  /** The latest run for a case, or that one. */
  runOf(key: string, runId?: string): Promise<RunRow>;
  events(key: string): Promise<CaseEvents>;
}

/** All of it for a test file; each test finds Falcon up, and the sources left alone. Read `falcon` inside of a test. */
export function intelFloor(): IntelFloor {
  const machine = testMachine();
  const sources = testSources(machine);
  const settings: IntelFloor['settings'] = (parameters) =>
    updateAutomation({ ctx: adminCtx(machine), input: { id: 'crowdstrike-intel', patch: { parameters } } });
  const floor: IntelFloor = {
    ...{ machine, sources, settings },
    falcon: {} as FalconEmulator,
    async caseOf(...alerts) {
      const keys = new Set<string>();
      for (const what of alerts) {
        const { deliveryId } = await machine.deliver('crowdstrike', floor.falcon.addAlert(what));
        await machine.settled();
        const { cases } = await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } });
        for (const key of cases) keys.add(key);
      }
      expect(keys.size).toBe(1);
      return [...keys][0]!;
    },
    async press(key) {
      const input = { key, action: 'analyze-threat-intel', body: {} };
      const { runId } = await pressAction({ ctx: adminCtx(machine), input });
      await machine.settled();
      return runId;
    },
    async runOf(key, runId) {
      const rows = await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id });
      return rows.filter((row) => row.automation === 'crowdstrike-intel' && (!runId || row.id === runId)).at(-1)!;
    },
    events: async (key) => (await listCaseEvents({ ctx: adminCtx(machine), input: { key, query: {} } })).items,
  };

  beforeAll(async () => {
    // Where it is slow it is so until its test has it go on.
    floor.falcon = await startCrowdStrike({ slowMs: 60_000 });
    const { url: baseUrl, clientId, clientSecret } = floor.falcon;
    const credentials = { clientId, clientSecret, webhookToken: 'hook' };
    await putConnector({ ctx: adminCtx(machine), input: { id: 'crowdstrike', enabled: true, baseUrl, credentials } });
    // What else follows about a case is of other tests.
    for (const id of ['route-by-severity', 'enrich-endpoint', 'enrich-observables', 'case-created'])
      await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } });
  });
  beforeEach(async () => {
    Object.assign(floor.falcon, { mode: 'ok', remaining: 6_000 });
    floor.falcon.outages.next = [];
    floor.falcon.requests.length = 0;
    // Asking the sources is most of the work, and what one test is about.
    const most = { mostAlerts: 100, mostIndicators: 0 };
    await settings({ condition: '', onAlerts: false, knownGood: [], quietSeconds: 1, ...most });
  });
  afterAll(() => floor.falcon.close());
  return floor;
}
