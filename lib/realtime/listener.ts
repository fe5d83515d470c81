import pg from 'pg';

const RECONNECT_MS = 500;

export interface Listener {
  stop(): Promise<void>;
}

/**
 * One connection that LISTENs to `channels` and calls `onNews` for each notification, and once after each connect: what was told while it
 * was away is lost. Connects again by itself.
 */
export function listen(url: string, channels: readonly string[], onNews: () => void): Listener {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const open = async () => {
    const mine = new pg.Client({ connectionString: url, application_name: 'watchfloor stream', keepAlive: true });
    client = mine;
    let lost = false;
    const again = () => {
      if (lost || stopped) return;
      lost = true;
      mine.end().catch(() => {});
      timer = setTimeout(start, RECONNECT_MS);
    };
    mine.on('error', again);
    mine.on('end', again);
    mine.on('notification', onNews);
    try {
      await mine.connect();
      for (const channel of channels) await mine.query(`listen ${pg.escapeIdentifier(channel)}`);
      onNews();
    } catch {
      again();
    }
  };
  let opening = Promise.resolve();
  const start = () => {
    opening = open();
  };
  start();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await opening;
      await client?.end().catch(() => {});
    },
  };
}
