import { InputError } from '../errors.js';
import { toUnixSeconds } from '../util/time.js';
import { writeBack } from './write-back.js';

/** Writes a JSON body: dates become unix seconds; what JSON would change without a word (NaN, bigint) is refused by name. */
export function serializeBody(body: unknown): string {
  try {
    return JSON.stringify(body, write);
  } catch (error) {
    throw error instanceof InputError ? error : new InputError('body', (error as Error).message);
  }
}

function write(this: Record<string, unknown>, key: string, value: unknown): unknown {
  // JSON.stringify has already called Date's toJSON on `value`, which gives an ISO string; the holder has the original.
  const original = this[key];
  if (original instanceof Date) return toUnixSeconds(original, key || 'body');
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(key, `must be a finite number, got ${value}; JSON would send null and clear the field`);
  }
  if (typeof value === 'bigint') {
    const asNumber = Number(value);
    if (!Number.isSafeInteger(asNumber)) throw new InputError(key, 'is a bigint beyond the safe integers');
    return asNumber;
  }
  return typeof value === 'object' && value !== null ? writeBack(key, value) : value;
}
