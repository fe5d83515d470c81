/** Bytes that Base64 stands for; null where it is none. */
export function bytesOf(base64: string): Uint8Array | null {
  const text = base64.replace(/=+$/, '');
  if (text.length % 4 === 1) return null;
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}

/** True for a gzip or zlib head, or a program's: data that is no text as it stands. */
export function isCompressed(bytes: Uint8Array): boolean {
  if (bytes.length < 10) return false;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return true;
  return bytes[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[1]!) && (bytes[0] * 256 + bytes[1]!) % 31 === 0;
}

const WIDE = new TextDecoder('utf-16le');
const NARROW = new TextDecoder('utf-8');

/** The text that bytes are, as UTF-16LE or UTF-8, in any script; null where they are none. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.length < 2) return null;
  if (bytes.length % 2 === 0) {
    const wide = WIDE.decode(bytes);
    if (isText(wide)) return wide;
  }
  const narrow = NARROW.decode(bytes);
  return isText(narrow) ? narrow : null;
}

/** Below this length what decodes by chance could pass for text. */
const SHORT = 24;
/** Controls, halves of signs, signs that are none: no text has them, and bytes that are none decode to many. */
const STRANGE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufffd]/gu;
const PRINTED = /[\x20-\x7e\t\r\n]/g;

/**
 * Whatever alphabet a script is commented in, its commands are ASCII: a part of it is, and next to nothing of it is no letter at all. Of a
 * short text all is ASCII.
 */
function isText(text: string): boolean {
  const printed = text.match(PRINTED)?.length ?? 0;
  if (text.length < SHORT) return printed === text.length;
  const strange = (text.match(STRANGE) ?? []).filter((sign) => !'\t\r\n'.includes(sign)).length;
  return printed * 10 >= text.length && strange * 6 <= printed;
}
