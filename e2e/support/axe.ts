import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

/** Resolves when what fades in has come: half of a colour is no contrast. */
export async function fadedIn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What turns for ever is never finished.
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.all(ending.map((one) => one.finished.catch(() => {})));
  });
}

/** What axe finds on a page, or `within` a part of it, once everything has faded in. */
export async function violationsOf(page: Page, within?: string): Promise<Violations> {
  await fadedIn(page);
  const axe = new AxeBuilder({ page });
  return (await (within === undefined ? axe : axe.include(within)).analyze()).violations;
}

/** The serious ones among them, and where each stands first. */
export async function seriousOf(page: Page): Promise<string[]> {
  return (await violationsOf(page))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
