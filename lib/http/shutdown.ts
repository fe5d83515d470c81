type Closer = () => void | Promise<void>;

const KEY = Symbol.for('watchfloor.closers');

/** On globalThis, because what instrumentation.ts imports is another instance of a module than what a route imports. */
function closers(): Set<Closer> {
  const holder = globalThis as { [KEY]?: Set<Closer> };
  holder[KEY] ??= new Set();
  return holder[KEY];
}

/** Runs `close` when the web process is asked to end. Answers how to take that back. */
export function atShutdown(close: Closer): () => void {
  closers().add(close);
  return () => closers().delete(close);
}

/** Ends what routes left open: streams, listeners, counters. Never throws. */
export async function shutdown(): Promise<void> {
  const all = [...closers()];
  closers().clear();
  await Promise.allSettled(all.map(async (close) => close()));
}
