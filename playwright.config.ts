import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/lib/browser.mjs';

const executablePath = await findBrowser(import.meta.dirname);
/** Chromium's sandbox needs what neither root nor most containers have; the tests open nothing but our own pages. */
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** Browser tests: one product for all, the production build, no second tries. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/support/global-setup.ts',
  outputDir: '.cache/test/browser',
  reporter: [['list'], ['json', { outputFile: '.cache/test/browser.json' }]],
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
  },
});
