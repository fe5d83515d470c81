export interface OutgoingEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
}

export type Send = (events: OutgoingEvent[]) => Promise<void>;

export interface HandedOver {
  sent: string[];
  /** What will never be taken. */
  refused: { id: string; error: Error }[];
  /** Why the rest waits; null where nothing does. */
  problem: unknown;
}

/**
 * Hands events to the engine: all at once, and where that fails one by one, so that one that it cannot take holds up no other. Such a one
 * is refused by its kind of error, or by failing twice while others are taken. While the engine takes nothing at all, nobody knows
 * whose fault it is, and all wait.
 */
export async function handOver(events: OutgoingEvent[], send: Send): Promise<HandedOver> {
  const done: HandedOver = { sent: [], refused: [], problem: null };
  const batch = await failureOf(send, events);
  if (batch === null) return { ...done, sent: events.map(({ id }) => id) };

  let left = events;
  for (let pass = 1; pass <= 2; pass += 1) {
    const again: OutgoingEvent[] = [];
    const failures: HandedOver['refused'] = [];
    for (const event of left) {
      const failure = await failureOf(send, [event]);
      if (failure === null) done.sent.push(event.id);
      else if (isOutage(failure)) return { ...done, problem: failure };
      else if (isRefusal(failure)) done.refused.push({ id: event.id, error: errorOf(failure) });
      else {
        again.push(event);
        failures.push({ id: event.id, error: errorOf(failure) });
      }
    }
    left = again;
    if (left.length === 0) return done;
    if (done.sent.length === 0) return { ...done, problem: failures[0]!.error };
    if (pass === 2) done.refused.push(...failures);
  }
  return done;
}

async function failureOf(send: Send, events: OutgoingEvent[]): Promise<unknown> {
  try {
    await send(events);
    return null;
  } catch (error) {
    return error ?? new Error('no reason was given');
  }
}

const errorOf = (failure: unknown) => (failure instanceof Error ? failure : new Error(String(failure)));

/** The engine says that the event is wrong, or Postgres that its data is (classes 22 data, 23 constraint, 54 limit exceeded). */
function isRefusal(failure: unknown): boolean {
  return (
    (failure instanceof Error && failure.name === 'EventError') ||
    codesOf(failure).some((code) => /^(22|23|54)[0-9A-Z]{3}$/.test(code))
  );
}

/** Nobody answers: Postgres' classes 08, 53 and 57, and what Node calls a lost connection. */
function isOutage(failure: unknown): boolean {
  return codesOf(failure).some((code) => /^(08|53|57)[0-9A-Z]{3}$|^(E[A-Z]{4,}|UND_ERR_\w+)$/.test(code));
}

function codesOf(failure: unknown): string[] {
  const codes: string[] = [];
  for (let error = failure; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string') codes.push(code);
  }
  return codes;
}
