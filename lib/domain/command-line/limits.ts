/**
 * Characters that are read of a line: twice what Windows can start. Of a longer one the beginning and the end are read, so that padding
 * hides nothing at either.
 */
export const LONGEST_LINE = 65_536;

/** What a line may have grown to while it is undone. What would make it longer is left as it stands. */
export const LONGEST_MADE = 2 * LONGEST_LINE;

/** Characters that are written anew while one line's quoted texts are folded and its compressed data is opened. */
export const MOST_WORK = 400_000;
