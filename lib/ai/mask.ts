import { CUSTOMER_DATA } from './mask/customer-data.ts';
import { maskEncoded } from './mask/encoded.ts';
import { type Finder, findAll, MASK_KINDS, type MaskKind } from './mask/finder.ts';
import { holdsName, kindUnder, nameInParts, nameOf } from './mask/names/keys.ts';
import { createKnownPeople } from './mask/names/known-people.ts';
import { spotNames } from './mask/names/spot.ts';
import { PEOPLE } from './mask/people.ts';
import { createPlaces } from './mask/places.ts';
import { createRepeated } from './mask/repeated.ts';
import { namesSecret } from './mask/secret-names.ts';
import { SECRETS } from './mask/secrets.ts';

export { MASK_KINDS, type MaskKind };

const LONGEST = 262_144;
/** Numbers as large as a card’s, an account’s or a phone’s. */
const LEAST_NUMBER = 1e9;

/** Masks what must not leave the house; the same value has the same placeholder wherever it stands. */
export interface Masker {
  mask(text: string): string;
  /**
   * Every text of a value, at any depth; whole, and numbers too, what stands under the name of a secret. Who is named in one text is masked
   * in all of them, however the name is written there, and so is a secret.
   */
  maskAll(value: unknown): unknown;
  /** Puts people's data back. */
  restore(text: string): string;
  restoreAll(value: unknown): unknown;
  /** How many of each kind were masked. */
  counts(): Partial<Record<MaskKind, number>>;
}

/** What the key that a value stands under says of it. */
interface Under {
  secret: boolean;
  kind: MaskKind | null;
  name: 'whole' | 'name' | null;
}
const NOTHING: Under = { secret: false, kind: null, name: null };

/** Names that are masked wherever they stand. */
export interface KnownNames {
  /** Of whom the house knows: whole, or with an initial. */
  house?: readonly string[];
  /** Of whom it is about: a surname alone, too. */
  involved?: readonly string[];
}

/** @param tag random letters, so that no text from outside can be taken for a placeholder of ours */
export function createMasker(tag: string, { house = [], involved = [] }: KnownNames = {}): Masker {
  const places = createPlaces(tag);
  const people = createKnownPeople();
  const repeated = createRepeated();
  for (const name of house) people.add([name], false);
  for (const name of involved) people.add([name], true);

  function placeOf(kind: MaskKind, value: string): string {
    repeated.note(kind, value);
    return places.of(kind, value);
  }

  /** What is left of it, where a part is masked already. */
  const maskRest = (kind: MaskKind, value: string) =>
    places
      .split(value)
      .map((part) => (places.isPlace(part) || !/[\p{L}\p{N}]/u.test(part) ? part : placeOf(kind, part)))
      .join('');

  function maskFound(text: string, finders: readonly Finder[]): string {
    let out = text;
    for (const finder of finders) {
      const found = findAll(out, finder);
      if (found.length === 0) continue;
      const parts: string[] = [];
      let done = 0;
      for (const { text: value, start, end } of found) {
        parts.push(out.slice(done, start), maskRest(finder.kind, value));
        done = end;
      }
      out = parts.join('') + out.slice(done);
    }
    return out;
  }

  function mask(text: string): string {
    const read = text.length > LONGEST ? text.slice(0, LONGEST) : text;
    for (const name of spotNames(read)) people.add(name, true);
    let out = maskFound(read, SECRETS);
    out = maskEncoded(out, hides, (blob) => placeOf('SECRET', blob));
    out = maskFound(out, PEOPLE);
    out = maskFound(out, CUSTOMER_DATA);
    return maskKnown(out);
  }

  /** Who and what is known by now. */
  function maskKnown(text: string): string {
    const named = betweenPlaces(text, (part) =>
      people.replace(part, (person, spelling) => places.of('NAME', spelling, person)),
    );
    return betweenPlaces(named, (part) => repeated.replace(part, places.of));
  }

  const betweenPlaces = (text: string, work: (part: string) => string) =>
    places
      .split(text)
      .map((part) => (places.isPlace(part) ? part : work(part)))
      .join('');

  function maskText(text: string, { secret, kind, name }: Under): string {
    const whole = secret ? 'SECRET' : kind;
    if (whole) return text.trim() === '' ? text : maskRest(whole, text);
    const words = name && nameOf(text, name);
    if (words) people.add(words, true);
    else if (name) for (const one of spotNames(text, { said: true })) people.add(one, true);
    return words && name === 'whole'
      ? places.of(
          'NAME',
          text,
          words
            .map((word) => word.toLowerCase())
            .toSorted()
            .join(' '),
        )
      : mask(text);
  }

  function maskNumber(value: number, { secret, kind }: Under): unknown {
    if (secret || kind) return placeOf(secret ? 'SECRET' : kind!, String(value));
    const text = String(value);
    const masked = Math.abs(value) < LEAST_NUMBER ? text : mask(text);
    return masked === text ? value : masked;
  }

  function maskValue(value: unknown, under: Under): unknown {
    if (typeof value === 'string') return places.isPlace(value) ? value : maskText(value, under);
    if (typeof value === 'number') return maskNumber(value, under);
    if (Array.isArray(value)) return value.map((item) => maskValue(item, under));
    if (typeof value !== 'object' || value === null) return value;
    const told = toldBy(value);
    const name = nameInParts(value);
    if (name) people.add(name, true);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [mask(key), maskValue(item, underKey(key, under, told))]),
    );
  }

  return {
    mask,
    // What a later text tells is masked in the earlier ones, too.
    maskAll: (value) => eachText(maskValue(value, NOTHING), maskKnown),
    restore: places.restore,
    restoreAll: (value) => eachText(value, places.restore),
    counts: places.counts,
  };
}

/** A value with each of its texts changed, and its keys. */
function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => eachText(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), eachText(item, change)]));
}

/** Whether a text holds what is told by its form. */
const hides = (text: string) => [...SECRETS, ...PEOPLE].some((finder) => findAll(text, finder).length > 0);

/** Where a pair is written out, `{name: "password", value: …}`, what names it and what it says. */
const NAMES_IT = ['name', 'key', 'label', 'field', 'fact', 'header', 'path', 'id'];
const SAYS_IT: ReadonlySet<string> = new Set(['value', 'values', 'example', 'content']);

function underKey(key: string, above: Under, told: Under): Under {
  const says = SAYS_IT.has(key) ? told : NOTHING;
  return {
    secret: above.secret || namesSecret(key) || says.secret,
    kind: kindUnder(key) ?? says.kind ?? above.kind,
    name: holdsName(key) ?? says.name ?? above.name,
  };
}

function toldBy(value: object): Under {
  const pair = value as Record<string, unknown>;
  const told = { ...NOTHING };
  for (const by of NAMES_IT) {
    const said = pair[by];
    const words = typeof said === 'string' ? said.trim().split(/\s+/).length : 0;
    if (typeof said !== 'string' || words > 4) continue;
    // A title is no name: three words of it may well end so.
    told.secret ||= words < 3 && namesSecret(said);
    told.kind ??= kindUnder(said);
    told.name ??= holdsName(said);
  }
  return told;
}
