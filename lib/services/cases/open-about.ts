import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { cases, observables } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { normalise } from '../../domain/observables/index.ts';
import type { ObservableType } from '../../domain/observables/types.ts';
import type { OktaPerson } from '../../domain/okta/facts.ts';
import { isOpenCase } from '../kernel/index.ts';
import { valueHash } from '../observables/value-hash.ts';

/** What a case is about, as one of its observables says. */
export interface About {
  type: ObservableType;
  value: string;
}

/** Among so many of an observable's newest cases an open one is looked for. */
const NEWEST = 2_000;

/** What tells one such thing from another, however its value is written; null for a value that is none of its type. */
export function aboutHash({ type, value }: About): string | null {
  const normal = normalise(type, value);
  return normal === null ? null : valueHash(type, normal);
}

/** What an event is about: its subject, and where Okta names a user, that one. */
export interface Concerned {
  about: About;
  user: Pick<OktaPerson, 'id' | 'login'> | null;
}

/**
 * The key of the most recent open case about the subject of an event, of one of these categories (none: of every); null where there is
 * none. A user is found by login and by Okta's id, as not every event has both. A case to which somebody is only related, as an
 * administrator to what he did for another, is not about him.
 */
export async function findOpenAbout(
  db: Db | Tx,
  { about, user }: Concerned,
  categories: readonly string[],
): Promise<string | null> {
  const byId = user?.id && user.id !== about.value ? { type: about.type, value: user.id } : null;
  const numbers = [
    await newestHolding(db, about, categories),
    byId && (await newestHolding(db, byId, categories)),
    user?.id && user.login === null ? await newestOfOktaUser(db, user.id, categories) : null,
  ].filter((number) => number !== null);
  return numbers.length > 0 ? keyOf(Math.max(...numbers)) : null;
}

async function newestHolding(db: Db | Tx, about: About, categories: readonly string[]): Promise<number | null> {
  const hash = aboutHash(about);
  if (hash === null) return null;
  const [known] = await db
    .select({ id: observables.id })
    .from(observables)
    .where(and(eq(observables.valueSha256, hash), eq(observables.type, about.type)));
  if (!known) return null;
  const { rows } = await db.execute<{ number: string | number }>(sql`
    select ${cases.number} as number
    from (
      select held.case_id from case_observables held
      where held.observable_id = ${known.id}::uuid and held.role <> 'related' order by held.case_id desc limit ${sql.raw(String(NEWEST))}
    ) newest join ${cases} on ${cases.id} = newest.case_id
    where ${isOpenOf(categories)} order by ${cases.number} desc limit 1`);
  return rows[0] ? Number(rows[0].number) : null;
}

/** By the id that the latest of a case's events had. */
async function newestOfOktaUser(db: Db | Tx, userId: string, categories: readonly string[]): Promise<number | null> {
  const [found] = await db
    .select({ number: cases.number })
    .from(cases)
    .where(and(sql`(${cases.customFields} ->> 'oktaUserId') = ${userId}`, isOpenOf(categories)))
    .orderBy(desc(cases.number))
    .limit(1);
  return found?.number ?? null;
}

const isOpenOf = (categories: readonly string[]): SQL | undefined =>
  and(
    isOpenCase,
    categories.length > 0
      ? inArray(
          sql`lower(${cases.category})`,
          categories.map((one) => one.toLowerCase()),
        )
      : undefined,
  );
