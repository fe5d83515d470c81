import { CaseLink, CustomFields, type ObservableInput } from './case.ts';
import { OBSERVABLE_ROLES, OBSERVABLE_TYPES } from './observables/types.ts';

/**
 * Takes fields out of a mapping's output, each in its one good form. Vendors send `""` and null for what they do not know, and an
 * expression gives a single item where it found one and a list where it found more: both are taken as meant.
 */
export class Cleaner {
  readonly notes: string[] = [];
  readonly #output: Record<string, unknown>;

  constructor(output: Record<string, unknown>, known: readonly string[]) {
    this.#output = output;
    for (const name of Object.keys(output))
      if (!known.includes(name)) this.#note(`${clip(name)} is not a field of a case and was left out`);
  }

  /** Trimmed text, a number as text; cut at `max` with a note. */
  text(name: string, max = Number.POSITIVE_INFINITY): string | undefined {
    const value = this.#output[name];
    const text = textOf(value);
    if (text === undefined && value !== undefined && value !== null && value !== '' && typeof value !== 'string')
      this.#note(`${name} is not a text and was left out`);
    if (text === undefined || text.length <= max) return text;
    this.#note(`${name} was cut at ${max} characters`);
    return text.slice(0, max).trimEnd();
  }

  /** Texts that fit `pattern`, each once, at most `max` of them. */
  texts(name: string, max: number, pattern: RegExp): string[] {
    const kept = new Set<string>();
    for (const item of this.#list(name)) {
      const text = textOf(item);
      if (text === undefined && typeof item === 'string') continue;
      if (text === undefined || !pattern.test(text))
        this.#note(`${name}: ${clip(item)} is not usable and was left out`);
      else kept.add(text);
    }
    return this.#atMost(name, [...kept], max);
  }

  /** One fact a field: texts, numbers, truth values, and lists of texts. */
  fields(name: string): CustomFields {
    const fields: CustomFields = {};
    const value = this.#output[name];
    if (value === undefined || value === null || value === '') return fields;
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.#note(`${name} is not an object and was left out`);
      return fields;
    }
    for (const [key, raw] of Object.entries(value)) {
      const fact = typeof raw === 'string' ? raw.trim() : Array.isArray(raw) ? [...raw] : raw;
      if (fact === '' || fact === null || fact === undefined) continue;
      const parsed = CustomFields.safeParse({ [key]: fact });
      if (parsed.success) Object.assign(fields, parsed.data);
      else this.#note(`${name}: ${clip(key)} is not one short fact and was left out`);
    }
    return fields;
  }

  /** Links by http and https; one without a title is named after its host. */
  links(name: string): CaseLink[] {
    const kept = new Map<string, CaseLink>();
    for (const item of this.#list(name)) {
      const { title, url } = asRecord(item);
      const address = textOf(url) ?? textOf(item);
      if (address === undefined) continue;
      const host = URL.canParse(address) ? new URL(address).hostname : '';
      const parsed = CaseLink.safeParse({ title: textOf(title)?.slice(0, 200) ?? host, url: address });
      if (!parsed.success) this.#note(`${name}: ${clip(address)} is not a web address and was left out`);
      else if (!kept.has(parsed.data.url)) kept.set(parsed.data.url, parsed.data);
    }
    return this.#atMost(name, [...kept.values()], 100);
  }

  /** An ISO 8601 text, or seconds or milliseconds since 1970; given back as ISO 8601 in UTC. */
  time(name: string): string | undefined {
    const value = this.#output[name];
    const text = textOf(value);
    if (text === undefined) return undefined;
    const number = Number(text);
    // 1e11 milliseconds are in 1973, as many seconds in the year 5138: below it, seconds are meant.
    const date = new Date(Number.isNaN(number) ? text : Math.abs(number) < 1e11 ? number * 1000 : number);
    if (!Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1970 && date.getUTCFullYear() < 10_000)
      return date.toISOString();
    this.#note(`${name}: ${clip(value)} is not a time and was left out`);
    return undefined;
  }

  /** Values with a known type or none (it is found out by the value then), each once. */
  observables(name: string): ObservableInput[] {
    const kept = new Map<string, ObservableInput>();
    for (const item of this.#list(name)) {
      const record = asRecord(item);
      const value = textOf(record.value) ?? textOf(item);
      if (value === undefined) continue;
      if (value.length > 4096) {
        this.#note(`${name}: ${clip(value)} is too long and was left out`);
        continue;
      }
      const type = this.#oneOf(name, 'type', textOf(record.type), OBSERVABLE_TYPES);
      const role = this.#oneOf(name, 'role', textOf(record.role), OBSERVABLE_ROLES);
      const id = `${type ?? ''} ${value}`;
      if (!kept.has(id)) kept.set(id, { ...(type ? { type } : {}), value, ...(role ? { role } : {}) });
    }
    return this.#atMost(name, [...kept.values()], 1000);
  }

  #oneOf<T extends string>(name: string, part: string, text: string | undefined, known: readonly T[]): T | undefined {
    if (text === undefined) return undefined;
    const found = known.find((each) => each === text.toLowerCase());
    if (!found) this.#note(`${name}: the ${part} ${clip(text)} is not known and was left out`);
    return found;
  }

  #list(name: string): unknown[] {
    const value = this.#output[name];
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : [value];
  }

  #atMost<T>(name: string, items: T[], max: number): T[] {
    if (items.length > max) this.#note(`${name}: only the first ${max} of ${items.length} were kept`);
    return items.slice(0, max);
  }

  #note(text: string): void {
    if (this.notes.length < MOST_NOTES) this.notes.push(`${text}.`);
  }
}

/** Past this number more notes explain nothing: a body that is wrong in a thousand places is as well explained by twenty. */
const MOST_NOTES = 20;

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function clip(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
