import { defineConfig } from 'vitest/config';

const source = (path: string): string => new URL(path, import.meta.url).pathname;

// Files that look at what a process holds (memory, handles, the limiter of the process) have one of their own. The others share theirs,
// which spares them the import of the whole SDK.
const ALONE = [
  'test/chaos/**/*.test.ts',
  'test/limit/{contract,guard,limiter,local,workers}.test.ts',
  'test/testing/{memory,sandbox}.test.ts',
  'test/examples/demo.test.ts',
  'test/mcp/conformance.test.ts',
];

// Files that wait for other processes: databases, a Redis, a Workers runtime. Their times are those of that process.
const WAITING = ['test/sync/**/*.test.ts', 'test/limit/{redis-faults,redis-limiter,workers-runtime}.test.ts'];

export default defineConfig({
  resolve: {
    // Examples and snippets name the package; tests run them against the source.
    alias: [
      { find: /^kommo-sdk$/, replacement: source('./src/index.ts') },
      { find: /^kommo-sdk\/core$/, replacement: source('./src/core.ts') },
      { find: /^kommo-sdk\/(\w+)$/, replacement: source('./src/$1/index.ts') },
    ],
  },
  test: {
    // Without it vitest leaves one core idle, and ours has two.
    maxWorkers: 2,
    setupFiles: ['test/support/patient.ts'],
    // A limit that is reached is a failure, and one that is wide costs nothing. A busy machine needs it. No test has a limit of its own.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**', ...WAITING, ...ALONE],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'sync',
          include: WAITING,
          // PGlite is compiled once for all files of a process.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE,
          // After the others and one by one: they count starts per second, or look at memory.
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: ['test/package/setup.ts'],
          // After the others, during which the package is built.
          sequence: { groupOrder: 2 },
          // Compilers that run at the same time.
          maxConcurrency: 2,
        },
      },
    ],
  },
});
