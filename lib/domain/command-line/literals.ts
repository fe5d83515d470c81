/** A piece of a line: a quoted text (`raw` null: made of others), a list of them, a sign or word that works on them, or anything else. */
export type Token =
  | { kind: 'text'; value: string; raw: string | null }
  | { kind: 'list'; values: string[]; raw: string }
  | { kind: 'work'; word: string; raw: string }
  | { kind: 'blank'; raw: string }
  | { kind: 'other'; raw: string };

const WORK =
  /-join\b|-f\b|-[ci]?replace\b|-[ci]?split\b|\.replace\b|\.tostring\b|\.invoke\b|\[-1\s{0,3}\.\.\s{0,3}-?\d{1,5}\]|\[char\]\s{0,5}\(?\s{0,5}(?:0x[0-9a-f]{1,4}|\d{1,5})\s{0,5}\)?|\[string\]::join\b|[+,()]/iy;
const BLANK = /[ \t\r\n]{1,4000}/y;
const OTHER = /[A-Za-z0-9_$:\\/*?=|;&<>%!#@^~{}\]]{1,4000}/y;
const LONGEST_TEXT = 65_536;

/**
 * Parts a line for one kind of quote; the other kind is a sign like any other, so that what stands within a quoted command is read too.
 * Every sign is looked at a bounded number of times.
 */
export function tokensOf(text: string, quote: "'" | '"'): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  // Once a quote is not closed, none that follows is.
  let open = true;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  while (at < text.length) {
    const char = text[at]!;
    let raw: string | null = null;
    if (char === quote && open) {
      const end = endOf(text, at, quote);
      if (end === -1) open = false;
      else {
        raw = text.slice(at, end + 1);
        tokens.push({ kind: 'text', value: raw.slice(1, -1).replaceAll(quote + quote, quote), raw });
      }
    }
    if (raw === null) {
      raw = take(BLANK);
      if (raw !== null) tokens.push({ kind: 'blank', raw });
    }
    if (raw === null) {
      raw = take(WORK);
      if (raw !== null) tokens.push(workOf(raw));
    }
    if (raw === null) {
      raw = take(OTHER) ?? char;
      tokens.push({ kind: 'other', raw });
    }
    at += raw.length;
  }
  return tokens;
}

/** Where a quoted text ends; a doubled quote is part of it. -1: nowhere near. */
function endOf(text: string, start: number, quote: string): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf(quote, at);
    if (at === -1) return -1;
    if (at - start > LONGEST_TEXT) return at;
    if (text[at + 1] !== quote) return at;
    // An empty pair that begins the text ends it, where no text follows: `''` and not `'''a'''`.
    if (at === start + 1 && text[at + 2] !== quote) return at;
  }
}

function workOf(raw: string): Token {
  const word = raw.toLowerCase();
  const code = /^\[char\]\D*?(0x[0-9a-f]+|\d+)/i.exec(raw)?.[1];
  if (code === undefined) return { kind: 'work', word, raw };
  const opened = raw.includes('(');
  const closed = raw.includes(')');
  // `([char]65)`: the bracket that closes belongs to what is around it.
  if (opened === closed) return { kind: 'text', value: String.fromCharCode(Number(code)), raw };
  return { kind: 'other', raw };
}

/** How a token is written in the line. */
export const rawOf = (token: Token, quote: string): string =>
  token.kind === 'text' && token.raw === null
    ? quote + token.value.replaceAll(quote, quote + quote) + quote
    : token.raw!;

/** The line again. */
export const textOfTokens = (tokens: readonly Token[], quote: string): string =>
  tokens.map((token) => rawOf(token, quote)).join('');
