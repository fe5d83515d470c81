import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { until } from '#e2e/support/until.ts';
import { startSentinelOne } from '#e2e/vendors/sentinelone.ts';
import { cases } from '#lib/db/schema/index.ts';
import { SYSTEM } from '#lib/domain/actor.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { listInvestigations } from '#lib/services/scout/of-case.ts';
import { sweepScout } from '#lib/services/scout/sweep.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled, readCase } from './testing/cases.ts';
import { runsOf, stepsOf, testMachine } from './testing/harness.ts';
import { testSources } from './testing/sources.ts';

const machine = testMachine();
const sources = testSources(machine);

const PROGRAM = { kind: 'api_key', id: 'k', name: 'Intake', role: 'admin' } as const;
const BENIGN = { type: 'ipv4', value: '198.51.100.200', role: 'implicated' } as const;
const HOST = { type: 'hostname', value: 'till-7.shop.internal', role: 'victim' } as const;
const SECRET = 'C:\\shop\\sync.exe --password hunter22';

const settings = (parameters: Record<string, unknown>) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id: 'scout', patch: { parameters } } });
const ofScout = async (key: string) => {
  const { id } = await rowOf(machine.db, key);
  return (await runsOf(machine, { caseId: id })).filter(({ automation }) => automation === 'scout');
};
const found = async (key: string) => (await listInvestigations({ ctx: adminCtx(machine), input: { key } })).items[0]!;

/** A case of Scout's, whose run has begun and asks a source that takes its time. */
async function slow(): Promise<string> {
  sources.virustotal.mode = 'slow';
  const fields = { title: 'Slow', severity: 'medium', category: 'Cloud', assignee: machine.scout.id } as const;
  const ctx = ctxOf(machine.db, PROGRAM, new Date());
  const { key } = await openCase({ ctx, input: { fields: { ...fields, observables: [BENIGN] } } });
  await until('Scout asks the sources', async () => {
    const [run] = await ofScout(key);
    return run && (await stepsOf(machine, run.id)).some(({ name }) => name === 'Ask the sources');
  });
  return key;
}

test('a policy that is tightened while the sources are asked holds', { timeout: 120_000 }, async () => {
  const key = await slow();
  await settings({ resolveUpTo: 'low' });
  sources.virustotal.mode = 'ok';
  await machine.settled();
  await settings({ resolveUpTo: 'medium' });
  expect(await readCase(machine, key)).toMatchObject({ state: 'triage', assignee: { kind: 'user' } });
  expect((await found(key)).refusals).toEqual(['The severity is medium, above low.']);
});

test('a case whose run somebody cancels is handed over', { timeout: 120_000 }, async () => {
  const key = await slow();
  const [run] = await ofScout(key);
  await machine.engine.cancel(run!.engineRunId!);
  sources.virustotal.mode = 'ok';
  await machine.settled();
  expect((await rowOf(machine.db, key)).assigneeId).toBe(machine.scout.id);
  const later = new Date(Date.now() + 3_600_000);
  expect(await sweepScout({ ctx: ctxOf(machine.db, SYSTEM, later), failed: expect.unreachable })).toBe(1);
  await machine.settled();
  expect(await readCase(machine, key)).toMatchObject({ assignee: { kind: 'user' }, tags: [] });
  const assigned = (await timelineOf(machine.db, key)).filter(({ kind }) => kind === 'assigned');
  expect(assigned.at(-1)!.summary).toContain('Scout’s run was cancelled.');
});

test('a run that is replayed reads anew, and says what it did itself', { timeout: 120_000 }, async () => {
  const { key } = await openSettled(machine, { category: 'Cloud', observables: [BENIGN] }, PROGRAM);
  const [first] = await ofScout(key);
  const again = async () => {
    await machine.engine.replay(first!.engineRunId!);
    await machine.settled();
    return (await ofScout(key)).at(-1);
  };
  expect(first).toMatchObject({ output: { outcome: 'resolved' } });
  const ctx = ctxOf(machine.db, as(machine.people.lead), new Date());
  await transitionCase({ ctx, input: { key, to: { state: 'triage', reason: 'Look again.' } } });
  await machine.settled();
  expect(await again()).toMatchObject({ status: 'skipped', reason: expect.stringContaining('somebody else has it') });

  const graver = { assigneeId: machine.scout.id, queue: null, severity: 'high', severityRank: 3 } as const;
  await machine.db
    .update(cases)
    .set(graver)
    .where(eq(cases.id, (await rowOf(machine.db, key)).id));
  expect(await again()).toMatchObject({
    output: { outcome: 'handed_over', refusals: ['The severity is high, above medium.'] },
  });
});

test('asks anew about a device of which it is only known what was so before the alert', {
  timeout: 120_000,
}, async () => {
  const vendor = await startSentinelOne();
  const connect = (enabled: boolean) => {
    const input = { id: 'sentinelone', enabled, baseUrl: vendor.url, credentials: { apiToken: vendor.apiToken } };
    return putConnector({ ctx: adminCtx(machine), input });
  };
  try {
    await connect(true);
    const fields = { category: 'Cloud', observables: [BENIGN, HOST] };
    // Fresh enough for the card of whatever comes next about the host.
    await openSettled(machine, { ...fields, severity: 'high' }, PROGRAM);
    const asked = vendor.requests.length;
    expect(asked).toBeGreaterThan(0);
    const view = await openSettled(machine, fields, PROGRAM);
    expect(view.state).toBe('resolved');
    expect(vendor.requests.length).toBeGreaterThan(asked);
  } finally {
    await connect(false);
    await vendor.close();
  }
});

test('waits for whoever still looks, and keeps no text of the case in its steps', { timeout: 120_000 }, async () => {
  const line = { type: 'command_line', value: SECRET, role: 'related' } as const;
  const fields = { category: 'Cloud', description: SECRET, observables: [BENIGN, HOST, line] };
  const { key } = await openSettled(machine, fields, PROGRAM);
  const { id } = await rowOf(machine.db, key);
  const [run] = await ofScout(key);
  const steps = await stepsOf(machine, run!.id);
  const others = (await runsOf(machine, { caseId: id })).filter(({ automation }) => automation === 'enrich-endpoint');
  expect(others).not.toEqual([]);
  const investigated = steps.find(({ name }) => name === 'Investigate')!;
  for (const { endedAt } of others) expect(endedAt!.getTime()).toBeLessThanOrEqual(investigated.startedAt!.getTime());
  expect(JSON.stringify(steps.map(({ output }) => output))).not.toContain('hunter22');
  expect((await found(key)).refusals).toEqual(['A command line of it is not known to be harmless.']);
});
