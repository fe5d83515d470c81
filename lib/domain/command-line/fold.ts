import { Format } from './format.ts';
import { LONGEST_MADE } from './limits.ts';
import { rawOf, type Token, textOfTokens, tokensOf } from './literals.ts';
import { replacing } from './replacing.ts';
import type { StepKind } from './step.ts';
import type { Work } from './work.ts';

type Text = Extract<Token, { kind: 'text' }>;
type List = Extract<Token, { kind: 'list' }>;
type Quote = "'" | '"';

/** Longest text that is made of others, beside what is only put together. */
const LONGEST = 65_536;
/** Of each change, whatever its size. */
const COST = 16;

export interface Folded {
  text: string;
  /** What came of the last change of each kind. */
  steps: Map<StepKind, string>;
  /** Something was left as it is, because what it makes is too long. */
  unfinished: boolean;
}

/** Without one of these nothing is done to a quoted text. */
const WORKED_ON =
  /['")]\s{0,20}\+|\+\s{0,20}['"([]|-join|-f[\s('"]|replace|\[char\]|\[-1|::join|[&.|=(;]\s{0,20}\(\s{0,20}['"]/i;

/** Both kinds of quote, one after the other. */
export function foldQuotes(text: string, work: Work): Folded {
  const single = foldLiterals(text, "'", work);
  const double = foldLiterals(single.text, '"', work);
  return {
    text: double.text,
    steps: new Map([...single.steps, ...double.steps]),
    unfinished: single.unfinished || double.unfinished,
  };
}

/**
 * Carries out what a script does to quoted texts: `'a'+'b'`, `'a','b' -join ''`, `'{1}{0}' -f 'b','a'`, `'axb'.Replace('x','')`,
 * `[char]65`, `'cba'[-1..-3]`. From left to right, once; what comes of it is folded again in the next round. How long a text will be is worked
 * out before it is made.
 */
export function foldLiterals(text: string, quote: Quote, work: Work): Folded {
  const nothing = { text, steps: new Map<StepKind, string>(), unfinished: false };
  if (!text.includes(quote) && !/\[char\]/i.test(text)) return nothing;
  if (!WORKED_ON.test(text)) return nothing;
  const folder = new Folder(quote, work, LONGEST_MADE - text.length);
  for (const token of tokensOf(text, quote)) folder.take(token);
  const { steps, unfinished } = folder;
  if (steps.size === 0) return { ...nothing, unfinished };
  const made = textOfTokens(folder.out, quote);
  // Written out, a quote within a text is two.
  return made.length > LONGEST_MADE ? { ...nothing, unfinished: true } : { text: made, steps, unfinished };
}

/** Tokens that are done with, the last of them open to what comes. */
class Folder {
  readonly out: Token[] = [];
  readonly steps = new Map<StepKind, string>();
  unfinished = false;
  readonly #quote: Quote;
  readonly #work: Work;
  /** How much longer all texts together may still become. */
  #room: number;
  readonly #formats = new WeakMap<Text, Format>();

  constructor(quote: Quote, work: Work, room: number) {
    this.#quote = quote;
    this.#work = work;
    this.#room = room;
  }

  take(token: Token): void {
    this.out.push(token);
    if (this.#work.isShort) return;
    if (token.kind === 'text') this.#settle();
    else if (token.kind === 'work' && token.word.startsWith('[-1')) this.#reverse();
    else if (token.kind === 'work' && token.word === ')') this.#close();
  }

  /** Whether so much may be read or written. */
  #afford(size: number): boolean {
    if (this.#work.take(COST + size)) return true;
    this.unfinished = true;
    return false;
  }

  /** Everything from `at` on becomes one text, where there is room for one of this length. */
  #put(at: number, kind: StepKind, { length, growth }: { length: number; growth: number }, made: () => string): void {
    // What is put behind another text is not copied; all else is written anew.
    const isCopied = kind !== 'concatenation';
    if (isCopied && (length > LONGEST || growth > this.#room)) {
      this.unfinished = true;
      return;
    }
    if (!this.#afford(isCopied ? length : 0)) return;
    this.#room -= Math.max(0, growth);
    const value = made();
    this.steps.set(kind, value);
    this.out.length = at;
    this.out.push({ kind: 'text', value, raw: null });
  }

  #join(at: number, values: readonly string[], by: string): void {
    const growth = Math.max(0, values.length - 1) * by.length;
    const length = values.reduce((sum, value) => sum + value.length, growth);
    this.#put(at, 'join', { length, growth }, () => values.join(by));
  }

  /** As it was written, put together without a copy: lists stand in lists. */
  #raw(from: number): string {
    let raw = '';
    for (let at = from; at < this.out.length; at += 1) raw += rawOf(this.out[at]!, this.#quote);
    return raw;
  }

  /** The nearest place at or before `at` that is no blank; -1: none. Blanks never stand side by side. */
  #solid(at: number): number {
    if (at < 0) return -1;
    return this.out[at]!.kind === 'blank' ? at - 1 : at;
  }

  #word(at: number): string | null {
    const token = this.out[at];
    return token?.kind === 'work' ? token.word : null;
  }

  /** A quoted text has come: with what stands before it, it may be one. */
  #settle(): void {
    const last = this.out.length - 1;
    const code = this.out[last] as Text;
    const { value } = code;
    if (code.raw?.startsWith('[')) this.#put(last, 'characters', { length: 1, growth: 0 }, () => value);
    const sign = this.#solid(last - 1);
    const left = sign === -1 ? -1 : this.#solid(sign - 1);
    const before = this.out[left];
    const word = this.#word(sign);
    if (!before || !word) return;
    if (word === '+' && before.kind === 'text') {
      const length = before.value.length + value.length;
      this.#put(left, 'concatenation', { length, growth: 0 }, () => before.value + value);
    } else if (word === '-join' && before.kind === 'list') this.#join(left, before.values, value);
    else if (word === '-f' && before.kind === 'text') this.#format(left, before, [value]);
    else if (word === ',' && before.kind === 'list') this.#grow(left, before, value);
    else if (word === ',' && before.kind === 'text') this.#pair(left, before, value);
  }

  /** Grown in place: a list of thousands is not copied for each of them. */
  #grow(at: number, list: List, value: string): void {
    list.values.push(value);
    list.raw += this.#raw(at + 1);
    this.out.length = at + 1;
    this.#formatWith(at, list);
  }

  /** Two texts with a comma: what `-replace` takes, or the beginning of a list. */
  #pair(left: number, first: Text, second: string): void {
    const sign = this.#solid(left - 1);
    const subject = this.#solid(sign - 1);
    const of = this.out[subject];
    if (/^-[ci]?replace$/.test(this.#word(sign) ?? '')) {
      // The pattern is a regular expression; one with signs of its own is left alone.
      if (of?.kind === 'text' && /^[^\\^$.|?*+()[\]{}]+$/.test(first.value))
        this.#replace(subject, of.value, first.value, second, this.#word(sign) !== '-creplace');
      return;
    }
    const list: List = { kind: 'list', values: [first.value, second], raw: this.#raw(left) };
    this.out.length = left;
    this.out.push(list);
    this.#formatWith(left, list);
  }

  #replace(at: number, of: string, from: string, to: string, anyCase: boolean): void {
    if (!this.#afford(of.length)) return;
    const { growth, made } = replacing(of, from, to, { anyCase });
    this.#put(at, 'replace', { length: of.length + growth, growth }, made);
  }

  /** The list at `at` may be all that a format string before it waits for. */
  #formatWith(at: number, { values }: List): void {
    const sign = this.#solid(at - 1);
    const subject = this.#solid(sign - 1);
    const pattern = this.out[subject];
    if (this.#word(sign) === '-f' && pattern?.kind === 'text' && this.#formatOf(pattern)?.wants === values.length)
      this.#format(subject, pattern, values);
  }

  #format(at: number, pattern: Text, values: readonly string[]): void {
    const format = this.#formatOf(pattern);
    if (!format || format.wants === 0 || format.wants > values.length) return;
    const length = format.lengthWith(values);
    this.#put(at, 'format', { length, growth: length - pattern.value.length }, () => format.madeWith(values));
  }

  #formatOf(pattern: Text): Format | null {
    const known = this.#formats.get(pattern);
    if (known || pattern.value.length > LONGEST || !this.#afford(pattern.value.length)) return known ?? null;
    const format = new Format(pattern.value);
    this.#formats.set(pattern, format);
    return format;
  }

  /** A bracket has come that may end a list, a call's parts, or stand around one text. */
  #close(): void {
    const inner = this.#solid(this.out.length - 2);
    const start = this.#solid(inner - 1);
    const value = this.out[inner];
    if (value?.kind !== 'text' && value?.kind !== 'list') return;
    if (value.kind === 'list' && this.#word(start) === ',') this.#joined(start, value);
    else if (this.#word(start) === '(') this.#closeAt(start, value);
  }

  #closeAt(start: number, value: Text | List): void {
    const sign = this.#solid(start - 1);
    const word = this.#word(sign);
    const subject = this.#solid(sign - 1);
    const of = this.out[subject];
    if (value.kind === 'list') {
      const [first = '', second = ''] = value.values;
      if (word === '.replace' && value.values.length === 2 && of?.kind === 'text')
        this.#replace(subject, of.value, first, second, false);
      else if (word === '[string]::join') this.#join(sign, value.values.slice(1), first);
      else if (word === '-join') this.#join(sign, value.values, '');
      else if (word === '-f' && of?.kind === 'text') this.#format(subject, of, value.values);
      else if (!this.#isCall(start)) {
        value.raw = this.#raw(start);
        this.out.length = start;
        this.out.push(value);
      }
    } else if (!this.#isCall(start)) {
      this.out.length = start;
      this.out.push(value);
      this.#settle();
    }
  }

  /** A call's own brackets stay. */
  #isCall(start: number): boolean {
    const before = this.out[start - 1];
    return before?.kind === 'other' && /[\w$\]]$/.test(before.raw);
  }

  /** `[string]::join('', ('a','b'))`, at the bracket that ends it. */
  #joined(comma: number, { values }: List): void {
    const between = this.#solid(comma - 1);
    const bracket = this.#solid(between - 1);
    const call = this.#solid(bracket - 1);
    const by = this.out[between];
    if (by?.kind === 'text' && this.#word(bracket) === '(' && this.#word(call) === '[string]::join')
      this.#join(call, values, by.value);
  }

  /** `'cba'[-1..-3]` is a list of letters from the last on. */
  #reverse(): void {
    const at = this.out.length - 2;
    const before = this.out[at];
    if (before?.kind !== 'text') return;
    let values: string[] = [];
    this.#put(at, 'reversed', { length: before.value.length, growth: 0 }, () => {
      values = [...before.value].reverse();
      return values.join('');
    });
    if (values.length > 0) this.out[at] = { kind: 'list', values, raw: rawOf(this.out[at]!, this.#quote) };
  }
}
