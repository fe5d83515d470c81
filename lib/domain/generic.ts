import type { BodyReading } from './intake-sources.ts';

/** Where senders put the id of what they tell about, in the order of trust. */
const ID_PATHS = [
  ['id'],
  ['alertId'],
  ['alert_id'],
  ['uuid'],
  ['alert', 'id'],
  ['event', 'id'],
  ['incident', 'id'],
] as const;

/** Any JSON object is an alert; its id is found where senders usually put it. */
export function readGenericBody(body: unknown): BodyReading {
  if (!isRecord(body)) return { ok: false, reason: 'The body is not a JSON object.' };
  for (const path of ID_PATHS) {
    const found = path.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), body);
    if (typeof found === 'number' && Number.isFinite(found)) return { ok: true, objectKey: String(found) };
    if (typeof found === 'string' && found.trim() !== '') return { ok: true, objectKey: found.trim() };
  }
  return { ok: true, objectKey: null };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
