import { hash } from 'node:crypto';

/** JSON without spaces and with every object's keys in order, so that two spellings of one value are one text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const record = value as Record<string, unknown>;
  const members = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical JSON, 64 hex digits: two deliveries with the same one say the same. */
export function bodyHash(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'hex');
}
