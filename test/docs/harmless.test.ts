import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { here } from '../../scripts/here.js';

const files = (folder: string): string[] =>
  readdirSync(here(folder))
    .filter((name) => /\.(md|ts)$/.test(name))
    .map((name) => `${folder}/${name}`);

/** A write inside a loop over a list of the account: pasted, it changes records that the reader never named. */
const WRITE_IN_LOOP = /for await \([^\n]*kommo\.\w+(?:\.list|\.changes)[^\n]*\)(?: \{[\s\S]*?\n\}|[^\n]*)/g;
const WRITE = /\.(?:update|updateMany|delete|deleteMany|detach|unlink)\(/;

it.each(['README.md', ...files('docs'), ...files('examples')])('%s has no loop that changes what it lists', (path) => {
  const loops = readFileSync(here(path), 'utf8').match(WRITE_IN_LOOP) ?? [];
  expect(loops.filter((loop) => WRITE.test(loop))).toEqual([]);
});
