import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pack } from '../../scripts/build/packed.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** File that tells where the package is, once it is packed. */
    packed: string;
  }
}

/**
 * Builds, packs and installs the package once, for all tests of this folder. They wait for it themselves (see packed.ts):
 * vitest waits for setups before it starts any test, of whatever project.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kommo-sdk-packing-'));
  const ready = join(folder, 'packed.json');
  project.provide('packed', ready);
  const packing = pack().then(
    (packed) => ({ packed }),
    (error: unknown) => ({ error: String(error) }),
  );
  const told = packing.then(async (outcome) => {
    await writeFile(`${ready}.part`, JSON.stringify(outcome));
    await rename(`${ready}.part`, ready);
  });
  return async () => {
    await told;
    const outcome = await packing;
    if ('packed' in outcome) await rm(dirname(outcome.packed.tarball), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}
