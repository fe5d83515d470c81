import type { CustomFields } from '#lib/domain/case.ts';
import type { CustomFieldView } from '#lib/domain/views/settings.ts';
import { sentence } from '../ui/names.ts';

export type FieldValue = CustomFields[string];
export type FieldKind = CustomFieldView['type'];

/** A custom field as a case shows it. `editor` null: only shown, such as a vendor's list. */
export interface FieldRow {
  key: string;
  label: string;
  hint: string;
  value: FieldValue | undefined;
  editor: { type: FieldKind; options: readonly string[] } | null;
}

/**
 * The fields that the house defined, in their order, and then what else the case holds: that is edited by the type of what stands there. A
 * retired field is shown where the case has a value.
 */
export function fieldRows(defined: readonly CustomFieldView[], values: CustomFields): FieldRow[] {
  const known = new Set(defined.map((field) => field.key));
  const rows = [...defined]
    .sort((a, b) => a.position - b.position)
    .filter((field) => !field.retired || !isBlank(values[field.key]))
    .map(({ key, label, hint, type, options, retired }) => ({
      ...{ key, label, hint, value: values[key] },
      editor: retired ? null : { type, options },
    }));
  const free = Object.entries(values)
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => ({ key, label: sentence(key), hint: '', value, editor: editorOf(value) }));
  return [...rows, ...free];
}

function editorOf(value: FieldValue): FieldRow['editor'] {
  if (typeof value === 'number') return { type: 'number', options: [] };
  if (typeof value === 'string' || value === null) return { type: 'text', options: [] };
  return null;
}

const isBlank = (value: FieldValue | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** All values of a case with one changed; an emptied one goes. */
export function withValue(values: CustomFields, key: string, value: FieldValue): CustomFields {
  return { ...values, [key]: isBlank(value) ? null : value };
}

/** What a form's text means for a field; null for nothing. A number that is none is answered as undefined. */
export function valueFrom(type: FieldKind, text: string): FieldValue | undefined {
  const said = text.trim();
  if (!said) return null;
  if (type !== 'number') return said;
  const number = Number(said);
  return Number.isFinite(number) ? number : undefined;
}
