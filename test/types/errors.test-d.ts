import { describe, expectTypeOf, test } from 'vitest';
import { TokenRevokedError } from '../../src/auth/index.js';
import { InputError, type KommoApiError, KommoError, NotFoundError } from '../../src/index.js';

declare const error: unknown;

describe('is() narrows the type', () => {
  test('to its own class', () => {
    if (NotFoundError.is(error)) expectTypeOf(error).toEqualTypeOf<NotFoundError>();
    if (InputError.is(error)) expectTypeOf(error.field).toEqualTypeOf<string>();
    if (KommoError.is(error)) expectTypeOf(error).toEqualTypeOf<KommoError>();
    if (TokenRevokedError.is(error)) expectTypeOf(error).toExtend<KommoApiError>();
  });
});
