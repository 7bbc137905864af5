import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { packed } from './packed.js';

const { consumer } = await packed();

test.each(['smoke.mjs', 'smoke.cjs'])('%s constructs and calls the client', async (file) => {
  // No part of the package evaluates text, so it runs if a platform or a policy forbids that.
  const args = ['--disallow-code-generation-from-strings', join(consumer, file)];
  const printed = await run(process.execPath, args, { cwd: consumer });
  expect(printed).toMatch(/^\d{2} passed on Node/m);
});
