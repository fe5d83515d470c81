import { setTimeout as wait } from 'node:timers/promises';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { type BenchProduct, withProduct } from './product.ts';
import type { Benchmark } from './row.ts';
import { runLoad } from './run-load.ts';

const RATE = 20;
const LOOK_EVERY_MS = 50;
const GIVE_UP_MS = 30_000;
/** Of the seven kinds of issues that the bodies take turns with, two are too mild to open a case. */
const TITLE = /^Bench (\d+)$/;

/** From when a delivery was due to be sent until a program that lists cases sees its case. */
export const benchVisible: Benchmark = ({ seconds }) =>
  withProduct(async (product) => {
    const warm = runLoad({ ...product.hook, rate: RATE, seconds: 3, first: 500_000, title: 'Warm-up' });
    await warm;
    const seen = new Map<number, number>();
    const looking = look(product, seen);
    const report = await runLoad({ ...product.hook, rate: RATE, seconds, first: 0 });
    const expected = await casesOf(report.sent);
    const end = Date.now() + GIVE_UP_MS;
    while (seen.size < expected.length && Date.now() < end) await wait(LOOK_EVERY_MS);
    await looking.stop();

    const times = expected
      .map((n) => (seen.get(n) ?? Number.POSITIVE_INFINITY) - (report.startedAt + (n * 1_000) / RATE))
      .sort((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]!);
    return [
      {
        name: `delivery to case in the API, p95 at ${RATE}/s for ${seconds} s`,
        ours: at(0.95),
        baseline: null,
        ratio: null,
        unit: 'ms',
        target: '< 1,000 ms',
        note: `p50 ${at(0.5)}, max ${at(1)} ms of ${expected.length} cases; looked at every ${LOOK_EVERY_MS} ms`,
      },
    ];
  });

/** The numbers of the bodies that open a case with the shipped parameters. */
async function casesOf(sent: number): Promise<number[]> {
  const { wizIssueBody } = await import('#e2e/vendors/wiz.ts');
  const opens = new Set(['MEDIUM', 'HIGH', 'CRITICAL']);
  return Array.from({ length: sent }, (_, n) => n).filter((n) => opens.has(wizIssueBody(n).issue.severity));
}

/** Lists the newest cases over and over, and notes when each was seen first. */
function look({ api }: BenchProduct, seen: Map<number, number>): { stop(): Promise<void> } {
  let stopped = false;
  const loop = (async () => {
    while (!stopped) {
      const { items } = await api.get<Page<CaseListItem>>('/cases?sort=-created&limit=50');
      const now = Date.now();
      for (const { title } of items) {
        const n = TITLE.exec(title)?.[1];
        if (n !== undefined && !seen.has(Number(n))) seen.set(Number(n), now);
      }
      await wait(LOOK_EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await loop;
    },
  };
}
