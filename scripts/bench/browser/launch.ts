import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { storageOf } from '#e2e/support/people.ts';
import { findBrowser } from '../../lib/browser.mjs';
import type { BenchProduct } from '../product.ts';
import { observeInPage } from './observe.ts';

const ROOT = `${import.meta.dirname}/../../..`;
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
/** The smallest screen that the list promises its twenty rows for. */
const VIEWPORT = { width: 1440, height: 900 };

/** A browser in which somebody has signed in. */
export interface Desk {
  /** A page of a browser that has nothing in its cache; the context is the page's own. */
  open(): Promise<{ page: Page; context: BrowserContext }>;
}

/** Runs `work` with Chromium and the administrator's session, then closes both. */
export async function withBrowser<T>(product: BenchProduct, work: (desk: Desk) => Promise<T>): Promise<T> {
  const executablePath = await findBrowser(ROOT);
  const browser: Browser = await chromium.launch({ args: ARGS, ...(executablePath ? { executablePath } : {}) });
  try {
    const storageState = await storageOf(browser, product.baseUrl, { name: 'Administrator', ...product.admin });
    return await work({
      async open() {
        const context = await browser.newContext({ baseURL: product.baseUrl, storageState, viewport: VIEWPORT });
        await context.addInitScript(observeInPage);
        return { page: await context.newPage(), context };
      },
    });
  } finally {
    await browser.close();
  }
}
