import { describe, expect, it } from 'vitest';
import {
  adoptParsed,
  decodePhpForm,
  decodePhpPairs,
  encodePhpForm,
  type FormLimitError,
  type FormLimits,
} from '../../src/util/php-form.js';

const LIMITS = { maxKeys: 20_000, maxDepth: 32 };
const decode = (body: string) => decodePhpForm(body, LIMITS);

describe('PHP form decoding', () => {
  it.each<[string, unknown]>([
    ['', {}],
    ['a=1', { a: '1' }],
    ['a=1&a=2', { a: '2' }],
    ['a', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['a[b][c]=1', { a: { b: { c: '1' } } }],
    ['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
    ['a[1]=y&a[0]=x', { a: ['x', 'y'] }],
    ['a[]=x&a[]=y', { a: ['x', 'y'] }],
    ['a[5]=x&a[]=y', { a: { 5: 'x', 6: 'y' } }],
    ['a[1]=x&a[2]=y', { a: { 1: 'x', 2: 'y' } }],
    ['a[00]=x', { a: { '00': 'x' } }],
    ['a[0]=x&a[b]=y', { a: { 0: 'x', b: 'y' } }],
    ['a=1&a[b]=2', { a: { b: '2' } }],
    ['a[b]=2&a=1', { a: '1' }],
    ['a[b', { 'a[b': '' }],
    ['a[b]c[d]=1', { a: { b: '1' } }],
    ['a[b][c=1', { a: { b: '1' } }],
    ['[a]=1&=2&&', {}],
    ['a%5Bb%5D=%D0%9A+%2B', { a: { b: 'К +' } }],
    ['a=Имя без кода', { a: 'Имя без кода' }],
    ['0=x', { 0: 'x' }],
    ['a[toString][hasOwnProperty]=1', { a: { toString: { hasOwnProperty: '1' } } }],
  ])('%s', (body, expected) => {
    expect(decode(body)).toEqual(expected);
  });

  it.each(['%', '%4', '%zz', 'a%ff%fe', '%E0%A4', '%F0%9F%98%8D%', '%00', 'a+%2', '%C3%28'])(
    'malformed escapes as URLSearchParams has them: %s',
    (text) => {
      expect(decode(`x=${text}`)).toEqual({ x: new URLSearchParams(`x=${text}`).get('x') });
    },
  );

  it('goes on leniently after a malformed escape', () => {
    expect(decode('a=%ff&b=%41&c=%D0%9A')).toEqual({ a: '\ufffd', b: 'A', c: 'К' });
  });

  it.each(['__proto__[x]=1', 'a[__proto__][x]=1', 'constructor[prototype][x]=1', 'a[b][__proto__]=1', '__proto__=1'])(
    'drops what could be taken for a prototype: %s',
    (body) => {
      const decoded = decode(`${body}&ok=1`);
      expect(({} as { x?: unknown }).x).toBeUndefined();
      expect(JSON.stringify(decoded)).not.toContain('proto');
      expect(decoded['ok']).toBe('1');
      expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    },
  );

  it('does not merge into inherited members', () => {
    decode('a[toString][x]=1&toString[y]=1');
    expect(Object.keys(Object.prototype.toString)).toEqual([]);
  });
});

describe('limits', () => {
  const failure = (body: string, limits: Partial<FormLimits>) => {
    try {
      decodePhpForm(body, { ...LIMITS, ...limits });
    } catch (error) {
      return error as FormLimitError;
    }
    return undefined;
  };

  it('names the limit', () => {
    expect(failure('a=1&b=2&c=3', { maxKeys: 2 })).toMatchObject({ limit: 'maxKeys', name: 'FormLimitError' });
    expect(failure('a[b][c][d]=1', { maxDepth: 3 })?.message).toBe('The form has more than 3 levels of nesting.');
    expect(failure('a=1&b=2', { maxKeys: 2 })).toBeUndefined();
    expect(failure('a[b][c]=1', { maxDepth: 3 })).toBeUndefined();
  });
});

describe('what parsers made of a form', () => {
  const right = { a: { b: [{ c: { d: { e: [{ f: 'x' }, { f: 'y' }] } } }] } };

  it.each<[string, object]>([
    ['the tree', right],
    ['objects with indexes', { a: { b: { 0: { c: { d: { e: { 0: { f: 'x' }, 1: { f: 'y' } } } } } } } }],
    ['flat keys', { 'a[b][0][c][d][e][0][f]': 'x', 'a[b][0][c][d][e][1][f]': 'y' }],
    ['flat keys with lists', { 'a[b][0][c][d][e][0][f]': ['w', 'x'], 'a[b][0][c][d][e][1][f]': ['y'] }],
    ['qs at depth 5', { a: { b: [{ c: { d: { '[e][0][f]': 'x', '[e][1][f]': 'y' } } }] } }],
    ['no prototype', Object.assign(Object.create(null), right)],
  ])('%s', (_, body) => {
    expect(adoptParsed(body, LIMITS)).toEqual(right);
  });

  it('appends to a list, and keeps empty ones', () => {
    expect(adoptParsed({ 'a[]': ['1', '2'], b: [], c: {} }, LIMITS)).toEqual({ a: ['1', '2'], b: [], c: {} });
    expect(
      decodePhpPairs(
        [
          ['a[]', '1'],
          ['a[]', '2'],
          ['b', 'x'],
          ['b', 'y'],
        ],
        LIMITS,
      ),
    ).toEqual({ a: ['1', '2'], b: 'y' });
    expect(adoptParsed({ token: ['t'], return_url: ['u'] }, LIMITS)).toEqual({ token: 't', return_url: 'u' });
  });

  it('reads back what it writes', () => {
    const body = { leads: { add: [{ id: '1', name: 'Имя & *', tags: ['a', 'b'] }] } };
    expect(encodePhpForm({ a: true, b: false, c: null, d: undefined, e: '*' })).toBe('a=1&b=0&e=%2A');
    expect(decode(encodePhpForm(body))).toEqual(body);
  });
});
