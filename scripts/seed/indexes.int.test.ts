import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#lib/db/testing/database.ts';
import { rebuildIndexes, withoutIndexes } from './indexes.ts';

/** Only of a server of our own there is one. */
const superuser = process.env.TEST_SUPERUSER_URL;
let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  if (!superuser) return;
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: databaseUrl(superuser, new URL(database.url).pathname.slice(1)) });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const off = async () =>
  (
    await client.query<{ name: string }>(
      `select indexrelid::regclass::text as name from pg_index where not indisvalid order by 1`,
    )
  ).rows.map(({ name }) => name);

const wordsOf = async (word: string) => {
  await client.query('set enable_seqscan = off');
  const { rows } = await client.query(`select id from search_texts where words @@ to_tsquery('simple', $1)`, [word]);
  return rows.length;
};

async function addCase(title: string): Promise<void> {
  await client.query(
    `insert into cases (id, title, severity, severity_rank, state, stage, queue, started_at, created_by, created_at, updated_at)
     values (gen_random_uuid(), $1, 'low', 1, 'new', 'new', 'triage', now(), '{}', now(), now())`,
    [title],
  );
}

test.skipIf(!superuser)(
  'what is written meanwhile is in the indexes afterwards; those that the clock and uniqueness need stay',
  async () => {
    await withoutIndexes(client, async () => {
      const names = await off();
      expect(names).toEqual(
        expect.arrayContaining(['cases_updated', 'search_texts_words', 'case_milestones_resolved']),
      );
      for (const kept of ['cases_number', 'cases_pkey', 'cases_wake', 'case_timers_next', 'observables_value'])
        expect(names).not.toContain(kept);
      await addCase('Seeded meanwhile');
    });
    expect(await off()).toEqual([]);
    expect(await wordsOf('meanwhile')).toBe(1);
  },
);

test.skipIf(!superuser)(
  'also where the writing fails, and where it was killed before it could put them right',
  async () => {
    const failing = withoutIndexes(client, async () => {
      await addCase('Half written');
      throw new Error('no space');
    });
    await expect(failing).rejects.toThrow('no space');
    expect(await off()).toEqual([]);
    expect(await wordsOf('half')).toBe(1);

    await client.query(
      `update pg_index set indisready = false, indisvalid = false where indexrelid = 'cases_updated'::regclass`,
    );
    await rebuildIndexes(client);
    expect(await off()).toEqual([]);
  },
);
