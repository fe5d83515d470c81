import { type SQL, sql } from 'drizzle-orm';
import { cases, caseMilestones as m } from '../../db/schema/index.ts';
import { FIGURES, type FigureId } from '../../domain/figures/catalogue.ts';
import type { Work } from '../../domain/figures/milestone.ts';
import { invalid } from '../errors.ts';
import { isOpenCase } from '../kernel/index.ts';
import { lastIn, ofKind } from './last-in.ts';
import { stockFilters } from './stock.ts';

/** The cases of a figure: of a period’s figures also the period, and whose work is meant. */
export interface FigureFilter {
  figure: FigureId;
  from?: Date | undefined;
  to?: Date | undefined;
  work?: Work | undefined;
}

/** The WHERE, over `cases`, of exactly the cases that a figure counts; what the reader may see is for the caller to add. */
export function figureFilter({ figure, from, to, work }: FigureFilter, now: Date): SQL {
  const { selection } = FIGURES[figure];
  if (selection.of === 'now') return sql`(${isOpenCase} and ${stockFilters(now)[selection.what]})`;
  if (!from || !to)
    throw invalid([
      { pointer: from ? '/figureTo' : '/figureFrom', message: `The figure ${figure} is of a period: name its bounds.` },
    ]);
  const outcome = selection.outcome ? sql`and ${m.outcome} = ${selection.outcome}` : sql``;
  const whose = work ? sql`and ${m.work} = ${work}` : sql``;
  return sql`${cases.id} in (
    select ${m.caseId} from ${m} where ${ofKind(selection.kind)} and ${lastIn({ from, to })} ${outcome} ${whose})`;
}
