import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '#lib/domain/custom-field.ts';

export const TYPE_NAMES: Record<CustomFieldType, string> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  select: 'One of a list',
  multi_select: 'Several of a list',
  user: 'Member',
  url: 'Web address',
};

export const TYPE_OPTIONS = CUSTOM_FIELD_TYPES.map((value) => ({ value, label: TYPE_NAMES[value] }));
