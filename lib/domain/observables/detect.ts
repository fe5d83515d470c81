import { extract } from './extract.ts';
import { namedHost } from './hosts.ts';
import { mappedIpv4, parseIpv6 } from './ip.ts';
import { normalise } from './normalise.ts';
import { refang } from './refang.ts';
import type { ObservableRef, ObservableType } from './types.ts';

/** From the most particular form to the least: the first that fits is the type. */
const ORDER: ObservableType[] = [
  'url',
  'email',
  'ipv4',
  'ipv6',
  'md5',
  'sha1',
  'sha256',
  'mac',
  'cve',
  'crypto_address',
  'registry_key',
  'file_path',
];

/**
 * The one type of a pasted value in whatever form (defanged, quoted, upper case, with a trailing dot), and its canonical
 * value; null when it is not surely one observable. A text around an observable is for `extract`.
 */
export function detect(value: string): ObservableRef | null {
  const text = refang(unquote(value.trim()));
  if (text === '' || text.length > 8192) return null;
  const groups = text.includes(':') ? parseIpv6(text) : null;
  const mapped = groups && mappedIpv4(groups);
  if (mapped) return { type: 'ipv4', value: mapped };
  for (const type of ORDER) {
    const canonical = normalise(type, text);
    if (canonical !== null) return { type, value: canonical };
  }
  if (/^asn?[ :]?\d+$/i.test(text)) {
    const asn = normalise('asn', text);
    if (asn) return { type: 'asn', value: asn };
  }
  const [found, ...more] = extract(text);
  if (found && more.every((inner) => inner.end <= found.end) && covers(text, found.start, found.end)) {
    return { type: found.type, value: found.value };
  }
  // An internal name (`dc01.corp.local`) is believed when it is all that was pasted, never inside of a text.
  return text.includes('.') ? namedHost(text) : null;
}

/** Whether all around the span is punctuation. */
function covers(text: string, start: number, end: number): boolean {
  return /^[\s.,;:!?'"<>()[\]]*$/.test(text.slice(0, start) + text.slice(end));
}

function unquote(text: string): string {
  const match = /^(["'`<(])(.*)(["'`>)])$/s.exec(text);
  return match ? match[2]!.trim() : text;
}
