import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll } from 'vitest';
import type { Db } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import * as schema from '../../db/schema/index.ts';
import { type Member, members, runbooks } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import type { Actor, DeskRole, Role } from '../../domain/actor.ts';
import { SHIPPED_RUNBOOKS } from '../../domain/runbook.ts';
import type { Ctx } from '../kernel/index.ts';
import { shipPolicies } from '../sla/ship.ts';

/** When the tests' acts happen: Monday noon in winter. */
export const NOW = new Date('2026-01-12T12:00:00.000Z');

/** A moment so many seconds after {@link NOW}. */
export const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

export interface Floor {
  db: Db;
  url: string;
  scout: Member;
  /** A member of each role of the desk, the analyst twice. */
  people: Record<DeskRole | 'colleague', Member>;
}

/** A database of its own for a test file, with what ships: the runbooks and Scout; and a member of each role. */
export async function openFloor(): Promise<{ floor: Floor; database: TestDatabase }> {
  const database = await createTestDatabase();
  const db = drizzle(database.pool, { schema });
  await db.insert(runbooks).values(SHIPPED_RUNBOOKS.map((runbook) => ({ ...runbook, updatedAt: NOW })));
  await shipPolicies(db, NOW);
  const scout = await member(db, { kind: 'ai', name: 'Scout', email: 'scout@watchfloor.invalid' });
  const [admin, lead, analyst, colleague, viewer] = await Promise.all([
    member(db, { name: 'Ada', role: 'admin' }),
    member(db, { name: 'Lena', role: 'lead' }),
    member(db, { name: 'Ann', tier: 2 }),
    member(db, { name: 'Carl', tier: 2 }),
    member(db, { name: 'Vera', role: 'viewer' }),
  ]);
  return { floor: { db, url: database.url, scout, people: { admin, lead, analyst, colleague, viewer } }, database };
}

/** The same for a whole test file: made before its tests, dropped after them. Read it inside of a test. */
export function testFloor(): Floor {
  const floor = {} as Floor;
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    const opened = await openFloor();
    database = opened.database;
    Object.assign(floor, opened.floor);
  });
  afterAll(() => database?.drop());
  return floor;
}

/** Inserts a member: an analyst with a made-up name unless said otherwise. */
export async function member(db: Db, fields: Partial<typeof members.$inferInsert> = {}): Promise<Member> {
  const id = newId();
  const name = fields.name ?? `Member ${id.slice(-6)}`;
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${id.slice(-12)}@retail.example`;
  const [made] = await db
    .insert(members)
    .values({ id, name, email, role: 'analyst', createdAt: NOW, updatedAt: NOW, ...fields })
    .returning();
  return made!;
}

/** The context of a verb: who acts, and when. */
export function ctxOf(db: Db, actor: Actor, now: Date = NOW, more: Pick<Ctx, 'cause' | 'effect'> = {}): Ctx {
  return { db, actor, now, ...more };
}

/** A member at the desk. */
export const as = ({ id, name, role }: Pick<Member, 'id' | 'name' | 'role'>): Actor => ({
  kind: 'user',
  id,
  name,
  role,
});

/** A program with a key of a role. */
export const apiKey = (role: Role): Actor => ({ kind: 'api_key', id: newId(), name: `${role} key`, role });

/** A workflow's run. */
export const automation = (name = 'wiz-incident'): Actor => ({ kind: 'automation', id: name, name, runId: newId() });
