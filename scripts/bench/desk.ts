import { readRows } from './desk/read.ts';
import { scannedBetween, sequentialScans } from './desk/scans.ts';
import { seedUpTo } from './desk/seed-up-to.ts';
import { writeRows } from './desk/write.ts';
import { withProduct } from './product.ts';
import type { Benchmark, Row } from './row.ts';

const FEW = 1_000;

/**
 * The desk over HTTP: list, search, counts, case page, dashboard, bulk and opening, at a thousand cases and at as many as are asked for.
 * A database of DATABASE_URL that holds cases already is filled up to that, so that an hour's seeding can be measured twice.
 */
export const benchDesk: Benchmark = ({ seconds, cases }) =>
  withProduct(async (product) => {
    const rows: Row[] = [];
    for (const wanted of cases > FEW ? [FEW, cases] : [cases]) {
      const there = await seedUpTo(product, wanted);
      if (there > wanted && wanted !== cases) continue;
      const size = there.toLocaleString('en');
      process.stderr.write(`measuring the desk at ${size} cases …\n`);
      const before = await sequentialScans(product.pool);
      rows.push(...(await readRows(product, size)), ...(await writeRows(product, size, seconds / 6)));
      if (there < LARGE) continue;
      const scanned = scannedBetween(before, await sequentialScans(product.pool));
      rows.push({
        ...{ name: `${size}: large tables read from start to end`, ours: scanned.length, unit: 'tables' },
        ...{ baseline: null, ratio: null, target: '≤ 0 tables', note: scanned.join(', ') },
      });
    }
    return rows;
  });

/** Below that a planner rightly reads a table from its start. */
const LARGE = 100_000;
