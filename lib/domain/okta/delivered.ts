import { readOktaBody } from './body.ts';
import { isRecord, OktaEvent } from './event.ts';

/** The one event of a stored body: it is the event alone, as each event of a delivery is stored, or a hook's body with one. */
export type OneEvent = { ok: true; event: OktaEvent } | { ok: false; reason: string };

/** Reads it; the reason is for people. */
export function readOneOktaEvent(body: unknown): OneEvent {
  if (!isHookBody(body)) {
    const parsed = OktaEvent.safeParse(body);
    if (parsed.success) return { ok: true, event: parsed.data };
    const [issue] = parsed.error.issues;
    return { ok: false, reason: `This is no Okta event: ${issue?.path.join('.') || 'the body'} is missing.` };
  }
  const reading = readOktaBody(body);
  if (!reading.ok) return reading;
  const [first, ...others] = reading.events;
  if (!first) return { ok: false, reason: 'The body holds no event.' };
  if (others.length > 0)
    return { ok: false, reason: `The body holds ${others.length + 1} events: each is a delivery of its own.` };
  return { ok: true, event: first.event };
}

/** The entries of a hook's body as they came, whatever they are; null for a body of another shape. */
export function entriesOf(body: unknown): unknown[] | null {
  return isHookBody(body) ? body.data.events : null;
}

function isHookBody(body: unknown): body is { data: { events: unknown[] } } {
  return isRecord(body) && isRecord(body.data) && Array.isArray(body.data.events);
}
