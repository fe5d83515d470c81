import { sql } from 'drizzle-orm';
import { caseEvents } from '../../db/schema/index.ts';
import type { CaseInput } from '../../domain/case.ts';
import type { Together } from '../../domain/intake-sources.ts';
import { intakeOf } from '../connectors/catalogue.ts';
import type { TxCtx } from '../kernel/index.ts';
import { lockCase } from './fetch.ts';
import { saveCase } from './save.ts';

/**
 * Overwrites what the event tells of now; what it does not tell stays. Where several objects of the vendor have their events on the case, a field is what
 * they say together.
 */
export async function keepCurrent(
  ctx: TxCtx,
  key: string,
  {
    connectorId,
    customFields = {},
    names,
  }: { connectorId: string; names: readonly string[] } & Pick<CaseInput, 'customFields'>,
): Promise<void> {
  const told = Object.entries(customFields).filter(([name]) => names.includes(name));
  const source = intakeOf(connectorId);
  const together = (source.mapping !== null && source.together) || null;
  if (told.length === 0 && !together) return;
  const held = await lockCase(ctx, key, 'case.update');
  const said = together ? await sayTogether(ctx, held.id, connectorId, together) : null;
  const news = Object.entries({ ...Object.fromEntries(told), ...said }).filter(
    ([name, value]) => (held.customFields[name] ?? null) !== value,
  );
  if (news.length === 0) return;
  await saveCase(ctx, held, { customFields: { ...held.customFields, ...Object.fromEntries(news) } }, 'case.update');
}

/** What the last event of each object of the case says, taken together; null: there is but one object. */
async function sayTogether(
  { tx }: TxCtx,
  caseId: string,
  vendor: string,
  { envelope, fields }: Together,
): Promise<Record<string, string> | null> {
  const paths = Object.values(fields).map(({ path }) => path);
  const { rows } = await tx.execute<{ said: Record<string, unknown> }>(sql`
    select distinct on (${caseEvents.vendorId}) (
      select jsonb_object_agg(path, coalesce(${caseEvents.raw} -> ${envelope}, ${caseEvents.raw}) -> path)
      from unnest(${sql.param(paths)}::text[]) as path
    ) as said
    from ${caseEvents}
    where ${caseEvents.caseId} = ${caseId}::uuid and ${caseEvents.vendor} = ${vendor}
      and coalesce(${caseEvents.raw} -> ${envelope}, ${caseEvents.raw}) ? ${paths[0]!}
    order by ${caseEvents.vendorId}, ${caseEvents.at} desc, ${caseEvents.id} desc`);
  if (rows.length < 2) return null;
  return Object.fromEntries(
    Object.entries(fields).map(([name, { path, of }]) => {
      const values = rows.map(({ said }) => said[path]);
      return [name, of(values.filter((value): value is string => typeof value === 'string' && value.trim() !== ''))];
    }),
  );
}
