import { smallLetters } from './small-letters.ts';

/** Replaces each place of a part in a text: what comes of it, told before it is made. */
export interface Replacing {
  /** How much longer than the text it is. */
  growth: number;
  made: () => string;
}

/** `-replace` takes capital letters for small ones, `-creplace` and `.Replace` do not. Time is in proportion to the text. */
export function replacing(text: string, part: string, by: string, { anyCase }: { anyCase: boolean }): Replacing {
  const [read, sought] = anyCase ? [smallLetters(text), smallLetters(part)] : [text, part];
  const places: number[] = [];
  if (sought !== '')
    for (let at = read.indexOf(sought); at !== -1; at = read.indexOf(sought, at + sought.length)) places.push(at);
  const made = () => {
    const pieces = [0, ...places.map((at) => at + part.length)].map((from, index) => text.slice(from, places[index]));
    return pieces.join(by);
  };
  return { growth: places.length * (by.length - part.length), made };
}
