/** Braces that open nothing are tried so often; then the text is taken for prose. */
const MOST_TRIED = 100;

/** The JSON objects that stand in a text, in the order in which they begin, whatever stands around them; one within another comes after it. */
export function* jsonObjectsIn(text: string): Generator<Record<string, unknown>> {
  let tried = 0;
  for (let start = text.indexOf('{'); start !== -1 && tried < MOST_TRIED; start = text.indexOf('{', start + 1)) {
    tried += 1;
    const end = endOf(text, start);
    if (end === -1) continue;
    try {
      yield JSON.parse(text.slice(start, end));
    } catch {
      // Braces of prose or of a program.
    }
  }
}

/** Behind the brace that closes the one at `start`, those within strings not counted; -1: nothing closes it. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{') depth += 1;
    else if (sign === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
