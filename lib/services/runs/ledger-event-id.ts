import { createHash } from 'node:crypto';
import { isUuid } from '../kernel/uuid.ts';

/**
 * The id under which the ledger files an event. Ours are the outbox rows' UUIDs; what an engine makes itself (a timer, an invocation) has
 * another form and gets a UUID version 8 from its SHA-256.
 */
export function ledgerEventId(eventId: string): string {
  if (isUuid(eventId)) return eventId.toLowerCase();
  const bytes = createHash('sha256').update(eventId).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
