const PLACE = /\{(\d{1,3})\}/g;

/** A format string such as `'{1}{0}'`, read once however often it is asked. */
export class Format {
  readonly #pattern: string;
  readonly #indexes: readonly number[];
  /** Without its places. */
  readonly #bare: number;
  /** How many values it waits for; 0: it has no places. */
  readonly wants: number;

  constructor(pattern: string) {
    const places = [...pattern.matchAll(PLACE)];
    this.#pattern = pattern;
    this.#indexes = places.map(([, index]) => Number(index));
    this.#bare = pattern.length - places.reduce((sum, [place]) => sum + place.length, 0);
    this.wants = this.#indexes.reduce((most, index) => Math.max(most, index + 1), 0);
  }

  /** How long the text is that it makes of these values. */
  lengthWith(values: readonly string[]): number {
    return this.#indexes.reduce((sum, index) => sum + values[index]!.length, this.#bare);
  }

  madeWith(values: readonly string[]): string {
    return this.#pattern.replace(PLACE, (_, index: string) => values[Number(index)]!);
  }
}
