import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { Csv, inert } from '../../src/cli/export/csv.js';
import type { ExportNames } from '../../src/cli/export/names.js';
import type { CustomField } from '../../src/resources/custom-fields.js';

const names = { zone: 'UTC', of: () => undefined } as unknown as ExportNames;
const csv = new Csv(['id', 'name'], names);

describe('cells that a spreadsheet would run', () => {
  test.each([
    ['=1+1', "'=1+1"],
    [' =1', " '=1"],
    ['\u00a0=1', "\u00a0'=1"],
    ['a;=cmd', "a;'=cmd"],
    ['a; =cmd', "a; '=cmd"],
    ['a\t=cmd', "a\t'=cmd"],
    ['\t=cmd', "\t'=cmd"],
    ['\r=cmd', "\r'=cmd"],
    ['a\n@SUM(1)', "a\n'@SUM(1)"],
    ['-2+3+cmd', "'-2+3+cmd"],
    ['+cmd', "'+cmd"],
    ['＝1', "'＝1"],
    ['a;"=cmd"', `a;"'=cmd"`],
    ['a;""=cmd', `a;""'=cmd`],
    ['\u200b=1', "\u200b'=1"],
    ['\ufeff=1', "\ufeff'=1"],
    ['\u0000=1', "\u0000'=1"],
    ['-1e5+cmd', "'-1e5+cmd"],
    ["+1;-2|'cmd", "+1;'-2|'cmd"],
    ['+SUM(1)', "'+SUM(1)"],
  ])('%j becomes %j', (text, expected) => expect(inert(text)).toBe(expected));
});

test('a moment that no calendar has, such as one in milliseconds, stays a number', () => {
  const fields = [
    { id: 1, name: 'day', type: 'date' },
    { id: 2, name: 'moment', type: 'date_time' },
  ] as CustomField[];
  const dated = new Csv(['created_at'], names, fields);
  const line = (seconds: number) =>
    dated.line({
      created_at: seconds,
      custom_fields_values: [1, 2].map((field_id) => ({ field_id, values: [{ value: seconds }] })),
    });
  expect(line(1_790_000_000)).toBe('2026-09-21T14:13:20+00:00,2026-09-21,2026-09-21T14:13:20+00:00\r\n');
  for (const seconds of [1_790_000_000_000, -1e13, 1e300]) {
    expect(line(seconds)).toBe(`${seconds},${seconds},${seconds}\r\n`);
  }
});

describe('everything else comes back as it was', () => {
  test.each([
    '+55 11 91234-5678',
    '+55 (11) 91234-5678; +55 21 2345-6789',
    '-12.50',
    '1,234.5',
    '-1',
    '-1e-7',
    '+1e+21',
    '+49 30/1234',
    '+7 495 123–45–67',
    '+1\u00a0555\u2011123',
    '+55 11 91234-5678 #12',
    '"-5"',
    '"',
    'say "hi"',
    'a;"b"',
    '\ud83d\ude00;\ud83d\ude00',
    'a = b',
    'João "J", Сергей',
    'two\nlines',
    'two\rlines\r\n',
    'a,b',
    ' spaces ',
    "'quoted",
    'x;y',
    '',
  ])('%j', (text) => {
    expect(parse(csv.line({ id: 7, name: text }))).toEqual([['7', text]]);
  });

  test('lines end as RFC 4180 says, and numbers, booleans and nothing are texts', () => {
    expect(csv.line({ id: 1, name: true })).toBe('1,true\r\n');
    expect(csv.line({ id: -1e-7, name: -1e21 })).toBe('-1e-7,-1e+21\r\n');
    expect(csv.line({ id: -5, name: null })).toBe('-5,\r\n');
    expect(csv.header()).toBe('id,name\r\n');
  });
});
