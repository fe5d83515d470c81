import type { Page } from '@playwright/test';
import { timingOf } from '../desk/timing.ts';
import type { Row } from '../row.ts';
import type { Desk } from './launch.ts';
import { openList, resting, rowsOf } from './pages.ts';

declare global {
  interface Window {
    /** What the last opening took. */
    opened: Promise<number>;
  }
}

const TIMES = 30;
/** A press that nothing answers counts as this. */
const LOST_MS = 5_000;

/** From the press of Enter on a selected row to the frame that shows the case, which has been looked at before. */
export async function cachedCaseRows(desk: Desk, size: string): Promise<Row[]> {
  const { page, context } = await desk.open();
  await openList(page);
  await page.keyboard.press('j');
  const took: number[] = [];
  for (let turn = 0; turn <= TIMES; turn++) {
    const opened = await openByEnter(page);
    if (turn > 0) took.push(opened);
    if (opened === LOST_MS) continue;
    await page.keyboard.press('u');
    await rowsOf(page).first().waitFor();
    await resting(page);
  }
  await context.close();
  const { p50, p95 } = timingOf(took);
  return [
    {
      name: `${size}: a cached case opens, p95`,
      ...{ ours: p95, baseline: null, ratio: null, unit: 'ms', target: '≤ 100 ms' },
      note: `keydown of Enter to the frame with its heading, ${TIMES} times; p50 ${p50} ms`,
    },
  ];
}

async function openByEnter(page: Page): Promise<number> {
  await page.evaluate((lost) => {
    window.opened = new Promise<number>((resolve) => {
      setTimeout(() => resolve(lost), lost);
      const press = ({ timeStamp }: KeyboardEvent) => {
        const look = () => {
          // The list has a heading too, which the case's replaces.
          const shown = document.querySelector('main h1') && document.querySelector('main [role="tablist"]');
          if (!shown) return requestAnimationFrame(look);
          return requestAnimationFrame(() => resolve(performance.now() - timeStamp));
        };
        look();
      };
      addEventListener('keydown', press, { once: true, capture: true });
    });
  }, LOST_MS);
  await page.keyboard.press('Enter');
  return page.evaluate(() => window.opened);
}
