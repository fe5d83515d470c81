import type { Locator, Page } from '@playwright/test';

/** The parts of the pages that the measurements wait for and press. */
export const gridOf = (page: Page): Locator => page.getByRole('grid', { name: 'Cases' });
export const rowsOf = (page: Page): Locator => gridOf(page).locator('[role="row"][aria-rowindex]');
export const headingOf = (page: Page): Locator => page.getByRole('main').getByRole('heading', { level: 1 });

/** The list with its rows, and the live stream: what comes later is a change. */
export async function openList(page: Page, address = '/cases'): Promise<void> {
  await page.goto(address);
  await rowsOf(page).first().waitFor();
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
}

/** The page listens to the keyboard once the frame with its rows is drawn: a person sees it first, too. */
export async function resting(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}
