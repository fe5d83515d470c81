import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { caseEvents, caseObservables, members, observables } from '../../db/schema/index.ts';
import { familyOf } from '../cases/family.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

/** Where people’s names stand: of colleagues, and of a case. */
export interface Named {
  members: string[];
  /** What user observables of the case are called. */
  users: string[];
  /** What holds names under keys: its newest events as they came, its own fields. */
  bodies: unknown[];
}

const MOST_MEMBERS = 2_000;
const MOST_USERS = 200;
const MOST_EVENTS = 10;
const LARGEST_EVENT = 262_144;

/** Who may be named in what is said of a case; of no case, the members. Errors: `not_found`. */
export async function readNamed({ ctx, input }: { ctx: Ctx; input: { key: string | null } }): Promise<Named> {
  authorize(ctx.actor, 'case.read');
  const colleagues = await ctx.db
    .select({ name: members.name })
    .from(members)
    .where(eq(members.kind, 'user'))
    .limit(MOST_MEMBERS);
  const named = { members: colleagues.map(({ name }) => name), users: [], bodies: [] };
  if (input.key === null) return named;
  const of = await findCase(ctx.db, ctx, input.key);
  const family = await familyOf(ctx.db, of.id);
  const users = await ctx.db
    .select({ value: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(inArray(caseObservables.caseId, family), eq(observables.type, 'user')))
    .limit(MOST_USERS);
  const events = await ctx.db
    .select({ raw: caseEvents.raw })
    .from(caseEvents)
    .where(and(inArray(caseEvents.caseId, family), sql`pg_column_size(${caseEvents.raw}) <= ${LARGEST_EVENT}`))
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(MOST_EVENTS);
  return {
    ...named,
    users: users.map(({ value }) => value),
    bodies: [of.customFields, ...events.map(({ raw }) => raw)],
  };
}
