import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { cases, runs, scoutWorks, storms } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import type { CaseInput } from '../../domain/case.ts';
import type { ObservableRole } from '../../domain/observables/types.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { as, automation, ctxOf, member, NOW, after as till } from '../testing/fixtures.ts';
import { linkFound } from '../testing/found.ts';
import { rowOf } from '../testing/reads.ts';
import { gatherFacts } from './gather.ts';
import { handOverUnworked } from './hand-over.ts';
import { outlineForScout } from './outline.ts';
import { scoutCtx, scoutsCase, settled } from './testing/scouts-case.ts';
import { CRADLE, testSettling } from './testing/settling.ts';

const { floor, admin, set, connect, refusalsOf } = testSettling();

test('a case of which all is known to be harmless is resolved', async () => {
  const key = await scoutsCase(floor);
  expect(await settled(floor, key)).toMatchObject({ outcome: 'resolved', refusals: [] });
  expect(await rowOf(floor.db, key)).toMatchObject({ state: 'resolved', resolutionVerdict: 'benign_positive' });
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
