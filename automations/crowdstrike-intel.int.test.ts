import './testing/environment.ts';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { until } from '#e2e/support/until.ts';
import type { RecordedRequest } from '#e2e/vendors/server.ts';
import { alertDetails, notices, runSteps, vendorSessions } from '#lib/db/schema/index.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { listCaseObservables } from '#lib/services/cases/streams.ts';
import { previewCondition } from '#lib/services/intel/preview-condition.ts';
import { timelineOf } from '#lib/services/testing/reads.ts';
import { sweepSessions } from './session-sweep.ts';
import { adminCtx } from './testing/cases.ts';
import { intelFloor } from './testing/intel-floor.ts';

const floor = intelFloor();
const { machine, sources, settings, caseOf, press, runOf, events } = floor;

const observables = async (key: string) =>
  (await listCaseObservables({ ctx: adminCtx(machine), input: { key, query: { limit: '200' } } })).items;
const paths = () => floor.falcon.requests.map(({ path }) => path);
const sessions = () => machine.db.select().from(vendorSessions);

describe('the button', () => {
  test('reads the details, analyses the command lines, asks the sources and ends its session', async () => {
    await settings({ mostIndicators: 500 });
    const key = await caseOf(
      { story: 'encodedPowershell', host: 1, tree: 1 },
      { story: 'credentialDumping', host: 1, tree: 1 },
    );
    const { issued, revoked } = floor.falcon.tokens;
    const run = await runOf(key, await press(key));
    expect(run).toMatchObject({ status: 'completed', output: { case: key } });
    expect([
      floor.falcon.tokens.issued - issued,
      floor.falcon.tokens.revoked - revoked,
      floor.falcon.tokens.live(),
    ]).toEqual([1, 1, 0]);
    expect(paths()).toEqual(['/oauth2/token', '/alerts/entities/alerts/v2', '/oauth2/revoke']);
    expect(await sessions()).toEqual([]);

    const encoded = (await events(key)).find(({ title }) => title.startsWith('EncodedPowershell'))!;
    expect(encoded.details).toMatchObject({
      processes: [{ role: 'grandparent' }, { role: 'parent', name: 'winword.exe' }, { role: 'process' }],
      host: { name: 'BO-0001', localAddress: '10.20.1.40', externalAddress: '198.51.100.20' },
      user: 'jdupont',
      techniques: [{ id: 'T1059.001', name: 'PowerShell' }],
      disposition: 'Detection, standard detection.',
    });
    const look = encoded.details!.commands.find(({ role }) => role === 'process')!;
    expect(look).toMatchObject({ verdict: 'malicious', by: 'rules', outputId: expect.any(String) });
    expect(look.decoded).toContain('http://cdn-invoice.example.net/a.ps1');

    const byValue = new Map((await observables(key)).map((one) => [one.value, one]));
    expect(byValue.get('http://cdn-invoice.example.net/a.ps1')).toMatchObject({ type: 'url', role: 'implicated' });
    for (const source of Object.values(sources)) {
      const requests: readonly RecordedRequest[] = source.requests;
      expect(requests.length).toBeGreaterThan(0);
      const asked = JSON.stringify(requests.map(({ path, json }) => [path, json]));
      expect(asked).toContain('203.0.113.77');
      for (const ours of ['10.20.1.40', '198.51.100.20', 'BO-0001']) expect(asked).not.toContain(ours);
    }
    const told = (await timelineOf(machine.db, key)).map(({ summary }) => summary);
    expect(told.filter((line) => line === 'Added the details of 2 alerts from Falcon')).toHaveLength(1);
    expect(told.at(-1)).toMatch(
      /^Read 2 alerts at Falcon, new or changed: 2\. Analysed \d+ command lines \(malicious: /,
    );
  });

  test('keeps the token out of the ledger', async () => {
    const key = await caseOf({ story: 'tunnel', host: 2, tree: 2 });
    const runId = await press(key);
    const used = floor.falcon.requests.flatMap(
      ({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? [],
    );
    expect(used.length).toBeGreaterThan(0);
    const steps = JSON.stringify(await machine.db.select().from(runSteps).where(eq(runSteps.runId, runId)));
    for (const one of used) expect(steps).not.toContain(one);
  });

  test('adds nothing twice, and leaves what has not changed alone', async () => {
    const key = await caseOf({ story: 'certutilDownload', host: 3, tree: 3 });
    await press(key);
    const before = { observables: (await observables(key)).length, details: await machine.db.$count(alertDetails) };
    await press(key);
    expect((await observables(key)).length).toBe(before.observables);
    expect(await machine.db.$count(alertDetails)).toBe(before.details);
    const told = (await timelineOf(machine.db, key)).map(({ summary }) => summary);
    expect(told.filter((line) => line.startsWith('Added the details'))).toHaveLength(1);
  });

  test('does not analyse what the list says is good', async () => {
    await settings({ knownGood: ['robocopy \\\\prices.shop.example\\feed *', 'taskeng.exe {PriceUpdate}'] });
    const key = await caseOf({ story: 'persistence', host: 4, tree: 4 }, { story: 'priceUpdate', host: 4, tree: 4 });
    const run = await runOf(key, await press(key));
    expect(run.output).toMatchObject({ commands: { knownGood: 2 } });
    const copied = (await events(key)).find(({ title }) => title.startsWith('RobocopyBulk'))!;
    expect(copied.details!.commands.find(({ role }) => role === 'process')).toMatchObject({
      ...{ verdict: 'benign', knownGood: 'robocopy \\\\prices.shop.example\\feed *', outputId: null },
    });
  });

  test('asks for another token once where Falcon refuses the one it had', async () => {
    const key = await caseOf({ story: 'tunnel', host: 5, tree: 5 });
    const { issued } = floor.falcon.tokens;
    const check = floor.falcon.tokens.check;
    let refused = 0;
    floor.falcon.tokens.check = (request) => {
      if (refused > 0) return check.call(floor.falcon.tokens, request);
      refused += 1;
      floor.falcon.tokens.expireAll();
      return check.call(floor.falcon.tokens, request);
    };
    const run = await runOf(key, await press(key));
    floor.falcon.tokens.check = check;
    expect([run.status, floor.falcon.tokens.issued - issued, floor.falcon.tokens.live()]).toEqual(['completed', 2, 0]);
  });

  test('fails where Falcon stays down, and leaves no session', async () => {
    const key = await caseOf({ story: 'tunnel', host: 6, tree: 6 });
    floor.falcon.mode = 'down';
    expect((await runOf(key, await press(key))).status).toBe('failed');
    expect(floor.falcon.tokens.live()).toBe(0);
    expect(await sessions()).toEqual([]);
    await expect
      .poll(async () => (await timelineOf(machine.db, key)).at(-1)!.summary)
      .toMatch(/^The threat intelligence could not be analysed: CrowdStrike Falcon/);
  });

  test('cancelled in the middle: the sweep ends its session', async () => {
    const key = await caseOf({ story: 'tunnel', host: 7, tree: 7 });
    const check = floor.falcon.tokens.check;
    const reached = Promise.withResolvers<void>();
    floor.falcon.tokens.check = (request) => {
      reached.resolve();
      floor.falcon.mode = 'slow';
      return check.call(floor.falcon.tokens, request);
    };
    const { runId } = await pressAction({
      ctx: adminCtx(machine),
      input: { key, action: 'analyze-threat-intel', body: {} },
    });
    await reached.promise;
    floor.falcon.tokens.check = check;
    await machine.engine.cancel((await runOf(key, runId)).engineRunId!);
    await machine.settled();
    floor.falcon.mode = 'ok';
    expect((await runOf(key, runId)).status).toBe('cancelled');
    expect(floor.falcon.tokens.live()).toBe(1);
    await until('the session is over', async () => {
      await sweepSessions(machine.db, new Date());
      return floor.falcon.tokens.live() === 0 && (await sessions()).length === 0;
    });
  });
});

describe('the condition', () => {
  test('says which events are analysed', async () => {
    const key = await caseOf(
      { story: 'encodedPowershell', host: 10, tree: 10 },
      { story: 'persistence', host: 10, tree: 10 },
    );
    await settings({ condition: 'severity >= 60' });
    const run = await runOf(key, await press(key));
    expect(run.output).toMatchObject({ alerts: { read: 1 } });
    await settings({ condition: 'severity > 99' });
    expect(await runOf(key, await press(key))).toMatchObject({
      status: 'skipped',
      reason: 'Not run because the condition is true for none of 2 CrowdStrike events.',
    });
    await expect(settings({ condition: 'severity >' })).rejects.toMatchObject({
      errors: [{ pointer: '/parameters/condition' }],
    });
  });

  test('that cannot be used fails the run, and the leads hear of it once a day', async () => {
    const key = await caseOf({ story: 'persistence', host: 12, tree: 12 });
    await settings({ condition: '$error("no")' });
    for (let times = 0; times < 2; times += 1) {
      const run = await runOf(key, await press(key));
      expect(run.status).toBe('failed');
      expect(run.error?.message).toMatch(/^The condition cannot be used: The expression /);
      await until('what follows the failure is done', async () =>
        (await timelineOf(machine.db, key)).some(({ summary }) => summary.includes('The condition cannot be used')),
      );
    }
    await machine.settled();
    const said = (await timelineOf(machine.db, key)).filter(({ summary }) => summary.includes('cannot be used'));
    expect(said).toHaveLength(1);
    const title = 'Alerts from CrowdStrike are not analysed: the condition cannot be used';
    expect(await machine.db.select().from(notices).where(eq(notices.title, title))).toMatchObject([
      { kind: 'system', link: '/automations/crowdstrike-intel' },
    ]);
  });

  test('is shown against the events of a case before it is set', async () => {
    const key = await caseOf(
      { story: 'encodedPowershell', host: 11, tree: 11 },
      { story: 'persistence', host: 11, tree: 11 },
    );
    const preview = (condition: string) =>
      previewCondition({ ctx: adminCtx(machine), input: { id: 'crowdstrike-intel', case: key, condition } });
    const { items, problem } = await preview('severity >= 60');
    expect(problem).toBeNull();
    expect(items.map(({ title, fits }) => [title.split(' ')[0], fits]).toSorted()).toEqual([
      ['EncodedPowershell', true],
      ['ScheduledTaskPersistence', false],
    ]);
    expect(await preview('severity >')).toMatchObject({ items: [], problem: expect.stringMatching(/^The expression/) });
  });
});
