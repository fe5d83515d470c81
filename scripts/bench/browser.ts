import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { cachedCaseRows } from './browser/cached-case.ts';
import { interactionRows } from './browser/interactions.ts';
import { withBrowser } from './browser/launch.ts';
import { longListRows } from './browser/long-list.ts';
import { memoryRows } from './browser/memory.ts';
import { paintRows } from './browser/paint.ts';
import { seedUpTo } from './desk/seed-up-to.ts';
import { withProduct } from './product.ts';
import type { Benchmark, Row } from './row.ts';

/** The desk as its people feel it, in Chromium against the production build: paints, presses, rows and memory. */
export const benchBrowser: Benchmark = ({ seconds, cases }) =>
  withProduct(async (product) => {
    const size = (await seedUpTo(product, cases)).toLocaleString('en');
    const { items } = await product.api.get<Page<CaseListItem>>('/cases?open=true&limit=1');
    return withBrowser(product, async (desk) => {
      const parts: Record<string, () => Promise<Row[]>> = {
        'first paints': () => paintRows(desk, size, items[0]!.key),
        interactions: () => interactionRows(desk, size),
        'a cached case': () => cachedCaseRows(desk, size),
        'a long list': () => longListRows(desk, size),
        memory: () => memoryRows(product, desk, size, seconds),
      };
      const rows: Row[] = [];
      for (const [name, measure] of Object.entries(parts)) {
        process.stderr.write(`  ${name} …\n`);
        rows.push(...(await measure()));
      }
      return rows;
    });
  });
