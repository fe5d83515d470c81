import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { cases, observables } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { normalise } from '../../domain/observables/index.ts';
import type { ObservableType } from '../../domain/observables/types.ts';
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

/** The key of the most recent open case that holds the observable, of one of these categories (none: of every); null where there is none. */
export async function findOpenAbout(db: Db | Tx, about: About, categories: readonly string[]): Promise<string | null> {
  const hash = aboutHash(about);
  if (hash === null) return null;
  const [known] = await db
    .select({ id: observables.id })
    .from(observables)
    .where(and(eq(observables.valueSha256, hash), eq(observables.type, about.type)));
  if (!known) return null;
  const fits: SQL | undefined = and(
    isOpenCase,
    categories.length > 0
      ? inArray(
          sql`lower(${cases.category})`,
          categories.map((one) => one.toLowerCase()),
        )
      : undefined,
  );
  const { rows } = await db.execute<{ number: string | number }>(sql`
    select ${cases.number} as number
    from (
      select held.case_id from case_observables held
      where held.observable_id = ${known.id}::uuid order by held.case_id desc limit ${sql.raw(String(NEWEST))}
    ) newest join ${cases} on ${cases.id} = newest.case_id
    where ${fits} order by ${cases.number} desc limit 1`);
  return rows[0] ? keyOf(Number(rows[0].number)) : null;
}
