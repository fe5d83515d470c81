import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { allowList, observables } from '../../db/schema/index.ts';
import { compileAllowList } from '../../domain/observables/index.ts';
import { valueHash } from '../observables/value-hash.ts';
import type { OwnAsset } from './view.ts';

const BATCH = 5_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Marks the observables that an entry covers by the list as it is now: called after the entry was added, or taken off. */
export async function markCovered(tx: Tx, entry: OwnAsset): Promise<void> {
  const entryOf = ({ kind, value, type }: OwnAsset) => ({ kind, value, type: type ?? undefined });
  const covers = compileAllowList([entryOf(entry)]);
  const own = compileAllowList((await tx.select().from(allowList)).map(entryOf));
  for (let after = NOBODY; ; ) {
    const batch = await tx
      .select({ id: observables.id, type: observables.type, value: observables.value, own: observables.allowListed })
      .from(observables)
      .where(and(gt(observables.id, after), perhaps(entry)))
      .orderBy(asc(observables.id))
      .limit(BATCH);
    const wrong = batch.filter((one) => covers.match(one) && one.own !== (own.match(one) !== null));
    for (const allowListed of [true, false]) {
      const ids = wrong.filter((one) => one.own !== allowListed).map(({ id }) => id);
      if (ids.length > 0) await tx.update(observables).set({ allowListed }).where(inArray(observables.id, ids));
    }
    if (batch.length < BATCH) return;
    after = batch.at(-1)!.id;
  }
}

/** What an entry could cover, told by the database so that not every observable is read. */
function perhaps({ kind, type, value }: OwnAsset): SQL | undefined {
  if (kind === 'cidr') return inArray(observables.type, ['ipv4', 'ipv6', 'url', 'email']);
  if (kind === 'domain_suffix')
    return and(
      inArray(observables.type, ['domain', 'hostname', 'url', 'email']),
      sql`position(${value} in lower(${observables.value})) > 0`,
    );
  if (type) return and(eq(observables.type, type), eq(observables.valueSha256, valueHash(type, value)));
  return sql`lower(${observables.value}) = ${value}`;
}
