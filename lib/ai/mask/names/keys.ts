import type { MaskKind } from '../finder.ts';
import { isNoName } from './no-names.ts';
import { wordsOf } from './words.ts';

const PEOPLE = new Set(
  `customer client cardholder accountholder holder contact requester requestor beneficiary owner employee manager supervisor approver assignee recipient sender shopper
  buyer guest patient passenger reporter caller person subscriber cliente titolare intestatario nominativo kunde inhaber titulaire titular`.split(
    /\s+/,
  ),
);
const QUALIFIED = new Set('full display first last given family middle maiden preferred legal real'.split(' '));
/** What holds a name and nothing else, be it of one word. */
const WHOLE =
  /^(?:(?:full|first|last|given|family|customer|client|cardholder|holder)name|surname|forename|cognome|vorname|nachname|prenom|apellidos?|customer|cardholder|nominativo)$/;

const partsOf = (key: string) =>
  key
    .replaceAll('[]', '')
    .replaceAll(/(\p{Ll}|\d)(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((part) => part !== '');

/** Whether a key or a label names a person’s name: `full_name`, `displayName`, `customer`, `owner of the device`; `whole`: also one of a single word. */
export function holdsName(key: string): 'whole' | 'name' | null {
  const parts = partsOf(key.length > 100 ? key.slice(-100) : key);
  const [before, last = ''] = parts.slice(-2).length === 2 ? parts.slice(-2) : ['', ...parts];
  const [first = ''] = parts;
  if (WHOLE.test(last) || (last === 'name' && WHOLE.test(`${before}name`))) return 'whole';
  if (PEOPLE.has(last) || PEOPLE.has(first) || last === 'user' || last === 'displayname') return 'name';
  return last === 'name' && (QUALIFIED.has(before!) || PEOPLE.has(before!)) ? 'name' : null;
}

const GIVEN = /^(?:(?:first|given)name|forename|vorname|prenom)$/;
const FAMILY = /^(?:(?:last|family)name|surname|cognome|nachname|apellidos?)$/;

/** A name in two fields of one object, `{firstName, lastName}`: its words. */
export function nameInParts(value: object): string[] | null {
  const entries = Object.entries(value);
  const under = (pattern: RegExp) => entries.find(([key]) => pattern.test(partsOf(key).slice(-2).join('')))?.[1];
  const [given, family] = [under(GIVEN), under(FAMILY)];
  if (typeof given !== 'string' || typeof family !== 'string') return null;
  const words = nameOf(`${given} ${family}`, 'name');
  return words && words.length > 1 ? words : null;
}

/** A value under a key that {@link holdsName}, where all of it is a name: its words. */
export function nameOf(value: string, held: 'whole' | 'name'): string[] | null {
  const text = value.trim();
  if (text.length > 80 || !/^[\p{L}\p{M}'’., -]+$/u.test(text)) return null;
  const words = wordsOf(text).map((word) => word.text);
  if (words.length > 5 || words.length < (held === 'whole' ? 1 : 2) || words.some(isNoName)) return null;
  // `m.rossi` is a login, and `shop.example` a domain.
  return words.length > 1 && !/[\s,]/.test(text) ? null : words;
}

const KINDS: readonly [MaskKind, RegExp][] = [
  [
    'BIRTH',
    /^(?:dob|dateofbirth|birthdate|birthday|datadinascita|datanascita|geburtsdatum|datedenaissance|fechadenacimiento)$/,
  ],
  [
    'ADDRESS',
    /^(?:street|streetaddress|address(?:line)?\d|(?:shipping|billing|delivery|home|postal|mailing)address|zip|zipcode|postalcode|postcode|plz|indirizzo|anschrift)$/,
  ],
  [
    'PHONE',
    /^(?:(?:mobile|home|work|office)?(?:tele)?phone(?:number)?|mobile|mobilenumber|cell|cellphone|telefono|cellulare|telefon)$/,
  ],
  [
    'NUMBER',
    /^(?:(?:loyalty|membership)(?:card)?(?:id|no|nr|number|code)|(?:customer|client|cliente|kunden|order|booking|reservation|invoice|receipt|voucher|giftcard)(?:id|no|nr|number|code|nummer|ref))$/,
  ],
];

/** What stands whole under a key, whatever it looks like; null: nothing of the kind. */
export function kindUnder(key: string): MaskKind | null {
  const parts = partsOf(key.length > 100 ? key.slice(-100) : key);
  const ends = [-1, -2, -3].map((from) => parts.slice(from).join(''));
  return KINDS.find(([, pattern]) => ends.some((end) => pattern.test(end)))?.[0] ?? null;
}
