import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { audit, type Member, noticeRecipients, notices, outbox } from '../../db/schema/index.ts';
import { type Actor, SYSTEM } from '../../domain/actor.ts';
import { getCase } from '../cases/get.ts';
import { listCases } from '../cases/list.ts';
import { openCase } from '../cases/open.ts';
import { accessActs, REASON } from '../testing/access.ts';
import { apiKey, as, ctxOf, after as later, member, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf as caseRow } from '../testing/reads.ts';
import { consentToRequest, pickMac } from './answer.ts';
import { requestAccess } from './create.ts';
import { approveRequest, denyRequest } from './decide.ts';
import { escalateRequests, expireRequests, tellLateRevocations } from './due.ts';
import { cancelRequest } from './end.ts';
import { exportAccessRequests } from './export.ts';
import { findRequest } from './fetch.ts';
import { getAccessRequest } from './get.ts';
import { beginGrant, confirmGrant, failGrant } from './grant.ts';
import { listAccessRequests } from './list.ts';
import { offerMacs } from './offer-macs.ts';
import { openCasesOf } from './open-cases.ts';
import { beginRevocation, confirmRevocation, dueRevocations, noteRevocationProblem, revokeAccess } from './revoke.ts';
import { settlePerson } from './settle-person.ts';

const floor = testFloor();
const { person, found, waiting, granted, approver } = accessActs(floor);
const people = {} as Record<'paola' | 'piero' | 'colleague', Member>;

beforeAll(async () => {
  people.paola = approver();
  people.piero = await member(floor.db, { name: 'Piero', role: 'lead', groups: ['access-approvers'] });
  people.colleague = await member(floor.db, { name: 'Rosa', role: 'requester' });
});

const ctx = (actor: Actor, now = NOW) => ctxOf(floor.db, actor, now);
const system = (now = NOW) => ctx(SYSTEM, now);
const row = (id: string) => findRequest(floor.db, SYSTEM, id);

