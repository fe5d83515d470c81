import { defineConfig } from 'vitest/config';

/**
 * Two projects: `unit` needs nothing but Node; `integration` (files named *.int.test.ts) shares one real Postgres,
 * started by lib/db/testing/global-setup.ts, and gives each file a database of its own from a migrated template.
 */
export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,automations,components,scripts,app,e2e}/**/*.test.ts'],
          exclude: ['**/*.int.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{lib,automations,app,scripts,e2e}/**/*.int.test.ts'],
          globalSetup: ['lib/db/testing/global-setup.ts'],
          maxWorkers: 2,
        },
      },
    ],
  },
});
