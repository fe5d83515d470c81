const LETTER = 31;

/** Where in the table words stand that begin and end so; cases, and a few signs, fall together. */
const slotOf = (first: number, last: number) => ((first & LETTER) << 5) | (last & LETTER);

/**
 * A first look whether a part of a text can be one of a list of words, which costs neither a string nor a hash: most
 * cannot, by their first and last letter alone.
 */
export class EndingFilter {
  readonly #slots = new Uint8Array(1024);

  constructor(words: Iterable<string>) {
    for (const word of words) this.#slots[slotOf(word.charCodeAt(0), word.charCodeAt(word.length - 1))] = 1;
  }

  /** False when no word of the list, in whatever case, is written from `start` to `end`. */
  mayHold(text: string, start: number, end: number): boolean {
    return this.#slots[slotOf(text.charCodeAt(start), text.charCodeAt(end - 1))] === 1;
  }
}
