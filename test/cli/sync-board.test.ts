import { expect, test } from 'vitest';
import { Board } from '../../src/cli/commands/sync.js';
import type { MirrorProgress } from '../../src/sync/index.js';

/** What a terminal shows after each step: milliseconds since the last one, and what the sync reports. */
function shown(...steps: [ms: number, progress: Partial<MirrorProgress>][]): string[] {
  const clock = { now: 1_000_000 };
  let text = '';
  const write = (part: string): void => {
    text = part;
  };
  const io = { now: () => clock.now, stderr: { isTTY: true, write } };
  const board = new Board(io as never, false);
  return steps.map(([ms, progress]) => {
    clock.now += ms;
    board.update({
      list: 'leads',
      table: 'leads',
      mode: 'backfill',
      rows: 0,
      total: undefined,
      share: undefined,
      done: false,
      ...progress,
    });
    return text.replace('\r\u001b[K', '');
  });
}

test('shows an estimate of what is left as soon as there is a second to judge by', () => {
  expect(
    shown(
      [0, { rows: 250, share: 0.01 }],
      [500, { rows: 1_000, share: 0.02 }],
      [59_500, { rows: 40_000, share: 0.41 }],
      [30_000, { rows: 60_000, share: 0.91 }],
      [100, { rows: 90_000, done: true, share: 1 }],
    ),
  ).toEqual([
    'leads ░░░░░░░░░░ about 1 % 250',
    'leads ░░░░░░░░░░ about 2 % 1000',
    'leads ████░░░░░░ about 41 % 40000 (663/s, about 89 s left)',
    'leads █████████░ about 91 % 60000 (664/s, about 9 s left)',
    '',
  ]);
});

test('a sync that goes on counts from where it was, and a known total is no estimate', () => {
  expect(
    shown(
      [0, { rows: 250, share: 0.5 }],
      [10_000, { rows: 500, share: 0.501 }],
      [100, { list: 'users', rows: 3 }],
    ).slice(1),
  ).toEqual([
    'leads █████░░░░░ about 50 % 500 (25/s, about 83 min left)',
    'leads █████░░░░░ about 50 % 500 (25/s, about 83 min left)  users 3',
  ]);
  expect(shown([0, { rows: 250, share: 0.25, total: 1_000 }])).toEqual(['leads ███░░░░░░░ 25 % 250']);
});

test('the list that takes longest comes first', () => {
  expect(
    shown(
      [0, { list: 'contacts', rows: 250, share: 0.1 }],
      [0, { list: 'leads', rows: 250, share: 0.1 }],
      [10_000, { list: 'contacts', rows: 500, share: 0.6 }],
      [200, { list: 'leads', rows: 500, share: 0.2 }],
    ).at(-1),
  ).toBe(
    'leads ██░░░░░░░░ about 20 % 500 (25/s, about 82 s left)  contacts ██████░░░░ about 60 % 500 (25/s, about 8 s left)',
  );
});
