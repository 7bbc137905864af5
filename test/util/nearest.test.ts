import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/util/nearest.js';

describe('nearest', () => {
  test.each([
    ['kitten', 'sitting', 3],
    ['abcd', 'acbd', 1],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['same', 'same', 0],
  ])('editDistance(%j, %j)', (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected);
  });

  test.each([
    ['budget', ['BUDGET', 'Channel'], ['BUDGET']],
    ['renewal', ['Renewal date', 'Budget'], ['Renewal date']],
    ['preco', ['Prazo', 'Preço'], ['Preço', 'Prazo']],
    ['landing_page', ['Landing page'], ['Landing page']],
    ['xyz', ['Budget'], []],
    ['', ['Budget'], []],
    ['a', [], []],
  ])('%j of %j', (wanted, known, expected) => {
    expect(nearest(wanted, known)).toEqual(expected);
  });
});
