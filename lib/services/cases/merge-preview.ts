import { eq, sql } from 'drizzle-orm';
import { caseFiles, tasks } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { refuseMerge } from '../../domain/merge.ts';
import type { MergePreview } from '../../domain/views/evidence.ts';
import { authorizeCase, type Ctx, parse } from '../kernel/index.ts';
import { briefsOf } from '../related/briefs.ts';
import { keysOf } from './family.ts';
import { authorizeFor, findCase } from './fetch.ts';
import { CaseMerge, mergeable } from './merge.ts';
import { gainedBy } from './merge-fields.ts';
import { runningTimers } from './merge-timers.ts';

/** What merging a case into another would do, or why it cannot be done. Nothing is written. */
export async function previewMerge({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; query: unknown };
}): Promise<MergePreview> {
  await authorizeFor(ctx, input.key, 'case.merge');
  const query = parse(CaseMerge, input.query);
  const source = await findCase(ctx.db, ctx, input.key);
  const into = await findCase(ctx.db, ctx, query.into);
  for (const one of [source, into]) authorizeCase(ctx.actor, 'case.merge', one, keyOf(one.number));
  const briefs = await briefsOf(ctx.db, ctx, [source.id, into.id]);
  const [a, b] = [briefs.get(source.id)!, briefs.get(into.id)!];
  const { rows } = await ctx.db.execute<{ added: number; shared: number }>(sql`
    select count(*) filter (where other.case_id is null)::int as added, count(other.case_id)::int as shared
    from case_observables mine left join case_observables other
      on other.observable_id = mine.observable_id and other.case_id = ${into.id}::uuid
    where mine.case_id = ${source.id}::uuid`);
  const gained = gainedBy(into, source);
  const merged = await keysOf(ctx.db, ctx, [source.mergedIntoId, into.mergedIntoId]);
  return {
    source: a,
    into: b,
    refused: refuseMerge(mergeable(source, merged), mergeable(into, merged)),
    observables: rows[0]!,
    events: source.eventCount,
    files: await ctx.db.$count(caseFiles, eq(caseFiles.caseId, source.id)),
    tasks: await ctx.db.$count(tasks, eq(tasks.caseId, source.id)),
    timers: (await runningTimers(ctx.db, source, ctx.now)).map(({ name }) => name),
    tags: gained.tags,
    links: gained.links.length,
    people: gained.watchers.length + gained.collaborators.length,
    customFields: gained.customFields,
    startsEarlier: source.startedAt < into.startedAt ? source.startedAt.toISOString() : null,
    becomesVip: source.vip && !into.vip,
    endsAsDuplicate: isOpen(source.stage),
  };
}
