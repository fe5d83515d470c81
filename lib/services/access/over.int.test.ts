import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { noticeRecipients, notices } from '../../db/schema/index.ts';
import { type Actor, SYSTEM } from '../../domain/actor.ts';
import { createApiKey } from '../api-keys/create.ts';
import { resolveApiKey } from '../api-keys/resolve.ts';
import { accessActs, type MacUser, REASON } from '../testing/access.ts';
import { apiKey, as, ctxOf, after as later, NOW, testFloor } from '../testing/fixtures.ts';
import { requestAccess } from './create.ts';
import { approveRequest, denyRequest } from './decide.ts';
import { expireRequests } from './due.ts';
import { cancelRequest } from './end.ts';
import { findRequest } from './fetch.ts';
import { getAccessRequest } from './get.ts';
import { beginGrant } from './grant.ts';
import { offerMacs } from './offer-macs.ts';
import { settlePerson } from './settle-person.ts';

const floor = testFloor();
const { person, found, ask, settle, waiting, approve } = accessActs(floor);
const ctx = (actor: Actor, now = NOW) => ctxOf(floor.db, actor, now);
const system = (now = NOW) => ctx(SYSTEM, now);
const row = (id: string) => findRequest(floor.db, SYSTEM, id);

async function told(cause: string) {
  const [notice] = await floor.db.select().from(notices).where(eq(notices.cause, cause));
  const to = await floor.db.select().from(noticeRecipients).where(eq(noticeRecipients.cause, cause));
  return { title: notice?.title, body: notice?.body, members: to.map(({ memberId }) => memberId) };
}

/** Approved while nobody had looked at its Mac yet. */
async function approvedEarly(some: MacUser): Promise<string> {
  const { id } = await ask(some, NOW, { deviceId: some.deviceId });
  await settle(id, some);
  await approve(id);
  return id;
}

test('a request that has run out is not decided any more, whenever the sweep comes by', async () => {
  const some = await person();
  const id = await waiting(some);
  const tooLate = later(24 * 3600);
  for (const decide of [approveRequest, denyRequest])
    await expect(
      decide({ ctx: ctx(apiKey('approver'), tooLate), input: { id, body: { note: 'Too late.' } } }),
    ).rejects.toThrow(/has expired/);
  await expireRequests({ ctx: system(tooLate) });
  expect((await row(id)).state).toBe('expired');
});

describe('an approved request', () => {
  test('whose Mac two runs look at goes on in both', async () => {
    const some = await person();
    const id = await approvedEarly(some);
    const look = () => offerMacs({ ctx: system(), input: { id, ...found(some) } });
    expect(await Promise.all([look(), look()])).toEqual([{ offered: 'settled' }, { offered: 'settled' }]);
    expect(await beginGrant({ ctx: system(), input: { id, groupId: '88' } })).toMatchObject({
      computerId: some.deviceId,
    });
    expect((await row(id)).expiresAt, 'from here on its end is what counts').toBeNull();
  });

  test('that nobody grants fails after half an hour, is told of, and blocks nobody', async () => {
    const some = await person();
    const id = await waiting(some);
    await approve(id);
    await expireRequests({ ctx: system(later(29 * 60)) });
    expect((await row(id)).state).toBe('approved');
    await expireRequests({ ctx: system(later(30 * 60)) });
    expect(await row(id)).toMatchObject({ state: 'failed', note: expect.stringContaining('nobody asked Jamf') });
    expect(await told(`access/${id}/over`)).toEqual({
      title: `The request for administrator rights on MBA-${some.deviceId} cannot be met`,
      body: expect.stringContaining('ask again'),
      members: [some.who.id],
    });
    await expect(ask(some, later(31 * 60))).resolves.toMatchObject({ state: 'requested' });
  });

  test('whose person is found only then has somebody to tell', async () => {
    const some = await person();
    const { id } = await ask(some, NOW, { deviceId: some.deviceId });
    await approve(id);
    const found = { slackId: 'U0AAA1111', name: 'Rita', email: some.email };
    await settlePerson({ ctx: system(), input: { id, requester: null, beneficiary: found } });
    expect(await row(id)).toMatchObject({ state: 'approved', step: null, beneficiarySlackId: 'U0AAA1111' });
  });

  test('whose Mac may be in several stores has none, because nobody was asked', async () => {
    const some = await person();
    const id = await approvedEarly(some);
    const [one] = found(some).choices;
    const choices = ['roma', 'milano'].map((key) => ({
      ...{ ...one!, id: `${some.deviceId}@${key}` },
      ...{ store: { key, name: key }, storeBy: 'self' as const },
    }));
    await offerMacs({ ctx: system(), input: { id, choices, refused: [] } });
    expect(await row(id)).toMatchObject({ deviceId: some.deviceId, storeKey: null, storeBy: null });
  });

  test('whose building alone tells the store is not marked as if the person had said so', async () => {
    const some = await person();
    const id = await approvedEarly(some);
    const [one] = found(some).choices;
    await offerMacs({ ctx: system(), input: { id, choices: [{ ...one!, storeBy: 'self' }], refused: [] } });
    expect(await row(id)).toMatchObject({ storeKey: 'roma', storeBy: null });
  });
});

