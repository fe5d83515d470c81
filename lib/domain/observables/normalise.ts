import { parseCloudResource } from './cloud.ts';
import { parseCryptoAddress } from './crypto-address.ts';
import { canonicalHost, namedHost, publicHost } from './hosts.ts';
import { formatIpv6, mappedIpv4, parseIpv4, parseIpv6 } from './ip.ts';
import { parseFilePath, parseRegistryKey } from './paths.ts';
import { refang } from './refang.ts';
import { parseEncodedUrl } from './scan-urls.ts';
import { HASH_TYPES, parseAsn, parseCve, parseMac } from './tokens.ts';
import type { ObservableType } from './types.ts';
import { parseUrl } from './urls.ts';

const LONGEST_NAME = 512;
const LONGEST_COMMAND = 32_768;

/**
 * The canonical form under which an observable of a type is stored and found, or null when the value is not of that
 * type. Takes defanged values. Applied to its own result it changes nothing.
 *
 * - hosts: lower case, punycode, no trailing dot; `domain` is registrable (or internal), `hostname` any host
 * - IPv6: RFC 5952, zone dropped; an IPv4-mapped one counts as `ipv4` too, being the same peer on a dual-stack socket
 * - URL: scheme and host in lower case, no default port, `/` as the empty path
 * - hashes, MAC (`aa:bb:…`), Ethereum, Azure ids: lower case; CVE and `AS64500`: upper case
 * - paths: single separators, upper-case drive; registry: long hive name; names keep the case that they are written in (see `identityOf`)
 * - e-mail: lower case as a whole, without `mailto:`: no mail provider in use tells `Bob@` from `bob@`
 */
export function normalise(type: ObservableType, value: string): string | null {
  const trimmed = value.trim();
  if (trimmed === '' || trimmed.length > LONGEST_COMMAND) return null;
  switch (type) {
    case 'ipv4':
      return normaliseIpv4(refang(trimmed));
    case 'ipv6':
      return normaliseIpv6(refang(trimmed));
    case 'domain':
      return normaliseDomain(refang(trimmed));
    case 'hostname':
      return namedHost(refang(trimmed))?.value ?? null;
    case 'url':
      return normaliseUrl(refang(trimmed));
    case 'email':
      return normaliseEmail(refang(trimmed));
    case 'md5':
    case 'sha1':
    case 'sha256':
      return HASH_TYPES[trimmed.length] === type && /^[0-9a-f]+$/i.test(trimmed) ? trimmed.toLowerCase() : null;
    case 'mac':
      return parseMac(trimmed, true);
    case 'cve':
      return parseCve(trimmed);
    case 'asn':
      return parseAsn(trimmed);
    case 'crypto_address':
      return parseCryptoAddress(trimmed);
    case 'registry_key':
      return parseRegistryKey(trimmed);
    case 'file_path':
      return parseFilePath(trimmed);
    case 'file_name':
      return isName(trimmed) && !/[\\/<>"|?*]/.test(trimmed) ? trimmed : null;
    case 'process':
    case 'device':
    case 'cloud_resource':
      return isName(trimmed) ? (parseCloudResource(trimmed) ?? trimmed) : null;
    case 'user':
      return isName(trimmed) ? trimmed.toLowerCase() : null;
    case 'command_line':
      return trimmed;
    case 'other':
      if (trimmed.length > LONGEST_NAME) return null;
      return trimmed.length === 128 && /^[0-9a-f]+$/i.test(trimmed) ? trimmed.toLowerCase() : trimmed;
  }
}

/** One line without control characters, of a length that a name can have. */
function isName(text: string): boolean {
  if (text.length > 2048) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 32 || text.charCodeAt(i) === 127) return false;
  return true;
}

function normaliseIpv4(text: string): string | null {
  const groups = text.includes(':') ? parseIpv6(text.replace(/^\[|\]$/g, '')) : null;
  return groups ? mappedIpv4(groups) : parseIpv4(text.replace(/\.$/, ''));
}

function normaliseIpv6(text: string): string | null {
  const groups = parseIpv6(text.replace(/^\[|\]$/g, '').replace(/%[\w.-]{1,32}$/, ''));
  return groups && formatIpv6(groups);
}

function normaliseDomain(text: string): string | null {
  const host = publicHost(text) ?? namedHost(text);
  if (!host) return null;
  if (host.type === 'domain') return host.value;
  const labels = host.value.split('.');
  // An internal zone has no registrable part; the shortest name in it (`corp.local`) is taken for its apex.
  return publicHost(text) === null && labels.length === 2 ? host.value : null;
}

function normaliseUrl(text: string): string | null {
  const url = parseUrl(text) ?? parseEncodedUrl(text);
  // What was percent-encoded as a whole can hold what a URL cannot.
  return url && parseUrl(url);
}

function normaliseEmail(text: string): string | null {
  const address = /^mailto:([^?]*)/i.exec(text)?.[1] ?? text;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).toLowerCase();
  if (at < 1 || local.length > 64 || !/^[^\s@"<>()[\],;:\\]+$/.test(local)) return null;
  const domain = canonicalHost(address.slice(at + 1));
  return domain?.includes('.') && !/^[0-9.]+$/.test(domain) ? `${local}@${domain}` : null;
}
