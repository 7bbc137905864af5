import { expect, test } from 'vitest';
import { chaos } from './chaos.js';
import { FAULTS } from './faults.js';
import { kinds } from './kinds.js';

test('1,000 calls against every fault (npm run chaos makes 10,000)', async () => {
  const { outcomes, faults, heapMb, wrong } = await chaos(1_000, 42);
  expect(wrong).toEqual({
    unsettled: 0,
    createdTwice: [],
    sentElsewhere: [],
    strangers: [],
    unhandled: [],
    badErrors: [],
    badAnswers: 0,
    inFlight: 0,
  });
  expect(outcomes['ok']).toBeGreaterThan(600);
  expect(Object.keys(faults).length).toBeGreaterThan(Object.keys(FAULTS).length * 0.6);
  expect(heapMb.after - heapMb.before).toBeLessThan(30);
});

test('no kind of fault loses, doubles, mixes up or leaks anything', async () => {
  const rows = await kinds(42);
  expect(Object.keys(rows)).toHaveLength(9);
  for (const [kind, { cases, ...wrong }] of Object.entries(rows)) {
    expect(cases, kind).toBeGreaterThan(0);
    expect(wrong, kind).toEqual({ lost: 0, doubled: 0, misMapped: 0, leaked: 0, wrong: 0 });
  }
});
