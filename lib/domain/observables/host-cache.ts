import { type Host, publicHost } from './hosts.ts';

const FEWEST = 16;
const MOST = 16_384;

/**
 * `publicHost` for parts of one text, which remembers what it was asked twice: logs repeat their hosts. Of a fixed size,
 * and for the first time it keeps a number only, because a text of nothing but different hosts would otherwise spend
 * its time on a growing table.
 */
export class HostCache {
  readonly #text: string;
  readonly #asked: Int32Array;
  readonly #spellings: string[];
  readonly #hosts: (Host | null)[] = [];

  constructor(text: string) {
    this.#text = text;
    let slots = FEWEST;
    while (slots < MOST && slots * 64 < text.length) slots *= 2;
    this.#asked = new Int32Array(slots);
    this.#spellings = new Array<string>(slots).fill('');
  }

  /** The public host that is written from `start` to `end`, or null. */
  get(start: number, end: number): Host | null {
    const text = this.#text;
    let hash = end - start;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    const slot = (hash ^ (hash >>> 15)) & (this.#asked.length - 1);
    const again = this.#asked[slot] === hash;
    if (again) {
      const known = this.#spellings[slot]!;
      if (known.length === end - start && text.startsWith(known, start)) return this.#hosts[slot]!;
    }
    const spelling = text.slice(start, end);
    const host = publicHost(spelling);
    this.#asked[slot] = hash;
    if (again) {
      this.#spellings[slot] = spelling;
      this.#hosts[slot] = host;
    }
    return host;
  }
}
