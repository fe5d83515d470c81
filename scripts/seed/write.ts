import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { copyIn } from './copy.ts';
import { readFacts } from './facts.ts';
import { rebuildIndexes, withoutIndexes } from './indexes.ts';
import type { Made, MakeOptions, Rows } from './make.ts';
import type { Seen } from './observables.ts';
import { WORDS_OF_CASES, WORDS_OF_COMMENTS } from './search-texts.ts';

export interface SeedOptions extends Omit<MakeOptions, 'batch'> {
  members: number;
  now: Date;
}

const BATCH = 5_000;
/** From so many on building the indexes anew costs less than keeping them up. */
const MANY = 50_000;

/**
 * Fills a database with cases of the past, as a floor would have them after that time: by COPY, while a thread makes the next ones. `said`
 * hears after each batch how many are written. A superuser loads about twice as fast: the rows are right as they are made, so the checks of
 * foreign keys and the search's triggers are left out, two connections share the tables, and of many cases the indexes come last.
 */
export async function writeSeed(url: string, options: SeedOptions, said: (cases: number) => void): Promise<void> {
  const clients = [await connectTo(url), await connectTo(url)] as const;
  const [client] = clients;
  try {
    const facts = await readFacts(client, options.members, options.now);
    const { cases, days, seed } = options;
    const worker = new Worker(new URL('./make.ts', import.meta.url), {
      workerData: { options: { cases, days, seed, batch: BATCH }, facts },
    });
    try {
      const free = (await withoutTriggers(clients[0])) && (await withoutTriggers(clients[1]));
      const mayRebuild = free && (await isSuperuser(client));
      if (mayRebuild) await rebuildIndexes(client);
      const write = () => writeAll(clients, free, answersOf(worker), said);
      await (mayRebuild && (await isMost(client, cases)) ? withoutIndexes(client, write) : write());
    } finally {
      await worker.terminate();
    }
    // An index alone answers what has been looked through once since it was written.
    await client.query('vacuum analyze');
  } finally {
    await Promise.all(clients.map((one) => one.end()));
  }
}

async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'watchfloor seed' });
  await client.connect();
  // Nothing is lost that another run would not make again; and an index of words takes many at once with less work.
  await client.query(`set synchronous_commit = off; set gin_pending_list_limit = '64MB'`);
  return client;
}

/** Whether the connection's rows are written without triggers from now on: its role may do that, or it stays as it was. */
async function withoutTriggers(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select has_parameter_privilege('session_replication_role', 'SET') as may`,
  );
  if (rows[0]!.may) await client.query('set session_replication_role = replica');
  return rows[0]!.may;
}

async function isSuperuser(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(
    `select rolsuper as is from pg_roles where rolname = current_user`,
  );
  return rows[0]!.is;
}

/** Whether so many are more than there are, and worth building the indexes for. */
async function isMost(client: pg.Client, cases: number): Promise<boolean> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int from cases');
  return cases >= MANY && cases >= rows[0]!.count;
}

async function writeAll(
  clients: readonly [pg.Client, pg.Client],
  free: boolean,
  answers: AsyncGenerator<Made, void, void>,
  said: (cases: number) => void,
): Promise<void> {
  let written = 0;
  for await (const made of answers) {
    if ('seen' in made) await writeSeen(clients[0], made.seen);
    else {
      await (free ? writeApart(clients, made) : writeInOrder(clients[0], made));
      written += made.caseIds.length;
      said(written);
    }
  }
}

async function writeInOrder(client: pg.Client, { copies }: Rows): Promise<void> {
  await client.query('begin');
  for (const copy of copies) await copyIn(client, copy);
  await client.query('commit');
}

/** About half of the work of a batch. */
const APART = ['timeline', 'case_observables'];

/** Both halves at once; neither is there before both are written. */
async function writeApart(clients: readonly [pg.Client, pg.Client], { copies, caseIds }: Rows): Promise<void> {
  const halves = [
    { copies: copies.filter(({ table }) => !APART.includes(table)), words: WORDS_OF_CASES },
    { copies: copies.filter(({ table }) => APART.includes(table)), words: WORDS_OF_COMMENTS },
  ];
  await Promise.all(
    halves.map(async (half, index) => {
      const client = clients[index]!;
      await client.query('begin');
      for (const copy of half.copies) await copyIn(client, copy);
      await client.query(half.words, [caseIds]);
    }),
  );
  for (const client of clients) await client.query('commit');
}

/** What the thread makes, the next of it while this one is written. */
async function* answersOf(worker: Worker): AsyncGenerator<Made, void, void> {
  const ask = () => {
    const answer = new Promise<Made | null>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    worker.postMessage('next');
    return answer;
  };
  let next = ask();
  for (;;) {
    const made = await next;
    worker.removeAllListeners('error');
    if (!made) return;
    next = ask();
    // Whoever stops listening hears of no failure.
    next.catch(() => {});
    yield made;
  }
}

/** When the values that many cases have were seen first and last. */
async function writeSeen(client: pg.Client, seen: Seen): Promise<void> {
  const rows = [...seen].map(([id, { first, last }]) => ({ id, first, last }));
  await client.query(
    `update observables o set first_seen = least(o.first_seen, s.first), last_seen = greatest(o.last_seen, s.last)
     from jsonb_to_recordset($1::jsonb) as s (id uuid, first timestamptz, last timestamptz) where o.id = s.id`,
    [JSON.stringify(rows)],
  );
}
