import type { ResolutionVerdict, State } from '#lib/domain/case-state.ts';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import type { Severity } from '#lib/domain/severity.ts';

/** `in_progress` and `cloudPlatform` as a person writes them: `In progress`, `Cloud platform`. */
export function sentence(identifier: string): string {
  const words = identifier
    .replaceAll('_', ' ')
    .replace(/(?<=[a-z0-9])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function severityName(severity: Severity): string {
  return severity === 'informational' ? 'Info' : sentence(severity);
}

/** Of a shipped state. What an installation calls its states, `useStates` knows. */
export function stateName(state: State): string {
  return sentence(state);
}

export function verdictName(verdict: ResolutionVerdict): string {
  return sentence(verdict);
}

const TYPE_NAMES: Partial<Record<ObservableType, string>> = {
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  url: 'URL',
  email: 'E-mail',
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  mac: 'MAC',
  cve: 'CVE',
  asn: 'ASN',
};

export function observableTypeName(type: ObservableType): string {
  return TYPE_NAMES[type] ?? sentence(type);
}
