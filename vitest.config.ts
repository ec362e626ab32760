import { createRequire } from 'node:module';
import { configDefaults, defineConfig } from 'vitest/config';

// Node loads the CommonJS build of graphql, Vite would take the other one: two copies do not know each other's types.
const graphql = createRequire(import.meta.url).resolve('graphql');
const apart = ['test/unit/**/*.test.ts', 'test/web/**/*.test.ts', 'test/conformance/**/*.test.ts'];

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    // Files share what they import: each has mocks and servers of its own, and none changes what others see.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'servers',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...apart],
          globalSetup: ['test/support/global-setup.ts'],
          setupFiles: ['test/support/each-file.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'units',
          include: apart,
          globalSetup: ['test/support/build-setup.ts'],
        },
      },
    ],
  },
});
