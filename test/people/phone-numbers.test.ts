import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/errors.js';
import { phoneMatcher } from '../../src/people/phone-numbers.js';
import { COUNTRIES, numbersOf, spellingsOf } from './numbers.js';

const keys = (country: string | undefined, ...texts: string[]): Set<string | undefined> => {
  const matcher = phoneMatcher(country);
  return new Set(texts.map((text) => matcher.key(text)));
};

describe('one number, many spellings', () => {
  test.each([
    [
      'BR',
      '+5511912345678',
      ['+55 11 91234-5678', '5511912345678', '(11) 91234-5678', '011 91234 5678', '0 15 11 91234-5678'],
    ],
    [
      'BR',
      '+5511912345678',
      ['+55 11 1234-5678', '551112345678', '11 1234-5678', '0055 11 91234 5678', '+55 (0)11 91234-5678'],
    ],
    ['BR', '+5531987654321', ['+55 31 8765-4321', '3187654321', '31 98765-4321', '+55 (31) 98765.4321 ramal 12']],
    ['BR', '+551132345678', ['+55 11 3234-5678', '(11) 3234-5678', '11 32345678 ext. 9']],
    ['BR', '+14155552671', ['+1 415 555 2671', '14155552671', '001 415 555 2671', '00 15 1 415 555 2671']],
    [
      'RU',
      '+79123456789',
      ['8 (912) 345-67-89', '+7 912 345 67 89', '79123456789', '912 345-67-89', '8912-345-67-89 доб. 5'],
    ],
    ['BR', '+79123456789', ['8 (912) 345-67-89', '+7 912 345 67 89', '+8 912 345 67 89']],
    [
      undefined,
      '+79123456789',
      ['8 (912) 345-67-89', '+7 912 345 67 89', '007 912 345 67 89', '+7 (8912) 345-67-89'.replace('8', '')],
    ],
    [
      'MX',
      '+525512345678',
      ['+52 1 55 1234 5678', '55 1234 5678', '044 55 1234 5678', '5215512345678', '01 55 1234 5678'],
    ],
    ['US', '+525512345678', ['+52 1 55 1234 5678', '+52 55 1234 5678', '5215512345678', '011 52 55 1234 5678']],
    [
      'AR',
      '+541112345678',
      ['+54 9 11 1234-5678', '+54 11 15 1234-5678', '011 15-1234-5678', '5491112345678', '11 1234-5678'],
    ],
    ['AR', '+543511234567', ['0351 15 123-4567', '+54 9 351 123 4567', '351 15 1234567']],
    [
      'GB',
      '+442079460958',
      [
        '020 7946 0958',
        '+44 (0)20 7946 0958',
        '0044 20 7946 0958',
        '+44 20 7946 0958 x12',
        'tel:+44-20-7946-0958;ext=7',
      ],
    ],
    [
      'US',
      '+14155552671',
      ['(415) 555-2671', '1-415-555-2671', '+1.415.555.2671', '４１５５５５２６７１', 'Mobile: 415 555 2671'],
    ],
    ['MX', '+14155552671', ['1 415 555 2671', '+1 415 555 2671', '14155552671']],
    ['IN', '+14155552671', ['1 415 555 2671', '+1 415 555 2671', '0014155552671']],
    ['IN', '+9118001234567', ['1800 123 4567', '+91 1800 123 4567']],
    ['DE', '+5511912345678', ['5511912345678', '+55 11 91234 5678']],
    [
      'BR',
      '+5511912345678',
      [
        // Digits of other scripts, invisible characters, what a spreadsheet and a messenger make of a number.
        '+५५ ११ ९१२३४-५६७८',
        '٠١١ ٩١٢٣٤ ٥٦٧٨',
        '\u200b+55 11 9\u200b1234-5678\u202c',
        '+55\u00a011\u00a091234\u20115678',
        '5511912345678.0',
        '5511912345678@c.us',
        '(0xx11) 91234-5678',
        '+00 55 11 91234-5678',
      ],
    ],
  ])('%s %s', (country, key, texts) => {
    expect([...keys(country, ...texts)]).toEqual([key]);
  });

  test('numbers that differ stay apart', () => {
    // The second is the number of a house, which never had a ninth digit.
    expect(keys('BR', '11 93234-5678', '11 3234-5678', '21 93234-5678').size).toBe(3);
    expect(keys('US', '1-800-FLOWERS', '1-800-GOOGLES', '1800').size).toBe(3);
    expect(keys('BR', '11 9****-1234', '11 9-1234').size).toBe(2);
  });

  test('a value with two numbers has both', () => {
    const { key, keys: all } = phoneMatcher('BR');
    for (const text of [
      '11 91234-5678 / 11 3333-4444',
      '+55 11 91234-5678, 1133334444',
      '1191234567' + '8 e 11 3333-4444',
    ])
      expect([key(text), all(text)]).toEqual(['+5511912345678', ['+5511912345678', '+551133334444']]);
    // The end of a number is no number.
    for (const text of ['11 3333-4444 / 5', '11 3333-4444/5555', '11 3333-4444,12'])
      expect(all(text)).toEqual([text.replace(/\D/g, '')]);
  });

  test('what stands for many numbers, or for none, belongs to nobody', () => {
    const { keys: all, queries } = phoneMatcher('BR');
    const nobody = [
      '0',
      '000',
      '00000000',
      '99999999999',
      '+55 00 00000-0000', // fillers
      '11 9****-1234',
      '11 9••••-1234',
      '11 9xxxx-1234',
      '11 9####-1234',
      '11 9____-1234', // masks
      '5.51191E+12',
      '5,51191e12', // spreadsheets
      'sem telefone',
      'none',
      'see note 1',
      'n/a',
      '-',
      '',
      ' ',
      '()',
      '\u200b', // remarks
    ];
    for (const text of nobody) expect([text, all(text), queries(text)]).toEqual([text, [], []]);
  });

  test('text around a number does not make it another', () => {
    const { key } = phoneMatcher('BR');
    expect(key('Ana: 11 91234-5678 (casa)')).toBe('+5511912345678');
    expect(key('0800 CASA 12345')).not.toBe(key('0800 12345'));
  });

  test('is searched for as parts that its spellings share, and never for nothing', () => {
    expect(phoneMatcher('BR').queries('+55 11 91234-5678')).toEqual(['12345678', '1234-5678', '1234 5678']);
    expect(phoneMatcher('RU').queries('8 (912) 345-67-89')).toEqual(['23456789', '345-67-89', '345 67 89']);
    expect(phoneMatcher('BR').queries('+55 11 91234-5678 (Ana)')).toEqual(['12345678', '1234-5678', '1234 5678']);
  });

  test('what no plan knows compares by its digits, and nothing has no key', () => {
    expect([...keys('US', '12 34', '1-2-3-4', '(1234)')]).toEqual(['1234']);
    expect(keys('US', '01234', '1234').size).toBe(2);
    expect([...keys('US', '', ' ', '-', '()')]).toEqual([undefined]);
  });

  test('a country that is unknown is refused', () => {
    expect(() => phoneMatcher('Brazil')).toThrow(InputError);
    expect(phoneMatcher('br').key('11 91234-5678')).toBe('+5511912345678');
  });

  test('a long text costs little', () => {
    const matcher = phoneMatcher('BR');
    for (const text of [' '.repeat(50_000), ', '.repeat(50_000), '1'.repeat(50_000), 'x1'.repeat(25_000)])
      expect(() => matcher.queries(`${text}5`)).not.toThrow();
  });
});

describe('5,000 numbers of 12 countries in 6 spellings each', () => {
  test('no wrong match, none missed', () => {
    const wrong: string[] = [];
    const missed: string[] = [];
    const owners = new Map<string, string>();
    let spelled = 0;
    for (const country of COUNTRIES) {
      const matcher = phoneMatcher(country);
      for (const number of numbersOf(country, 417, 17)) {
        const key = matcher.key(number) as string;
        if (owners.has(key)) wrong.push(`${number} is ${owners.get(key)}`);
        owners.set(key, number);
        const queries = matcher.queries(number);
        for (const text of spellingsOf(number, country)) {
          spelled++;
          if (matcher.key(text) !== key) missed.push(`${country} ${number} as ${text}: ${matcher.key(text)}`);
          const digits = text.replace(/\D/g, '');
          if (!queries.some((query) => digits.includes(query))) missed.push(`${number} not searched as ${text}`);
        }
      }
    }
    expect({ wrong, missed: missed.slice(0, 20) }).toEqual({ wrong: [], missed: [] });
    expect(owners.size).toBeGreaterThanOrEqual(5000);
    expect(spelled).toBeGreaterThanOrEqual(30_000);
  });
});
