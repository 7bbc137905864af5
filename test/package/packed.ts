import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { Packed } from '../../scripts/build/packed.js';

/** Where the package is installed, as soon as it is. */
export async function packed(): Promise<Packed> {
  const ready = inject('packed');
  while (!existsSync(ready)) await sleep(100);
  const outcome = JSON.parse(readFileSync(ready, 'utf8')) as { packed: Packed } | { error: string };
  if ('error' in outcome) throw new Error(outcome.error);
  return outcome.packed;
}
