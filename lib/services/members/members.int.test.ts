import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from '../../crypto/password.ts';
import { audit, members, sessions, signInAttempts } from '../../db/schema/index.ts';
import { DESK_ROLES } from '../../domain/actor.ts';
import { resolveSession } from '../sessions/resolve.ts';
import { signIn } from '../sessions/sign-in.ts';
import { apiKey, as, ctxOf, member, NOW, testFloor } from '../testing/fixtures.ts';
import { changePassword } from './change-password.ts';
import { createMember } from './create.ts';
import { listMembers } from './list.ts';
import { updateMember } from './update.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const change = (id: string, patch: unknown, ctx = admin()) => updateMember({ ctx, input: { id, patch } });
const rowOf = async (id: string) => (await floor.db.select().from(members).where(eq(members.id, id)))[0]!;
const PASSWORD = 'the right password';
const withPassword = async () => member(floor.db, { passwordHash: await hashPassword(PASSWORD) });
const enter = (email: string, password = PASSWORD) => signIn(floor.db, { email, password, userAgent: null, now: NOW });
const isOpen = async (sessionId: string) => (await resolveSession(floor.db, sessionId, NOW)) !== null;

describe.each(DESK_ROLES)('%s', (role) => {
  test('reads members; changes them only as an administrator', async () => {
    const ctx = ctxOf(floor.db, apiKey(role));
    expect((await listMembers({ ctx, input: {} })).items.length).toBeGreaterThan(5);
    const someone = await member(floor.db);
    const acts = [
      () => createMember({ ctx, input: { name: 'New', email: `new.${role}@retail.example`, role: 'viewer' } }),
      () => change(someone.id, { name: 'Renamed' }, ctx),
    ];
    for (const act of acts)
      if (role === 'admin') await expect(act()).resolves.toBeDefined();
      else await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('a one-time password comes once, is stored as a hash, and has to be changed', async () => {
  const made = await createMember({
    ctx: admin(),
    input: { name: 'Nina', email: 'Nina@retail.example', role: 'analyst' },
  });
  const row = await rowOf(made.id);
  expect(row).toMatchObject({ email: 'nina@retail.example', mustChangePassword: true });
  expect(row.passwordHash).toMatch(/^\$argon2id\$/);
  expect(await verifyPassword(made.oneTimePassword!, row.passwordHash)).toBe(true);
  expect(JSON.stringify(await floor.db.select().from(audit))).not.toContain(made.oneTimePassword);
  await expect(
    createMember({ ctx: admin(), input: { name: 'N', email: 'NINA@retail.example', role: 'viewer' } }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('disabling a member ends the sessions at once, and enabling opens none of them again', async () => {
  const { id, email } = await withPassword();
  const { sessionId } = await enter(email);
  expect(await change(id, { disabled: true })).toMatchObject({ disabled: true });
  expect(await isOpen(sessionId)).toBe(false);
  expect(await change(id, { disabled: false })).toMatchObject({ disabled: false });
  expect(await isOpen(sessionId)).toBe(false);
  expect(await isOpen((await enter(email)).sessionId)).toBe(true);
});

test('a password that an administrator sets ends the sessions and the waiting, and has to be changed', async () => {
  const { id, email } = await withPassword();
  const { sessionId } = await enter(email);
  for (let n = 0; n < 5; n += 1) await expect(enter(email, 'wrong')).rejects.toThrow();
  await change(id, { password: 'set by the administrator' });
  expect(await isOpen(sessionId)).toBe(false);
  expect(await enter(email, 'set by the administrator')).toMatchObject({ mustChangePassword: true });
});

describe('one’s own password', () => {
  const to = (id: string, sessionId: string, current: string, next: string) =>
    changePassword({
      ctx: ctxOf(floor.db, { kind: 'user', id, name: 'N', role: 'analyst' }),
      input: { body: { current, next }, sessionId },
    });

  test('a change ends the other sessions and keeps this one', async () => {
    const { id, email } = await withPassword();
    const [here, there] = [(await enter(email)).sessionId, (await enter(email)).sessionId];
    await to(id, here, PASSWORD, 'another password');
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    await expect(enter(email)).rejects.toThrow('wrong');
    expect(await enter(email, 'another password')).toMatchObject({ mustChangePassword: false });
  });

  test('the current one cannot be guessed here either', async () => {
    const { id, email } = await withPassword();
    const { sessionId } = await enter(email);
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => to(id, sessionId, 'wrong', 'another password')),
    );
    const said = tries.map((one) => (one.status === 'rejected' ? one.reason.errors[0].message : 'changed'));
    expect(said.filter((message) => message === 'This is not the current password.')).toHaveLength(5);
    await expect(to(id, sessionId, PASSWORD, 'another password')).rejects.toMatchObject({ code: 'invalid' });
    await floor.db.delete(signInAttempts);
    await to(id, sessionId, PASSWORD, 'another password');
  });

  test.each([
    ['the same again', PASSWORD, PASSWORD, '/next'],
    ['a short one', PASSWORD, 'short', '/next'],
    ['a wrong current one', 'wrong', 'another password', '/current'],
  ])('%s is refused', async (_, current, next, pointer) => {
    const { id, email } = await withPassword();
    const { sessionId } = await enter(email);
    await expect(to(id, sessionId, current, next)).rejects.toMatchObject({ errors: [{ pointer }] });
  });

  test('a program has none', async () => {
    const input = { body: { current: 'a', next: 'another password' }, sessionId: '' };
    await expect(changePassword({ ctx: ctxOf(floor.db, apiKey('admin')), input })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('the last administrator', () => {
  test('is neither disabled nor made less; beside another one he is', async () => {
    const { id } = floor.people.admin;
    for (const patch of [{ disabled: true }, { role: 'lead' }])
      await expect(change(id, patch)).rejects.toMatchObject({ code: 'conflict' });
    const second = await member(floor.db, { role: 'admin', disabledAt: NOW });
    await expect(change(id, { disabled: true })).rejects.toMatchObject({ code: 'conflict' });
    await change(second.id, { disabled: false });
    expect(await change(second.id, { role: 'viewer' })).toMatchObject({ role: 'viewer' });
  });

  test('two who disable each other at once: one stays', async () => {
    const second = await member(floor.db, { role: 'admin' });
    const ids = [floor.people.admin.id, second.id];
    const done = await Promise.allSettled(ids.map((id) => change(id, { disabled: true })));
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rows = await Promise.all(ids.map(rowOf));
    expect(rows.filter(({ disabledAt }) => disabledAt === null)).toHaveLength(1);
    await floor.db.update(members).set({ disabledAt: null }).where(eq(members.id, floor.people.admin.id));
  });
});

test('Scout stays an analyst, and what changes nothing leaves no trace', async () => {
  await expect(change(floor.scout.id, { role: 'admin' })).rejects.toMatchObject({ code: 'conflict' });
  const { id, name } = floor.people.colleague;
  const count = async () => (await floor.db.select().from(audit).where(eq(audit.entityId, id))).length;
  const before = await count();
  await change(id, { name });
  expect(await count()).toBe(before);
  await change(id, { name: 'Carla' });
  expect(await count()).toBe(before + 1);
  expect(await floor.db.select().from(sessions).where(eq(sessions.memberId, id))).toEqual([]);
});
