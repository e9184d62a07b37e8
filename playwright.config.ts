import { defineConfig } from '@playwright/test';

const { CI } = process.env;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A test that passes on the second try hides a race.
  retries: 0,
  forbidOnly: Boolean(CI),
  reporter: 'list',
  timeout: 60_000,
  // How long a condition may take on a busy machine; a test that passes waits for none of it.
  expect: { timeout: 15_000 },
});
