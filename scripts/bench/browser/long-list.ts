import type { Row } from '../row.ts';
import type { Desk } from './launch.ts';
import { gridOf, openList, rowsOf } from './pages.ts';

const WANTED = 10_000;
/** As the stylesheet draws a row on a wide screen. */
const ROW_HEIGHT = 38;
const GIVE_UP_MS = 180_000;

/** How much of the list is seen at once, and how much of ten thousand loaded rows exists. */
export async function longListRows(desk: Desk, size: string): Promise<Row[]> {
  const { page, context } = await desk.open();
  await openList(page, '/cases?open=false&sort=-created');
  const box = gridOf(page).getByRole('rowgroup');
  const seen = await box.evaluate((element, height) => Math.floor(element.clientHeight / height), ROW_HEIGHT);

  const end = Date.now() + GIVE_UP_MS;
  const begun = performance.now();
  let [loaded, most, still] = [0, 0, 0];
  // At the end of the list no more comes, however often it is asked.
  while (loaded < WANTED && still < 100 && Date.now() < end) {
    const now = await box.evaluate(async (element, height) => {
      element.scrollTo(0, element.scrollHeight);
      for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      return Math.round(element.scrollHeight / height);
    }, ROW_HEIGHT);
    still = now === loaded ? still + 1 : 0;
    loaded = now;
    most = Math.max(most, await rowsOf(page).count());
  }
  const took = ((performance.now() - begun) / 1_000).toFixed(0);
  await box.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await rowsOf(page).first().waitFor();
  most = Math.max(most, await rowsOf(page).count());
  await context.close();
  const absolute = { baseline: null, ratio: null };
  return [
    { name: `${size}: cases seen at 1440×900`, ours: seen, unit: 'rows', target: '≥ 20 rows', ...absolute },
    {
      name: `${size}: rows that exist of ${loaded.toLocaleString('en')} loaded`,
      ...{ ours: most, unit: 'rows', target: '≤ 60 rows', ...absolute },
      note: `at most, while scrolled to the end in ${took} s`,
    },
  ];
}
