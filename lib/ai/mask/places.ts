import type { MaskKind } from './finder.ts';

/** Those whose place in an answer is filled in again. The others stay masked wherever they turn up. */
const RESTORED: ReadonlySet<MaskKind> = new Set(['EMAIL', 'PHONE', 'NAME', 'ADDRESS', 'BIRTH', 'NUMBER']);

/** What stands for what was masked, for one prompt: `[[NAME_1_x7]]`. */
export interface Places {
  /**
   * The same value has the same place. Of one person each spelling has a place of its own, of one number: `NAME_1`, `NAME_1b`.
   * @param of whom a name is of
   */
  of(kind: MaskKind, value: string, of?: string): string;
  /** The parts of a text between places, and the places. */
  split(text: string): string[];
  isPlace(text: string): boolean;
  /** Puts people’s data back; what is kept for good is told by its kind. */
  restore(text: string): string;
  /** How many of each kind there are; of people, not of their spellings. */
  counts(): Partial<Record<MaskKind, number>>;
}

/** @param tag random letters, so that no text from outside can be taken for a place of ours */
export function createPlaces(tag: string): Places {
  const places = new Map<string, string>();
  const values = new Map<string, { kind: MaskKind; value: string }>();
  const people = new Map<string, { number: number; spellings: number }>();
  const counts: Partial<Record<MaskKind, number>> = {};
  const ours = new RegExp(`(\\[\\[[A-Z]{3,7}_\\d{1,6}[a-z]{0,4}_${tag}\\]\\])`);

  const next = (kind: MaskKind) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    return counts[kind];
  };

  function numberOf(kind: MaskKind, person: string | undefined): string {
    if (person === undefined) return String(next(kind));
    const known = people.get(person);
    if (!known) {
      const number = next(kind);
      people.set(person, { number, spellings: 1 });
      return String(number);
    }
    known.spellings += 1;
    return `${known.number}${lettersOf(known.spellings)}`;
  }

  function of(kind: MaskKind, value: string, person?: string): string {
    const known = places.get(`${kind} ${value}`);
    if (known) return known;
    const place = `[[${kind}_${numberOf(kind, person)}_${tag}]]`;
    places.set(`${kind} ${value}`, place);
    values.set(place, { kind, value });
    return place;
  }

  function restore(text: string): string {
    if (!text.includes(tag)) return text;
    return text
      .split(ours)
      .map((part) => {
        const found = values.get(part);
        if (!found) return part;
        return RESTORED.has(found.kind) ? found.value : `[${found.kind.toLowerCase()}]`;
      })
      .join('');
  }

  const split = (text: string) => (text.includes(tag) ? text.split(ours) : [text]);
  return { of, split, isPlace: (text) => values.has(text), restore, counts: () => ({ ...counts }) };
}

/** 2 is `b`, 26 `z`, 27 `aa`. */
function lettersOf(number: number): string {
  const before = Math.floor((number - 1) / 26);
  return `${before === 0 ? '' : lettersOf(before)}${String.fromCharCode(97 + ((number - 1) % 26))}`;
}
