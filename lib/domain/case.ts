import { z } from 'zod';
import { ResolutionVerdict, State } from './case-state.ts';
import { MomentInput } from './moment.ts';
import { OBSERVABLE_ROLES, OBSERVABLE_TYPES } from './observables/types.ts';
import { Severity } from './severity.ts';
import { BreachReason } from './sla/breach-reason.ts';

/** Shipped categories; the list is open, so a category is any short text. */
export const CATEGORIES = [
  'Email',
  'Malware',
  'Cloud',
  'Identity & Access',
  'Application',
  'Data',
  'Endpoint',
  'Network',
  'Other',
] as const;

/** Traffic Light Protocol 2.0 (FIRST). */
export const TLPS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export const Tlp = z.enum(TLPS);
export type Tlp = z.infer<typeof Tlp>;

const KEY = /^CASE-([1-9][0-9]{0,15})$/i;

/** `CASE-1042` for 1042. */
export function keyOf(number: number): string {
  return `CASE-${number}`;
}

/** 1042 for `CASE-1042` in any case, null for what is no key. */
export function numberOf(key: string): number | null {
  const found = KEY.exec(key.trim());
  return found ? Number(found[1]) : null;
}

const text = (max: number) => z.string().trim().min(1).max(max);
/** So many of each a case holds, whoever adds them: what was added can still be edited. */
export const MOST = { tags: 64, links: 100, techniques: 100, descriptionLength: 100_000 } as const;

const tags = z
  .array(text(64))
  .max(MOST.tags)
  .transform((values) => [...new Set(values)]);
/** Typed by its JSON type. Nested objects are refused: a field is one fact. */
export const CustomFields = z.record(
  z.string().min(1).max(64),
  z.union([z.string().max(4000), z.number(), z.boolean(), z.null(), z.array(z.string().max(400)).max(100)]),
);
export type CustomFields = z.infer<typeof CustomFields>;

/** http and https alone: a link is clicked by an analyst. */
export const CaseLink = z.strictObject({
  title: text(200),
  url: z
    .string()
    .max(2048)
    .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'Write an http or https address.'),
});
export type CaseLink = z.infer<typeof CaseLink>;

export const ObservableInput = z.strictObject({
  type: z.enum(OBSERVABLE_TYPES).optional(),
  value: text(4096),
  role: z.enum(OBSERVABLE_ROLES).optional(),
});
export type ObservableInput = z.infer<typeof ObservableInput>;

const editable = {
  title: text(300),
  severity: Severity,
  description: z.string().max(MOST.descriptionLength),
  category: text(64),
  source: text(64),
  tags,
  customFields: CustomFields,
  links: z.array(CaseLink).max(MOST.links),
  store: text(64).nullable(),
  runbook: text(64).nullable(),
  vip: z.boolean(),
  restricted: z.boolean(),
  tlp: Tlp,
  techniques: z
    .array(z.string().regex(/^T\d{4}(\.\d{3})?$/, 'Write a MITRE ATT&CK technique id such as T1059.001.'))
    .max(MOST.techniques),
};

/** Body of POST cases. */
export const CaseInput = z.strictObject({
  ...z.object(editable).partial().shape,
  title: editable.title,
  severity: editable.severity,
  observables: z.array(ObservableInput).max(1000).optional(),
  assignee: z.string().nullable().optional(),
});
export type CaseInput = z.input<typeof CaseInput>;

/** Body of PATCH cases/{key}: at least one field. Of the custom fields those stay that it does not name, and null empties one. */
export const CasePatch = z
  .strictObject(z.object(editable).partial().shape)
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type CasePatch = z.input<typeof CasePatch>;
/** The fields that PATCH sets. */
export type CaseField = keyof typeof editable;
export const CASE_FIELDS = Object.keys(editable) as CaseField[];

/** The name in the API of what a column of a case holds. */
export const fieldOfColumn = (column: string) => (column === 'assigneeId' ? 'assignee' : column);

/** Body of POST cases/{key}/transition. */
export const CaseTransition = z.strictObject({
  state: State,
  reason: z.string().trim().max(2000).optional(),
  verdict: ResolutionVerdict.optional(),
  summary: z.string().trim().max(20_000).optional(),
  wakeAt: MomentInput.optional().meta({
    description: 'When a case on hold comes back by itself. Left out: a day from now.',
  }),
  /** Why its timers that ran out did, for those that have no reason yet: closing asks for it. */
  breachReason: BreachReason.optional(),
});
export type CaseTransition = z.input<typeof CaseTransition>;

/** Body of POST cases/{key}/assign: a member's id or e-mail, or null to give the case back to the queue. */
export const CaseAssign = z.strictObject({ assignee: z.string().min(1).max(320).nullable() });
export const CaseComment = z.strictObject({ body: z.string().trim().min(1).max(50_000) });
export const CaseObservables = z.strictObject({ items: z.array(ObservableInput).min(1).max(1000) });

/** How a list of cases can be sorted; a leading minus is descending. */
export const CASE_SORTS = [
  '-updated',
  'updated',
  '-created',
  'created',
  '-severity',
  'severity',
  'sla',
  '-sla',
  'rank',
] as const;
export type CaseSort = (typeof CASE_SORTS)[number];
