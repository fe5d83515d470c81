import { isRecord } from '../record.ts';
import { FalconAlert } from './alert.ts';

export type FalconReading =
  | {
      ok: true;
      alert: FalconAlert;
      /** The alert as it came. */
      raw: Record<string, unknown>;
    }
  | { ok: false; reason: string };

/**
 * Reads a body of Falcon's: an alert as the Alerts API has it, alone or under `alert`, as a Fusion workflow may write it. The reason is for
 * people.
 */
export function readFalconBody(body: unknown): FalconReading {
  if (!isRecord(body)) return { ok: false, reason: 'The body is not a JSON object.' };
  const raw = isRecord(body.alert) ? body.alert : body;
  const parsed = FalconAlert.safeParse(raw);
  if (parsed.success) return { ok: true, alert: parsed.data, raw };
  return { ok: false, reason: 'The body is no Falcon alert: it has no composite_id.' };
}

/**
 * What tells one state of an alert from another: its last update, to the millisecond, so that the hook and our own reading know the same
 * state by whatever number of digits it is written with. Null: the body does not tell.
 */
export function falconVersion({ updated_timestamp }: Pick<FalconAlert, 'updated_timestamp'>): string | null {
  const at = Date.parse(updated_timestamp ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
