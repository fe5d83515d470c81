import { z } from 'zod';

export const CUSTOM_FIELD_TYPES = ['text', 'number', 'date', 'select', 'multi_select', 'user', 'url'] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

const MAX_TEXT = 4000;
const option = z.string().trim().min(1).max(120);
const fields = {
  label: z.string().trim().min(1).max(80),
  hint: z.string().trim().max(200),
  options: z
    .array(option)
    .max(100)
    .transform((options) => [...new Set(options)]),
  requiredAtClose: z.boolean(),
  position: z.number().int().min(0).max(10_000),
};
const isChosen = (type: CustomFieldType) => type === 'select' || type === 'multi_select';

/** Body of POST custom-fields. Without a key it is made of the label. */
export const CustomFieldInput = z
  .strictObject({
    ...z.object(fields).partial().shape,
    key: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,63}$/, 'Write a key of lower-case letters, digits and _.')
      .optional(),
    label: fields.label,
    type: z.enum(CUSTOM_FIELD_TYPES),
  })
  .superRefine(({ type, options = [] }, context) => {
    if (isChosen(type) === options.length > 0) return;
    const message = isChosen(type)
      ? 'Name at least one option to choose from.'
      : `A field of type ${type} has no options.`;
    context.addIssue({ code: 'custom', path: ['options'], message });
  });
export type CustomFieldInput = z.input<typeof CustomFieldInput>;

/** Body of PATCH custom-fields/{key}. Key and type stay: the values that cases have are of them. */
export const CustomFieldPatch = z
  .strictObject({ ...z.object(fields).partial().shape, retired: z.boolean().optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type CustomFieldPatch = z.input<typeof CustomFieldPatch>;

export interface CustomFieldRule {
  key: string;
  label: string;
  type: CustomFieldType;
  options: readonly string[];
  requiredAtClose: boolean;
  retired: boolean;
}

type Value = string | number | boolean | null | readonly string[];

const DAY = /^\d{4}-\d\d-\d\d$/;
const isDay = (value: string) => {
  const at = DAY.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
};
const isWebAddress = (value: string) =>
  value.length <= 2048 && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
const oneOf = ({ options }: CustomFieldRule) => `one of ${options.join(', ')}`;

/** For each type: whether a value is of it, and what to write instead. */
const TYPES: Record<
  CustomFieldType,
  { is: (value: Value, rule: CustomFieldRule) => boolean; write: (rule: CustomFieldRule) => string }
> = {
  text: { is: (value) => typeof value === 'string' && value.length <= MAX_TEXT, write: () => 'a text' },
  number: { is: (value) => typeof value === 'number' && Number.isFinite(value), write: () => 'a number' },
  date: { is: (value) => typeof value === 'string' && isDay(value), write: () => 'a day such as 2026-01-31' },
  select: { is: (value, { options }) => typeof value === 'string' && options.includes(value), write: oneOf },
  multi_select: {
    is: (value, { options }) => Array.isArray(value) && value.every((one) => options.includes(one)),
    write: (rule) => `a list of ${rule.options.join(', ')}`,
  },
  // Whether there is such a member is the service's question.
  user: { is: (value) => typeof value === 'string' && value.length > 0, write: () => 'a member’s id' },
  url: { is: (value) => typeof value === 'string' && isWebAddress(value), write: () => 'an http or https address' },
};

/** Nothing was filled in: absent, null, a text of blanks or an empty list. */
export const isEmptyValue = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/**
 * What is wrong with the values that `after` changes against `before`, by key. A value that a case has already is left alone, whatever the
 * definition says by now; a key that nobody defined is free, because vendors' mappings write their own.
 */
export function customFieldProblems(
  rules: readonly CustomFieldRule[],
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): { key: string; message: string }[] {
  return rules.flatMap((rule) => {
    const value = after[rule.key];
    if (value === undefined || isEmptyValue(value) || JSON.stringify(value) === JSON.stringify(before[rule.key]))
      return [];
    if (rule.retired)
      return [{ key: rule.key, message: `The field “${rule.label}” is retired and takes no new value.` }];
    const { is, write } = TYPES[rule.type];
    return is(value, rule) ? [] : [{ key: rule.key, message: `“${rule.label}” takes ${write(rule)}.` }];
  });
}

/** The fields that must be filled in before a case closes, and are not. */
export function missingAtClose<R extends CustomFieldRule>(
  rules: readonly R[],
  values: Readonly<Record<string, Value>>,
): R[] {
  return rules.filter((rule) => rule.requiredAtClose && !rule.retired && isEmptyValue(values[rule.key]));
}
