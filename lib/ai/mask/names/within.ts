import { holdsName, nameInParts, nameOf } from './keys.ts';

const MOST_VALUES = 20_000;
const DEEPEST = 24;

/** Names that stand in a value under keys that hold names, each once: `{customer: {fullName: "Anna Bianchi"}}`. */
export function namesWithin(value: unknown): string[] {
  const names = new Set<string>();
  let left = MOST_VALUES;
  const walk = (item: unknown, held: 'whole' | 'name' | null, depth: number): void => {
    left -= 1;
    if (left < 0 || depth > DEEPEST) return;
    if (typeof item === 'string') {
      const words = held && nameOf(item, held);
      if (words) names.add(words.join(' '));
    } else if (Array.isArray(item)) for (const one of item) walk(one, held, depth + 1);
    else if (typeof item === 'object' && item !== null) {
      const words = nameInParts(item);
      if (words) names.add(words.join(' '));
      // “customer” says of an object that it is somebody, and of none of its fields that it is a name.
      for (const [key, one] of Object.entries(item)) walk(one, holdsName(key) ?? ofPerson(key, held), depth + 1);
    }
  };
  walk(value, null, 0);
  return [...names];
}

/** `{customer: {name}}`. */
const ofPerson = (key: string, held: 'whole' | 'name' | null) => (key.toLowerCase() === 'name' ? held : null);
