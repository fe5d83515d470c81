/** What may be Base64, in either alphabet. */
const BASE64 = /(?<![\w+/=-])[\w+/-]{16,65536}={0,2}/g;
/** `name:secret`, as HTTP sends it. */
const CREDENTIALS = /^[\w.@\\-]{1,64}:[^\s:]{4,200}$/;
const LONGEST_DECODED = 65_536;
const LAYERS = 2;
/** So many are judged one by one; where there are more, and one of them hides something, none is shown. */
const MOST_JUDGED = 200;

/**
 * Masks what is in Base64 and holds what is to be masked, directly or in another layer: whole, for nothing can be taken out of it.
 * @param hides whether a plain text holds such
 */
export function maskEncoded(text: string, hides: (text: string) => boolean, place: (blob: string) => string): string {
  const found = new Map<string, string>();
  for (const [blob] of text.matchAll(BASE64)) {
    const read = found.has(blob) ? null : readAll(blob, LAYERS);
    if (read !== null) found.set(blob, read);
  }
  if (found.size === 0) return text;
  const isHiding = (read: string) => read.split('\n').some((layer) => CREDENTIALS.test(layer)) || hides(read);
  if (!isHiding([...found.values()].join('\n'))) return text;
  const hiding = new Set(
    found.size > MOST_JUDGED ? found.keys() : [...found.keys()].filter((blob) => isHiding(found.get(blob)!)),
  );
  return text.replace(BASE64, (blob) => (hiding.has(blob) ? place(blob) : blob));
}

/** What a text in Base64 says, with what it says in Base64 itself on lines of its own; null: it is no text. */
function readAll(blob: string, layers: number): string | null {
  const text = readLayer(blob);
  if (text === null || layers === 1) return text;
  const inner = (text.match(BASE64) ?? []).flatMap((one) => readAll(one, layers - 1) ?? []);
  return [text, ...inner].join('\n');
}

/** As UTF-8, or as UTF-16 where every other byte is empty (PowerShell’s way). */
function readLayer(blob: string): string | null {
  const bytes = Buffer.from(blob.slice(0, LONGEST_DECODED), 'base64');
  if (bytes.length < 8) return null;
  const wide = bytes[1] === 0 && bytes[3] === 0;
  // A last byte without its other half stays away.
  const text = wide ? bytes.subarray(0, bytes.length & ~1).toString('utf16le') : bytes.toString('utf8');
  return isText(text) ? text : null;
}

/** Of what was cut in the middle of a character the last sign may be broken. */
const isText = (text: string) => !/[^\P{Cc}\t\n\r]|\ufffd/u.test(text.slice(0, -1));
