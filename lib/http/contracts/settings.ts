import { z } from 'zod';
import { CategoryInput, CategoryPatch } from '../../domain/category.ts';
import { CustomFieldInput, CustomFieldPatch } from '../../domain/custom-field.ts';
import { RunbookInput, RunbookPatch } from '../../domain/runbook.ts';
import { StateInput, StatePatch } from '../../domain/state.ts';
import { StoreInput, StorePatch } from '../../domain/store.ts';
import { pageOf } from '../../domain/views/common.ts';
import {
  CategoryView,
  CustomFieldView,
  RunbookDetail,
  RunbookView,
  StateView,
  StoreView,
} from '../../domain/views/settings.ts';
import { StoreQuery } from '../../services/stores/list.ts';
import { contract } from '../contract.ts';

const tag = 'Settings';
const all = <S extends z.ZodType>(item: S) => ({ status: 200, schema: z.object({ items: z.array(item) }) }) as const;

export const listStates = contract({
  method: 'GET',
  path: '/states',
  tag,
  summary: 'The states a case can be in, and from which it may go to which',
  answer: all(StateView),
});
export const listCategories = contract({
  method: 'GET',
  path: '/categories',
  tag,
  summary: 'The categories of cases',
  answer: all(CategoryView),
});
export const listCustomFields = contract({
  method: 'GET',
  path: '/custom-fields',
  tag,
  summary: 'The fields that the house defined for its cases',
  answer: all(CustomFieldView),
});
export const listStores = contract({
  method: 'GET',
  path: '/stores',
  tag,
  summary: 'The stores, by name',
  query: StoreQuery,
  answer: { status: 200, schema: pageOf(StoreView) },
});
export const createState = contract({
  method: 'POST',
  path: '/states',
  tag,
  summary: 'Add a state to one of the five stages',
  body: StateInput,
  answer: { status: 201, schema: StateView },
});
export const updateState = contract({
  method: 'PATCH',
  path: '/states/{id}',
  tag,
  summary: 'Rename or retire a state, or say where it leads',
  body: StatePatch,
  answer: { status: 200, schema: StateView },
});
export const createCategory = contract({
  method: 'POST',
  path: '/categories',
  tag,
  summary: 'Add a category',
  body: CategoryInput,
  answer: { status: 201, schema: CategoryView },
});
export const updateCategory = contract({
  method: 'PATCH',
  path: '/categories/{key}',
  tag,
  summary: 'Rename, move or retire a category; cases keep theirs',
  body: CategoryPatch,
  answer: { status: 200, schema: CategoryView },
});
export const createCustomField = contract({
  method: 'POST',
  path: '/custom-fields',
  tag,
  summary: 'Define a field of cases',
  body: CustomFieldInput,
  answer: { status: 201, schema: CustomFieldView },
});
export const updateCustomField = contract({
  method: 'PATCH',
  path: '/custom-fields/{key}',
  tag,
  summary: 'Change or retire a field; cases keep their values',
  body: CustomFieldPatch,
  answer: { status: 200, schema: CustomFieldView },
});
export const createStore = contract({
  method: 'POST',
  path: '/stores',
  tag,
  summary: 'Add a store',
  body: StoreInput,
  answer: { status: 201, schema: StoreView },
});
export const updateStore = contract({
  method: 'PATCH',
  path: '/stores/{key}',
  tag,
  summary: 'Change or retire a store; cases keep theirs',
  body: StorePatch,
  answer: { status: 200, schema: StoreView },
});
export const listRunbooks = contract({
  method: 'GET',
  path: '/runbooks',
  tag,
  summary: 'List the runbooks with their phases and tasks',
  answer: all(RunbookView),
});
export const createRunbook = contract({
  method: 'POST',
  path: '/runbooks',
  tag,
  summary: 'Add a runbook',
  body: RunbookInput,
  answer: { status: 201, schema: RunbookView },
});
export const getRunbook = contract({
  method: 'GET',
  path: '/runbooks/{key}',
  tag,
  summary: 'Read a runbook with its earlier versions',
  answer: { status: 200, schema: RunbookDetail },
});
export const updateRunbook = contract({
  method: 'PATCH',
  path: '/runbooks/{key}',
  tag,
  summary: 'Edit a runbook as its next version, or retire it; running cases keep theirs',
  body: RunbookPatch,
  answer: { status: 200, schema: RunbookView },
});
