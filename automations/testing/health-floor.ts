import './environment.ts';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { startTeams, type TeamsEmulator } from '#e2e/vendors/teams.ts';
import { WEEKDAYS } from '#lib/domain/health/day.ts';
import { HealthParameters } from '#lib/domain/health/parameters.ts';
import type { HealthSnapshot } from '#lib/domain/views/health.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { casesOf } from '#lib/services/health/cases-of.ts';
import { requestCheck } from '#lib/services/health/request-check.ts';
import { getReport } from '#lib/services/reports/get.ts';
import { getRun } from '#lib/services/runs/get.ts';
import { adminCtx } from './cases.ts';
import { type Machine, testMachine } from './harness.ts';
import { idleScout } from './idle-scout.ts';

type Run = Awaited<ReturnType<typeof getRun>>;
type Timer = Awaited<ReturnType<typeof getCase>>['sla'][number];

/** Falcon and Teams around the machine, where nothing but the daily check follows about a case. */
export interface HealthFloor {
  machine: Machine;
  falcon: FalconEmulator;
  teams: TeamsEmulator;
  /** Sets parameters of the check, until the test is over. */
  settings(parameters: Record<string, unknown>): Promise<unknown>;
  /** Has a check run, and waits until all is settled. `said` is what it answered. */
  check(body?: { anyDay?: boolean }): Promise<Run & { said: Record<string, unknown> & { report: string } }>;
  snapshotOf(reportId: string): Promise<HealthSnapshot>;
  /** The case of an alert. */
  keyFor(id: string): Promise<string | null>;
  /** The timers of its own on the case of an alert. */
  timersOf(id: string): Promise<Timer[]>;
}

export const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

/** All of it for a test file; each test finds Falcon and Teams up and empty. Read `falcon` and `teams` inside of a test. */
export function healthFloor(): HealthFloor {
  const machine = testMachine({ instead: [idleScout] });
  const { severities } = HealthParameters.parse({});
  const settings: HealthFloor['settings'] = (parameters) =>
    updateAutomation({ ctx: adminCtx(machine), input: { id: 'daily-health-check', patch: { parameters } } });
  const keyFor: HealthFloor['keyFor'] = async (id) =>
    (await casesOf({ ctx: adminCtx(machine), input: { objectKeys: [id] } })).get(id)?.key ?? null;
  const floor: HealthFloor = {
    ...{ machine, settings, keyFor },
    falcon: {} as FalconEmulator,
    teams: {} as TeamsEmulator,
    async check(body = {}) {
      const { runId } = await requestCheck({ ctx: adminCtx(machine), input: body });
      await machine.settled();
      const run = await getRun({ ctx: adminCtx(machine), input: { id: runId } });
      return { ...run, said: run.output as Record<string, unknown> & { report: string } };
    },
    snapshotOf: async (id) => (await getReport({ ctx: adminCtx(machine), input: { id } })).snapshot as HealthSnapshot,
    async timersOf(id) {
      const { sla } = await getCase({ ctx: adminCtx(machine), input: { key: (await keyFor(id))! } });
      return sla.filter(({ metric }) => metric === 'custom');
    },
  };

  beforeAll(async () => {
    [floor.falcon, floor.teams] = await Promise.all([startCrowdStrike(), startTeams()]);
    const { url: baseUrl, clientId, clientSecret } = floor.falcon;
    const put = (input: Parameters<typeof putConnector>[0]['input']) => putConnector({ ctx: adminCtx(machine), input });
    await put({ id: 'crowdstrike', enabled: true, baseUrl, credentials: { clientId, clientSecret } });
    await put({ id: 'teams', enabled: true, credentials: { webhookUrl: floor.teams.webhookUrl } });
    // What finds an owner for each case, and what follows about it, is of other tests.
    const others = ['route-by-severity', 'enrich-endpoint', 'enrich-observables', 'case-created', 'crowdstrike-intel'];
    for (const id of others)
      await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } });
  });
  beforeEach(async () => {
    floor.falcon.alerts.clear();
    floor.falcon.cases.clear();
    floor.falcon.requests.length = 0;
    Object.assign(floor.falcon, { mode: 'ok', remaining: 6_000 });
    floor.teams.cards.length = 0;
    floor.teams.outages.next = [];
    await settings({ days: [...WEEKDAYS], openCases: true, most: 500, severities });
  });
  afterAll(() => Promise.all([floor.falcon.close(), floor.teams.close()]));
  return floor;
}
