import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { here } from '../../scripts/here.js';
import { KommoChats } from '../../src/chats/index.js';
import { Kommo } from '../../src/index.js';

it('coverage.md names methods that exist', () => {
  const roots = {
    kommo: new Kommo({ subdomain: 'acme', accessToken: 't' }),
    chats: new KommoChats({ channelId: 'c', channelSecret: 's' }),
  };
  const calls = readFileSync(here('docs/coverage.md'), 'utf8').matchAll(/`([\w.]+\.[\w.]+)\(\)`/g);
  const names = [...calls].map(([, name = '']) => name);
  const missing = names.filter((name) => {
    const found = name
      .split('.')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], roots);
    return typeof found !== 'function';
  });
  expect(names.length).toBeGreaterThan(200);
  expect(missing).toEqual([]);
});
