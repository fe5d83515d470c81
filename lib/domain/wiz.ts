import { z } from 'zod';

/**
 * The bodies that Wiz posts to us. The Issue body is a template that customers edit, so that any field may be missing, empty
 * or of another type: such a field is read as undefined and never fails the body. Fields that are not named here are kept.
 */

/** A field that may be missing, read by `read` whatever it holds. */
const field = <T>(read: (value: unknown) => T) => z.unknown().optional().transform(read);

/** A text field: numbers become text; "", whitespace and a template variable that was never filled in become undefined. */
const text = field((value): string | undefined => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed === '' || /^\{\{[^}]*\}\}$/.test(trimmed) ? undefined : trimmed;
});

/** A word that is compared without case: `Resolved`, `in progress` → `RESOLVED`, `IN_PROGRESS`. */
const word = text.transform((value) => value?.toUpperCase().replaceAll(/[\s-]+/g, '_'));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const record = <S extends z.ZodRawShape>(shape: S) =>
  field((value) => (isRecord(value) ? value : {})).pipe(z.looseObject(shape));

const records = <S extends z.ZodRawShape>(shape: S) =>
  field((value) => (Array.isArray(value) ? value.filter(isRecord) : [])).pipe(z.array(z.looseObject(shape)));

const texts = field((value): string[] => {
  const list = Array.isArray(value) ? value : [];
  return list.map((item) => text.parse(item)).filter((item) => item !== undefined);
});

/** Names that arrive as one string with a trailing separator (`"Retail-Web, PCI, "`), as a list, or as objects with a name. */
const names = field((value): string[] => {
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  return list.map((item) => text.parse(isRecord(item) ? item.name : item)).filter((item) => item !== undefined);
});

/** Edited templates also send the type alone, as a text. */
const trigger = field((value) => (typeof value === 'string' ? { type: value } : value)).pipe(
  record({ source: text, type: word, ruleId: text, ruleName: text }),
);

/** The Issue webhook's body (an automation rule's default template, or what a customer made of it). */
export const WizIssueBody = z.looseObject({
  trigger,
  issue: record({ id: text, status: word, severity: word, created: text, projects: names }),
  resource: record({
    id: text,
    name: text,
    type: text,
    cloudPlatform: text,
    subscriptionId: text,
    subscriptionName: text,
    region: text,
    status: text,
    cloudProviderURL: text,
  }),
  control: record({ id: text, name: text, description: text, severity: word }),
});
export type WizIssueBody = z.infer<typeof WizIssueBody>;

/** The Detections webhook's body (Wiz Defend), which customers cannot edit. Events name actors and resources by id. */
export const WizDetectionBody = z.looseObject({
  trigger,
  id: text,
  threatId: text,
  threatURL: text,
  title: text,
  description: text,
  severity: word,
  createdAt: text,
  tdrId: text,
  mitreTactics: texts,
  mitreTechniques: texts,
  cloudAccounts: records({ id: text, externalId: text, cloudPlatform: text }),
  actors: records({ id: text, externalId: text, name: text, type: text }),
  resources: records({ id: text, externalId: text, name: text, type: text, region: text }),
  triggeringEvents: records({ id: text, name: text, eventTime: text, actorIP: text }),
});
export type WizDetectionBody = z.infer<typeof WizDetectionBody>;

/** What intake must know of a Wiz body before any mapping. */
export interface WizObject {
  kind: 'issue' | 'detection';
  /** Wiz's id of the issue or of the detection. */
  objectKey: string;
  /** Of an issue, in upper case: `OPEN`, `IN_PROGRESS`, `RESOLVED`, `REJECTED`, or a template's own word. */
  status?: string;
  /** The rule's trigger in upper case: `CREATED`, `REOPENED`, `RESOLVED`, `OPEN` … */
  trigger?: string;
}

export type WizReading = { ok: true; object: WizObject } | { ok: false; reason: string };

const ISSUE_STATUSES: readonly string[] = ['OPEN', 'IN_PROGRESS', 'RESOLVED', 'REJECTED'];

/** Fields that only the Detections body has. */
const DETECTION_FIELDS = ['threatId', 'tdrId', 'triggeringEvents', 'triggeringEventsCount'] as const;

/** The object that a body is about, or the reason (for people) why it is none of the shapes that Wiz posts. */
export function readWizBody(body: unknown): WizReading {
  if (!isRecord(body)) return { ok: false, reason: 'The body is not a JSON object.' };
  if (isRecord(body.issue)) return readIssue(body);
  return isDetection(body) ? readDetection(body) : readFlatIssue(body);
}

function isDetection(body: Record<string, unknown>): boolean {
  const source = trigger.parse(body.trigger).source;
  return /^(threat_?)?detections?$/i.test(source ?? '') || DETECTION_FIELDS.some((name) => name in body);
}

function readDetection(body: Record<string, unknown>): WizReading {
  const detection = WizDetectionBody.parse(body);
  if (!detection.id) return { ok: false, reason: 'A detection without an id.' };
  return found('detection', detection.id, undefined, detection.trigger.type);
}

function readIssue(body: Record<string, unknown>): WizReading {
  const parsed = WizIssueBody.parse(body);
  if (!parsed.issue.id)
    return { ok: false, reason: 'An issue without an id: the template needs {{issue.id}} at issue.id.' };
  return found('issue', parsed.issue.id, parsed.issue.status, parsed.trigger.type);
}

/** Older templates have the issue's fields at the top. An id alone says nothing, so there a known status is required. */
function readFlatIssue(body: Record<string, unknown>): WizReading {
  const flat = z.object({ id: text, status: word, trigger, triggerType: word }).parse(body);
  if (!flat.id)
    return { ok: false, reason: 'Neither an issue nor a detection: no "issue" object and no "id" at the top.' };
  if (!flat.status || !ISSUE_STATUSES.includes(flat.status)) {
    return { ok: false, reason: `An "id" at the top, but its "status" is none of ${ISSUE_STATUSES.join(', ')}.` };
  }
  return found('issue', flat.id, flat.status, flat.triggerType ?? flat.trigger.type);
}

function found(kind: WizObject['kind'], objectKey: string, status?: string, type?: string): WizReading {
  return { ok: true, object: { kind, objectKey, ...(status && { status }), ...(type && { trigger: type }) } };
}
