import { defineConfig } from 'vitest/config';

/**
 * Two projects: `unit` needs nothing but Node; `integration` (files named *.int.test.ts) shares one real Postgres,
 * started by lib/db/testing/global-setup.ts, and gives each file a database of its own from a migrated template.
 */
export default defineConfig({
  test: {
    // Vitest's own patience is a second, which a busy machine takes for less.
    expect: { poll: { timeout: 30_000 } },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,automations,components,scripts,app,e2e}/**/*.test.ts'],
          exclude: ['**/*.int.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // They change nothing that another file could see, so that what they import is loaded once for all of them.
          pool: 'threads',
          isolate: false,
          // Vitest would leave one core to itself: half of a machine that has two.
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{lib,automations,app,scripts,e2e}/**/*.int.test.ts'],
          globalSetup: ['lib/db/testing/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
