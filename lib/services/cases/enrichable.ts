import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import { caseObservables, observables } from '../../db/schema/index.ts';
import { isOpen, type State } from '../../domain/case-state.ts';
import type { IndicatorType } from '../../domain/enrichment/sources.ts';
import type { Severity } from '../../domain/severity.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';
import { categoriesOf } from './okta-events.ts';

export interface Enrichable {
  source: string;
  category: string;
  /** Those that it counts among. */
  categories: string[];
  severity: Severity;
  state: State;
  open: boolean;
  /** Ids of the observables of the asked types, the implicated ones first; our own, also to this case alone, are left out: nobody is asked about them. */
  observableIds: string[];
  /** There are more than were asked for. */
  more: boolean;
}

interface Input {
  key: string;
  types: readonly IndicatorType[];
  most: number;
}

const IMPLICATED_FIRST = sql`(${caseObservables.role} = 'implicated') desc`;

/** What an automation that enriches asks of a case before it begins. Errors: `not_found`. */
export async function readEnrichable({ ctx, input }: { ctx: Ctx; input: Input }): Promise<Enrichable> {
  authorize(ctx.actor, 'observable.enrich');
  const found = await findCase(ctx.db, ctx, input.key);
  const { id, source, category, severity, state, stage } = found;
  const rows = await ctx.db
    .select({ id: observables.id })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(
      and(
        eq(caseObservables.caseId, id),
        inArray(observables.type, [...input.types]),
        eq(observables.allowListed, false),
        ne(caseObservables.role, 'own'),
      ),
    )
    .orderBy(IMPLICATED_FIRST, asc(observables.id))
    .limit(input.most + 1);
  const observableIds = rows.slice(0, input.most).map((row) => row.id);
  const categories = await categoriesOf(ctx.db, found);
  const more = rows.length > input.most;
  return { source, category, categories, severity, state, open: isOpen(stage), observableIds, more };
}
