import { sql } from 'drizzle-orm';
import { INTEL, type IntelVendor } from '../../domain/intel/vendors.ts';
import type { TxCtx } from '../kernel/index.ts';

/**
 * When the sources were last asked about observables of a case: by id, a time in ISO 8601 UTC. A source's answer or failure says so; of what no source may
 * be asked about there is none, and the ledger says which run had it put to them. Who was told to come again later was not asked.
 */
export async function askedBefore(
  { tx }: Pick<TxCtx, 'tx'>,
  { vendor, caseId, observableIds }: { vendor: IntelVendor; caseId: string; observableIds: readonly string[] },
): Promise<Map<string, string>> {
  if (observableIds.length === 0) return new Map();
  const { rows } = await tx.execute<{ id: string; at: Date | string }>(sql`
    with wanted as (
      select unnest(${sql.param([...observableIds])}::uuid[]) as id
    ), known as (
      select observable_id as id, state, at from enrichments join wanted on wanted.id = observable_id where standing <> 'past'
    ), put as (
      select put.id::uuid as id, runs.ended_at as at from runs
      join run_steps step on step.run_id = runs.id and jsonb_typeof(step.output -> 'askAbout') = 'array'
      cross join lateral jsonb_array_elements_text(step.output -> 'askAbout') as put (id)
      where runs.case_id = ${caseId}::uuid and runs.automation = ${INTEL[vendor].automation} and runs.status = 'completed'
        and (runs.output #>> '{indicators,answered}')::int > 0
    )
    select id, max(at) as at from (
      select id, at from known where state <> 'limited'
      union all
      select id, at from put where not exists (select from known where known.id = put.id and known.state = 'limited')
    ) asked join wanted using (id) group by id`);
  return new Map(rows.map(({ id, at }) => [id, new Date(at).toISOString()]));
}
