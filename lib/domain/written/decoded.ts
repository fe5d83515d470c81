import { bytesOf, textOf } from '../command-line/base64.ts';

const BASE64 = /[A-Za-z0-9+/_-]{16,131072}={0,2}/g;
/** The same in lines of 64 or 76, as mail and certificates have it. */
const IN_LINES = /^[A-Za-z0-9+/]{60,76}\r?\n[A-Za-z0-9+/=\r\n]+$/;
const HEX = /^(?:0x)?(?:[0-9a-f]{2}){8,65536}$/i;
const CODED_SIGN = /%[0-9a-f]{2}/i;

/** What a text stands for in Base64, hexadecimal or URL codes, once: what can be read of it. Time is in proportion to the text. */
export function decodedOf(text: string): string[] {
  const decoded = new Set<string>();
  if (HEX.test(text)) add(decoded, hexText(text));
  const joined = IN_LINES.test(text) ? text.replaceAll(/\r?\n/g, '') : text;
  for (const [run] of joined.matchAll(BASE64)) add(decoded, base64Text(run));
  if (CODED_SIGN.test(text)) add(decoded, urlText(text));
  return [...decoded];
}

/** A title of a process as auditd writes it: in hexadecimal, its parts ended by zeros. What is none stays as it is. */
export const titleOf = (text: string): string => (HEX.test(text) ? (hexText(text) ?? text) : text);

function add(decoded: Set<string>, inner: string | null): void {
  const trimmed = inner?.trim();
  if (trimmed) decoded.add(trimmed);
}

function base64Text(run: string): string | null {
  const bytes = bytesOf(run.replaceAll('-', '+').replaceAll('_', '/'));
  return bytes && textOf(bytes);
}

function hexText(text: string): string | null {
  const digits = text.replace(/^0x/i, '');
  const bytes = Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
  return textOf(bytes) ?? textOf(bytes.map((byte) => (byte === 0 ? 0x20 : byte)));
}

/** Byte by byte: what is no UTF-8 is a sign of Latin-1, and no error. */
const urlText = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16)));
