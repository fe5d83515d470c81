import { z } from 'zod';
import { ScoutUndo } from '../../domain/scout/work.ts';
import { pageOf } from '../../domain/views/common.ts';
import { InvestigationView, ScoutFigures, ScoutWorkView } from '../../domain/views/scout.ts';
import { ScoutFiguresQuery } from '../../services/scout/figures.ts';
import { ScoutWorkQuery } from '../../services/scout/list.ts';
import { contract } from '../contract.ts';

const tag = 'Scout';

export const listInvestigations = contract({
  method: 'GET',
  path: '/cases/{key}/scout',
  tag,
  summary: 'Scout’s investigations of a case, with what it did, the latest first',
  answer: { status: 200, schema: z.object({ items: z.array(InvestigationView) }) },
});
export const undoScout = contract({
  method: 'POST',
  path: '/cases/{key}/scout/undo',
  tag,
  summary: 'Take back one act of Scout’s last work on a case, or all that can be taken back',
  body: ScoutUndo,
  answer: { status: 200, schema: InvestigationView },
});
export const listScoutWork = contract({
  method: 'GET',
  path: '/scout/work',
  tag,
  summary: 'The cases that Scout has worked, the latest first',
  query: ScoutWorkQuery,
  answer: { status: 200, schema: pageOf(ScoutWorkView) },
});
export const getScoutFigures = contract({
  method: 'GET',
  path: '/scout/figures',
  tag,
  summary: 'What Scout handled, handed over, and what people overturned, by category',
  query: ScoutFiguresQuery,
  answer: { status: 200, schema: ScoutFigures },
});
