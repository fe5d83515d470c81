import { beforeAll, expect, test } from 'vitest';
import { SENTINELONE_THREAT } from '#lib/domain/mappings/endpoint-samples.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { askEnrichment } from '#lib/services/observables/ask-enrichment.ts';
import { rowOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';
import { testSources } from './testing/sources.ts';

const machine = testMachine({ instead: [idleScout] });
const sources = testSources(machine);

const EGRESS = '198.51.100.20';
const INSIDE = '10.1.2.3';
const STRANGER = '203.0.113.77';

beforeAll(async () => {
  for (const id of ['crowdstrike', 'sentinelone'])
    await putConnector({ ctx: adminCtx(machine), input: { id, enabled: true, credentials: { webhookToken: 'x' } } });
  for (const id of ['crowdstrike-intel', 'enrich-endpoint'])
    await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } });
  const parameters = { categories: [] };
  await updateAutomation({ ctx: adminCtx(machine), input: { id: 'case-created', patch: { parameters } } });
});

/** The key of the case that a body opens, after every automation has had its say. */
async function opened(connectorId: string, body: unknown): Promise<string> {
  const { deliveryId } = await machine.deliver(connectorId, body);
  await machine.settled();
  const { cases } = await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } });
  return cases[0]!;
}
/** An alert with no indicators but those that its connections are. */
const falcon = (name: string, remote: readonly string[]) => ({
  ...{ composite_id: `cid:ind:aid:${name}`, name, severity: 50, status: 'new', product: 'epp' },
  updated_timestamp: '2026-02-03T09:30:40.1Z',
  device: { device_id: name, hostname: name, external_ip: EGRESS, local_ip: '10.20.30.40' },
  network_accesses: remote.map((remote_address) => ({ remote_address, local_address: '10.20.30.40' })),
});
async function observablesOf(key: string) {
  const { items } = await listCaseObservables({ ctx: adminCtx(machine), input: { key, query: { limit: '200' } } });
  return items;
}
const rolesOf = async (key: string) =>
  Object.fromEntries((await observablesOf(key)).map(({ value, role }) => [value, role]));
/** All that the three sources were asked. */
const asked = () =>
  JSON.stringify(
    Object.values(sources).flatMap(({ requests }: { requests: readonly { path: string; json: unknown }[] }) =>
      requests.map(({ path, json }) => [path, json]),
    ),
  );
const press = async (key: string) => {
  await pressAction({ ctx: adminCtx(machine), input: { key, action: 'enrich-observables', body: {} } });
  await machine.settled();
};

test('nobody is asked about the addresses of a Falcon host: not when its case opens, and not by a button', async () => {
  const key = await opened('crowdstrike', falcon('POS-0301', [STRANGER, INSIDE]));
  expect(await rolesOf(key)).toMatchObject({ [EGRESS]: 'own', [INSIDE]: 'own', [STRANGER]: 'implicated' });
  await press(key);
  const host = (await observablesOf(key)).find(({ value }) => value === EGRESS)!;
  await expect(askEnrichment({ ctx: adminCtx(machine), input: { id: host.id } })).rejects.toMatchObject({
    code: 'conflict',
    message: `To ${key} it is our own, and no source is asked about what is.`,
  });
  expect(asked()).toContain(STRANGER);
  expect(asked()).not.toContain(EGRESS);
  expect(asked()).not.toContain(INSIDE);
});

test('nor about those of a SentinelOne agent', async () => {
  const agentDetectionInfo = { ...SENTINELONE_THREAT.agentDetectionInfo, externalIp: EGRESS };
  const key = await opened('sentinelone', { ...SENTINELONE_THREAT, agentDetectionInfo });
  expect(await rolesOf(key)).toMatchObject({ [EGRESS]: 'own', '10.20.31.41': 'own' });
  await press(key);
  expect(asked()).toContain(SENTINELONE_THREAT.threatInfo.sha256);
  expect(asked()).not.toContain(EGRESS);
});

test('an address in the house speaks neither for a case nor against it', async () => {
  const key = await opened('crowdstrike', falcon('POS-0302', [INSIDE]));
  expect(await rolesOf(key)).toMatchObject({ [INSIDE]: 'own' });
  const row = await rowOf(machine.db, key);
  const [look] = (await runsOf(machine, { caseId: row.id })).filter(({ automation }) => automation === 'case-created');
  expect(look).toMatchObject({ status: 'completed', output: { verdict: 'unknown' } });
  expect(row.stage).not.toBe('resolved');
});
