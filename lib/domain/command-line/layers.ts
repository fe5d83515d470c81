import { bytesOf, isCompressed, textOf } from './base64.ts';
import { replaceEach, type Step } from './step.ts';
import type { Work } from './work.ts';

/** Opens gzip, zlib or raw deflate data, at most so many bytes of it; null where it cannot. */
export type Inflate = (bytes: Uint8Array, maxBytes: number) => Uint8Array | null;

const MOST_INFLATED_BYTES = 65_536;
/** Texts that are decoded of one line in one round. */
const MOST_DECODED = 64;
const BASE64 = '[A-Za-z0-9+/]{8,131072}={0,2}';

/** `-e`, `-ec`, `-enc` … up to the whole name: PowerShell takes every beginning of a parameter's name. */
const ENCODED = new RegExp(
  String.raw`(?<=^|[\s"'])[-/](e[a-z]{0,13})[\s:=]{1,20}["']?(${BASE64})["']?(?=$|[\s"'&|;)])`,
  'gi',
);

/** Where a text in Base64 is read by what stands around it, and which group of the match it is. */
const READ = [
  new RegExp(
    String.raw`(?:\[(?:system\.)?text\.encoding\]::\w{1,20}\.getstring\(\s{0,5})?(?:\[?(?:system\.)?convert\]?::)?frombase64string\(\s{0,5}["'](${BASE64})["']\s{0,5}\)(?:\s{0,5}\))?`,
    'gi',
  ),
  new RegExp(
    String.raw`(?:echo|printf)\s{1,5}(?:-\w{1,3}\s{1,5})?["']?(${BASE64})["']?\s{0,5}\|\s{0,5}(?:base64|openssl\s{1,5}(?:enc\s{1,5}-)?base64)\s{1,5}-{1,2}\w{1,10}(?:\s{1,5}-A)?`,
    'gi',
  ),
  new RegExp(String.raw`base64\s{1,5}-{1,2}d\w{0,6}\s{1,5}<<<\s{0,5}["']?(${BASE64})["']?`, 'gi'),
  new RegExp(String.raw`(?:\batob|b64decode|base64_decode|decode64)\(\s{0,5}b?["'](${BASE64})["']\s{0,5}\)`, 'gi'),
];

interface Decoded {
  text: string;
  steps: Omit<Step, 'round'>[];
  /** Something was left as it is: there is too much of it. */
  unfinished: boolean;
}

/** What is coded in Base64 in a line, written out where it stands. Compressed data is told, and opened where `inflate` can and there is `work` left. */
export function decodeLayers(text: string, work: Work, inflate?: Inflate): Decoded {
  const steps: Decoded['steps'] = [];
  let tried = 0;
  let unfinished = false;
  const inflated = (bytes: Uint8Array): string | null => {
    // As much as may come of it, whatever does: a small one may open to anything.
    if (!inflate || !work.take(MOST_INFLATED_BYTES)) return null;
    const opened = inflate(bytes, MOST_INFLATED_BYTES);
    return opened ? textOf(opened) : null;
  };
  // Raw deflate has no head: what opens it in the line tells.
  const deflated = /deflatestream|gzinflate|inflateraw/i.test(text);
  const read = (base64: string): string | null => {
    tried += 1;
    if (tried > MOST_DECODED) {
      unfinished = true;
      return null;
    }
    const bytes = bytesOf(base64);
    if (!bytes) return null;
    if (isCompressed(bytes)) {
      const inner = inflated(bytes);
      steps.push({ kind: 'gzip', result: inner ?? `${bytes.length} bytes, not opened` });
      return inner;
    }
    const inner = textOf(bytes) ?? (deflated ? inflated(bytes) : null);
    if (inner === null) return null;
    steps.push({ kind: 'base64', result: inner });
    return inner;
  };
  let out = text;
  const decode = (pattern: RegExp, made: Parameters<typeof replaceEach>[2]) => {
    const pass = replaceEach(out, pattern, made);
    out = pass.text;
    unfinished ||= pass.unfinished ?? false;
  };
  if (/[-/]e/i.test(out))
    decode(ENCODED, ([found, name, base64]) => {
      const low = name!.toLowerCase();
      if (low !== 'ec' && !'encodedcommand'.startsWith(low)) return null;
      const inner = read(base64!);
      return inner === null ? null : `${found.slice(0, 1)}${name} ${inner}`;
    });
  if (/base64|decode64|atob/i.test(out))
    for (const pattern of READ)
      decode(pattern, ([, base64]) => {
        const inner = read(base64!);
        return inner === null ? null : quoted(inner);
      });
  return { text: out, steps, unfinished };
}

const quoted = (text: string) => (text.includes("'") ? ` ${text} ` : `'${text}'`);
