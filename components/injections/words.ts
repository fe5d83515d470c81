import type { OrderField } from '#lib/domain/injection/flag.ts';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import type { CaseOrder } from '#lib/domain/views/case.ts';
import { observableTypeName, sentence } from '../ui/names.ts';

const PLACES: Readonly<Record<OrderField, string>> = {
  title: 'Title',
  description: 'Description',
  custom_field: 'Custom field',
  tag: 'Tags',
  link: 'Links',
  comment: 'Comment',
  task: 'Task',
  observable: 'Observable',
  event: 'Event',
  details: 'Details of an alert',
  file: 'Name of a file',
};

/** Where such a text stands, for a list: `Observable: Command line`. */
export function placeOf({ field, name }: Pick<CaseOrder, 'field' | 'name'>): string {
  return name === null ? PLACES[field] : `${PLACES[field]}: ${namedIn(field, name)}`;
}

function namedIn(field: OrderField, name: string): string {
  if (field === 'observable') return observableTypeName(name as ObservableType);
  return field === 'custom_field' ? sentence(name) : name;
}
