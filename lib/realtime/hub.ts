import type { Db } from '../db/client.ts';
import { log } from '../log.ts';
import { latestCursor } from '../services/outbox/cursor.ts';
import { type FeedItem, listFeed } from '../services/outbox/list-feed.ts';
import { listen } from './listener.ts';

/** Written by whoever commits: `outbox` by web, `changes` by the worker. */
const CHANNELS = ['outbox', 'changes'];
/** A burst of changes is read together. */
const EVERY_MS = 50;
/** How long a change waits that no notification told of, or that an older transaction held back. */
const SWEEP_MS = 500;
const BATCH = 500;

export interface Hub {
  /** Hands over every event that is committed from now on. The answer takes it back. */
  subscribe(hear: (items: FeedItem[]) => void): () => void;
  close(): Promise<void>;
}

/** Reads the feed once for all streams of this process: one LISTEN connection, one query for a burst, as long as anybody hears. */
export function createHub(db: Db, url: string): Hub {
  const hearers = new Set<(items: FeedItem[]) => void>();
  let running: { stop(): Promise<void> } | undefined;

  return {
    subscribe(hear) {
      hearers.add(hear);
      running ??= run(db, url, (items) => {
        for (const each of hearers) each(items);
      });
      return () => {
        hearers.delete(hear);
        if (hearers.size > 0) return;
        void running?.stop();
        running = undefined;
      };
    },
    async close() {
      hearers.clear();
      await running?.stop();
      running = undefined;
    },
  };
}

function run(db: Db, url: string, publish: (items: FeedItem[]) => void): { stop(): Promise<void> } {
  let stopped = false;
  let cursor: string | undefined;
  let wake: () => void = () => {};
  let news = false;
  const listener = listen(url, CHANNELS, () => {
    news = true;
    wake();
  });

  /** Ends early when there is news, unless there was a pause of `least` not yet. */
  const pause = async (least: number, most: number) => {
    await sleep(least, () => {});
    if (!news && !stopped) await sleep(most - least, (early) => (wake = early));
  };

  const loop = (async () => {
    while (!stopped) {
      news = false;
      try {
        cursor ??= await latestCursor(db);
        const feed = await listFeed(db, cursor, BATCH);
        cursor = feed.cursor;
        if (feed.items.length > 0) publish(feed.items);
        if (feed.more) continue;
      } catch (err) {
        if (!stopped) log.warn({ err }, 'the feed of changes could not be read');
      }
      await pause(EVERY_MS, SWEEP_MS);
    }
  })();

  return {
    async stop() {
      stopped = true;
      wake();
      await Promise.all([loop, listener.stop()]);
    },
  };
}

function sleep(ms: number, onEarly: (early: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    onEarly(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
