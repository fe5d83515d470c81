/** Every kind of observable the product knows; a row is unique by (type, normalised value). */
export const OBSERVABLE_TYPES = [
  'ipv4',
  'ipv6',
  'domain',
  'hostname',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'file_name',
  'file_path',
  'process',
  'command_line',
  'registry_key',
  'mac',
  'user',
  'device',
  'cloud_resource',
  'cve',
  'asn',
  'crypto_address',
  'other',
] as const;
export type ObservableType = (typeof OBSERVABLE_TYPES)[number];

/** What an observable is to its case. Only `implicated` ones weigh in a verdict on the case. */
export const OBSERVABLE_ROLES = ['implicated', 'victim', 'own', 'related'] as const;
export type ObservableRole = (typeof OBSERVABLE_ROLES)[number];

/** Of each observable of a case so many origins are kept: the rest stands in the raw events. */
export const MAX_ORIGINS = 20;

export const OBSERVABLE_VERDICTS = ['unknown', 'benign', 'suspicious', 'malicious'] as const;
export type ObservableVerdict = (typeof OBSERVABLE_VERDICTS)[number];

export interface ObservableRef {
  type: ObservableType;
  /** In canonical form, as `normalise` returns it. */
  value: string;
}

/** An observable found in a text. `start` and `end` are UTF-16 offsets into the text as it was given. */
export interface Extracted extends ObservableRef {
  start: number;
  end: number;
  /** The prefix length, when the address stood in CIDR notation. The value stays the address. */
  prefix?: number;
}
