/** The part of the Falcon Query Language that the emulator speaks; what it does not know is no filter, as at Falcon. */
export class FqlError extends Error {}

type Row = Record<string, unknown>;
export type FqlTest = (row: Row) => boolean;

/** Reads a filter; throws {@link FqlError} for what is none. */
export function parseFql(text: string): FqlTest {
  const reader = new Reader(text);
  const test = reader.anyOf();
  reader.end();
  return test;
}

const OPERATORS = ['>=', '<=', '>', '<', '!~', '!', '~'] as const;
type Operator = (typeof OPERATORS)[number] | '';
type Literal = string | number | boolean;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** `a,b`; what `+` joins belongs closer together. */
  anyOf(): FqlTest {
    const parts = [this.#allOf()];
    while (this.#take(',')) parts.push(this.#allOf());
    return (row) => parts.some((part) => part(row));
  }

  end(): void {
    if (this.#at < this.#text.length) this.#fail();
  }

  #allOf(): FqlTest {
    const parts = [this.#one()];
    while (this.#take('+')) parts.push(this.#one());
    return (row) => parts.every((part) => part(row));
  }

  #one(): FqlTest {
    if (!this.#take('(')) return this.#comparison();
    const inner = this.anyOf();
    if (!this.#take(')')) this.#fail();
    return inner;
  }

  #comparison(): FqlTest {
    const field = this.#match(/[a-z_][a-z0-9_.]*/iy) ?? this.#fail();
    if (!this.#take(':')) this.#fail();
    const operator: Operator = OPERATORS.find((sign) => this.#take(sign)) ?? '';
    const values = this.#values();
    return (row) => {
      const held = [valueAt(row, field)].flat();
      const fits = (value: Literal) => held.some((each) => compare(each, operator.replace('!', ''), value));
      return operator.startsWith('!') ? !values.some(fits) : values.some(fits);
    };
  }

  #values(): Literal[] {
    if (!this.#take('[')) return [this.#literal()];
    const values = [this.#literal()];
    while (this.#take(',')) values.push(this.#literal());
    if (!this.#take(']')) this.#fail();
    return values;
  }

  #literal(): Literal {
    const quoted = this.#match(/'((?:\\.|[^'\\])*)'/y);
    if (quoted !== null) return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
    const bare = this.#match(/-?\d+(\.\d+)?|true|false/y) ?? this.#fail();
    return bare === 'true' || bare === 'false' ? bare === 'true' : Number(bare);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }

  #take(sign: string): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #fail(): never {
    throw new FqlError(`invalid filter: unexpected ${this.#text.slice(this.#at, this.#at + 20) || 'end'}`);
  }
}

/** The value at a path such as `device.hostname`. */
export function valueAt(row: Row, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Row | null | undefined)?.[name], row);
}

const isTime = (text: unknown): text is string => typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text);

/** A time with its nanoseconds as a text that sorts as it passes; anything else as it is. */
export function sortable(value: unknown): string {
  if (!isTime(value)) return typeof value === 'number' ? String(value).padStart(20, '0') : String(value ?? '');
  const [, seconds = '', fraction = ''] = /^(.{19})(?:\.(\d+))?/.exec(value) ?? [];
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}

function compare(held: unknown, operator: string, wanted: Literal): boolean {
  const order = () => {
    if (typeof wanted === 'number') return Number(held) - wanted;
    const [a, b] = [sortable(held), sortable(wanted)];
    return a < b ? -1 : a > b ? 1 : 0;
  };
  switch (operator) {
    case '>':
      return held !== undefined && order() > 0;
    case '>=':
      return held !== undefined && order() >= 0;
    case '<':
      return held !== undefined && order() < 0;
    case '<=':
      return held !== undefined && order() <= 0;
    default:
      return typeof wanted === 'string' && !isTime(wanted) ? fitsPattern(held, wanted) : order() === 0;
  }
}

/** `*` stands for anything, and alone for anything but nothing. */
function fitsPattern(held: unknown, wanted: string): boolean {
  const text = held === undefined || held === null ? '' : String(held);
  if (wanted === '*') return text !== '';
  const parts = wanted.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(text);
}
