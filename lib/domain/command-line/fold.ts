import { type Token, textOfTokens, tokensOf } from './literals.ts';
import type { StepKind } from './step.ts';

type Text = Extract<Token, { kind: 'text' }>;
type List = Extract<Token, { kind: 'list' }>;
type Quote = "'" | '"';

/** Longest text that a format string or a replacement may make, so that a line cannot grow without end. */
const LONGEST = 65_536;

/** How much may still be done to one line, in characters that are written anew. */
export interface Budget {
  left: number;
}
const COST = 16;

/** Without one of these nothing is done to a quoted text. */
const WORKED_ON =
  /['")]\s{0,20}\+|\+\s{0,20}['"([]|-join|-f[\s('"]|replace|\[char\]|\[-1|::join|[&.|=(;]\s{0,20}\(\s{0,20}['"]/i;

/** Both kinds of quote, one after the other; `steps` has what came of the last of each kind. */
export function foldQuotes(text: string, budget: Budget): { text: string; steps: Map<StepKind, string> } {
  const single = foldLiterals(text, "'", budget);
  const double = foldLiterals(single.text, '"', budget);
  return { text: double.text, steps: new Map([...single.steps, ...double.steps]) };
}

/**
 * Carries out what a script does to quoted texts: `'a'+'b'`, `'a','b' -join ''`, `'{1}{0}' -f 'b','a'`, `'axb'.Replace('x','')`,
 * `[char]65`, `'cba'[-1..-3]`. From left to right, once; what comes of it is folded again in the next round.
 */
export function foldLiterals(text: string, quote: Quote, budget: Budget): ReturnType<typeof foldQuotes> {
  const nothing = { text, steps: new Map<StepKind, string>() };
  if (!text.includes(quote) && !/\[char\]/i.test(text)) return nothing;
  if (!WORKED_ON.test(text)) return nothing;
  const folder = new Folder(quote, budget);
  for (const token of tokensOf(text, quote)) folder.take(token);
  return folder.steps.size === 0 ? nothing : { text: textOfTokens(folder.out, quote), steps: folder.steps };
}

/** Tokens that are done with, the last of them open to what comes. */
class Folder {
  readonly out: Token[] = [];
  readonly steps = new Map<StepKind, string>();
  readonly #quote: Quote;
  readonly #budget: Budget;

  constructor(quote: Quote, budget: Budget) {
    this.#quote = quote;
    this.#budget = budget;
  }

  take(token: Token): void {
    this.out.push(token);
    if (this.#budget.left <= 0) return;
    if (token.kind === 'text') this.#settle();
    else if (token.kind === 'work' && token.word.startsWith('[-1')) this.#reverse();
    else if (token.kind === 'work' && token.word === ')') this.#close();
  }

  /** Everything from `at` on becomes one text. */
  #put(at: number, kind: StepKind, value: string): void {
    // What is put behind another text is not copied; all else is written anew.
    this.#budget.left -= kind === 'concatenation' ? COST : COST + value.length;
    this.steps.set(kind, value);
    this.out.length = at;
    this.out.push({ kind: 'text', value, raw: null });
  }

  #raw(from: number): string {
    return textOfTokens(this.out.slice(from), this.#quote);
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
    if (code.raw?.startsWith('[')) this.#put(last, 'characters', code.value);
    const { value } = this.out[last] as Text;
    const sign = this.#solid(last - 1);
    const left = sign === -1 ? -1 : this.#solid(sign - 1);
    const before = this.out[left];
    const word = this.#word(sign);
    if (!before || !word) return;
    if (word === '+' && before.kind === 'text') this.#put(left, 'concatenation', before.value + value);
    else if (word === '-join' && before.kind === 'list') this.#put(left, 'join', before.values.join(value));
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
        this.#replace(subject, of.value, first.value, second);
      return;
    }
    const list: List = { kind: 'list', values: [first.value, second], raw: this.#raw(left) };
    this.out.length = left;
    this.out.push(list);
    this.#formatWith(left, list);
  }

  #replace(at: number, of: string, from: string, to: string): void {
    const made = from === '' ? of : of.split(from).join(to);
    this.#put(at, 'replace', made.length > LONGEST ? of : made);
  }

  /** The list at `at` may be all that a format string before it waits for. */
  #formatWith(at: number, { values }: List): void {
    const sign = this.#solid(at - 1);
    const subject = this.#solid(sign - 1);
    const pattern = this.out[subject];
    if (this.#word(sign) === '-f' && pattern?.kind === 'text') this.#format(subject, pattern, values);
  }

  #format(at: number, pattern: Text, values: readonly string[]): void {
    const places = pattern.value.length > LONGEST ? [] : [...pattern.value.matchAll(/\{(\d{1,3})\}/g)];
    this.#budget.left -= COST + places.length;
    if (places.length === 0 || places.some(([, index]) => Number(index) >= values.length)) return;
    const made = pattern.value.replace(/\{(\d{1,3})\}/g, (_, index: string) => values[Number(index)]!);
    if (made.length <= LONGEST) this.#put(at, 'format', made);
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
        this.#replace(subject, of.value, first, second);
      else if (word === '[string]::join') this.#put(sign, 'join', value.values.slice(1).join(first));
      else if (word === '-join') this.#put(sign, 'join', value.values.join(''));
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
      this.#put(call, 'join', values.join(by.value));
  }

  /** `'cba'[-1..-3]` is a list of letters from the last on. */
  #reverse(): void {
    const at = this.out.length - 2;
    const before = this.out[at];
    if (before?.kind !== 'text') return;
    const values = [...before.value].reverse();
    this.#put(at, 'reversed', values.join(''));
    this.out[at] = { kind: 'list', values, raw: `'${values.join('')}'` };
  }
}
