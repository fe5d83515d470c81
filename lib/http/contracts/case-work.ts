import { z } from 'zod';
import { CaseComment } from '../../domain/case.ts';
import { ClosingMacroInput } from '../../domain/closing-macro.ts';
import { TaskInput } from '../../domain/task.ts';
import { TimeZone } from '../../domain/time-zone.ts';
import { AiOutputView } from '../../domain/views/ai-output.ts';
import { CaseView, TaskView, TimelineItem } from '../../domain/views/case.ts';
import { CaseExport } from '../../domain/views/case-export.ts';
import { AttackStep, ClosingMacro, CommentRevision, Onlooker } from '../../domain/views/collaboration.ts';
import { pageOf } from '../../domain/views/common.ts';
import { AiOutputQuery } from '../../services/ai/list-outputs.ts';
import { PageQuery } from '../../services/cases/streams.ts';
import { Leave } from '../../services/presence/leave.ts';
import { Look } from '../../services/presence/look.ts';
import { contract } from '../contract.ts';

const tag = 'Cases';
const all = <T extends z.ZodType>(item: T) => ({ status: 200, schema: z.object({ items: z.array(item) }) }) as const;
const empty = { status: 204, schema: null } as const;
/** A member's id or e-mail; without one, who asks. */
const Person = z.strictObject({ member: z.string().min(1).max(320).optional() });

/** In whose time the page tells; an IANA name. */
const PdfQuery = z.strictObject({ zone: TimeZone.default('UTC') });

export const addTask = contract({
  method: 'POST',
  path: '/cases/{key}/tasks',
  tag,
  summary: 'Add a task to a case',
  body: TaskInput,
  answer: { status: 201, schema: TaskView },
});
export const removeTask = contract({
  method: 'DELETE',
  path: '/cases/{key}/tasks/{id}',
  tag,
  summary: 'Remove a task that was added on the case',
  answer: empty,
});
export const editComment = contract({
  method: 'PATCH',
  path: '/cases/{key}/comments/{id}',
  tag,
  summary: 'Change one’s own comment within 15 minutes; what it said before is kept',
  body: CaseComment,
  answer: { status: 200, schema: TimelineItem },
});
export const listCommentRevisions = contract({
  method: 'GET',
  path: '/cases/{key}/comments/{id}/revisions',
  tag,
  summary: 'What a comment said before each of its changes',
  answer: all(CommentRevision),
});
export const addWatcher = contract({
  method: 'POST',
  path: '/cases/{key}/watchers',
  tag,
  summary: 'Watch a case, or have a member watch it',
  body: Person,
  answer: { status: 200, schema: CaseView },
});
export const removeWatcher = contract({
  method: 'DELETE',
  path: '/cases/{key}/watchers/{id}',
  tag,
  summary: 'End that a member watches a case',
  answer: { status: 200, schema: CaseView },
});
export const addCollaborator = contract({
  method: 'POST',
  path: '/cases/{key}/collaborators',
  tag,
  summary: 'Have a member work on a case beside its owner',
  body: Person,
  answer: { status: 200, schema: CaseView },
});
export const removeCollaborator = contract({
  method: 'DELETE',
  path: '/cases/{key}/collaborators/{id}',
  tag,
  summary: 'End that a member works on a case beside its owner',
  answer: { status: 200, schema: CaseView },
});
export const listOnlookers = contract({
  method: 'GET',
  path: '/cases/{key}/presence',
  tag,
  summary: 'Who looks at a case now',
  answer: all(Onlooker),
});
export const lookAtCase = contract({
  method: 'PUT',
  path: '/cases/{key}/presence',
  tag,
  summary: 'A page’s heartbeat, every 8 s: a signed-in member looks at the case',
  body: Look,
  answer: all(Onlooker),
});
export const leaveCase = contract({
  method: 'DELETE',
  path: '/cases/{key}/presence',
  tag,
  summary: 'A page that is closed',
  body: Leave,
  answer: empty,
});
export const listAttack = contract({
  method: 'GET',
  path: '/cases/{key}/attack',
  tag,
  summary: 'The vendors’ events by their own time, oldest first, with their techniques',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(AttackStep) },
});
export const listCaseAiOutputs = contract({
  method: 'GET',
  path: '/cases/{key}/ai-outputs',
  tag,
  summary: 'What the AI model, or the rules in its place, have answered about a case, newest first',
  query: AiOutputQuery,
  answer: { status: 200, schema: pageOf(AiOutputView) },
});
export const getCaseAiOutput = contract({
  method: 'GET',
  path: '/cases/{key}/ai-outputs/{id}',
  tag,
  summary: 'One of these answers, with all that is needed to ask why',
  answer: { status: 200, schema: AiOutputView },
});
export const exportCase = contract({
  method: 'GET',
  path: '/cases/{key}/export',
  tag,
  summary: 'The whole case as JSON; the audit log says who took it',
  answer: { status: 200, schema: CaseExport },
});
export const exportCasePdf = contract({
  method: 'GET',
  path: '/cases/{key}/export/pdf',
  tag,
  summary: 'The whole case as a PDF to hand on; the audit log says who took it',
  query: PdfQuery,
  answer: { status: 200, schema: null, media: 'application/pdf' },
});
export const listClosingMacros = contract({
  method: 'GET',
  path: '/closing-macros',
  tag,
  summary: 'The ready endings of a case, shipped and shared',
  answer: all(ClosingMacro),
});
export const addClosingMacro = contract({
  method: 'POST',
  path: '/closing-macros',
  tag,
  summary: 'Share a ready ending',
  body: ClosingMacroInput,
  answer: { status: 201, schema: ClosingMacro },
});
export const removeClosingMacro = contract({
  method: 'DELETE',
  path: '/closing-macros/{id}',
  tag,
  summary: 'Remove a shared ending',
  answer: empty,
});
