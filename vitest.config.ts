import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/contracts/**/*.test.ts'],
          mockReset: true,
          restoreMocks: true,
          // Property tests on a machine that has other work: nothing here is a measurement.
          testTimeout: 30_000,
        },
      },
      {
        plugins: [WxtVitest()],
        test: { name: 'eval', include: ['tests/eval/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        // The situations that the components are tested with are looked at in real browsers, too.
        resolve: { alias: { '@': import.meta.dirname } },
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          setupFiles: ['tests/e2e/request-watch.ts'],
          // Each file has its browser and its stage; most of their time they wait.
          maxWorkers: 2,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
