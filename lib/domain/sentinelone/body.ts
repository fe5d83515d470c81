import type { BodyReading } from '../intake-sources.ts';
import { isRecord } from '../record.ts';

/** Where the body holds the threat: itself, or under one of these. */
const WRAPS = ['data', 'threat', 'payload'] as const;

/**
 * A threat as SentinelOne's API and its webhooks have it: what is known of it under `threatInfo`, or flat. Its id is what later events of it
 * are told by, its last update which of them is newer.
 */
export function readThreatBody(body: unknown): BodyReading {
  const found = threatOf(body);
  if (!found) return { ok: false, reason: 'The body is not a JSON object.' };
  const { threat, info } = found;
  const id = [info.threatId, threat.threatId, threat.id].find(isId);
  if (id === undefined) return { ok: false, reason: 'The body is no SentinelOne threat: it has no threatId.' };
  const at = typeof info.updatedAt === 'string' ? Date.parse(info.updatedAt) : Number.NaN;
  return { ok: true, objectKey: String(id).trim(), ...(!Number.isNaN(at) && { version: new Date(at).toISOString() }) };
}

/** The threat within a body, and what is known of it; null: the body is no object. */
export function threatOf(body: unknown): Record<'threat' | 'info', Record<string, unknown>> | null {
  if (!isRecord(body)) return null;
  const threat = WRAPS.map((name) => body[name]).find(isRecord) ?? body;
  return { threat, info: isRecord(threat.threatInfo) ? threat.threatInfo : threat };
}

/** Ids have 19 digits: as a number such a one is not exact any more, but it is better than none. */
const isId = (value: unknown) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