test('what expires is told to who asked', async () => {
  const some = await person();
  const id = await waiting(some);
  await expireRequests({ ctx: system(later(3601)) });
  expect(await told(`access/${id}/over`)).toMatchObject({
    body: 'Nobody decided about it in time.',
    members: [some.who.id],
  });
});

test('who withdraws it only where it waits for a step leaves alone what has moved on', async () => {
  const some = await person();
  const id = await waiting(some);
  await expect(cancelRequest({ ctx: ctx(as(some.who)), input: { id, step: 'reason' } })).rejects.toThrow(
    /A reason is not asked for/,
  );
  expect((await row(id)).state).toBe('requested');
});

describe('a key', () => {
  /** As the outside has it: made by somebody, and known by itself alone. */
  async function keyOf(maker: Actor, role = 'admin'): Promise<Actor> {
    const { key } = await createApiKey({ ctx: ctx(maker), input: { name: 'Script', role } });
    return (await resolveApiKey(floor.db, key, NOW))!;
  }
  const decide = (actor: Actor, id: string) => approveRequest({ ctx: ctx(actor), input: { id, body: {} } });

  test('decides about nothing that its owner may not decide about, nor does a key made with it', async () => {
    const some = await person({ role: 'admin', groups: ['access-approvers'] });
    const id = await waiting(some);
    const own = await keyOf(as(some.who));
    for (const actor of [as(some.who), own, await keyOf(own)]) {
      await expect(decide(actor, id)).rejects.toThrow(/never decides/);
      expect(await getAccessRequest({ ctx: ctx(actor), input: { id } })).toMatchObject({
        barred: expect.stringContaining('never decides'),
      });
    }
    await expect(decide(await keyOf(as(floor.people.admin)), id)).resolves.toMatchObject({ state: 'approved' });
  });

  test('asks for its owner: he does not approve it by another key, nor by himself', async () => {
    const some = await person();
    const admin = as((await person({ role: 'admin', groups: ['access-approvers'] })).who);
    const asking = await keyOf(admin);
    const { id } = await requestAccess({ ctx: ctx(asking), input: { email: some.email, reason: REASON } });
    await settle(id, some);
    await offerMacs({ ctx: system(), input: { id, ...found(some) } });
    for (const actor of [admin, asking, await keyOf(admin)])
      await expect(decide(actor, id)).rejects.toThrow(/asked for access never decides/);
    await expect(decide(apiKey('approver'), id)).resolves.toMatchObject({ state: 'approved' });
  });

  test('of the first start is nobody’s: it asks for anybody, and a key made with it decides', async () => {
    const some = await person();
    const first = apiKey('admin');
    const { id } = await requestAccess({
      ctx: ctx(first),
      input: { email: some.email, reason: REASON, deviceId: some.deviceId },
    });
    expect((await row(id)).consentedAt).not.toBeNull();
    await expect(decide(first, id)).rejects.toThrow(/asked for access never decides/);
    await expect(decide(await keyOf(first), id)).resolves.toMatchObject({ state: 'approved' });
  });

  test('without the role admin consents for its owner, and for nobody else', async () => {
    const [owner, other] = [await person(), await person()];
    const admin = as(floor.people.admin);
    const analyst = await keyOf(admin, 'analyst');
    const asked = async (actor: Actor, email: string) =>
      (await row((await requestAccess({ ctx: ctx(actor), input: { email, reason: REASON } })).id)).consentedAt;
    expect(await asked(analyst, other.email)).toBeNull();
    expect(await asked(analyst, floor.people.admin.email)).toEqual(NOW);
    expect(await asked(apiKey('lead'), owner.email)).toBeNull();
  });
});
