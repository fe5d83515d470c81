import { gt, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '#lib/db/id.ts';
import { outbox, workerHeartbeats } from '#lib/db/schema/index.ts';
import { testApi } from './testing/api.ts';

const api = testApi();
const ready = async () => {
  const answer = await api.call('GET', '/api/ready');
  return { status: answer.status, ...(await answer.json()) };
};
const beat = (secondsAgo: number) =>
  api.floor.db
    .insert(workerHeartbeats)
    .values({ id: 'worker', at: new Date(Date.now() - secondsAgo * 1000) })
    .onConflictDoUpdate({ target: workerHeartbeats.id, set: { at: sql`excluded.at` } });

test('the process says that it lives, and nothing else', async () => {
  const answer = await api.call('GET', '/api/health');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok', version: '0.1.0', uptimeSeconds: expect.any(Number) });
});

test('it is ready while a worker lives, and names what is missing when not', async () => {
  expect(await ready()).toMatchObject({
    status: 503,
    ready: false,
    checks: {
      database: { ok: true },
      migrations: { ok: true },
      engine: { ok: false, detail: 'No worker has said that it lives.' },
    },
  });
  await beat(0);
  expect(await ready()).toMatchObject({ status: 200, ready: true, checks: { engine: { ok: true } } });
  await beat(60);
  expect(await ready()).toMatchObject({
    status: 503,
    checks: { engine: { ok: false, detail: expect.stringMatching(/\b6\d s/) } },
  });
});

test('it is not ready while an event waits for the engine for more than a minute', async () => {
  await beat(0);
  const wrote = (secondsAgo: number, more: Partial<typeof outbox.$inferInsert> = {}) =>
    api.floor.db
      .insert(outbox)
      .values({ id: newId(), name: 'a/b', data: {}, createdAt: new Date(Date.now() - secondsAgo * 1000), ...more });
  await wrote(500, { sentAt: new Date() });
  await wrote(400, { failed: 'The engine does not take it.' });
  await wrote(30);
  expect(await ready()).toMatchObject({ status: 200 });
  await wrote(90);
  await api.floor.db.delete(outbox).where(gt(outbox.createdAt, new Date(Date.now() - 60_000)));
  expect(await ready()).toMatchObject({
    status: 503,
    checks: {
      engine: { ok: false, detail: expect.stringMatching(/^An event has waited for the engine for 9\d s\.$/) },
    },
  });
  await api.floor.db.delete(outbox);
});

test('an older database is not ready', async () => {
  await beat(0);
  const { readinessOf } = await import('#lib/http/readiness.ts');
  const { database } = await import('#lib/http/database.ts');
  await api.floor.db.execute(sql`update drizzle.__drizzle_migrations set created_at = created_at - 1`);
  expect(await readinessOf(database())).toMatchObject({ ready: false, checks: { migrations: { ok: false } } });
  await api.floor.db.execute(sql`drop table worker_heartbeats`);
  expect(await readinessOf(database())).toMatchObject({ checks: { database: { ok: true }, engine: { ok: false } } });
});

test('a database that does not answer is not ready', async () => {
  const { readinessOf } = await import('#lib/http/readiness.ts');
  const { connect } = await import('#lib/db/client.ts');
  const nowhere = connect('postgres://nobody@127.0.0.1:1/none');
  const { ready, checks } = await readinessOf(nowhere);
  expect(ready).toBe(false);
  expect(Object.values(checks).map(({ ok }) => ok)).toEqual([false, false, false]);
  await nowhere.pool.end();
});
