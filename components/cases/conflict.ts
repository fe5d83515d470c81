import type { CaseField, CasePatch, CustomFields } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { sentence } from '../ui/names.ts';

/** A change that was refused because the same was changed meanwhile, and the case as it is now. */
export interface Conflict {
  key: string;
  patch: CasePatch;
  current: CaseView;
  /** The custom fields that clash: the others of the patch are as their writers left them. */
  customKeys: readonly string[];
}

/** One field that two people changed: what I wrote and what stands there now, as text. */
export interface Clash {
  /** The name of a field, or `customFields.` and a key. */
  id: string;
  name: string;
  mine: string;
  theirs: string;
}

/** How custom fields are called and read. */
export interface CustomWords {
  nameOf: (key: string) => string;
  textOf: (key: string, value: unknown) => string;
}
const PLAIN: CustomWords = { nameOf: sentence, textOf: (_, value) => textOf(value) };

const POINTER = '/customFields/';

/** The custom fields that a refusal points to (RFC 6901). */
export function customKeysOf(errors: readonly { pointer: string }[]): string[] {
  return errors
    .filter(({ pointer }) => pointer.startsWith(POINTER))
    .map(({ pointer }) => pointer.slice(POINTER.length).replaceAll('~1', '/').replaceAll('~0', '~'));
}

const customId = (key: string) => `customFields.${key}`;

/** The fields of a refused change that stand differently now; equal ones need no decision. */
export function clashesOf({ patch, current, customKeys }: Omit<Conflict, 'key'>, words: CustomWords = PLAIN): Clash[] {
  const now: Record<string, unknown> = { ...current, runbook: current.runbook?.key ?? null };
  const { customFields = {}, ...plain } = patch;
  const fields = (Object.keys(plain) as Exclude<CaseField, 'customFields'>[]).map((field) => ({
    id: field,
    name: sentence(field),
    mine: textOf(plain[field]),
    theirs: textOf(now[field]),
  }));
  const custom = customKeys.map((key) => ({
    id: customId(key),
    name: words.nameOf(key),
    mine: words.textOf(key, valueIn(customFields, key)),
    theirs: words.textOf(key, valueIn(current.customFields, key)),
  }));
  return [...fields, ...custom].filter((clash) => clash.mine !== clash.theirs);
}

/** What is sent after the decision: my fields but those of `theirs`, and my custom fields over those that stand there now. */
export function decidedPatch(
  { patch, current, customKeys }: Omit<Conflict, 'key'>,
  theirs: ReadonlySet<string>,
): CasePatch {
  const { customFields = {}, ...plain } = patch;
  const kept = Object.fromEntries(Object.entries(plain).filter(([field]) => !theirs.has(field))) as CasePatch;
  const mine = customKeys.filter((key) => !theirs.has(customId(key)));
  if (mine.length === 0) return kept;
  const values = new Map(Object.entries(current.customFields));
  for (const key of mine) {
    values.set(key, Object.hasOwn(customFields, key) ? customFields[key]! : null);
  }
  return { ...kept, customFields: Object.fromEntries(values) };
}

const valueIn = (values: CustomFields, key: string) => (Object.hasOwn(values, key) ? values[key] : null);

/** Any value of a case as something to read and compare. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(textOf).join(', ') || '—';
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${textOf(one)}`)
      .join('\n');
  }
  return String(value);
}
