import { expect, test } from 'vitest';
import { InputError, inZone, LOST, WON } from '../../src/index.js';
import { iso } from '../../src/util/zone.js';

const SAO_PAULO = { _embedded: { datetime_settings: { timezone: 'America/Sao_Paulo' } } };
// A Tuesday, 22:30 in São Paulo, so that it is Wednesday in UTC.
const now = new Date('2026-11-25T01:30:00Z');

test.each([
  ['tomorrow 10:00', '2026-11-25T10:00:00-03:00'],
  ['Today 09:05:30', '2026-11-24T09:05:30-03:00'],
  ['yesterday 00:00', '2026-11-23T00:00:00-03:00'],
  ['tuesday 9:30', '2026-12-01T09:30:00-03:00'],
  ['wednesday 9:30', '2026-11-25T09:30:00-03:00'],
  ['in 3 days 18:00', '2026-11-27T18:00:00-03:00'],
  ['in 1 week 18:00', '2026-12-01T18:00:00-03:00'],
  ['in 3 months 08:00', '2027-02-24T08:00:00-03:00'],
  ['2026-12-24 10:00', '2026-12-24T10:00:00-03:00'],
  ['2026-12-24T10:00', '2026-12-24T10:00:00-03:00'],
  ['in 2 hours', '2026-11-25T00:30:00-03:00'],
  ['in 1 minute', '2026-11-24T22:31:00-03:00'],
])('%s', (text, moment) => {
  expect(iso('America/Sao_Paulo', inZone(SAO_PAULO, text, { now }))).toBe(moment);
});

test.each([
  // The clock goes from 2:00 to 3:00, and back from 3:00 to 2:00.
  ['Europe/Berlin', '2026-03-29 02:30', '2026-03-29T03:30:00+02:00'],
  ['Europe/Berlin', '2026-03-29 01:59', '2026-03-29T01:59:00+01:00'],
  ['Europe/Berlin', '2026-03-29 03:00', '2026-03-29T03:00:00+02:00'],
  ['Europe/Berlin', '2026-10-25 02:30', '2026-10-25T02:30:00+02:00'],
  ['Europe/Berlin', '2026-10-25 03:00', '2026-10-25T03:00:00+01:00'],
  ['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-04T02:45:00+11:00'],
  ['America/New_York', '2026-11-01 01:30', '2026-11-01T01:30:00-04:00'],
  ['Asia/Kathmandu', '2026-11-01 10:00', '2026-11-01T10:00:00+05:45'],
  // Samoa had no 30 December 2011.
  ['Pacific/Apia', '2011-12-30 10:00', '2011-12-31T10:00:00+14:00'],
])('%s %s', (zone, text, moment) => {
  expect(iso(zone, inZone(zone, text))).toBe(moment);
});

test('every hour of a year is where its clock shows it', () => {
  for (const zone of ['America/Sao_Paulo', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago']) {
    for (let at = Date.UTC(2026, 0, 1) / 1000; at < Date.UTC(2027, 0, 1) / 1000; at += 3600 * 5) {
      const [day = '', clock = ''] = iso(zone, at).slice(0, 19).split('T');
      const found = inZone(zone, `${day} ${clock}`);
      expect(iso(zone, found).slice(0, 19)).toBe(`${day}T${clock}`);
      expect(found).toBeLessThanOrEqual(at);
    }
  }
});

test.each([
  'tomorrow',
  '10:00',
  'tomorrow 25:00',
  'tomorrow 10:60',
  '2026-02-30 10:00',
  'morgen 10:00',
  '',
  'in 3 days',
  '2026-13-01 10:00',
])('refuses %j', (text) => {
  expect(() => inZone('UTC', text)).toThrow(InputError);
});

test('an account without its zone and a zone that is unknown are refused', () => {
  expect(() => inZone({}, 'tomorrow 10:00')).toThrow("read it with { with: ['datetime_settings'] }");
  expect(() => inZone('Mars/Base', 'tomorrow 10:00')).toThrow('"Mars/Base"');
  expect(() => inZone('UTC', 'tomorrow 10:00', { now: new Date('x') })).toThrow(InputError);
});

test('more blanks are one, and a moment that is no Date is refused', () => {
  const now = new Date('2026-11-27T00:00:00Z');
  expect(inZone('UTC', ' tomorrow   10:00 ', { now })).toBe(Date.parse('2026-11-28T10:00:00Z') / 1000);
  for (const wrong of [5, '2026-11-27', null])
    expect(() => inZone('UTC', 'today 10:00', { now: wrong as never })).toThrow(InputError);
});

test('won and lost have names', () => {
  expect([WON, LOST]).toEqual([142, 143]);
});
