import { bitsOf, DIGIT, DOT, HEX, HYPHEN, isAlnum, isAsciiLetter, isDigit, isHex, WIDE, wordBits } from './chars.ts';
import { HostCache } from './host-cache.ts';
import type { Host } from './hosts.ts';
import { parseIpv4 } from './ip.ts';
import { scanArn, scanAzureId, scanGoogleName } from './scan-cloud.ts';
import { scanColonGroups } from './scan-colons.ts';
import { scanDottedWord } from './scan-dotted.ts';
import { scanEmail } from './scan-email.ts';
import {
  scanDrivePath,
  scanHomePath,
  scanRegistryKey,
  scanUncPath,
  scanUnixPath,
  scanVariablePath,
} from './scan-paths.ts';
import { scanPlainWord } from './scan-plain.ts';
import { scanUrl } from './scan-urls.ts';
import type { Extracted, ObservableType } from './types.ts';

/** One pass over a text. Offsets are those of `text`, with defanging already undone. */
export interface Scan {
  readonly text: string;
  readonly found: Extracted[];
  /** Units looked at, also those looked at again: the measure by which the tests hold the scanner linear. */
  steps: number;
  /** Before these offsets no URL, group of colons or cloud id is tried again: what stood there was looked at in full. */
  urlsAfter: number;
  colonsAfter: number;
  idsAfter: number;
  readonly hosts: HostCache;
}

export function emit(scan: Scan, type: ObservableType, value: string, start: number, end: number): void {
  scan.found.push({ type, value, start, end });
}

/** The public host that is written from `start` to `end`, or null. */
export function hostOf(scan: Scan, start: number, end: number): Host | null {
  return scan.hosts.get(start, end);
}

/** An address or a public host that is known to stand there, by its own offsets. */
export function emitHost(scan: Scan, start: number, end: number): void {
  const address = isDigit(scan.text.charCodeAt(start)) ? parseIpv4(scan.text.slice(start, end)) : null;
  const host = address === null ? hostOf(scan, start, end) : null;
  if (address !== null) emit(scan, 'ipv4', address, start, end);
  else if (host !== null) emit(scan, host.type, host.value, start, end);
}

/**
 * Walks the text word by word. A word is a run of letters, digits, `.`, `-` and `_`; what it is made of and what stands
 * next to it decides which recogniser is asked. Each answers where to go on, never behind what it has read,
 * or reads a bounded number of units: so the whole is linear.
 */
export function scanText(text: string): Scan {
  const scan: Scan = {
    text,
    found: [],
    steps: 0,
    urlsAfter: 0,
    colonsAfter: 0,
    idsAfter: 0,
    hosts: new HostCache(text),
  };
  const n = text.length;
  let i = 0;
  while (i < n) {
    const first = text.charCodeAt(i);
    if (first < 128 ? wordBits[first] === 0 : bitsOf(first) === 0) {
      i = atSign(scan, i, first);
      continue;
    }
    let end = i;
    let made = 0;
    let dots = 0;
    for (; end < n; end++) {
      const c = text.charCodeAt(end);
      const bits = c < 128 ? wordBits[c]! : bitsOf(c);
      if (bits === 0) break;
      if (bits === DOT) {
        if (text.charCodeAt(end + 1) === 46) break;
        dots++;
      }
      made |= bits;
    }
    i = end === i ? i + 1 : atWord(scan, i, end, made, dots);
  }
  scan.steps += n;
  return scan;
}

/** A unit outside of words; returns where to go on. */
function atSign(scan: Scan, i: number, c: number): number {
  switch (c) {
    case 64:
      return scanEmail(scan, i);
    case 92:
      return scanUncPath(scan, i);
    case 47:
      return scanAzureId(scan, i) || scanUnixPath(scan, i);
    case 58:
      return scan.text.charCodeAt(i + 1) === 58 && !isAlnum(scan.text.charCodeAt(i - 1))
        ? scanColonGroups(scan, i) || i + 2
        : i + 1;
    case 37:
      return scanVariablePath(scan, i);
    case 126:
      return scanHomePath(scan, i);
    default:
      return i + 1;
  }
}

function atWord(scan: Scan, start: number, end: number, made: number, dots: number): number {
  const { text } = scan;
  const next = text.charCodeAt(end);
  if (next === 58) {
    const after = text.charCodeAt(end + 1);
    if (after === 47 && text.charCodeAt(end + 2) === 47) {
      const resume = scanUrl(scan, start, end);
      if (resume) return resume;
    }
    if (
      (after === 92 || after === 47) &&
      isAsciiLetter(text.charCodeAt(end - 1)) &&
      !isAlnum(text.charCodeAt(end - 2))
    ) {
      const resume = scanDrivePath(scan, end - 1);
      if (resume) return resume;
    }
    if (after === 92 && dots === 0) return scanRegistryKey(scan, start, end) || end;
    if (end - start === 3) {
      const resume = scanArn(scan, start);
      if (resume) return resume;
    }
    if (end - start <= 4 && (made & ~HEX) === 0 && (after === 58 || isHex(after))) {
      const resume = scanColonGroups(scan, start);
      if (resume) return resume;
    }
  } else if (next === 92 && dots === 0) {
    const resume = scanRegistryKey(scan, start, end);
    if (resume) return resume;
  } else if (next === 47) {
    const resume = scanGoogleName(scan, start, end);
    if (resume) return resume;
  }
  if (dots > 0) {
    scanDottedWord(scan, start, end, made, dots);
    return end;
  }
  // A word without digits is prose, but for a MAC address or a hash of letters alone.
  const length = end - start;
  const digits = (made & DIGIT) !== 0 ? length >= 3 : (length === 17 || length >= 32) && (made & ~(HEX | HYPHEN)) === 0;
  return digits && (made & WIDE) === 0 ? scanPlainWord(scan, start, end, made) : end;
}
