import { InputError } from '../errors.js';
import { calls } from '../generated/calls.js';
import { type KommoOptions, resolveConfig } from '../transport/config.js';
import type { Logger } from '../transport/logger.js';
import { headersOf } from '../transport/request.js';
import { Transport } from '../transport/transport.js';
import type { CheckedAnswer } from '../validate/check-answer.js';
import { VERSION } from '../version.js';
import { type AnswerCheck, Http } from './client.js';

/**
 * The client of an account.
 * @throws InputError that names the option
 */
export function accountOf(options: KommoOptions): Http {
  const { baseUrl, transport } = resolveConfig(options);
  const headers = { 'user-agent': `kommo-sdk/${VERSION}`, ...Object.fromEntries(headersOf(options)) };
  const check = answerCheck(options.validate, transport.logger);
  return new Http({ calls, base: baseUrl, headers, transport: new Transport(transport), check });
}

/** Reaction to an answer that differs from the spec: nothing, a warning of the logger, or a `DecodeError`. */
export type ValidateMode = 'off' | 'warn' | 'throw';

/** Makes the check that the option `validate` asks for, or undefined if it is off. Throws InputError. */
function answerCheck(mode: ValidateMode = 'off', logger: Logger | undefined): AnswerCheck | undefined {
  if (!['off', 'warn', 'throw'].includes(mode))
    throw new InputError('validate', `must be off, warn or throw, got "${String(mode)}"`);
  if (mode === 'off') return undefined;
  if (mode === 'warn' && !logger)
    throw new InputError(
      'validate',
      'is "warn" but nothing would be logged. Pass a logger, for example logger: console',
    );
  const load = async (): Promise<(answer: CheckedAnswer) => void> => {
    // Loaded when first used: the schemas of all operations are the largest table there is.
    const { refuser, reporter } = await import('../validate/check-answer.js');
    if (mode === 'throw') return refuser();
    return reporter((mismatch) => logger?.warn('an answer differs from the spec', { ...mismatch }));
  };
  let loading: Promise<(answer: CheckedAnswer) => void> | undefined;
  return async (answer) => {
    loading ??= load();
    (await loading)(answer);
  };
}
