import { expect, test } from 'vitest';
import { pairs, table } from '../../src/cli/table.js';

const ROWS = [
  ['Pipeline', 'created', 'value', 'won', 'value'],
  ['Sales', '12', '$1,200', '3', '$300'],
  ['予算', '1', '$5', '0', '$0'],
];

test('columns line up, also with letters that are two columns wide', () => {
  expect(table(ROWS)).toBe(
    [
      'Pipeline  created   value  won  value',
      'Sales          12  $1,200    3   $300',
      '予算            1      $5    0     $0',
    ].join('\n'),
  );
});

test('emoji and flags are two columns wide', () => {
  expect(
    table([
      ['Stage', 'n'],
      ['✅ Won', '1'],
      ['🇧🇷 Sul', '2'],
      ['⭐', '3'],
      ['☎ old', '4'],
    ]),
  ).toBe(['Stage   n', '✅ Won  1', '🇧🇷 Sul  2', '⭐      3', '☎ old   4'].join('\n'));
});

test('a table that is too wide becomes blocks, which fit a phone', () => {
  const text = table(ROWS, { width: 30, together: 2 });
  expect(text).toBe(
    [
      'Pipeline:',
      'Sales',
      '  created  12  $1,200',
      '  won       3    $300',
      '予算',
      '  created  1  $5',
      '  won      0  $0',
    ].join('\n'),
  );
  expect(table(ROWS, { width: 37 })).toBe(table(ROWS));
});

test('a line break in a name stays in its row', () => {
  expect(
    table([
      ['Name', 'n'],
      ['two\nlines', '1'],
    ]),
  ).toBe('Name       n\ntwo lines  1');
});

test('pairs stand below each other if they are too wide', () => {
  const rows = [['median first response', '3.5 days'] as const];
  expect(pairs(rows, { width: 40 })).toBe('median first response  3.5 days');
  expect(pairs(rows, { width: 25 })).toBe('median first response\n  3.5 days');
});
