import { z } from 'zod';
import { CaseAssign, CaseTransition } from './case.ts';
import { Severity } from './severity.ts';
import { Moment } from './views/common.ts';

/** How many cases one request changes at most. */
export const BULK_CAP = 1_000;

/** How long a bulk change can be taken back, and its events wait for that. */
export const UNDO_MS = 10_000;

const tags = z
  .array(z.string().trim().min(1).max(64))
  .max(64)
  .transform((values) => [...new Set(values)]);

const KINDS = ['assignee', 'severity', 'tags', 'state'] as const;

/** One change for many cases: exactly one of the owner, the severity, tags, or the state with what that asks for. */
export const BulkChange = z
  .strictObject({
    assignee: CaseAssign.shape.assignee.optional(),
    severity: Severity.optional(),
    tags: z.strictObject({ add: tags.optional(), remove: tags.optional() }).optional(),
    ...CaseTransition.partial().shape,
  })
  .superRefine((change, context) => {
    const named = KINDS.filter((kind) => change[kind] !== undefined);
    if (named.length !== 1)
      context.addIssue({ code: 'custom', message: `Name exactly one of ${KINDS.join(', ')} to change.` });
    const ofState = Object.keys(CaseTransition.shape).filter((name) => name !== 'state');
    for (const name of ofState)
      if (change.state === undefined && change[name as keyof typeof change] !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'This belongs to a change of the state.' });
  });
export type BulkChange = z.output<typeof BulkChange>;

/** Body of POST cases/bulk. */
export const BulkInput = z.strictObject({
  keys: z.array(z.string().max(40)).min(1).max(BULK_CAP),
  change: BulkChange,
});
export type BulkInput = z.input<typeof BulkInput>;

/** What became of one case. */
export const BulkResult = z.object({
  key: z.string(),
  outcome: z.enum(['changed', 'unchanged', 'refused']),
  /** Why it was refused, in a sentence. */
  reason: z.string().nullable(),
});
export type BulkResult = z.infer<typeof BulkResult>;

export const BulkAnswer = z.object({
  results: z.array(BulkResult),
  changed: z.number().int(),
  /** Takes the whole back, once, until `undoUntil`. Null where nothing has changed. */
  undoToken: z.string().nullable(),
  undoUntil: Moment.nullable(),
});
export type BulkAnswer = z.infer<typeof BulkAnswer>;

/** The answer of an undo: `changed` cases are as they were; a refused one has moved on since. */
export const UndoAnswer = BulkAnswer.pick({ results: true, changed: true });
export type UndoAnswer = z.infer<typeof UndoAnswer>;
