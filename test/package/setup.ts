import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Packed, pack } from '../../scripts/lib/packed.js';

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Packed;
  }
}

/** Builds, packs and installs the package once, for all tests of this folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const packed = await pack();
  project.provide('packed', packed);
  return () => rm(dirname(packed.tarball), { recursive: true, force: true });
}
