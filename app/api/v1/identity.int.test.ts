import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { members, sessions } from '#lib/db/schema/index.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();

describe('who is nobody', () => {
  const me = async (as: Record<string, string>) => (await api.call('GET', '/api/v1/me', { as })).status;

  test('a key that has expired or was revoked, an unknown one, and another scheme', async () => {
    const past = new Date(Date.now() - 1000);
    expect(await me(await api.makeKey('admin', { expiresAt: past }))).toBe(401);
    expect(await me(await api.makeKey('admin', { revokedAt: past }))).toBe(401);
    expect(await me({ authorization: 'Bearer wf_unknownunknownunknown' })).toBe(401);
    expect(await me({ authorization: 'Basic d2Y6d2Y=' })).toBe(401);
    expect(await me({ cookie: 'watchfloor-session=%E0%A4%A' })).toBe(401);
  });

  test('a wrong key does not fall back to the cookie beside it', async () => {
    const { headers } = await api.signIn(api.floor.people.admin);
    expect(await me(headers)).toBe(200);
    expect(await me({ ...headers, authorization: 'Bearer wf_unknownunknownunknown' })).toBe(401);
  });

  test('a session that was ended or has expired, and one of a disabled member, from that moment', async () => {
    const { people, db } = api.floor;
    const past = new Date(Date.now() - 1000);
    expect(await me((await api.signIn(people.lead, { expiresAt: past })).headers)).toBe(401);
    const open = await api.signIn(people.lead);
    expect(await me(open.headers)).toBe(200);
    await db.update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.id, open.id));
    expect(await me(open.headers)).toBe(401);

    const disabled = await api.signIn(people.colleague);
    expect(await me(disabled.headers)).toBe(200);
    const answer = await api.call('PATCH', `/api/v1/members/${people.colleague.id}`, {
      as: api.keys.admin,
      body: { disabled: true },
    });
    expect(answer.status).toBe(200);
    expect(await me(disabled.headers)).toBe(401);
  });
});

describe('a one-time password', () => {
  test('opens nothing but /me until it is changed; the change ends the other sessions', async () => {
    const made = await api.call('POST', '/api/v1/members', {
      as: api.keys.admin,
      body: { name: 'Nina', email: 'nina@retail.example', role: 'analyst' },
    });
    const { id, oneTimePassword } = await made.json();
    const [nina] = await api.floor.db.select().from(members).where(eq(members.id, id));
    const here = (await api.signIn(nina!)).headers;
    const there = (await api.signIn(nina!)).headers;
    const status = async (as: Record<string, string>, path: string) => (await api.call('GET', path, { as })).status;

    expect(await (await api.call('GET', '/api/v1/me', { as: here })).json()).toMatchObject({
      mustChangePassword: true,
    });
    expect(await status(here, '/api/v1/cases')).toBe(403);
    const change = (current: string, next: string) =>
      api.call('POST', '/api/v1/me/password', { as: here, body: { current, next } });
    expect((await change('wrong', 'a new password 1')).status).toBe(400);
    expect((await change(oneTimePassword, 'a new password 1')).status).toBe(204);
    expect(await status(here, '/api/v1/cases')).toBe(200);
    expect(await status(there, '/api/v1/cases')).toBe(401);
  });
});
