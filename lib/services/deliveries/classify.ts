import { createHash } from 'node:crypto';
import type { EventName } from '../../domain/events.ts';
import { readWizBody } from '../../domain/wiz.ts';

/** What intake can say of a body before any mapping. */
export type Classification =
  | { ok: true; objectKey: string; event: Extract<EventName, `${string}.received`> }
  /** JSON of another shape: kept, shown with the reason, delivered again once that is mended. */
  | { ok: false; reason: string };

/** Which vendor object a connector's body is about. `hash` is the body's own, the last resort for what names no object. */
export function classify(connectorId: string, value: unknown, hash: string): Classification {
  if (connectorId === 'wiz') {
    const reading = readWizBody(value);
    if (!reading.ok) return { ok: false, reason: reading.reason };
    return { ok: true, objectKey: keyOf(reading.object.objectKey), event: 'wiz/issue.received' };
  }
  if (!isRecord(value)) return { ok: false, reason: 'The body is not a JSON object.' };
  return { ok: true, objectKey: keyOf(genericKey(value) ?? `sha256:${hash}`), event: 'generic/alert.received' };
}

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

function genericKey(body: Record<string, unknown>): string | null {
  for (const path of ID_PATHS) {
    const found = path.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), body);
    if (typeof found === 'number' && Number.isFinite(found)) return String(found);
    if (typeof found === 'string' && found.trim() !== '') return found.trim();
  }
  return null;
}

const MAX_KEY = 512;

/** A key fits into an index and into jsonb: NUL and halves of surrogate pairs are replaced, a very long one is its hash. */
function keyOf(key: string): string {
  const clean = key.toWellFormed().replaceAll('\0', '\ufffd');
  return clean.length <= MAX_KEY ? clean : `sha256:${createHash('sha256').update(clean).digest('hex')}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
