import { BulkAnswer, BulkInput, UndoAnswer } from '../../domain/bulk.ts';
import { CaseFacets } from '../../domain/views/case-list.ts';
import { CaseFilter } from '../../services/cases/query.ts';
import { contract } from '../contract.ts';

const tag = 'Cases';

export const caseFacets = contract({
  method: 'GET',
  path: '/cases/facets',
  tag,
  summary: 'Count the values of each filter of the list, as far as 5,000 cases',
  query: CaseFilter,
  answer: { status: 200, schema: CaseFacets },
});
export const bulkChange = contract({
  method: 'POST',
  path: '/cases/bulk',
  tag,
  summary: 'Make one change on up to 1,000 cases; it can be taken back for ten seconds',
  body: BulkInput,
  answer: { status: 200, schema: BulkAnswer },
});
export const undoBulk = contract({
  method: 'POST',
  path: '/cases/bulk/{token}/undo',
  tag,
  summary: 'Take a bulk change back, once and within ten seconds',
  answer: { status: 200, schema: UndoAnswer },
});
