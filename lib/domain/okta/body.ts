import { z } from 'zod';
import { isRecord, OktaEvent } from './event.ts';

/** One event of a delivery, with the object as it came for keeping. */
export interface DeliveredEvent {
  event: OktaEvent;
  raw: Record<string, unknown>;
}

export type OktaReading =
  | {
      ok: true;
      events: DeliveredEvent[];
      /** Entries that are no events, by their place in the list. */
      rejects: { index: number; problem: string }[];
    }
  | { ok: false; reason: string };

const Delivery = z.looseObject({ data: z.looseObject({ events: z.array(z.unknown()) }) });

/**
 * The events of an event hook's body: any number of them, each with a `uuid` by which it is known again. One that came twice in the
 * same body is read once. The reason is for people.
 */
export function readOktaBody(body: unknown): OktaReading {
  const delivery = Delivery.safeParse(body);
  if (!delivery.success) return { ok: false, reason: 'The body is no Okta event hook: it has no list at data.events.' };
  const reading = readOktaEvents(delivery.data.data.events);
  if (reading.events.length > 0 || reading.rejects.length === 0) return { ok: true, ...reading };
  return { ok: false, reason: `None of its events can be read: ${reading.rejects[0]!.problem}.` };
}

/** The events among rows of the System Log, each once. */
export function readOktaEvents(rows: readonly unknown[]): Omit<Extract<OktaReading, { ok: true }>, 'ok'> {
  const events = new Map<string, DeliveredEvent>();
  const rejects: { index: number; problem: string }[] = [];
  for (const [index, row] of rows.entries()) {
    const parsed = OktaEvent.safeParse(row);
    if (!parsed.success || !isRecord(row)) rejects.push({ index, problem: problemOf(parsed.error) });
    else if (!events.has(parsed.data.uuid)) events.set(parsed.data.uuid, { event: parsed.data, raw: row });
  }
  return { events: [...events.values()], rejects };
}

function problemOf(error: z.ZodError | undefined): string {
  const [issue] = error?.issues ?? [];
  return issue?.path.length ? `${issue.path.join('.')} is missing` : 'an entry is no object';
}
