import { once } from 'node:events';
import { fileStore, oauth, redisStore } from '../../src/auth/index.js';
import { Kommo } from '../../src/index.js';
import { KEYS } from './oauth-keys.js';

// Run by multi-process.test.ts: many calls at once with a token that has run out.
const { baseUrl, directory, redis, calls } = JSON.parse(process.argv[2] ?? '{}') as {
  baseUrl: string;
  directory?: string;
  redis?: string;
  calls: number;
};
const store = redis ? redisStore({ redis }) : fileStore(directory ?? '');
const auth = oauth({ ...KEYS, baseUrl, key: 'k', store, rateLimit: false });
const kommo = new Kommo({ auth, rateLimit: false });
console.log(JSON.stringify({ ready: true }));
await once(process.stdin, 'data');
const results = await Promise.allSettled(Array.from({ length: calls }, () => kommo.leads.get(1)));
const failed = results.filter((result) => result.status === 'rejected');
console.log(JSON.stringify({ done: results.length, failed: failed.map(({ reason }) => String(reason)) }));
process.stdin.destroy();
