import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { audit, noticeRecipients, timeline } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { accessActs } from '../testing/access.ts';
import { as, ctxOf, after as later, testFloor } from '../testing/fixtures.ts';
import { approveRequest } from './decide.ts';
import { tellLateRevocations } from './due.ts';
import { findRequest } from './fetch.ts';
import { beginGrant, confirmGrant } from './grant.ts';
import { listAccessRequests } from './list.ts';
import { beginRevocation, dueRevocations, noteRevocationProblem } from './revoke.ts';
import { claimWatches, noteLook } from './watch.ts';

const floor = testFloor();
const { person, ask, waiting, granted, takeBack, approver } = accessActs(floor);
const system = (now: Date) => ctxOf(floor.db, SYSTEM, now);
const row = (id: string) => findRequest(floor.db, SYSTEM, id);
/** When a right of a quarter of an hour is over. */
const END = 15 * 60;
const found = { inGroup: true, lastContactAt: null, deviceGone: false };
const look = (id: string, at: number) => noteLook({ ctx: system(later(at)), input: { id, look: found } });

describe('a right that is found again after its end', () => {
  test('is taken back while its person asks anew: the old request stays over, the new one goes its way', async () => {
    const some = await person();
    const id = await granted(some);
    await takeBack(id, later(END));
    const second = await ask(some, later(END));
    await look(id, END + 30);
    expect(await row(id)).toMatchObject({ state: 'revoked', returnedAt: later(END + 30), watchAt: null });
    expect((await row(second.id)).state).toBe('requested');

    expect(await dueRevocations(floor.db, later(END + 30))).toContain(id);
    expect(await beginRevocation({ ctx: system(later(END + 30)), input: { id } })).toMatchObject({ groupId: '88' });
    await noteRevocationProblem(floor.db, id, 'Jamf Pro: 503');
    expect(await row(id)).toMatchObject({ state: 'revoked', problem: 'Jamf Pro: 503', attempts: 1 });
    const active = await listAccessRequests({ ctx: ctxOf(floor.db, as(approver())), input: { box: 'active' } });
    expect(active.items.map((one) => one.id)).toContain(id);
    await takeBack(id, later(END + 32));
    expect(await row(id)).toMatchObject({ state: 'revoked', returnedAt: null, problem: null, nextTryAt: null });
    expect(await row(id)).toMatchObject({ revokedAt: later(END + 32), endsAt: later(END) });
    expect(await dueRevocations(floor.db, later(END + 60))).not.toContain(id);
  });

  test('the same by a grant whose answer comes after the end', async () => {
    const some = await person();
    const id = await granted(some);
    await takeBack(id, later(END));
    await ask(some, later(END));
    await expect(confirmGrant({ ctx: system(later(END + 5)), input: { id, lastContactAt: null } })).resolves.toBeNull();
    expect(await row(id)).toMatchObject({ state: 'revoked', returnedAt: later(END + 5) });
  });

  test('holds its Mac until it is off', async () => {
    const [some, other] = [await person(), await person()];
    const id = await granted(some);
    await takeBack(id, later(END));
    const next = await waiting({ ...other, deviceId: some.deviceId }, later(END));
    await look(id, END + 30);
    const approve = () =>
      approveRequest({ ctx: ctxOf(floor.db, as(approver()), later(END + 31)), input: { id: next, body: {} } });
    await expect(approve()).rejects.toThrow(/right on this Mac now/);
    await takeBack(id, later(END + 32));
    await expect(approve()).resolves.toMatchObject({ state: 'approved' });
  });

  test('is another one’s where another request holds the Mac by then', async () => {
    const some = await person();
    const id = await granted(some);
    await takeBack(id, later(END));
    const next = await granted(some, later(3600));
    await look(id, 3601);
    expect(await row(id)).toMatchObject({ state: 'revoked', returnedAt: null });
    expect((await row(next)).state).toBe('granted');
  });

  test('two minutes late: a critical case, which hears when it is off at last', async () => {
    const id = await granted(await person());
    await takeBack(id, later(END));
    await look(id, END + 30);
    await tellLateRevocations({ ctx: system(later(END + 149)) });
    expect((await row(id)).lateAt).toBeNull();
    await tellLateRevocations({ ctx: system(later(END + 150)) });
    const { lateCaseId } = await row(id);
    await takeBack(id, later(END + 200));
    const entries = await floor.db.select().from(timeline).where(eq(timeline.caseId, lateCaseId!));
    const comments = entries.filter(({ kind }) => kind === 'comment').map(({ detail }) => detail.body);
    expect(comments).toEqual([expect.stringContaining('confirmed at 2026-01-12 12:18:20 UTC that the right on MBA-')]);
  });
});

test('one look that cannot be noted holds up no other, and each is claimed by one', async () => {
  const ids = [];
  for (let n = 0; n < 7; n += 1) ids.push(await granted(await person(), later(7200)));
  const claims = await Promise.all([1, 2, 3].map(() => claimWatches(floor.db, later(7260))));
  const claimed = claims.flat().map(({ id }) => id);
  expect(Math.max(...claims.map((one) => one.length))).toBeLessThanOrEqual(5);
  expect(new Set(claimed).size).toBe(claimed.length);
  // What died over its look: the others come first now, and this one later.
  expect(await claimWatches(floor.db, later(7261))).not.toContainEqual(expect.objectContaining({ id: claimed[0] }));
  expect((await claimWatches(floor.db, later(7260 + 600))).length).toBe(5);
});

test('a step that is repeated after the confirmation finds the right and its end', async () => {
  const id = await granted(await person());
  const again = () => beginGrant({ ctx: system(later(60)), input: { id, groupId: '88' } });
  expect(await again()).toEqual({ already: true, endsAt: later(END).toISOString() });
  await takeBack(id, later(END));
  expect(await again(), 'also when it is over').toEqual({ already: true, endsAt: later(END).toISOString() });
  const asked = await floor.db.select().from(audit).where(eq(audit.entityId, id));
  expect(asked.filter(({ action }) => action === 'access.ask_vendor')).toHaveLength(1);
});

test('who is told in the centre is told the exact end', async () => {
  const { who, ...some } = await person();
  const id = await granted({ who, ...some });
  const told = await floor.db.query.notices.findFirst({ where: (of, is) => is.eq(of.cause, `access/${id}/granted`) });
  expect(told!.body).toContain('Until 2026-01-12 12:15:00 UTC.');
  const to = await floor.db.select().from(noticeRecipients).where(eq(noticeRecipients.cause, told!.cause));
  expect(to.map(({ memberId }) => memberId)).toEqual([who.id]);
});
