import { z } from 'zod';
import { CaseLink, CustomFields, ObservableInput } from './case.ts';
import { Cleaner } from './mapping-clean.ts';
import { SEVERITIES, Severity } from './severity.ts';

/** What a mapping makes of a vendor's body: all that is needed to open a case, or to add an event to one. */
export const MappedCase = z.strictObject({
  /** The vendor's id of the object: events with the same one belong to the same case. */
  objectKey: z.string().min(1).max(400),
  title: z.string().min(1).max(300),
  severity: Severity,
  /** The source's rule that raised it: what a storm is one of. */
  rule: z.string().max(200).optional(),
  /** As the vendor writes it. */
  status: z.string().max(100).optional(),
  /** What happened to the object at the vendor, such as `Created`. */
  eventType: z.string().max(100).optional(),
  description: z.string().max(100_000).optional(),
  category: z.string().max(64).optional(),
  tags: z.array(z.string().min(1).max(64)).max(64),
  customFields: CustomFields,
  links: z.array(CaseLink).max(100),
  techniques: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)).max(100),
  tactics: z.array(z.string().regex(/^TA\d{4}$/)).max(100),
  /** ISO 8601, UTC. */
  eventTime: z.iso.datetime().optional(),
  observables: z.array(ObservableInput).max(1000),
});
export type MappedCase = z.infer<typeof MappedCase>;

export type Mapped = { ok: true; value: MappedCase; notes: string[] } | { ok: false; reason: string };

/** Words of vendors for a severity. A log level such as ERROR is none: it says how a program feels, not what is at risk. */
const WORDS = new Map<string, Severity>([
  ...SEVERITIES.map((severity) => [severity, severity] as const),
  ['moderate', 'medium'],
  ['info', 'informational'],
]);

/** The severity that a vendor's word means, in any case; null for a word that means none. */
export function severityOfWord(word: string): Severity | null {
  return WORDS.get(word.trim().toLowerCase()) ?? null;
}

/**
 * Reads what a mapping's expression gave. Strict on what a case cannot do without (objectKey, title, severity): the reason names each
 * problem. Lenient on the rest: what vendors leave empty is dropped silently, what is unusable is dropped with a note.
 */
export function parseMapped(output: unknown): Mapped {
  if (output === undefined || output === null) return refused(['it gave nothing for this body']);
  if (typeof output !== 'object' || Array.isArray(output))
    return refused([`it gave ${Array.isArray(output) ? 'a list' : `a ${typeof output}`} where an object is needed`]);
  const clean = new Cleaner(output as Record<string, unknown>, Object.keys(MappedCase.shape));
  const word = clean.text('severity');
  const value = {
    objectKey: clean.text('objectKey'),
    title: clean.text('title', 300),
    severity: word === undefined ? undefined : (severityOfWord(word) ?? word),
    rule: clean.text('rule', 200),
    status: clean.text('status', 100),
    eventType: clean.text('eventType', 100),
    description: clean.text('description', 100_000),
    category: clean.text('category', 64),
    tags: clean.texts('tags', 64, /^[\s\S]{1,64}$/),
    customFields: clean.fields('customFields'),
    links: clean.links('links'),
    techniques: clean.texts('techniques', 100, /^T\d{4}(\.\d{3})?$/),
    tactics: clean.texts('tactics', 100, /^TA\d{4}$/),
    eventTime: clean.time('eventTime'),
    observables: clean.observables('observables'),
  };
  const parsed = MappedCase.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data, notes: clean.notes };
  return refused(parsed.error.issues.map((issue) => problemOf(String(issue.path[0] ?? ''), word)));
}

function refused(problems: string[]): Mapped {
  return { ok: false, reason: `The mapping cannot make a case of this body: ${[...new Set(problems)].join('; ')}.` };
}

function problemOf(field: string, severityWord: string | undefined): string {
  if (field === 'severity')
    return severityWord === undefined
      ? 'severity is missing'
      : `severity is “${severityWord.slice(0, 60)}”, which is none of critical, high, medium, low, informational`;
  return field === 'objectKey' || field === 'title' ? `${field} is missing or too long` : `${field} is not usable`;
}
