import { sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/client.ts';
import { audit } from '../../db/schema/index.ts';
import type { AuditFacets } from '../../domain/views/audit.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

/** The actions and kinds of things that stand in the log, for its filters. */
export async function auditFacets({ ctx }: { ctx: Ctx }): Promise<AuditFacets> {
  authorize(ctx.actor, 'audit.read');
  const [actions, entities] = await Promise.all([distinct(ctx.db, audit.action), distinct(ctx.db, audit.entity)]);
  return { actions, entities };
}

/** Each value once, by hopping along its index: as many look-ups as there are values, whatever the number of rows. */
async function distinct(db: Db, column: PgColumn): Promise<string[]> {
  const { rows } = await db.execute<{ value: string }>(sql`
    with recursive hop as (
      (select ${column} as value from ${audit} order by 1 limit 1)
      union all
      select (select ${column} from ${audit} where ${column} > hop.value order by 1 limit 1) from hop where hop.value is not null
    )
    select value from hop where value is not null`);
  return rows.map(({ value }) => value);
}
