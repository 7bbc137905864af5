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

// Reading one of these makes Node load its HTTP client, which doubles the time of an import.
const LAZY_GLOBALS = ['fetch', 'Request', 'Response', 'Headers', 'FormData', 'WebSocket', 'EventSource'];

test.each([
  ['module', "await import('kommo-sdk')"],
  ['module', "await import('kommo-sdk/core')"],
  ['module', "await import('kommo-sdk/auth')"],
  ['module', "await import('kommo-sdk/webhooks')"],
  ['commonjs', "require('kommo-sdk')"],
])('an import alone leaves the HTTP client of Node unloaded: %s %s', async (type, load) => {
  const code = `
    for (const name of ${JSON.stringify(LAZY_GLOBALS)})
      Object.defineProperty(globalThis, name, { get() { throw new Error(name + ' was read at load'); } });
    ${load};
    console.log('loaded');`;
  const printed = await run(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: consumer });
  expect(printed).toBe('loaded\n');
});
