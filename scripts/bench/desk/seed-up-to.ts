import { superuserUrl } from '../../seed/database-url.ts';
import { writeSeed } from '../../seed/write.ts';
import type { BenchProduct } from '../product.ts';

const SAY_EVERY = 100_000;

/** Adds the cases that are missing, over a year and for forty analysts; answers how many there are then. */
export async function seedUpTo({ pool, databaseUrl, dataDir }: BenchProduct, wanted: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*)::int from cases');
  const missing = wanted - rows[0]!.count;
  if (missing <= 0) return rows[0]!.count;
  const url = process.env.DATABASE_URL ? databaseUrl : superuserUrl(dataDir);
  const begun = Date.now();
  const options = { cases: missing, members: 40, days: 365, seed: rows[0]!.count + 1, now: new Date() };
  await writeSeed(url, options, (written) => {
    if (written % SAY_EVERY === 0) process.stderr.write(`  ${written.toLocaleString('en')} cases seeded\n`);
  });
  const took = (Date.now() - begun) / 1000;
  process.stderr.write(`  ${missing.toLocaleString('en')} cases seeded in ${took.toFixed(0)} s\n`);
  return wanted;
}
