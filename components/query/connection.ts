import { sseReader } from './sse.ts';

export type LiveState = 'connecting' | 'live' | 'reconnecting';

export interface ConnectionEvents {
  /** The data of an `event: change`, and its id. */
  onChange: (data: string, id: string) => void;
  onState: (state: LiveState) => void;
  /** Too much was missed to be told: everything may have changed, and `id` is where the stream goes on. */
  onReset: (id: string) => void;
  /** Connected again after a break in which something may have been missed. */
  onGap: () => void;
}

/** Silence for this long means a dead connection: the server sends a comment far more often. */
const SILENCE_MS = 45_000;

/**
 * Holds one stream open until `signal` aborts: reconnects with growing waits, and goes on after the last id it saw (`Last-Event-ID`).
 * It reads with fetch, not EventSource: only so can a new leader go on where another tab stopped.
 */
export async function holdConnection(
  signal: AbortSignal,
  lastId: () => string,
  events: ConnectionEvents,
): Promise<void> {
  let failures = 0;
  let before = false;
  while (!signal.aborted) {
    events.onState(before || failures > 0 ? 'reconnecting' : 'connecting');
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const id = lastId();
      const response = await fetch('/api/v1/stream', {
        headers: { accept: 'text/event-stream', ...(id ? { 'last-event-id': id } : {}) },
        signal: attempt.signal,
        cache: 'no-store',
      });
      if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
      events.onState('live');
      if (before) events.onGap();
      before = true;
      await readAll(response.body, attempt, () => (failures = 0), events);
    } catch {
      // A break in the line: said by the state, healed by the loop.
    } finally {
      signal.removeEventListener('abort', stop);
      attempt.abort();
    }
    if (signal.aborted) return;
    events.onState('reconnecting');
    failures++;
    await pause(Math.min(15_000, 400 * 2 ** Math.min(failures, 6)) * (0.7 + Math.random() * 0.6), signal);
  }
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  attempt: AbortController,
  alive: () => void,
  events: ConnectionEvents,
) {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  const read = sseReader();
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => attempt.abort(), SILENCE_MS);
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      for (const { event, data, id } of read(value)) {
        if (event === 'change') events.onChange(data, id);
        else if (event === 'reset') events.onReset(id);
      }
    }
  } finally {
    clearTimeout(watchdog);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
