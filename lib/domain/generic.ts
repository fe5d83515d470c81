import type { BodyReading } from './intake-sources.ts';

/** Some tools wrap the alert: its fields are read as if they stood outside, a later wrap over an earlier one. */
const WRAPS = ['data', 'incident', 'event', 'payload', 'alert'] as const;

/** Where senders put the id of what they tell about, in the order of trust. */
const ID_NAMES = [
  ...['id', 'alertId', 'alert_id', 'uuid', 'guid'],
  ...['externalId', 'external_id', 'key', 'fingerprint'],
] as const;

/**
 * Any JSON object is an alert; its id is found where senders usually put it. The shipped mapping looks in the same places (a test holds the
 * two together): what intake takes for one object must be one object there.
 */
export function readGenericBody(body: unknown): BodyReading {
  if (!isRecord(body)) return { ok: false, reason: 'The body is not a JSON object.' };
  const wraps = WRAPS.map((name) => body[name]).filter(isRecord);
  for (const name of ID_NAMES) {
    const holder = [body, ...wraps].findLast((record) => Object.hasOwn(record, name));
    const found = holder?.[name];
    if (typeof found === 'number' && Number.isFinite(found)) return { ok: true, objectKey: String(found) };
    if (typeof found === 'string' && found.trim() !== '') return { ok: true, objectKey: found.trim() };
  }
  return { ok: true, objectKey: null };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
