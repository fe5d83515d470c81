import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseObservables, deviceAnswers, observables, verdictOverrides } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { said } from '../../domain/device/testing/records.ts';
import { NOW, after as till } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { processOf, scoutsCase, settled } from './testing/scouts-case.ts';
import { CRADLE, testSettling } from './testing/settling.ts';

const { floor, admin, set, connect, refusalsOf } = testSettling();

const OURS = 'C:\\shop\\sync.exe --now';
const OTHER = 'C:\\shop\\other.exe --now';

describe('command lines', () => {
  const raw = (cmdline: string) => ({ composite_id: 'a:1', cmdline, filename: 'powershell.exe' });

  test('a cradle that nobody analysed, of a program whose hash is benign, goes to a person', async () => {
    const key = await scoutsCase(floor, { alerts: [{ vendor: 'crowdstrike', raw: raw(CRADLE) }] });
    await settled(floor, key);
    expect(await rowOf(floor.db, key)).toMatchObject({
      state: 'new',
      assigneeId: expect.not.stringMatching(floor.scout.id),
    });
  });

  test.each<[string, Parameters<typeof scoutsCase>[1]]>([
    ['of the alert as it came', { alerts: [{ vendor: 'crowdstrike', raw: raw(OTHER) }] }],
    [
      'of a process above it',
      { alerts: [{ vendor: 'crowdstrike', raw: { ...raw(OURS), parent_details: raw(OTHER) } }] },
    ],
    [
      'of another vendor',
      { alerts: [{ vendor: 'generic', raw: { data: [{ host: { ProcessCommandLine: OTHER } }] } }] },
    ],
    [
      'of SentinelOne',
      { alerts: [{ vendor: 'sentinelone', raw: { threatInfo: { maliciousProcessArguments: OTHER } } }] },
    ],
    ['of the details', { alerts: [{ vendor: 'crowdstrike', raw: {}, details: { processes: [processOf(OTHER)] } }] }],
    ['that is an observable', { fields: { observables: [{ type: 'command_line', value: OTHER, role: 'related' }] } }],
  ])('one %s that nobody knows refuses, until the house knows it', async (_name, given) => {
    await set('crowdstrike-intel', { parameters: { knownGood: [OURS] } });
    expect(await refusalsOf(await scoutsCase(floor, given))).toEqual([
      'A command line of it is not known to be harmless.',
    ]);
    await set('crowdstrike-intel', { parameters: { knownGood: [OURS, OTHER] } });
    expect((await settled(floor, await scoutsCase(floor, given))).outcome).toBe('resolved');
  });

  test.each<[string, unknown]>([
    ['as a pair of a name and a value', { EventData: { Data: [{ Name: 'CommandLine', '#text': OTHER }] } }],
    ['in parts', { process: { args: OTHER.split(' ') } }],
    ['in JSON in a text', { _raw: JSON.stringify({ CommandLine: OTHER }) }],
    ['as the process', { process: OTHER }],
  ])('one written %s is found', async (_name, body) => {
    const key = await scoutsCase(floor, { alerts: [{ vendor: 'generic', raw: body }] });
    expect(await refusalsOf(key)).toEqual(['A command line of it is not known to be harmless.']);
  });

  test('one in the words of an alert refuses, where it is not harmless', async () => {
    const told = (message: string) => scoutsCase(floor, { alerts: [{ vendor: 'generic', raw: { message } }] });
    const bad = await settled(floor, await told('We saw: vssadmin delete shadows /all /quiet'));
    expect(bad.outcome).toBe('handed_over');
    expect((await settled(floor, await told('The agent on this till was quiet for an hour'))).outcome).toBe('resolved');
  });

  test('what the vendor itself calls an attack is not resolved', async () => {
    const key = await scoutsCase(floor, { alerts: [{ vendor: 'generic', raw: { verdict: 'malicious' } }] });
    expect(await refusalsOf(key)).toEqual(['The vendor itself says verdict: malicious.']);
  });

  test('more text than is read of one is not read at all', async () => {
    const message = Array.from({ length: 40_000 }, (_, n) => `word${n}`).join(' ');
    const key = await scoutsCase(floor, { alerts: [{ vendor: 'generic', raw: { message } }] });
    expect(await refusalsOf(key)).toEqual(['The alerts of the case hold more text than is read of one.']);
  });

  test('one behind a hundred alerts of later is found', async () => {
    await set('crowdstrike-intel', { parameters: { knownGood: [OURS] } });
    const many = Array.from({ length: 120 }, () => ({ vendor: 'generic', raw: { cmdline: OURS } }));
    const key = await scoutsCase(floor, { alerts: [{ vendor: 'generic', raw: { cmdline: OTHER } }, ...many] });
    expect(await refusalsOf(key)).toEqual(['A command line of it is not known to be harmless.']);
  });

  test('of an alert whose details are still to be read are not known', async () => {
    await set('crowdstrike-intel', { parameters: { knownGood: [OURS] } });
    const alert = { vendor: 'crowdstrike', raw: raw(OURS) };
    expect((await settled(floor, await scoutsCase(floor, { alerts: [alert] }))).outcome).toBe('resolved');
    await connect('crowdstrike', true, { clientId: 'a', clientSecret: 'b' });
    expect(await refusalsOf(await scoutsCase(floor, { alerts: [alert, alert] }))).toEqual([
      'The details of 2 alerts from CrowdStrike were not read.',
    ]);
    const read = { ...alert, details: { processes: [processOf(OURS)] } };
    expect((await settled(floor, await scoutsCase(floor, { alerts: [read] }))).outcome).toBe('resolved');
  });

  test('of an alert that brings none and whose details nobody reads are not known', async () => {
    const key = await scoutsCase(floor, { alerts: [{ vendor: 'crowdstrike', raw: { composite_id: 'a:1' } }] });
    expect(await refusalsOf(key)).toEqual(['The details of an alert from CrowdStrike were not read.']);
  });

  test('too many to judge are not judged', async () => {
    const alerts = Array.from({ length: 301 }, (_, n) => ({ vendor: 'generic', raw: { cmdline: `${OTHER} ${n}` } }));
    expect(await refusalsOf(await scoutsCase(floor, { alerts }))).toContain(
      'The case has more than 300 command lines.',
    );
  });
});

