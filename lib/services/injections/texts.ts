import type { Case } from '../../db/schema/index.ts';
import { changedKeys } from '../../domain/custom-field-merge.ts';
import type { CaseText } from '../../domain/injection/index.ts';
import type { NewEvent } from '../cases/insert-event.ts';

type Fields = Pick<Case, 'title' | 'description' | 'tags' | 'links' | 'customFields'>;

const NOTHING: Fields = { title: '', description: '', tags: [], links: [], customFields: {} };

/** The texts of a case's fields that differ from what they were; of a new case all. */
export function textsOfFields(now: Fields, before: Fields = NOTHING): CaseText[] {
  const { title, description, tags, links, customFields } = now;
  const known = new Set([...before.tags, ...before.links.flatMap(linkTexts)]);
  const isNew = (text: string) => !known.has(text);
  return [
    ...(title !== before.title ? [{ field: 'title', text: title, was: before.title } as const] : []),
    ...(description !== before.description
      ? [{ field: 'description', text: description, was: before.description } as const]
      : []),
    { field: 'tag', text: tags.filter(isNew) },
    { field: 'link', text: links.flatMap(linkTexts).filter(isNew) },
    ...changedKeys(before.customFields, customFields).map((name) => ({
      ...{ field: 'custom_field' as const, name },
      ...{ text: customFields[name], was: before.customFields[name] ?? '' },
    })),
  ];
}

const linkTexts = ({ title, url }: Case['links'][number]) => [title, url];

/** Observables of any type: a name, a path and a command line are words of whoever chose them. */
export function textsOfObservables(items: readonly { id: string; type: string; value: string }[]): CaseText[] {
  return items.map(({ id, type, value }) => ({ field: 'observable', id, name: type, text: value }));
}

/** All that an event's page shows of it. */
export function textsOfEvent({
  deliveryId,
  title,
  summary,
  raw,
}: Pick<NewEvent, 'deliveryId' | 'title' | 'summary' | 'raw'>): CaseText[] {
  return [{ field: 'event', id: deliveryId, text: { title, summary, raw } }];
}
