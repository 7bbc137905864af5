import { calls } from '../generated/calls.js';
import { type KommoOptions, resolveConfig } from '../transport/config.js';
import { headersOf } from '../transport/request.js';
import { Transport } from '../transport/transport.js';
import { VERSION } from '../version.js';
import { answerCheck } from './answer-check.js';
import { Http } from './client.js';

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
