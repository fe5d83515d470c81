import { expect, test } from 'vitest';
import { wizDetectionBody, wizIssueBody } from '#e2e/vendors/wiz-bodies.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';
import { get as getDelivery } from '#lib/services/deliveries/get.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { runsOf, testMachine } from './testing/harness.ts';

const machine = testMachine();

const ctx = () => ctxOf(machine.db, as(machine.people.admin), new Date());

async function caseOf(deliveryId: string) {
  const delivery = await getDelivery({ ctx: ctx(), input: { id: deliveryId } });
  return { delivery, key: delivery.cases[0] };
}

test('an open issue becomes a case in triage with a Tier-2 analyst', async () => {
  const body = wizIssueBody(1, { issue: { severity: 'CRITICAL', status: 'Open' } });
  const received = new Date('2026-01-12T08:31:10.000Z');
  const { deliveryId } = await machine.deliver('wiz', body, received);
  await machine.settled();

  const { delivery, key } = await caseOf(deliveryId);
  expect(delivery.outcome).toBe('accepted');
  const view = await getCase({ ctx: ctx(), input: { key: key! } });
  expect(view).toMatchObject({
    title: body.control.name,
    severity: 'critical',
    state: 'triage',
    source: 'wiz',
    category: 'Cloud',
    runbook: { key: 'cloud-wiz' },
    createdBy: { kind: 'automation', id: 'wiz-incident' },
  });
  expect([machine.people.analyst.id, machine.people.colleague.id]).toContain(view.assignee?.id);
  expect(view.links.map((link) => link.title)).toEqual(['Wiz issue', 'Cloud console']);
  expect(view.sla.map((timer) => [timer.metric, timer.startedAt])).toEqual([
    ['acknowledge', received.toISOString()],
    ['resolve', received.toISOString()],
  ]);
  expect(view.acknowledgedAt).toBeNull();

  const row = await rowOf(machine.db, key!);
  const ledger = await runsOf(machine, { caseId: row.id });
  expect(ledger.map((run) => [run.automation, run.status])).toEqual([
    ['wiz-incident', 'completed'],
    ['route-by-severity', 'completed'],
  ]);
  const summaries = (await timelineOf(machine.db, key!)).filter((entry) => entry.kind === 'summary');
  expect(summaries.map((entry) => entry.actor.id)).toEqual(['wiz-incident', 'route-by-severity']);
  expect(summaries.map((entry) => entry.runId).sort()).toEqual(ledger.map((run) => run.id).sort());
});

test('a detection brings its indicators with roles and where each came from', async () => {
  const { deliveryId } = await machine.deliver('wiz', wizDetectionBody(2, { severity: 'MEDIUM' }));
  await machine.settled();
  const { key } = await caseOf(deliveryId);
  const found = await listCaseObservables({ ctx: ctx(), input: { key: key!, query: { limit: '200' } } });
  const implicated = found.items.filter((item) => item.role === 'implicated').map((item) => item.type);
  expect(implicated).toEqual(expect.arrayContaining(['ipv4', 'command_line', 'url', 'sha1']));
  for (const item of found.items) expect(item.origins[0]).toMatchObject({ path: expect.any(String), deliveryId });
  const view = await getCase({ ctx: ctx(), input: { key: key! } });
  expect(view.assignee).toMatchObject({ kind: 'ai', name: 'Scout' });
  expect(view.techniques.length).toBeGreaterThan(0);
});

test.each([
  ['severity', { issue: { severity: 'LOW' } }, 'The severity LOW opens no case'],
  ['status', { issue: { status: 'IN_PROGRESS' } }, 'The status IN_PROGRESS opens no case'],
])('what the filter bars by %s opens no case, and says so', async (_, overrides, reason) => {
  const { deliveryId } = await machine.deliver('wiz', wizIssueBody(_ === 'severity' ? 31 : 32, overrides));
  await machine.settled();
  const { delivery, key } = await caseOf(deliveryId);
  expect(key).toBeUndefined();
  expect(delivery).toMatchObject({ outcome: 'filtered', reason: expect.stringContaining(reason) });
  const [run] = await runsOf(machine, { deliveryId });
  expect(run).toMatchObject({ status: 'skipped', reason: expect.stringMatching(/^Not run because/) });
});

test('later events of an issue reach its case: severity up and down, the end, the new start', async () => {
  const at = (trigger: string, status: string, severity: string) =>
    wizIssueBody(40, { trigger: { type: trigger }, issue: { status, severity } });
  const first = await machine.deliver('wiz', at('Created', 'OPEN', 'MEDIUM'));
  await machine.settled();
  const { key } = await caseOf(first.deliveryId);

  expect(await machine.deliver('wiz', at('Created', 'OPEN', 'MEDIUM'))).toMatchObject({ duplicate: true });
  await machine.deliver('wiz', at('Updated', 'OPEN', 'HIGH'));
  await machine.settled();
  const raised = await getCase({ ctx: ctx(), input: { key: key! } });
  expect(raised).toMatchObject({ severity: 'high', eventCount: 2, assignee: { kind: 'user' } });

  await machine.deliver('wiz', at('Updated', 'OPEN', 'LOW'));
  await machine.deliver('wiz', at('Resolved', 'RESOLVED', 'LOW'));
  await machine.settled();
  const noted = await getCase({ ctx: ctx(), input: { key: key! } });
  expect(noted).toMatchObject({ severity: 'low', stage: 'new', eventCount: 4 });
});
