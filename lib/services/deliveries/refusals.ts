import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { intakeCounters } from '../../db/schema/index.ts';

/** Why a request never became a delivery. */
export type Refusal = 'unauthenticated' | 'bad_body' | 'too_large';

export interface RefusalCounter {
  /** Counts in memory. `connectorId` is the `countAs` of the inbound secrets, never a name that the sender chose. */
  count(connectorId: string, refusal: Refusal, at: Date): void;
  /** Writes what was counted since the last time. What cannot be written is kept for the next time. */
  flush(): Promise<void>;
  /** Writes the rest and stops the clock. */
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const FLUSH_MS = 1_000;

interface Cell {
  connectorId: string;
  refusal: Refusal;
  hour: number;
  count: number;
  lastAt: number;
}

/** Counts refused requests: in memory, written once a second, so that a flood of them costs the database one row an hour. */
export function createRefusalCounter(db: Db, onError: (error: unknown) => void): RefusalCounter {
  let cells = new Map<string, Cell>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function add(cell: Cell): void {
    const key = `${cell.connectorId} ${cell.refusal} ${cell.hour}`;
    const same = cells.get(key);
    if (!same) cells.set(key, cell);
    else {
      same.count += cell.count;
      same.lastAt = Math.max(same.lastAt, cell.lastAt);
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const written = [...cells.values()];
    if (written.length === 0) return;
    cells = new Map();
    try {
      await write(db, written);
    } catch (error) {
      for (const cell of written) add(cell);
      schedule();
      throw error;
    }
  }

  function schedule(): void {
    if (timer || closed) return;
    timer = setTimeout(() => void flush().catch(onError), FLUSH_MS);
    timer.unref();
  }

  return {
    count(connectorId, refusal, at) {
      const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
      add({ connectorId, refusal, hour, count: 1, lastAt: at.getTime() });
      schedule();
    },
    flush,
    async close() {
      closed = true;
      await flush();
    },
  };
}

async function write(db: Db, cells: Cell[]): Promise<void> {
  await db
    .insert(intakeCounters)
    .values(
      cells
        // One order in every process: two that write the same rows then wait for each other instead of deadlocking.
        .sort(
          (a, b) => a.connectorId.localeCompare(b.connectorId) || a.hour - b.hour || a.refusal.localeCompare(b.refusal),
        )
        .map((cell) => ({
          connectorId: cell.connectorId,
          hour: new Date(cell.hour),
          outcome: cell.refusal,
          count: cell.count,
          lastAt: new Date(cell.lastAt),
        })),
    )
    .onConflictDoUpdate({
      target: [intakeCounters.connectorId, intakeCounters.hour, intakeCounters.outcome],
      set: {
        count: sql`${intakeCounters.count} + excluded.count`,
        lastAt: sql`greatest(${intakeCounters.lastAt}, excluded.last_at)`,
      },
    });
}
