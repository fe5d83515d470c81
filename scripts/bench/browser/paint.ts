import type { Page } from '@playwright/test';
import { timingOf } from '../desk/timing.ts';
import type { Row } from '../row.ts';
import type { Desk } from './launch.ts';
import { observedOf } from './observe.ts';

const LOADS = 5;

interface Measured {
  name: string;
  address: string;
  /** A selector of what somebody came for: the largest paint says nothing where a skeleton is larger. */
  content: string;
}

/** The largest contentful paint of the three pages that people begin with, with nothing in the browser's cache and with all of it. */
export async function paintRows(desk: Desk, size: string, caseKey: string): Promise<Row[]> {
  const measured: Measured[] = [
    { name: 'list', address: '/cases', content: '[role="row"][aria-rowindex="1"]' },
    { name: 'case page', address: `/cases/${caseKey}`, content: 'main h1' },
    { name: 'dashboard', address: '/sla', content: 'main section a .num' },
  ];
  const rows: Row[] = [];
  for (const one of measured) {
    // The server's own first time is not the browser's.
    await loadTwice(desk, one);
    const loads: Record<'cold' | 'warm', { paint: number; content: number }>[] = [];
    for (let load = 0; load < LOADS; load++) loads.push(await loadTwice(desk, one));
    for (const cache of ['cold', 'warm'] as const) {
      const paint = timingOf(loads.map((load) => load[cache].paint));
      const content = timingOf(loads.map((load) => load[cache].content));
      rows.push({
        name: `${size}: largest paint of the ${one.name}, ${cache} cache`,
        ...{ ours: paint.p95, baseline: null, ratio: null, unit: 'ms', target: '≤ 1,000 ms' },
        note: `slowest of ${LOADS} loads, p50 ${paint.p50} ms; its content after p50 ${content.p50} ms`,
      });
    }
  }
  return rows;
}

async function loadTwice(desk: Desk, { address, content }: Measured) {
  const { page, context } = await desk.open();
  const load = async () => {
    await page.goto(address);
    const at = await contentPainted(page, content);
    // The live stream keeps the network busy for ever: the page is there when nothing of it says that it is not.
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    return { paint: (await observedOf(page)).largestPaint, content: at };
  };
  const result = { cold: await load(), warm: await load() };
  await context.close();
  return result;
}

/** When the frame with the content was drawn, in milliseconds from the navigation. */
function contentPainted(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (!document.querySelector(wanted)) await frame();
    await frame();
    return performance.now();
  }, selector);
}
