import { defineConfig } from '@playwright/test';

/** Pictures are taken like tests, of the same windows and peers, but what comes of them is files. */
export default defineConfig({
  testDir: 'e2e/pictures',
  testMatch: '*.pictures.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: 'list',
  timeout: 240_000,
  expect: { timeout: 15_000 },
});
