import { z } from 'zod';
import { CaseListItem, ObservableView } from '../../domain/views/case.ts';
import { pageOf } from '../../domain/views/common.ts';
import { ExtractedView, ExtractInput } from '../../services/observables/extract.ts';
import { ObservableQuery } from '../../services/observables/list.ts';
import { contract } from '../contract.ts';

const tag = 'Observables';

export const listObservables = contract({
  method: 'GET',
  path: '/observables',
  tag,
  summary: 'List observables; `value` finds one exactly, written in any form',
  query: ObservableQuery,
  answer: { status: 200, schema: pageOf(ObservableView) },
});
export const getObservable = contract({
  method: 'GET',
  path: '/observables/{id}',
  tag,
  summary: 'Read an observable with its cases',
  answer: { status: 200, schema: z.object({ ...ObservableView.shape, cases: z.array(CaseListItem) }) },
});
export const extractObservables = contract({
  method: 'POST',
  path: '/observables/extract',
  tag,
  summary: 'Find the observables of a text; nothing is stored',
  body: ExtractInput,
  answer: { status: 200, schema: z.object({ items: z.array(ExtractedView) }) },
});
