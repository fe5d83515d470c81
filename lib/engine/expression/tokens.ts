/** What an expression cannot be. The message names the expression and the place. */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
}

export type Token =
  | { kind: 'operator' | 'name'; text: string; at: number }
  | { kind: 'value'; text: string; value: string | number; at: number };

const TOKEN =
  /\s*(?:(==|!=|<=|>=|&&|\|\||[<>!()[\],.-])|([A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))/y;

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'", '`': '`' };

function unquote(text: string, expression: string): string {
  return text.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (whole, unicode, character) => {
    if (unicode) return String.fromCharCode(Number.parseInt(unicode, 16));
    const value = ESCAPES[character];
    if (value === undefined) throw new ExpressionError(`"${expression}": the escape ${whole} is not known`);
    return value;
  });
}

/** Splits an expression into tokens; the last one is an empty operator. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(expression);
    if (!match) {
      const rest = expression.slice(at).trimStart();
      const place = expression.length - rest.length;
      if (rest === '') return [...tokens, { kind: 'operator', text: '', at: place }];
      throw new ExpressionError(`"${expression}": ${rest[0]} at ${place} is not understood`);
    }
    const [whole, operator, name, number, string] = match;
    const start = at + whole.length - whole.trimStart().length;
    at += whole.length;
    if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, at: start });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at: start });
    else if (number !== undefined) tokens.push({ kind: 'value', text: number, value: Number(number), at: start });
    else tokens.push({ kind: 'value', text: string!, value: unquote(string!, expression), at: start });
  }
}