describe('devices', () => {
  const of = { fields: { observables: [{ type: 'device', value: 'till-1', role: 'victim' }] } } satisfies Parameters<
    typeof scoutsCase
  >[1];
  const answer = async (state: 'unknown' | 'failed' | 'off', answeredAt: Date | null) => {
    const [device] = await floor.db.select().from(observables).where(eq(observables.value, 'till-1'));
    const said = { state, triedAt: till(60), answeredAt };
    await floor.db
      .insert(deviceAnswers)
      .values({ observableId: device!.id, source: 'sentinelone', ...said })
      .onConflictDoUpdate({ target: [deviceAnswers.observableId, deviceAnswers.source], set: said });
  };

  test('that nobody is asked about refuse nothing', async () => {
    expect((await settled(floor, await scoutsCase(floor, of))).outcome).toBe('resolved');
  });

  test.each([
    ['has not answered', 'failed', null, 'SentinelOne has not said anything of till-1.'],
    [
      'has answered before the alert',
      'unknown',
      till(-60),
      'What SentinelOne said of till-1 is older than the case’s last alert.',
    ],
    ['has answered since', 'unknown', till(1), null],
    ['lacks what it is asked with', 'off', null, null],
  ] as const)('of which a source that is on %s', async (_name, state, at, refusal) => {
    await connect('sentinelone', true, { webhookToken: 'x' });
    const key = await scoutsCase(floor, of);
    await answer(state, at);
    if (refusal) expect(await refusalsOf(key)).toEqual([refusal]);
    else expect((await settled(floor, key)).outcome).toBe('resolved');
  });

  test('of one name of which one is infected are not told apart', async () => {
    const key = await scoutsCase(floor, of);
    const [device] = await floor.db.select().from(observables).where(eq(observables.value, 'till-1'));
    const records = ['S1', 'S2'].map(
      (serial, n) => said('sentinelone', { names: ['till-1'], serials: [serial], infected: n === 1 }).record,
    );
    const answer = { state: 'answered', triedAt: till(60), answeredAt: till(60), records } as const;
    await floor.db.delete(deviceAnswers);
    await floor.db
      .insert(deviceAnswers)
      .values({ observableId: device!.id, source: 'sentinelone', ...answer, records });
    expect(await refusalsOf(key)).toEqual(['Several devices are called till-1.']);
    await floor.db.delete(deviceAnswers);
  });

  test('beyond those that are looked up are not known', async () => {
    const many = Array.from({ length: 21 }, (_, n) => ({ type: 'device', value: `pos-${n}`, role: 'victim' }) as const);
    expect(await refusalsOf(await scoutsCase(floor, { fields: { observables: many } }))).toEqual([
      'The case has more devices than are looked up.',
    ]);
  });
});

test('a task is not proven where nobody was asked about one behind the sixty that are read', async () => {
  const files = Array.from({ length: 61 }, () => {
    const value = newId().replaceAll('-', '').repeat(2);
    return { type: 'sha256', value, role: 'implicated' } as const;
  });
  const provesTasks = async (judged: number) => {
    const key = await scoutsCase(floor, { fields: { observables: files.slice(0, judged + 1) } });
    const { id } = await rowOf(floor.db, key);
    const held = floor.db.select({ id: caseObservables.observableId }).from(caseObservables);
    const all = await held.where(eq(caseObservables.caseId, id)).orderBy(caseObservables.observableId);
    const judgement = { verdict: 'benign', reason: 'Ours.', by: refOf(admin().actor), at: NOW } as const;
    await floor.db.delete(verdictOverrides);
    await floor.db
      .insert(verdictOverrides)
      .values(all.slice(0, judged).map((one) => ({ id: newId(), observableId: one.id, ...judgement })));
    return (await settled(floor, key)).acts.includes('task');
  };
  expect(await provesTasks(60)).toBe(false);
  expect(await provesTasks(2)).toBe(false);
  expect((await settled(floor, await scoutsCase(floor))).acts).toContain('task');
});