describe('asking', () => {
  test('one at a time a person, also when two ask at once', async () => {
    const some = await person();
    const ask = () => requestAccess({ ctx: ctx(as(some.who)), input: { email: some.email, reason: REASON } });
    const asked = await Promise.allSettled([ask(), ask(), ask()]);
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of asked) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
  });

  test('for a colleague: nothing goes on before he consents, and nobody else may for him', async () => {
    const [asker, some] = [await person(), await person()];
    const { id } = await requestAccess({ ctx: ctx(as(asker.who)), input: { email: some.email, reason: REASON } });
    const beneficiary = { slackId: null, name: some.who.name, email: some.email };
    await settlePerson({ ctx: system(), input: { id, requester: null, beneficiary } });
    expect((await row(id)).step).toBe('consent');
    const consent = (who: Member, agree: boolean) =>
      consentToRequest({ ctx: ctx(as(who)), input: { id, body: { agree } } });
    await expect(consent(asker.who, true)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(consent(people.colleague, true)).rejects.toMatchObject({ code: 'not_found' });
    await expect(approveRequest({ ctx: ctx(as(people.paola)), input: { id, body: {} } })).rejects.toThrow(
      /cannot be approved yet/,
    );
    await consent(some.who, true);
    expect((await row(id)).step).toBe('macs');
    await expect(consent(some.who, true)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('as many as are allowed a day, and no more', async () => {
    const some = await person();
    for (let n = 0; n < 3; n += 1) {
      const now = later(n * 3600);
      const id = await granted(some, now);
      await revokeAccess({ ctx: ctx(as(people.paola), now), input: { id, body: {} } });
      await beginRevocation({ ctx: system(now), input: { id } });
      await confirmRevocation({ ctx: system(now), input: { id, lastContactAt: null, deviceGone: false } });
    }
    const again = (now: Date) =>
      requestAccess({ ctx: ctx(as(some.who), now), input: { email: some.email, reason: REASON } });
    await expect(again(later(4 * 3600))).rejects.toThrow(/3 times within the last 24 hours/);
    await expect(again(later(25 * 3600))).resolves.toMatchObject({ state: 'requested' });
  });

  test('several Macs: the person picks one of them, and only one of them', async () => {
    const some = await person();
    const { id } = await requestAccess({ ctx: ctx(as(some.who)), input: { email: some.email, reason: REASON } });
    const beneficiary = { slackId: null, name: some.who.name, email: some.email };
    await settlePerson({ ctx: system(), input: { id, requester: null, beneficiary } });
    const [one] = found(some).choices;
    const other = { ...one!, id: 'other', deviceId: `${some.deviceId}9` };
    await offerMacs({ ctx: system(), input: { id, choices: [one!, other], refused: [] } });
    const pick = (choice: string) => pickMac({ ctx: ctx(as(some.who)), input: { id, body: { choice } } });
    await expect(pick('7@elsewhere')).rejects.toMatchObject({ code: 'invalid' });
    await expect(pick('other')).resolves.toMatchObject({ device: { id: other.deviceId }, waitsFor: 'approval' });
  });
});

describe('deciding', () => {
  test('six at once: one decides', async () => {
    const id = await waiting(await person());
    const all = await Promise.allSettled(
      [0, 1, 2].flatMap(() => [
        approveRequest({ ctx: ctx(as(people.paola)), input: { id, body: {} } }),
        denyRequest({ ctx: ctx(as(people.piero)), input: { id, body: { note: 'No.' } } }),
      ]),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const events = await floor.db.select().from(outbox).where(eq(outbox.name, 'access/decided'));
    expect(events.filter(({ data }) => data.requestId === id)).toHaveLength(1);
  });

  test.each<[string, () => Actor, string]>([
    ['an administrator outside of the group', () => as(floor.people.admin), 'forbidden'],
    ['an analyst', () => as(floor.people.analyst), 'forbidden'],
    ['a program with a key of an analyst', () => apiKey('analyst'), 'forbidden'],
    ['our own process', () => SYSTEM, 'forbidden'],
  ])('%s is refused', async (_name, actor, code) => {
    const id = await waiting(await person());
    await expect(approveRequest({ ctx: ctx(actor()), input: { id, body: {} } })).rejects.toMatchObject({ code });
    expect((await row(id)).state).toBe('requested');
  });

  test('an approver never decides about his own, and a colleague does', async () => {
    const id = await waiting({ who: people.paola, email: people.paola.email.toLowerCase(), deviceId: '77' });
    const approve = (who: Member) => approveRequest({ ctx: ctx(as(who)), input: { id, body: {} } });
    await expect(approve(people.paola)).rejects.toThrow(/never decides/);
    await expect(approve(people.piero)).resolves.toMatchObject({ state: 'approved' });
  });

  test('a Mac has one right at a time', async () => {
    const [first, second] = [await person(), await person()];
    await granted(first);
    const id = await waiting({ ...second, deviceId: first.deviceId });
    await expect(approveRequest({ ctx: ctx(as(people.paola)), input: { id, body: {} } })).rejects.toThrow(
      /right on this Mac now/,
    );
  });

  test('half-way the leads are told; then it expires, and can be decided no more', async () => {
    const some = await person();
    const id = await waiting(some);
    await escalateRequests({ ctx: system(later(29 * 60)) });
    expect((await row(id)).escalateAt).not.toBeNull();
    await escalateRequests({ ctx: system(later(31 * 60)) });
    expect(await tellings(`access/${id}/escalated`)).toContain(floor.people.lead.id);
    await expireRequests({ ctx: system(later(61 * 60)) });
    expect(await row(id)).toMatchObject({ state: 'expired', note: 'Nobody decided about it in time.' });
    await expect(approveRequest({ ctx: ctx(as(people.paola)), input: { id, body: {} } })).rejects.toThrow(
      /has expired/,
    );
  });
});

describe('what was granted is taken back', () => {
  test('it is due from its end on, tried with growing pauses, and ends when the vendor confirms', async () => {
    const id = await granted(await person());
    const ends = 15 * 60;
    expect(await beginRevocation({ ctx: system(later(ends - 1)), input: { id } })).toBeNull();
    expect(await dueRevocations(floor.db, later(ends))).not.toContain(id);
    expect(await dueRevocations(floor.db, later(ends + 10))).toContain(id);
    for (const attempts of [1, 2, 3]) {
      await beginRevocation({ ctx: system(later(ends)), input: { id } });
      expect(await row(id)).toMatchObject({ state: 'revoking', attempts, nextTryAt: later(ends + 2 ** attempts) });
    }
    await noteRevocationProblem(floor.db, id, 'Jamf Pro: 503');
    await confirmRevocation({ ctx: system(later(ends + 9)), input: { id, lastContactAt: NOW, deviceGone: false } });
    expect(await row(id)).toMatchObject({
      state: 'revoked',
      problem: null,
      revokedAt: later(ends + 9),
      nextTryAt: null,
    });
  });

  test('a grant whose answer never came is taken back all the same', async () => {
    const id = await waiting(await person());
    await approveRequest({ ctx: ctx(as(people.paola)), input: { id, body: {} } });
    await beginGrant({ ctx: system(), input: { id, groupId: '88' } });
    expect(await dueRevocations(floor.db, later(15 * 60 + 10))).toContain(id);
    await beginRevocation({ ctx: system(later(15 * 60 + 10)), input: { id } });
    await confirmRevocation({
      ctx: system(later(15 * 60 + 11)),
      input: { id, lastContactAt: null, deviceGone: false },
    });
    expect((await row(id)).state).toBe('failed');
    await confirmGrant({ ctx: system(later(15 * 60 + 20)), input: { id, lastContactAt: null } });
    expect(await row(id), 'the late grant has come about: once more').toMatchObject({
      state: 'failed',
      returnedAt: later(15 * 60 + 20),
    });
  });

  test('a grant that cannot be had: nothing was asked, so nothing is taken back', async () => {
    const id = await waiting(await person());
    await approveRequest({ ctx: ctx(as(people.paola)), input: { id, body: {} } });
    await failGrant({ ctx: system(), input: { id, note: 'Jamf Pro: 403' } });
    expect(await row(id)).toMatchObject({ state: 'failed', note: 'Jamf Pro: 403' });
  });

  test('two minutes late: a critical case, once, and the leads are told', async () => {
    const some = await person();
    const id = await granted(some);
    const ends = 15 * 60;
    await beginRevocation({ ctx: system(later(ends)), input: { id } });
    await noteRevocationProblem(floor.db, id, 'Jamf Pro: 503');
    await tellLateRevocations({ ctx: system(later(ends + 119)) });
    expect((await row(id)).lateAt).toBeNull();
    await Promise.all([1, 2, 3].map(() => tellLateRevocations({ ctx: system(later(ends + 120)) })));
    await tellLateRevocations({ ctx: system(later(ends + 300)) });
    const { lateCaseId } = await row(id);
    const cases = await listCases({ ctx: ctx(as(floor.people.lead)), input: { source: 'access', q: some.email } });
    expect(cases.items).toHaveLength(1);
    const [opened] = cases.items;
    expect(opened).toMatchObject({ severity: 'critical', category: 'Identity & Access' });
    expect((await caseRow(floor.db, opened!.key)).id).toBe(lateCaseId);
    const [told] = await floor.db.select().from(notices).where(eq(notices.caseId, lateCaseId!));
    expect(told).toMatchObject({ kind: 'access.late', urgent: true, severity: 'critical' });
    expect(await tellings(told!.cause)).toContain(floor.people.lead.id);
  });
});

describe('who sees what', () => {
  test('one’s own; approvers see all; what one may not see does not exist', async () => {
    const some = await person();
    const id = await waiting(some);
    const read = (actor: Actor) => getAccessRequest({ ctx: ctx(actor), input: { id } });
    for (const actor of [as(people.colleague), as(floor.people.analyst), apiKey('viewer')]) {
      await expect(read(actor)).rejects.toMatchObject({ code: 'not_found' });
      await expect(revokeAccess({ ctx: ctx(actor), input: { id, body: {} } })).rejects.toMatchObject({
        code: 'not_found',
      });
      const list = await listAccessRequests({ ctx: ctx(actor), input: { limit: '200' } });
      expect(list.items.map((one) => one.id)).not.toContain(id);
    }
    await expect(read(as(some.who))).resolves.toMatchObject({ may: ['cancel'], openCases: [] });
    await expect(read(as(people.paola))).resolves.toMatchObject({ may: ['approve', 'deny'], barred: null });
    await expect(cancelRequest({ ctx: ctx(as(people.paola)), input: { id } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(cancelRequest({ ctx: ctx(as(some.who)), input: { id } })).resolves.toMatchObject({
      state: 'cancelled',
    });
  });

  test('an approver sees no case, but that the person has an open one; a restricted one not even so', async () => {
    const some = await person();
    const openOne = (restricted: boolean) =>
      openCase({
        ctx: ctx(as(floor.people.lead)),
        input: {
          fields: {
            title: 'Suspicious sign-in',
            severity: 'high',
            restricted,
            observables: [{ type: 'email', value: some.email }],
          },
        },
      });
    const [plain] = [await openOne(false), await openOne(true)];
    const id = await waiting(some);
    const cases = async (who: Member) => (await getAccessRequest({ ctx: ctx(as(who)), input: { id } })).openCases;
    expect(await cases(people.paola)).toEqual([{ key: plain.key, severity: 'high', title: null }]);
    expect((await cases(people.piero)).map(({ title }) => title)).toEqual(['Suspicious sign-in', 'Suspicious sign-in']);
    for (const who of [people.paola, people.colleague])
      await expect(getCase({ ctx: ctx(as(who)), input: { key: plain.key } })).rejects.toThrow();
  });

  test('who asks for himself hears of no case about him, and no channel that he reads either', async () => {
    const asking = await member(floor.db, { name: 'Asta Asks', role: 'approver' });
    await openCase({
      ctx: ctx(as(floor.people.lead)),
      input: {
        fields: { title: 'Odd sign-in', severity: 'high', observables: [{ type: 'user', value: asking.email }] },
      },
    });
    const of = { beneficiaryEmail: asking.email, deviceName: null, deviceSerial: null };
    expect(await openCasesOf(floor.db, as(asking), of)).toEqual([]);
    expect(await openCasesOf(floor.db, SYSTEM, of)).toEqual([]);
    expect(await openCasesOf(floor.db, as(people.paola), of)).toHaveLength(1);
  });

  test('lists by person, Mac and store, page by page, and as CSV', async () => {
    const some = await person();
    const id = await granted(some);
    const list = (input: object) => listAccessRequests({ ctx: ctx(as(people.paola)), input });
    for (const filter of [{ email: some.email }, { device: some.deviceId }, { box: 'active', email: some.email }])
      expect((await list(filter)).items.map((one) => one.id)).toEqual([id]);
    expect((await list({ store: 'nowhere' })).items).toEqual([]);
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.nextCursor });
    expect(new Set([...first.items, ...second.items].map((one) => one.id)).size).toBe(4);
    const { body } = await exportAccessRequests({ ctx: ctx(as(people.paola)), input: { email: some.email } });
    const lines = (await new Response(body).text()).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`${id},granted,`);
  });
});

test('each act stands in the audit log, with who did it', async () => {
  const id = await granted(await person());
  const rows = await floor.db.select().from(audit).where(eq(audit.entityId, id));
  expect(rows.map(({ action }) => action)).toEqual([
    ...['access.request', 'access.person', 'access.mac', 'access.approved', 'access.ask_vendor', 'access.grant'],
  ]);
  expect(rows[3]!.actor).toMatchObject({ kind: 'user', name: 'Paola' });
});

async function tellings(cause: string): Promise<string[]> {
  const rows = await floor.db.select().from(noticeRecipients).where(eq(noticeRecipients.cause, cause));
  return rows.map(({ memberId }) => memberId);
}
