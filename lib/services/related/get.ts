import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { caseLinks, caseMerges } from '../../db/schema/index.ts';
import type { RelatedView } from '../../domain/views/evidence.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { briefsOf } from './briefs.ts';
import { similarCases } from './similar.ts';

/** As many as a page shows. */
const MOST = 100;

/** What stands around a case, as far as the actor may see it: what shares its observables, what is linked, what was merged into it. */
export async function getRelated({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<RelatedView> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  const links = await ctx.db
    .select()
    .from(caseLinks)
    .where(or(eq(caseLinks.fromId, of.id), eq(caseLinks.toId, of.id)))
    .orderBy(desc(caseLinks.at), desc(caseLinks.id))
    .limit(MOST);
  const merges = await ctx.db
    .select({ sourceId: caseMerges.sourceId, at: caseMerges.at, by: caseMerges.by })
    .from(caseMerges)
    .where(and(eq(caseMerges.intoId, of.id), isNull(caseMerges.undoneAt)))
    .orderBy(desc(caseMerges.at), desc(caseMerges.id))
    .limit(MOST);
  const other = (link: { fromId: string; toId: string }) => (link.fromId === of.id ? link.toId : link.fromId);
  const briefs = await briefsOf(ctx.db, ctx, [...links.map(other), ...merges.map((merge) => merge.sourceId)]);
  const seen = <T>(id: string, more: T) => {
    const brief = briefs.get(id);
    return brief ? [{ ...brief, ...more }] : [];
  };
  return {
    ...(await similarCases(ctx, of.id)),
    linked: links.flatMap((link) =>
      seen(other(link), {
        kind: link.kind,
        direction: link.fromId === of.id ? ('to' as const) : ('from' as const),
        note: link.note,
        at: link.at.toISOString(),
        by: link.by,
      }),
    ),
    merged: merges.flatMap(({ sourceId, at, by }) => seen(sourceId, { at: at.toISOString(), by })),
  };
}
