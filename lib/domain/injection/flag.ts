import { MOST } from '../case.ts';

/** The tag of a case that holds a text which gives orders to a model. Taking it off dismisses the flag. */
export const INJECTION_TAG = 'prompt-injection';

/** With the flag, which is never the one too many: where a case is full of tags, the oldest goes. */
export function withInjectionTag(tags: readonly string[]): string[] {
  if (tags.includes(INJECTION_TAG)) return [...tags];
  return [...tags.slice(Math.max(0, tags.length + 1 - MOST.tags)), INJECTION_TAG];
}

/** Texts of a case that others than the house may have chosen. */
export const ORDER_FIELDS = [
  ...(['title', 'description', 'custom_field', 'tag', 'link', 'comment', 'task'] as const),
  ...(['observable', 'event', 'details', 'file'] as const),
] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];

export interface OrderPlace {
  field: OrderField;
  /** Of the observable, event, file, comment or task. */
  id: string | null;
  /** The custom field's key, the observable's type, where in the event it stands; null where that itself reads like an order. */
  name: string | null;
}

const MOST_NAMED = 4;

/** For the timeline: that there are such texts and where, without their words. A person's own are told without alarm. */
export function sentenceOf(places: readonly OrderPlace[], byPerson: boolean): string {
  const named = [...new Set(places.map(wordsOf))];
  const more = named.length - MOST_NAMED;
  const shown = named.slice(0, MOST_NAMED).join(', ');
  const where = more > 0 ? `${shown} and ${more} more` : shown;
  return byPerson
    ? `Brought words that read like an order to a model (${where}): a model sees them as data`
    : `Flagged a text that gives orders to a model (${where}): it is data, and nobody follows it`;
}

const WORDS: Readonly<Record<OrderField, string>> = {
  title: 'title',
  description: 'description',
  custom_field: 'custom field',
  tag: 'tag',
  link: 'link',
  comment: 'comment',
  task: 'task',
  observable: 'observable',
  event: 'event',
  details: 'details of an alert',
  file: 'name of a file',
};

const wordsOf = ({ field, name }: OrderPlace) =>
  name === null ? WORDS[field] : `${WORDS[field]} ${name.replaceAll('_', ' ')}`;
