import { Client } from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

test('a test database is UTF-8, apart from others, and gone after the drop', async () => {
  const first = await createTestDatabase();
  const second = await createTestDatabase({ template: false });
  await first.pool.query(`CREATE TABLE only_here AS SELECT 'Zürich – 東京' AS place`);
  const { rows } = await first.pool.query(
    'SELECT place, length(place), getdatabaseencoding() AS encoding FROM only_here',
  );
  expect(rows).toEqual([{ place: 'Zürich – 東京', length: 11, encoding: 'UTF8' }]);
  await expect(second.pool.query('SELECT 1 FROM only_here')).rejects.toThrow('does not exist');
  await first.drop();
  await second.drop();
  await expect(new Client({ connectionString: first.url }).connect()).rejects.toThrow('does not exist');
});

test('a connection that was left open fails the drop by name', async () => {
  const database = await createTestDatabase({ template: false });
  const leaked = new Client({ connectionString: database.url, application_name: 'forgotten' });
  leaked.on('error', () => {});
  await leaked.connect();
  await leaked.query('SELECT 42');
  await expect(database.drop()).rejects.toThrow('forgotten (idle): SELECT 42');
});
