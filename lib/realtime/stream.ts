import type { Db } from '../db/client.ts';
import type { Actor } from '../domain/actor.ts';
import type { StreamMessage } from '../domain/views/stream.ts';
import { parseFeedCursor } from '../services/outbox/cursor.ts';
import { type FeedItem, listFeed, mayHear } from '../services/outbox/list-feed.ts';
import { resumeFeed } from '../services/outbox/resume-feed.ts';
import type { Hub } from './hub.ts';

const HEARTBEAT_MS = 15_000;
const CHECK_MS = 1_000;
const BATCH = 500;
/** A reader who is this many bytes behind is sent away, and comes back after the last id that it has. */
const MAX_BEHIND = 1024 * 1024;

export interface StreamOptions {
  db: Db;
  hub: Hub;
  actor: Actor;
  /** `Last-Event-ID`. */
  after: string | null;
  /** Who it is now; null where the session or the key has ended, and then the stream ends. */
  recheck: () => Promise<Actor | null>;
  /** The client has gone, or the process ends. */
  signal: AbortSignal;
  /** Called once, however it ends. */
  onEnd?: () => void;
  /** Milliseconds between two looks at the session; for tests. */
  checkMs?: number;
}

/**
 * The body of GET /api/v1/stream: server-sent events (WHATWG HTML, 9.2) of every change that the actor may see.
 * `reset` tells one who was away for too long that everything may have changed.
 */
export function changeStream(options: StreamOptions): ReadableStream<Uint8Array> {
  const { db, hub, after, recheck, signal, checkMs = CHECK_MS } = options;
  let { actor } = options;
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let ended = false;
  let cursor = '';
  /** What the hub told while the past was still being read; null once the stream is live. */
  let waiting: FeedItem[] | null = [];
  let drained: () => void = () => {};

  const write = (text: string) => {
    if (!ended) controller.enqueue(encoder.encode(text));
  };
  const tell = (items: FeedItem[]) => {
    for (const item of items) {
      if (!isAfter(item.cursor, cursor)) continue;
      cursor = item.cursor;
      if (mayHear(actor, item))
        write(`id: ${item.cursor}\nevent: change\ndata: ${JSON.stringify(messageOf(item))}\n\n`);
    }
  };
  const hear = (items: FeedItem[]) => {
    if (waiting) waiting.push(...items);
    else tell(items);
    if (!waiting && (controller.desiredSize ?? 0) <= 0) end();
  };

  /** What was committed since `after`, before anything new is told. */
  const catchUp = async () => {
    const resumed = await resumeFeed(db, after);
    cursor = resumed.cursor;
    write(`retry: 1000\nid: ${cursor}\nevent: hello\ndata: {}\n\n`);
    if (resumed.reset) write(`id: ${cursor}\nevent: reset\ndata: {}\n\n`);
    for (let more = true; more && !ended; ) {
      const feed = await listFeed(db, cursor, BATCH);
      tell(feed.items);
      cursor = feed.cursor;
      more = feed.more;
      if ((controller.desiredSize ?? 0) <= 0 && !ended) await new Promise<void>((resolve) => (drained = resolve));
    }
    const told = waiting ?? [];
    waiting = null;
    tell(told);
  };

  let unsubscribe = () => {};
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
  const check = setInterval(() => {
    recheck()
      .then((now) => {
        if (now) actor = now;
        else end();
      })
      // A database that is away for a moment ends no session.
      .catch(() => {});
  }, checkMs);

  const stop = () => {
    ended = true;
    clearInterval(heartbeat);
    clearInterval(check);
    unsubscribe();
    signal.removeEventListener('abort', end);
    drained();
    options.onEnd?.();
  };
  function end(): void {
    if (ended) return;
    stop();
    controller.close();
  }

  return new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
        if (signal.aborted) return end();
        signal.addEventListener('abort', end, { once: true });
        unsubscribe = hub.subscribe(hear);
        // Not awaited: the headers go out at once.
        catchUp().catch(end);
      },
      pull: () => drained(),
      cancel: () => (ended ? undefined : stop()),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_BEHIND }),
  );
}

function messageOf({ name, key, deliveryId, setting }: FeedItem): StreamMessage {
  return {
    name,
    ...(key === null ? {} : { key }),
    ...(deliveryId === null ? {} : { deliveryId }),
    ...(setting === null ? {} : { setting }),
  };
}

function isAfter(cursor: string, other: string): boolean {
  const [a, b] = [parseFeedCursor(cursor)!, parseFeedCursor(other)!];
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)];
  return x === y ? a.seq > b.seq : x > y;
}
