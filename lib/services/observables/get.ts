import { and, eq, sql } from 'drizzle-orm';
import { allowList, members, type Observable } from '../../db/schema/index.ts';
import { isAllowListed } from '../../domain/observables/index.ts';
import type { ObservableDetail } from '../../domain/views/observable.ts';
import { judgementsOf } from '../enrichments/judgements.ts';
import { listOverrides } from '../enrichments/list.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findObservable } from './find.ts';
import { holdingSummary } from './holding-cases.ts';
import { observableView } from './view.ts';
import { countCasesOf } from './visible.ts';

/** One observable: why it has its verdict, what its cases say of it, and the hundred of them that changed last. */
export async function getObservable({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<ObservableDetail> {
  authorize(ctx.actor, 'observable.read');
  const row = await findObservable(ctx, input.id);
  const counts = await countCasesOf(ctx.db, ctx.actor, [row.id]);
  const judgements = await judgementsOf(ctx.db, [row], ctx.now);
  return {
    ...observableView(row, counts.get(row.id)),
    judgement: judgements.get(row.id)!,
    overrides: await listOverrides(ctx, row.id),
    member: await memberOf(ctx, row),
    ownBy: row.allowListed ? await entryOf(ctx, row) : null,
    ...(await holdingSummary(ctx, row.id)),
  };
}

async function memberOf(ctx: Ctx, { type, value }: Observable): Promise<ObservableDetail['member']> {
  if (type !== 'user' && type !== 'email') return null;
  const [found] = await ctx.db
    .select({ id: members.id, name: members.name, kind: members.kind })
    .from(members)
    .where(and(eq(members.kind, 'user'), eq(sql`lower(${members.email})`, value.toLowerCase())))
    .limit(1);
  return found ?? null;
}

async function entryOf(ctx: Ctx, { type, value }: Observable): Promise<ObservableDetail['ownBy']> {
  const entries = await ctx.db.select().from(allowList);
  const found = isAllowListed(
    { type, value },
    entries.map((entry) => ({ ...entry, type: entry.type ?? undefined }) as never),
  ) as (typeof entries)[number] | null;
  return found && { kind: found.kind, value: found.value, note: found.note };
}
