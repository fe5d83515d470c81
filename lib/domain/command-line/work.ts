/**
 * How much may still be done to a command line, or to all those of a case, in characters that are read or written anew. What was not done for
 * want of it is to be told: a line that was not read to its end is not known to be harmless.
 */
export class Work {
  readonly #most: number;
  #done = 0;
  #isShort = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes so much of it. False: there is not so much left, and it must not be done. */
  take(size: number): boolean {
    if (size > this.#most - this.#done) {
      this.#isShort = true;
      return false;
    }
    this.#done += size;
    return true;
  }

  /** Counts what was done already, whether or not there was so much left. */
  spend(size: number): void {
    this.#done += size;
  }

  /** Characters that were read or written. */
  get done(): number {
    return this.#done;
  }

  /** Something was asked for that there was no room for. */
  get isShort(): boolean {
    return this.#isShort;
  }
}
