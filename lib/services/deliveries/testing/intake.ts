import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Db } from '../../../db/client.ts';
import { newId } from '../../../db/id.ts';
import * as schema from '../../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../db/testing/database.ts';
import type { Actor, Role } from '../../../domain/actor.ts';
import { WIZ_ISSUE } from '../../../domain/mappings/samples.ts';
import type { Ctx } from '../../kernel/index.ts';
import { acceptDelivery } from '../accept.ts';

export const NOW = new Date();
export const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const VENDOR: Actor = { kind: 'vendor', id: 'wiz', name: 'Wiz' };
export const person = (role: Role): Actor => ({ kind: 'user', id: newId(), name: 'Ada', role });

/** What Wiz tells of an issue. */
export const issue = (status: string, id = 'issue-1') => ({ ...WIZ_ISSUE, issue: { ...WIZ_ISSUE.issue, id, status } });

/** A database of its own for a test file, empty before each test, and what vendors and people do with it. Read `db` inside of a test. */
export function testIntake() {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = drizzle(database.pool, { schema });
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.pool.query(
      'truncate deliveries, vendor_objects, outbox, runs, connectors, intake_counters, audit, cases, effects cascade',
    );
  });

  const ctx = (actor: Actor, now = NOW): Ctx => ({ db, actor, now });
  const rows = async (query: string, values: unknown[] = []) => (await database.pool.query(query, values)).rows;
  return {
    get db() {
      return db;
    },
    ctx,
    rows,

    /** A vendor's body comes in: JSON, or the text as it is. */
    send: (body: unknown, connectorId = 'wiz', receivedAt = NOW) =>
      acceptDelivery({
        ctx: ctx(VENDOR, receivedAt),
        input: {
          connectorId,
          vendor: connectorId.split('/')[0]!,
          raw: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
          receivedAt,
        },
      }),

    counts: async () =>
      (
        await rows(`select (select count(*)::int from deliveries) deliveries, (select count(*)::int from outbox) events,
        (select count(*)::int from runs) runs`)
      )[0],

    /** A case that has the event of a delivery; its key. */
    async caseOf(deliveryId: string, { restricted = false } = {}) {
      const id = newId();
      const [made] = await rows(
        `insert into cases
           (id, title, severity, severity_rank, state, stage, queue, restricted, started_at, created_by, created_at, updated_at)
         values ($1, 't', 'high', 3, 'new', 'new', 'triage', $2, now(), '{}', now(), now()) returning number`,
        [id, restricted],
      );
      await rows(
        `insert into case_events (id, case_id, vendor, vendor_id, delivery_id, title, at, received_at, raw)
         values ($1, $2, 'wiz', 'issue-1', $3, 't', now(), now(), '{}')`,
        [newId(), id, deliveryId],
      );
      return `CASE-${made.number}`;
    },
  };
}
