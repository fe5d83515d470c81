import type { IntakeSource } from '../../domain/intake-sources.ts';

/** The moment of the state that a body tells of, in milliseconds; null: it does not say, or is none of the source's. */
export function momentOf(source: IntakeSource, body: unknown): number | null {
  const reading = source.read(body);
  return reading.ok && reading.version !== undefined ? Date.parse(reading.version) : null;
}
