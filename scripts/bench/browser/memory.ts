import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page as Listed } from '#lib/domain/views/common.ts';
import { round } from '../desk/timing.ts';
import type { BenchProduct } from '../product.ts';
import type { Row } from '../row.ts';
import type { Desk } from './launch.ts';
import { openList } from './pages.ts';
import { slopeOf } from './slope.ts';

const CHANGES_PER_SECOND = 4;
const SAMPLES = 12;
const ENTRIES = 60;
/** Of the time: caches fill and code is compiled first. */
const WARM_UP = 0.25;

interface Sample {
  minutes: number;
  heap: number;
  nodes: number;
  listeners: number;
}

/** What a list and a case's page keep while everything on them changes: megabytes, nodes and listeners a minute, garbage taken away. */
export async function memoryRows(product: BenchProduct, desk: Desk, size: string, seconds: number): Promise<Row[]> {
  const keys = (await product.api.get<Listed<CaseListItem>>('/cases?open=true&limit=20')).items.map(({ key }) => key);
  // More than the page shows of a timeline: from here on it only changes, and does not grow by right.
  for (let turn = 0; turn < ENTRIES; turn++) await changeOne(product, keys[0]!, turn);
  const list = await watched(desk, (page) => openList(page));
  const single = await watched(desk, async (page) => {
    await page.goto(`/cases/${keys[0]}`);
    await page.getByRole('tab', { name: 'Timeline' }).waitFor();
  });
  const changing = change(product, keys);
  await wait(seconds * WARM_UP * 1_000);
  const pause = (seconds * (1 - WARM_UP) * 1_000) / SAMPLES;
  for (let taken = 0; taken <= SAMPLES; taken++) {
    await Promise.all([list.sample(), single.sample()]);
    if (taken < SAMPLES) await wait(pause);
  }
  const changes = await changing.stop();
  await Promise.all([list.close(), single.close()]);
  return [
    ...growthRows(`${size}: the list`, list.samples, `${changes} changes in ${seconds} s`),
    ...growthRows(`${size}: a case's page`, single.samples, `${changes} changes, every ${keys.length}th its own`),
  ];
}

async function watched(desk: Desk, open: (page: Page) => Promise<void>) {
  const { page, context } = await desk.open();
  await open(page);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const samples: Sample[] = [];
  const begun = performance.now();
  return {
    samples,
    close: () => context.close(),
    async sample() {
      samples.push({ minutes: (performance.now() - begun) / 60_000, ...(await heapOf(session)) });
    },
  };
}

async function heapOf(session: CDPSession): Promise<Omit<Sample, 'minutes'>> {
  // What the first collection lets go of, the second one takes.
  for (let turn = 0; turn < 2; turn++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value;
  return { heap: of('JSHeapUsedSize') / 1_048_576, nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

const changeOne = ({ api }: BenchProduct, key: string, turn: number) =>
  api.patch(`/cases/${key}`, { tags: [`bench-${turn % 2}`] }, { 'if-match': '*' });

/** Changes the cases one after the other, over and over. */
function change(product: BenchProduct, keys: readonly string[]): { stop(): Promise<number> } {
  let [stopped, changes] = [false, 0];
  const loop = (async () => {
    while (!stopped) {
      const key = keys[changes % keys.length]!;
      await changeOne(product, key, Math.floor(changes / keys.length));
      changes += 1;
      await wait(1_000 / CHANGES_PER_SECOND);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await loop;
      return changes;
    },
  };
}

function growthRows(name: string, samples: readonly Sample[], note: string): Row[] {
  const growth = (of: keyof Sample) => round(slopeOf(samples.map((one) => [one.minutes, one[of]])));
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const absolute = { baseline: null, ratio: null };
  return [
    {
      name: `${name} under live changes, heap a minute`,
      ...{ ours: growth('heap'), unit: 'MB', target: '≤ 0.2 MB', ...absolute },
      note: `${first.heap.toFixed(1)} → ${last.heap.toFixed(1)} MB; ${note}`,
    },
    {
      name: `${name} under live changes, nodes a minute`,
      ...{ ours: growth('nodes'), unit: 'nodes', target: '≤ 20 nodes', ...absolute },
      note: `${first.nodes} → ${last.nodes} nodes, ${first.listeners} → ${last.listeners} listeners`,
    },
  ];
}
