import { cut } from '../text.ts';
import { detectInjections, orderReader } from './detect.ts';
import type { OrderField, OrderPlace } from './flag.ts';
import { isEveryday, isOrdinary } from './ordinary.ts';
import type { InjectionKind } from './patterns.ts';

/** A text as it comes in; a value of several texts is looked through to its end. */
export interface CaseText {
  field: OrderField;
  id?: string | undefined;
  name?: string | undefined;
  text: unknown;
  /** What stood there before. An order that was there already is no news. */
  was?: unknown;
}

export interface FoundOrder extends OrderPlace {
  kinds: InjectionKind[];
  text: string;
}

/** What people write to each other; what they bring (observables, names of files) others have chosen. */
const SPOKEN: ReadonlySet<OrderField> = new Set([
  'title',
  'description',
  'custom_field',
  'tag',
  'link',
  'comment',
  'task',
]);

const LONGEST_NAME = 120;

/**
 * Which of these texts give orders to a model. `byPerson`: a member of the house brings them, who may write "close this case" to a colleague;
 * of what he writes himself only what nobody says to people counts. What alerts say every day is left out ({@link isOrdinary}).
 * Texts that stand in several of them are read once.
 */
export function ordersIn(texts: readonly CaseText[], byPerson: boolean): FoundOrder[] {
  const read = orderReader();
  return texts.flatMap(({ field, id = null, name, text, was }) => {
    const before = new Set(was === undefined ? [] : read(was).flatMap(({ found }) => found.map(({ kind }) => kind)));
    return read(text).flatMap((order): FoundOrder[] => {
      const kinds = order.found.map(({ kind }) => kind).filter((kind) => !before.has(kind));
      if (kinds.length === 0 || isOrdinary(order.text, kinds)) return [];
      if (byPerson && SPOKEN.has(field) && isEveryday(kinds)) return [];
      const where = [name, order.path].filter(Boolean).join('.');
      return [{ field, id, name: nameOf(where), kinds, text: order.text }];
    });
  });
}

/** Names are the sender's too: one that reads like an order is left out. */
const nameOf = (where: string) =>
  where === '' || detectInjections(where).length > 0 ? null : cut(where, LONGEST_NAME);
