import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule } from 'vitest/node';

/** Says how many cases the properties in tests/fuzz were held against. */
const fuzzed: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const cases = tests.flatMap((test) => (test.meta() as { cases?: number }).cases ?? []);
    const all = cases.reduce((sum, each) => sum + each, 0).toLocaleString('en');
    if (cases.length > 0) console.log(`fuzz: ${all} cases in ${cases.length} properties`);
  },
};

export default defineConfig({
  test: {
    reporters: ['default', fuzzed],
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
