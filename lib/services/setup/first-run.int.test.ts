import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '../../db/client.ts';
import * as schema from '../../db/schema/index.ts';
import { apiKeys, members, runbooks } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import { SHIPPED_RUNBOOKS } from '../../domain/runbook.ts';
import { resolveApiKey } from '../api-keys/resolve.ts';
import { changePassword } from '../members/change-password.ts';
import { signIn } from '../sessions/sign-in.ts';
import { member, NOW } from '../testing/fixtures.ts';
import { firstRun } from './first-run.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = drizzle(database.pool, { schema });
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate members, api_keys, runbooks, sessions, sign_in_attempts cascade'));

const run = (more: Partial<Parameters<typeof firstRun>[1]> = {}) =>
  firstRun(db, { adminEmail: 'Admin@Shop.Example', adminPassword: null, bootstrapApiKey: null, now: NOW, ...more });
const enter = (email: string, password: string) => signIn(db, { email, password, userAgent: null, now: NOW });
const admins = () => db.select().from(members).where(eq(members.role, 'admin'));

test('makes the administrator, Scout, the runbooks and the key; a second time adds nothing', async () => {
  const bootstrapApiKey = 'wf_bootstrap-for-tests';
  const first = await run({ bootstrapApiKey });
  expect(first).toEqual({
    admin: { email: 'admin@shop.example', password: expect.stringMatching(/^.{20}$/) },
    apiKey: true,
  });
  const { memberId, mustChangePassword } = await enter('admin@shop.example', first.admin!.password!);
  expect(mustChangePassword).toBe(true);
  expect(await run({ bootstrapApiKey })).toEqual({ admin: null, apiKey: false });
  expect((await admins()).map(({ id }) => id)).toEqual([memberId]);
  expect(await db.select().from(members)).toHaveLength(2);
  expect(await db.select().from(runbooks)).toHaveLength(SHIPPED_RUNBOOKS.length);
  expect(await resolveApiKey(db, bootstrapApiKey, NOW)).toMatchObject({ role: 'admin' });
  expect(JSON.stringify(await db.select().from(apiKeys))).not.toContain('bootstrap-for-tests');
});

test('a password that nobody came in with is made anew at each start: the first one may never have been shown', async () => {
  const first = await run();
  const second = await run({ adminEmail: 'other@shop.example' });
  expect(second.admin).toEqual({ email: 'admin@shop.example', password: expect.any(String) });
  expect(second.admin!.password).not.toBe(first.admin!.password);
  await expect(enter('admin@shop.example', first.admin!.password!)).rejects.toThrow('wrong');
  await enter('admin@shop.example', second.admin!.password!);
  expect((await run()).admin).toBeNull();
});

test('tries at the door do not keep the new password out', async () => {
  const { admin } = await run();
  for (let n = 0; n < 6; n += 1) await expect(enter(admin!.email, 'wrong')).rejects.toThrow();
  const again = await run();
  await enter(again.admin!.email, again.admin!.password!);
});

test('an operator who sets ADMIN_PASSWORD after a first start that showed none comes in with it', async () => {
  await run();
  expect((await run({ adminPassword: 'chosen by operator' })).admin).toEqual({
    email: 'admin@shop.example',
    password: null,
  });
  expect((await enter('admin@shop.example', 'chosen by operator')).mustChangePassword).toBe(false);
});

test.each([
  ['a password that the operator chose', async () => void (await run({ adminPassword: 'chosen by operator' }))],
  [
    'a password that was changed',
    async () => {
      const { admin } = await run();
      const { memberId, sessionId } = await enter(admin!.email, admin!.password!);
      const actor = { kind: 'user', id: memberId, name: 'Administrator', role: 'admin' } as const;
      const body = { current: admin!.password!, next: 'a new one of mine' };
      await changePassword({ ctx: { db, actor, now: NOW }, input: { body, sessionId } });
      await database.pool.query('delete from sessions');
    },
  ],
  [
    'one of two administrators',
    async () => {
      await run();
      await member(db, { role: 'admin' });
    },
  ],
])('%s is left alone', async (_, prepare) => {
  await prepare();
  const before = (await admins()).map(({ passwordHash }) => passwordHash);
  expect((await run()).admin).toBeNull();
  expect((await admins()).map(({ passwordHash }) => passwordHash)).toEqual(before);
});

test('two starts at once make one administrator and one Scout', async () => {
  await Promise.allSettled([run(), run()]);
  expect(await admins()).toHaveLength(1);
  expect(await db.select().from(members)).toHaveLength(2);
});
