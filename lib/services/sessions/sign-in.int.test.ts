import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../crypto/password.ts';
import { audit, type Member, members, outbox, sessions, signInAttempts } from '../../db/schema/index.ts';
import { after, member, NOW, testFloor } from '../testing/fixtures.ts';
import { endSession, resolveSession } from './resolve.ts';
import { signIn } from './sign-in.ts';

const floor = testFloor();
const PASSWORD = 'the right password';
let ann: Member;

beforeAll(async () => {
  ann = await member(floor.db, { email: 'Ann@Retail.Example', passwordHash: await hashPassword(PASSWORD) });
});
beforeEach(async () => {
  await floor.db.delete(signInAttempts);
  await floor.db.delete(sessions);
});

const attempt = (email: string, password: string, now = NOW) =>
  signIn(floor.db, { email, password, userAgent: 'x'.repeat(400), now }).then(
    () => 'in',
    (error: Error) => error.message,
  );
const WRONG = 'The e-mail or the password is wrong.';
const fail = async (email: string, times: number) => {
  for (let n = 0; n < times; n += 1) expect(await attempt(email, 'wrong')).toBe(WRONG);
};

test('a right password makes a session of twelve hours, whatever the case of the address', async () => {
  const { sessionId, memberId } = await signIn(floor.db, {
    email: ' ANN@retail.example ',
    password: PASSWORD,
    userAgent: null,
    now: NOW,
  });
  expect(memberId).toBe(ann.id);
  expect(await resolveSession(floor.db, sessionId, after(12 * 3600 - 1))).toMatchObject({ actor: { id: ann.id } });
  expect(await resolveSession(floor.db, sessionId, after(12 * 3600))).toBeNull();
  await endSession(floor.db, sessionId, NOW);
  expect(await resolveSession(floor.db, sessionId, NOW)).toBeNull();
});

test('who came in and who was refused stand in the audit log, with where from and without the address', async () => {
  const [ip, userAgent] = ['203.0.113.9', 'Firefox'];
  const enter = (email: string, password: string) => signIn(floor.db, { email, password, userAgent, ip, now: NOW });
  await floor.db.delete(audit);
  await enter(ann.email, PASSWORD);
  await expect(enter(ann.email, 'wrong')).rejects.toThrow();
  await expect(enter('nobody@retail.example', 'wrong')).rejects.toThrow();
  const rows = await floor.db.select().from(audit).orderBy(audit.seq);
  expect(rows).toMatchObject([
    { action: 'session.start', actor: { kind: 'user', id: ann.id }, entityId: ann.id, ip, userAgent },
    { action: 'session.refused', actor: { kind: 'system' }, entityId: ann.id, ip },
    { action: 'session.refused', entityId: 'unknown', ip },
  ]);
  expect(JSON.stringify(rows)).not.toContain('nobody@');
  expect(await floor.db.select().from(outbox), 'no open page reads the members anew for that').toEqual([]);
});

test('of thirty wrong passwords at once five are looked at', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => attempt(ann.email, 'wrong')));
  expect(answers.filter((answer) => answer === WRONG)).toHaveLength(5);
  expect(answers.filter((answer) => /^Too many wrong passwords/.test(answer))).toHaveLength(25);
});

test('an address that nobody has answers as a member’s does, try by try', async () => {
  const said = async (email: string) => {
    const answers = [];
    for (let n = 0; n < 8; n += 1) answers.push(await attempt(email, 'wrong', after(n)));
    return answers;
  };
  const known = await said(ann.email);
  expect(known.filter((answer) => answer !== WRONG).length).toBeGreaterThan(0);
  expect(await said('nobody@retail.example')).toEqual(known);
  const stored = JSON.stringify(await floor.db.select().from(signInAttempts));
  expect(stored).not.toContain('nobody');
});

test('while an address waits the right password is refused too; after the wait it is not', async () => {
  await fail(ann.email, 5);
  expect(await attempt(ann.email, PASSWORD, after(1))).toBe('Too many wrong passwords. Try again in 1 s.');
  expect(await attempt(ann.email, PASSWORD, after(2))).toBe('in');
  expect(await floor.db.select().from(signInAttempts)).toEqual([]);
});

test('each further try waits twice as long, a quarter of an hour at most; a right one begins anew', async () => {
  await fail(ann.email, 5);
  let now = NOW;
  const waits = [];
  for (let n = 0; n < 12; n += 1) {
    const [row] = await floor.db.select().from(signInAttempts);
    waits.push((row!.waitUntil!.getTime() - now.getTime()) / 1000);
    now = row!.waitUntil!;
    expect(await attempt(ann.email, 'wrong', now)).toBe(WRONG);
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  expect(await attempt(ann.email, PASSWORD, new Date(now.getTime() + 900_000))).toBe('in');
  await fail(ann.email, 4);
  expect(await attempt(ann.email, PASSWORD)).toBe('in');
});

describe('nobody comes in', () => {
  test.each([
    ['a disabled member', { disabledAt: NOW }],
    ['Scout', { kind: 'ai' as const }],
    ['a member without a password', { passwordHash: null }],
  ])('as %s, who is answered like anybody', async (_, fields) => {
    const passwordHash = await hashPassword(PASSWORD);
    const { email } = await member(floor.db, { passwordHash, ...fields });
    expect(await attempt(email, PASSWORD)).toBe(WRONG);
    expect(await floor.db.select().from(sessions)).toEqual([]);
  });

  test('by a session of a member who is disabled meanwhile', async () => {
    const { email, id } = await member(floor.db, { passwordHash: await hashPassword(PASSWORD) });
    const { sessionId } = await signIn(floor.db, { email, password: PASSWORD, userAgent: null, now: NOW });
    await floor.db.update(members).set({ disabledAt: NOW }).where(eq(members.id, id));
    expect(await resolveSession(floor.db, sessionId, NOW)).toBeNull();
  });
});
