import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { randomOf } from '#e2e/support/random.ts';
import { TIMER_COLUMNS } from '#lib/services/sla/store.ts';
import { type CopyText, copyText } from './copy.ts';
import type { SeedFacts } from './facts.ts';
import { ObservableRows, type Seen } from './observables.ts';
import { arrivalsOf, hoursOf } from './rhythm.ts';
import { addCase, emptyBatch } from './rows.ts';
import { STORIES } from './stories.ts';

export interface MakeOptions {
  cases: number;
  days: number;
  seed: number;
  batch: number;
}

/** What a worker thread is started with, and what it answers to each `next`: the rows of the next cases, and, after the last, what was seen. */
export interface MakeData {
  options: MakeOptions;
  facts: SeedFacts;
}
export type Made = Rows | { seen: Seen };

export interface Rows {
  caseIds: string[];
  copies: CopyText[];
}

/** The rows of all cases, oldest first, a batch at a time; what hangs on a case is written as the product would have. */
export function* madeBatches({ options, facts }: MakeData): Generator<Made, void, void> {
  // They stand in very many rows, and what is frozen is made JSON once; a thread gets copies, which are not.
  for (const ref of [facts.scout, ...facts.members.map((member) => member.ref)]) Object.freeze(ref);
  const random = randomOf(options.seed);
  const arrival = arrivalsOf(hoursOf(random, facts.now, options.days));
  const observables = new ObservableRows(facts.known);
  for (let from = 0; from < options.cases; from += options.batch) {
    const to = Math.min(options.cases, from + options.batch);
    const batch = emptyBatch();
    for (let index = from; index < to; index++) {
      const { at, hour } = arrival((index + random.next()) / options.cases);
      const told = hour.burst === null ? null : STORIES[Math.floor(hour.burst * STORIES.length)]!;
      addCase(batch, random, facts, observables, { at, told });
    }
    const copies = Object.entries(batch).flatMap(
      ([table, rows]) => copyText(table, rows, table === 'case_timers' ? TIMER_COLUMNS : undefined) ?? [],
    );
    yield { caseIds: batch.cases.map(({ id }) => id as string), copies };
  }
  yield { seen: observables.seen };
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  const batches = madeBatches(workerData as MakeData);
  port.on('message', () => {
    const { value } = batches.next();
    port.postMessage(value ?? null);
  });
}
