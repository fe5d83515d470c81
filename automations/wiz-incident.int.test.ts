import { expect, test } from 'vitest';
import { startWiz } from '#e2e/vendors/wiz.ts';
import { wizDetectionBody, wizIssueBody, wizIssueNode } from '#e2e/vendors/wiz-bodies.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { getCase } from '#lib/services/cases/get.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { redeliverDelivery } from '#lib/services/deliveries/redeliver.ts';
import { saveMapping } from '#lib/services/mappings/save.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, readCase } from './testing/cases.ts';
import { runsOf, stepsOf, testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';

const machine = testMachine({ instead: [idleScout] });

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
  // What is about cases of another kind hears of it too, and says why it does nothing; who has to know is told beside it.
  const ledger = (await runsOf(machine, { caseId: row.id })).filter(
    ({ automation, status }) => status !== 'skipped' && automation !== 'notify',
  );
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
  ['severity', wizIssueBody(31, { issue: { severity: 'LOW' } }), 'The severity LOW opens no case'],
  ['status', wizIssueBody(32, { issue: { status: 'IN_PROGRESS' } }), 'The status IN_PROGRESS opens no case'],
])('what the filter bars by %s opens no case, and says so', async (_, body, reason) => {
  const { deliveryId } = await machine.deliver('wiz', body);
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

/** The same issue of Wiz in another state. */
const issue = (n: number, trigger: string, status: string, severity = 'HIGH') =>
  wizIssueBody(n, { trigger: { type: trigger }, issue: { status, severity } });

async function end(key: string, now: Date) {
  const to = { state: 'closed', verdict: 'true_positive', summary: 'Patched.' } as const;
  await transitionCase({ ctx: ctxOf(machine.db, as(machine.people.admin), now), input: { key, to } });
  await machine.settled();
}

test('reopened at Wiz within the days: the case reopens, with its history', async () => {
  const first = await machine.deliver('wiz', issue(50, 'Created', 'OPEN'));
  await machine.settled();
  const { key } = await caseOf(first.deliveryId);
  await end(key!, new Date());
  await machine.deliver('wiz', issue(50, 'Resolved', 'RESOLVED'));
  await machine.settled();
  expect(await readCase(machine, key!)).toMatchObject({ stage: 'closed', eventCount: 2 });

  const again = await machine.deliver('wiz', issue(50, 'Reopened', 'OPEN'));
  await machine.settled();
  expect((await caseOf(again.deliveryId)).key).toBe(key);
  expect(await readCase(machine, key!)).toMatchObject({ state: 'triage', resolution: null, eventCount: 3 });
});

test('reopened at Wiz later: a new case that names the old one', async () => {
  const first = await machine.deliver('wiz', issue(51, 'Created', 'OPEN'));
  await machine.settled();
  const { key } = await caseOf(first.deliveryId);
  await end(key!, new Date(Date.now() - 8 * 86_400_000));
  const again = await machine.deliver('wiz', issue(51, 'Reopened', 'OPEN'));
  await machine.settled();
  const next = (await caseOf(again.deliveryId)).key!;
  expect(next).not.toBe(key);
  const [created] = await timelineOf(machine.db, next);
  expect(created).toMatchObject({ kind: 'created', detail: { follows: key } });
  expect(await readCase(machine, key!)).toMatchObject({ stage: 'closed' });
});

test('the end at Wiz resolves the case only where the parameter says so', async () => {
  const ctx = adminCtx(machine);
  await updateAutomation({ ctx, input: { id: 'wiz-incident', patch: { parameters: { resolveWithWiz: true } } } });
  const first = await machine.deliver('wiz', issue(52, 'Created', 'OPEN'));
  await machine.settled();
  const { key } = await caseOf(first.deliveryId);
  await machine.deliver('wiz', issue(52, 'Resolved', 'RESOLVED'));
  await machine.settled();
  expect(await readCase(machine, key!)).toMatchObject({ stage: 'resolved', acknowledgedAt: null });
  await updateAutomation({ ctx, input: { id: 'wiz-incident', patch: { parameters: { resolveWithWiz: false } } } });
});

test('a body of another shape waits in quarantine until the mapping is mended', async () => {
  const { deliveryId } = await machine.deliver('generic/till', { id: 'a-1', text: 'no title here' });
  await machine.settled();
  expect((await caseOf(deliveryId)).delivery).toMatchObject({ outcome: 'quarantined' });

  const ctx = adminCtx(machine);
  const expression = '{ "objectKey": id, "title": text, "severity": "medium" }';
  await saveMapping({ ctx, input: { connector: 'generic/till', expression } });
  const again = await redeliverDelivery({ ctx, input: { id: deliveryId } });
  await machine.settled();
  const { delivery, key } = await caseOf(again.id);
  expect(delivery.outcome).toBe('accepted');
  expect(await readCase(machine, key!)).toMatchObject({ title: 'no title here', source: 'till', severity: 'medium' });
});

test('with credentials the whole issue is fetched, and what is new is added', async () => {
  const wiz = await startWiz();
  try {
    const body = issue(60, 'Created', 'OPEN');
    wiz.issues.set(body.issue.id, wizIssueNode(60, body));
    const credentials = { clientId: wiz.clientId, clientSecret: wiz.clientSecret };
    const settings = { authUrl: wiz.authUrl, audience: wiz.audience };
    const ctx = adminCtx(machine);
    await putConnector({ ctx, input: { id: 'wiz', enabled: true, baseUrl: wiz.apiUrl, credentials, settings } });
    const { deliveryId } = await machine.deliver('wiz', body);
    await machine.settled();
    const { key } = await caseOf(deliveryId);
    const view = await readCase(machine, key!);
    expect(view.description).toContain('### What Wiz recommends');
    expect(view.customFields).toHaveProperty('issueType');
    const [run] = await runsOf(machine, { deliveryId });
    expect(JSON.stringify(await stepsOf(machine, run!.id))).not.toContain(wiz.clientSecret);
  } finally {
    await wiz.close();
  }
});

test('two detections of one threat at once share a case', async () => {
  const threatId = '7d0f0e1c-aaaa-4bbb-8ccc-000000000001';
  const bodies = [71, 72, 73].map((n) => wizDetectionBody(n, { threatId, severity: 'HIGH' }));
  const delivered = await Promise.all(bodies.map((body) => machine.deliver('wiz', body)));
  await machine.settled();
  const keys = await Promise.all(delivered.map(async ({ deliveryId }) => (await caseOf(deliveryId)).key));
  expect(new Set(keys).size).toBe(1);
  expect(await readCase(machine, keys[0]!)).toMatchObject({ eventCount: 3 });
});

test('a milder detection beside a severe one lowers nothing; a worse one raises', async () => {
  const threatId = '7d0f0e1c-aaaa-4bbb-8ccc-000000000002';
  const detection = (n: number, severity: string) =>
    machine.deliver('wiz', wizDetectionBody(n, { threatId, severity }));
  const { deliveryId } = await detection(81, 'HIGH');
  await machine.settled();
  const { key } = await caseOf(deliveryId);
  await detection(82, 'LOW');
  await machine.settled();
  expect(await readCase(machine, key!)).toMatchObject({ severity: 'high', eventCount: 2, assignee: { kind: 'user' } });
  await detection(83, 'CRITICAL');
  await machine.settled();
  expect(await readCase(machine, key!)).toMatchObject({ severity: 'critical', eventCount: 3 });
});
