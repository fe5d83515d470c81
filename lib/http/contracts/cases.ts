import { z } from 'zod';
import {
  CaseAssign,
  CaseComment,
  CaseInput,
  CaseLink,
  CaseObservables,
  CasePatch,
  CaseTransition,
} from '../../domain/case.ts';
import { TaskPatch } from '../../domain/task.ts';
import {
  CaseEventView,
  CaseListItem,
  CaseObservableView,
  CaseView,
  TaskView,
  TimelineItem,
} from '../../domain/views/case.ts';
import { pageOf } from '../../domain/views/common.ts';
import { RunListItem } from '../../domain/views/run.ts';
import { CaseQuery } from '../../services/cases/query.ts';
import { PageQuery, TimelineQuery } from '../../services/cases/streams.ts';
import { contract } from '../contract.ts';

const tag = 'Cases';
const one = { status: 200, schema: CaseView } as const;

export const listCases = contract({
  method: 'GET',
  path: '/cases',
  tag,
  summary: 'List cases',
  query: CaseQuery,
  answer: { status: 200, schema: pageOf(CaseListItem) },
});
export const openCase = contract({
  method: 'POST',
  path: '/cases',
  tag,
  summary: 'Open a case',
  body: CaseInput,
  answer: { status: 201, schema: CaseView },
  etag: true,
});
export const countCases = contract({
  method: 'GET',
  path: '/cases/counts',
  tag,
  summary: 'Count the open cases of each shipped view',
  answer: { status: 200, schema: z.record(z.string(), z.number().int()) },
});
export const getCase = contract({
  method: 'GET',
  path: '/cases/{key}',
  tag,
  summary: 'Read a case',
  answer: one,
  etag: true,
});
export const updateCase = contract({
  method: 'PATCH',
  path: '/cases/{key}',
  tag,
  summary: 'Change fields of a case; custom fields that are not named stay, and null empties one',
  body: CasePatch,
  answer: one,
  ifMatch: 'required',
  etag: true,
});
export const transitionCase = contract({
  method: 'POST',
  path: '/cases/{key}/transition',
  tag,
  summary: 'Move a case to another state',
  body: CaseTransition,
  answer: one,
  ifMatch: 'required',
  etag: true,
});
export const acknowledgeCase = contract({
  method: 'POST',
  path: '/cases/{key}/acknowledge',
  tag,
  summary: 'Say that a person has seen the case',
  answer: one,
  etag: true,
});
export const assignCase = contract({
  method: 'POST',
  path: '/cases/{key}/assign',
  tag,
  summary: 'Give a case to a member, or back to the queue',
  body: CaseAssign,
  answer: one,
  ifMatch: 'optional',
  etag: true,
});
export const commentOnCase = contract({
  method: 'POST',
  path: '/cases/{key}/comments',
  tag,
  summary: 'Comment, in Markdown',
  body: CaseComment,
  answer: { status: 201, schema: TimelineItem },
});
export const addLink = contract({
  method: 'POST',
  path: '/cases/{key}/links',
  tag,
  summary: 'Add a link',
  body: CaseLink,
  answer: { status: 201, schema: CaseView },
  etag: true,
});
export const addObservables = contract({
  method: 'POST',
  path: '/cases/{key}/observables',
  tag,
  summary: 'Add observables',
  body: CaseObservables,
  answer: {
    status: 201,
    schema: z.object({
      added: z.array(CaseObservableView),
      existing: z.number().int(),
      rejected: z.array(z.object({ value: z.string(), reason: z.string() })),
    }),
  },
});
export const updateTask = contract({
  method: 'PATCH',
  path: '/cases/{key}/tasks/{id}',
  tag,
  summary:
    'Tick a task or open it again, give it to somebody, set when it is due; change one that was added on the case',
  body: TaskPatch,
  answer: { status: 200, schema: TaskView },
});
export const pressAction = contract({
  method: 'POST',
  path: '/cases/{key}/actions/{action}',
  tag,
  summary: 'Press a quick action: one press is one run',
  body: z.strictObject({ input: z.record(z.string(), z.unknown()).optional() }),
  answer: { status: 202, schema: z.object({ runId: z.string() }) },
});
export const listTimeline = contract({
  method: 'GET',
  path: '/cases/{key}/timeline',
  tag,
  summary: 'The timeline, newest first',
  query: TimelineQuery,
  answer: { status: 200, schema: pageOf(TimelineItem) },
});
export const listCaseObservables = contract({
  method: 'GET',
  path: '/cases/{key}/observables',
  tag,
  summary: 'The observables of a case',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(CaseObservableView) },
});
export const listCaseEvents = contract({
  method: 'GET',
  path: '/cases/{key}/events',
  tag,
  summary: 'The vendor’s events of a case, raw JSON included',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(CaseEventView) },
});
export const listCaseRuns = contract({
  method: 'GET',
  path: '/cases/{key}/runs',
  tag,
  summary: 'The automations’ runs on a case',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(RunListItem) },
});
