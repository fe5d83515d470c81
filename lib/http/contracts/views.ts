import { z } from 'zod';
import { ViewInput, ViewPatch } from '../../domain/case-view.ts';
import { SavedView } from '../../domain/views/case-list.ts';
import { pageOf } from '../../domain/views/common.ts';
import { contract } from '../contract.ts';

const tag = 'Views';

export const listViews = contract({
  method: 'GET',
  path: '/views',
  tag,
  summary: 'List the saved views that you see, with how many cases each shows you',
  query: z.strictObject({}),
  answer: { status: 200, schema: pageOf(SavedView) },
});
export const createView = contract({
  method: 'POST',
  path: '/views',
  tag,
  summary: 'Save a view of the list of cases, for yourself or for everybody',
  body: ViewInput,
  answer: { status: 201, schema: SavedView },
});
export const updateView = contract({
  method: 'PATCH',
  path: '/views/{id}',
  tag,
  summary: 'Change a saved view',
  body: ViewPatch,
  answer: { status: 200, schema: SavedView },
});
export const removeView = contract({
  method: 'DELETE',
  path: '/views/{id}',
  tag,
  summary: 'Remove a saved view',
  answer: { status: 204, schema: null },
});
