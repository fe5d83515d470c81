import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { caseObservables, cases } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { INDICATOR_TYPES } from '../../domain/enrichment/sources.ts';
import { conflict, notFound } from '../errors.ts';
import { authorize, type Ctx, emit, isOpenCase, transact, writeAudit } from '../kernel/index.ts';
import { findObservable } from './find.ts';
import { newestLinks } from './visible.ts';

/** Among so many of its newest cases the one is looked for that the sources are asked for. */
const NEWEST = 200;

/**
 * Has the sources asked about one observable, for the case of it that suits best and that the actor may see; the findings go there.
 * Answers the run. Errors: `not_found`, `forbidden`, `conflict` for what no source is asked about, such as what is our own to every case of it.
 */
export async function askEnrichment({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<{ runId: string }> {
  authorize(ctx.actor, 'observable.enrich');
  const { id, type, allowListed } = await findObservable(ctx, input.id);
  if (!(INDICATOR_TYPES as readonly string[]).includes(type))
    throw conflict(`No source is asked about observables of type ${type}. Types: ${INDICATOR_TYPES.join(', ')}.`);
  if (allowListed) throw conflict('It is one of our own assets, and no source is asked about those.');
  const of = await caseFor(ctx, id);
  if (of?.own) throw conflict(`To ${of.key} it is our own, and no source is asked about what is.`);
  return transact(ctx, 'observables.ask-enrichment', async (tx) => {
    const said = { key: of?.key ?? null, observable: { id, type }, actor: refOf(tx.actor) };
    const about = of ? { caseId: of.id } : {};
    const { runs } = await emit(tx, 'observable/enrichment.requested', said, about);
    const run = runs[0];
    if (!run) throw notFound('The automation that enriches observables');
    await writeAudit(tx, {
      action: 'observable.enrich',
      entity: 'observable',
      entityId: id,
      diff: { run: { from: null, to: run.runId } },
    });
    return { runId: run.runId };
  });
}

/**
 * One to which it is not our own before one to which it is, one whose marking lets sources be asked before a TLP:RED one, an open case before one
 * that has ended, and the newest of those.
 */
async function caseFor(ctx: Ctx, observableId: string): Promise<{ id: string; key: string; own: boolean } | null> {
  const isOwn = sql<boolean>`${caseObservables.role} = 'own'`;
  const [found] = await ctx.db
    .select({ id: cases.id, number: cases.number, own: isOwn })
    .from(cases)
    .innerJoin(
      caseObservables,
      and(eq(caseObservables.caseId, cases.id), eq(caseObservables.observableId, observableId)),
    )
    .where(inArray(cases.id, sql`(${newestLinks(ctx.actor, sql`${observableId}::uuid`, NEWEST)})`))
    .orderBy(isOwn, sql`(${cases.tlp} <> 'RED') desc`, sql`(${isOpenCase}) desc`, desc(cases.id))
    .limit(1);
  return found ? { id: found.id, key: keyOf(found.number), own: found.own } : null;
}
