import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { apiKeys, audit } from '../../db/schema/index.ts';
import { DESK_ROLES } from '../../domain/actor.ts';
import { after, apiKey, as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { createApiKey } from './create.ts';
import { listApiKeys } from './list.ts';
import { resolveApiKey } from './resolve.ts';
import { revokeApiKey } from './revoke.ts';
import { updateApiKey } from './update.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const make = (more: object = {}) => createApiKey({ ctx: admin(), input: { name: 'SIEM', role: 'analyst', ...more } });
const resolve = (key: string, now = NOW) => resolveApiKey(floor.db, key, now);

describe.each(DESK_ROLES)('%s', (role) => {
  test('sees, makes and ends keys only as an administrator', async () => {
    const ctx = ctxOf(floor.db, apiKey(role));
    const { id } = await make();
    const acts = [
      () => listApiKeys({ ctx, input: {} }),
      () => createApiKey({ ctx, input: { name: 'K', role: 'viewer' } }),
      () => updateApiKey({ ctx, input: { id, patch: { name: 'L' } } }),
      () => revokeApiKey({ ctx, input: { id } }),
    ];
    for (const act of acts)
      if (role === 'admin') await expect(act()).resolves.toBeDefined();
      else await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('a key opens with its own role and is stored as a hash', async () => {
  const { key, id, prefix } = await make();
  expect(key).toMatch(/^wf_[\w-]{43}$/);
  expect(key.startsWith(prefix)).toBe(true);
  expect(await resolve(key)).toEqual({ kind: 'api_key', id, name: 'SIEM', role: 'analyst' });
  expect(await resolve(`${key}x`)).toBeNull();
  const stored = JSON.stringify([await floor.db.select().from(apiKeys), await floor.db.select().from(audit)]);
  expect(stored).not.toContain(key.slice(10));
  const { items } = await listApiKeys({ ctx: admin(), input: {} });
  expect(JSON.stringify(items)).not.toContain(key.slice(10));
});

test('it ends at its time', async () => {
  const { key } = await make({ expiresAt: after(60).toISOString() });
  expect(await resolve(key, after(59))).not.toBeNull();
  expect(await resolve(key, after(60))).toBeNull();
  await expect(make({ expiresAt: NOW.toISOString() })).rejects.toMatchObject({ errors: [{ pointer: '/expiresAt' }] });
});

test('revoked it opens nothing more; a second time changes nothing', async () => {
  const { key, id } = await make();
  const first = await revokeApiKey({ ctx: admin(), input: { id } });
  expect(await resolve(key)).toBeNull();
  const again = await revokeApiKey({ ctx: { ...admin(), now: after(60) }, input: { id } });
  expect(again.revokedAt).toBe(first.revokedAt);
  const trace = await floor.db.select().from(audit).where(eq(audit.entityId, id));
  expect(trace.map(({ action }) => action)).toEqual(['api_key.create', 'api_key.revoke']);
  for (const unknown of ['x', '00000000-0000-7000-8000-000000000000'])
    await expect(revokeApiKey({ ctx: admin(), input: { id: unknown } })).rejects.toMatchObject({ code: 'not_found' });
});

const update = (id: string, patch: object, now = NOW) =>
  updateApiKey({ ctx: { ...admin(), now }, input: { id, patch } });

test('a change of name and end holds at once, with its audit; the same again writes nothing', async () => {
  const { key, id } = await make();
  const patch = { name: 'SOAR', expiresAt: after(60).toISOString() };
  expect(await update(id, patch)).toMatchObject(patch);
  expect(await resolve(key, after(59))).toMatchObject({ name: 'SOAR' });
  expect(await resolve(key, after(60))).toBeNull();
  await update(id, patch);
  expect(await update(id, { expiresAt: null })).toMatchObject({ name: 'SOAR', expiresAt: null });
  expect(await resolve(key, after(60))).not.toBeNull();
  const trace = await floor.db.select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.id);
  expect(trace.map(({ action }) => action)).toEqual(['api_key.create', 'api_key.update', 'api_key.update']);
});

test('a change never touches the role, and no end in the past is taken', async () => {
  const { id } = await make();
  await expect(update(id, { role: 'admin' })).rejects.toMatchObject({ errors: [{ pointer: '/role' }] });
  await expect(update(id, { revoked: false })).rejects.toMatchObject({ errors: [{ pointer: '/revoked' }] });
  const past = { expiresAt: NOW.toISOString() };
  await expect(update(id, past)).rejects.toMatchObject({ errors: [{ pointer: '/expiresAt' }] });
});

test('a change revokes for good', async () => {
  const { key, id } = await make();
  const { revokedAt } = await update(id, { revoked: true });
  expect(await resolve(key)).toBeNull();
  expect(await update(id, { revoked: true }, after(60))).toMatchObject({ revokedAt });
  await expect(update(id, { expiresAt: null, name: 'Back' })).rejects.toMatchObject({ code: 'conflict' });
});

test('the last use is noted once a minute', async () => {
  const { key, id } = await make();
  const noted = async (now: Date) => {
    await resolve(key, now);
    const [row] = await floor.db.select().from(apiKeys).where(eq(apiKeys.id, id));
    return row!.lastUsedAt;
  };
  expect(await noted(NOW)).toEqual(NOW);
  expect(await noted(after(59))).toEqual(NOW);
  expect(await noted(after(61))).toEqual(after(61));
});
