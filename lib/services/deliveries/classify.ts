import { createHash } from 'node:crypto';
import type { IntakeEvent } from '../../domain/intake-sources.ts';
import { intakeOf } from '../connectors/catalogue.ts';
import { bodyKey } from './body-key.ts';
import { bodyHash } from './canonical.ts';

/** What intake can say of a body before any mapping. */
export type Classification =
  | {
      ok: true;
      objectKey: string;
      event: IntakeEvent;
      /** What a duplicate is equal in, as SHA-256: the body's own, or that of the key where this names one event. */
      sameness: string;
    }
  /** JSON of another shape: kept, shown with the reason, delivered again once that is mended. */
  | { ok: false; reason: string };

/**
 * Which vendor object a connector's body is about. `hash` is the body's own, the last resort for what names no object. Throws
 * `not_found` for a connector that sends no events.
 */
export function classify(connectorId: string, value: unknown, hash: string): Classification {
  const { read, event } = intakeOf(connectorId);
  const reading = read(value);
  if (!reading.ok) return reading;
  const objectKey = reading.objectKey === null ? bodyKey(hash) : keyOf(reading.objectKey);
  return { ok: true, objectKey, event, sameness: samenessOf(reading, objectKey, hash) };
}

function samenessOf({ once, version }: { once?: true; version?: string }, objectKey: string, hash: string): string {
  if (once) return bodyHash(objectKey);
  return version === undefined ? hash : bodyHash([objectKey, version]);
}

const MAX_KEY = 512;

/** A key fits into an index and into jsonb: NUL and halves of surrogate pairs are replaced, a very long one is its hash. */
function keyOf(key: string): string {
  const clean = key.toWellFormed().replaceAll('\0', '\ufffd');
  return clean.length <= MAX_KEY ? clean : `sha256:${createHash('sha256').update(clean).digest('hex')}`;
}
