import type { Page } from '@playwright/test';
import { timingOf } from '../desk/timing.ts';
import type { Row } from '../row.ts';
import type { Desk } from './launch.ts';
import { type Observed, observedOf } from './observe.ts';
import { gridOf, headingOf, openList, resting, rowsOf } from './pages.ts';

const INTERACTIONS = 200;
/** Shorter ones are not listed one by one: they count as this. */
const SHORTEST_MS = 16;

/** What an analyst's hands do, over and over, until two hundred presses are made: from each to the next frame. */
export async function interactionRows(desk: Desk, size: string): Promise<Row[]> {
  const { page, context } = await desk.open();
  await openList(page);
  let observed = await observedOf(page);
  for (let round = 0; observed.interactionCount < INTERACTIONS; round++) {
    for (const part of [walk, filter, search, workOnCase]) await part(page, round);
    observed = await observedOf(page);
  }
  await context.close();
  const took = durationsOf(observed).toSorted((a, b) => a - b);
  const p75 = took[Math.ceil(took.length * 0.75) - 1]!;
  const { p50, p95 } = timingOf(took);
  return [
    {
      name: `${size}: interaction to next paint, p75`,
      ...{ ours: p75, baseline: null, ratio: null, unit: 'ms', target: '≤ 100 ms' },
      note: `${took.length} interactions, p50 ${p50}, p95 ${p95} ms; slowest: ${slowestOf(observed)}`,
    },
  ];
}

/** Down and up the list, with the preview and without. */
async function walk(page: Page): Promise<void> {
  for (const key of ['j', 'j', 'j', 'p', 'j', 'j', 'k', 'p', 'x', 'x']) await page.keyboard.press(key);
}

/** By severity and back. */
async function filter(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Severity/ }).click();
  const values = page.getByRole('dialog', { name: 'Severity' });
  const critical = values.getByRole('checkbox', { name: 'Critical' });
  await critical.press('Space');
  await page.waitForURL(/severity=critical/);
  await critical.press('Space');
  await page.waitForURL((url) => !url.searchParams.has('severity'));
  await page.keyboard.press('Escape');
  await values.waitFor({ state: 'detached' });
  await resting(page);
}

/** Words into the search box, letter by letter, and back to what was listed. */
async function search(page: Page, round: number): Promise<void> {
  await page.keyboard.press('/');
  await page.locator('input[type="search"]:focus').waitFor();
  await page.keyboard.type(['malware', 'phishing', 'bucket'][round % 3]!);
  await page.keyboard.press('Enter');
  await page.waitForURL(/[?&]q=/);
  await gridOf(page)
    .or(page.getByRole('heading', { name: /^No case/ }))
    .first()
    .waitFor();
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL((url) => url.search === '');
  await rowsOf(page).first().waitFor();
}

/** Opens a case, looks at its parts, edits and leaves its title, opens its menus, and goes back. */
async function workOnCase(page: Page): Promise<void> {
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Timeline' }).waitFor();
  for (const key of ['2', '3', '4', '1']) await page.keyboard.press(key);
  await headingOf(page).hover();
  await page.getByRole('button', { name: 'Change the title' }).click();
  await page.keyboard.type(' seen');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await page.keyboard.press('v');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('m');
  await page.keyboard.type('ok');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await rowsOf(page).first().waitFor();
}

function durationsOf({ interactions, interactionCount }: Observed): number[] {
  const listed = Object.values(interactions).map(({ duration }) => duration);
  return [...listed, ...Array<number>(Math.max(0, interactionCount - listed.length)).fill(SHORTEST_MS)];
}

function slowestOf({ interactions }: Observed): string {
  const slowest = Object.values(interactions).toSorted((a, b) => b.duration - a.duration);
  return slowest
    .slice(0, 3)
    .map(({ name, duration }) => `${name} ${duration}`)
    .join(', ');
}
