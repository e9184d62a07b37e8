import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/!(netns|hostile)/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'netns',
          include: ['tests/netns/*.test.ts'],
          globalSetup: 'tests/netns/support/prepare.ts',
          // They mostly wait for a silence to be noticed, so more of them than cores; and after the
          // others, which use every core: some bounds are a second.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // Alone, so that the delays in its table are those of the attacks and not of other tests.
        test: {
          name: 'hostile',
          include: ['tests/hostile/*.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
