import { describe, expect, test } from 'vitest';
import { identifiers, labels } from '../../src/cli/codegen/names.js';

const one = (name: string, code?: string): string | undefined => identifiers([{ id: 7, name, code }], 'field').get(7);

describe('identifiers', () => {
  test.each([
    ['Budget', 'budget'],
    ['Loss date', 'lossDate'],
    ['UTM source', 'utmSource'],
    ['Orçamento (R$)', 'orcamentoR'],
    ['Eligió  un   competidor', 'eligioUnCompetidor'],
    ['Бюджет сделки', 'бюджетСделки'],
    ['Новый', 'новый'],
    ['予算', '予算'],
    ['🔥 Priority 🔥', 'priority'],
    ['🔥', 'field7'],
    ['', 'field7'],
    ['1st call', '_1stCall'],
    ['class', 'class_'],
    ['Default', 'default_'],
    ['constructor', 'constructor_'],
    ['then', 'then_'],
    ['__proto__', 'proto'],
    ['O\'Brien\'s / "x" `$\u007by}`', 'oBrienSXY'],
  ])('%s is %s', (name, expected) => {
    expect(one(name)).toBe(expected);
  });

  test('a code wins over a name, which is in the language of the account', () => {
    expect(one('Telefone', 'PHONE')).toBe('phone');
    expect(one('x', 'UTM_SOURCE')).toBe('utmSource');
  });

  test('duplicates carry their ids, all of them, whatever the order', () => {
    const items = [
      { id: 2, name: 'Budget' },
      { id: 1, name: 'budget!' },
      { id: 3, name: 'Other' },
    ];
    const expected = new Map([
      [1, 'budget_1'],
      [2, 'budget_2'],
      [3, 'other'],
    ]);
    expect(new Map([...identifiers(items, 'field')].sort())).toEqual(expected);
    expect(new Map([...identifiers([...items].reverse(), 'field')].sort())).toEqual(expected);
  });
});

describe('labels', () => {
  test('stay as they are, tidied; duplicates and empty ones carry their ids', () => {
    const items = [
      { id: 1, name: ' Closed \u200b- won ' },
      { id: 2, name: 'Ana' },
      { id: 3, name: 'Ana' },
      { id: 4, name: '' },
      { id: 5, name: '🔥 Hot' },
    ];
    expect(Object.fromEntries(labels(items))).toEqual({
      1: 'Closed - won',
      2: 'Ana (2)',
      3: 'Ana (3)',
      4: '#4',
      5: '🔥 Hot',
    });
  });
});
