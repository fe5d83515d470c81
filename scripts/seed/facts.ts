import type pg from 'pg';
import { newId } from '#lib/db/id.ts';
import type { SeedFacts } from './batch.ts';
import { PEOPLE } from './stories.ts';

/** Makes the analysts who work the cases, once, and reads the runbooks. None of them can sign in: they have no password. */
export async function readFacts(client: pg.Client, now: Date): Promise<SeedFacts> {
  for (const [index, name] of PEOPLE.entries()) {
    const email = `${name.toLowerCase().replace(' ', '.')}@seed.example`;
    await client.query(
      `insert into members (id, name, email, role, tier, eligible, created_at, updated_at)
       values ($1, $2, $3, 'analyst', $4, false, $5, $5) on conflict do nothing`,
      [newId(), name, email, (index % 3) + 1, now],
    );
  }
  const members = await client.query<{ id: string; name: string }>(
    `select id, name from members where email like '%@seed.example' order by email`,
  );
  const runbooks = await client.query<SeedFacts['runbooks'][number]>(
    'select key, name, category, source, phases from runbooks',
  );
  return { now, members: members.rows, runbooks: runbooks.rows };
}
