import { describe, expect, test } from 'vitest';
import { type BulkCounts, Kommo } from '../../src/index.js';
import { account } from '../support/account.js';
import { json, serve } from '../support/http-server.js';

// What makes the translation of names throw, with an error of ours or of the platform.
const HOSTILE: readonly object[] = [
  { tags: 'vip' },
  { tags: ['vip'], _embedded: { tags: [null] } },
  { _embedded: { contacts: [null] } },
  { fields: { budget: Symbol('x') } },
  { responsible_user: { toString: 1 } },
  {
    get responsible_user(): never {
      throw new TypeError('no');
    },
  },
];

const cases = ['leads', 'contacts', 'companies', 'customers', 'tasks'] as const;

describe.each(cases)('%s: an input whose names throw fails alone', (entity) => {
  test.each(['create', 'update', ...(entity === 'leads' ? ['createComplex' as const] : [])] as const)(
    '%s',
    async (verb) => {
      const sent: number[] = [];
      const { url } = await serve((seen, res) => {
        const items = JSON.parse(seen.body) as { id?: number; request_id: string }[];
        sent.push(items.length);
        const answers = items.map(({ id, request_id }, at) => ({ id: id ?? at + 1, request_id }));
        json(res, verb === 'createComplex' ? answers : { _embedded: { [entity]: answers } });
      });
      const kommo = new Kommo({ baseUrl: url, accessToken: 'x', rateLimit: false, account });
      for (const bad of HOSTILE) {
        sent.length = 0;
        const inputs = Array.from({ length: 120 }, (_, at) => {
          const own = at === 60 ? Object.getOwnPropertyDescriptors(bad) : {};
          return Object.defineProperties({ id: at + 1, name: `x${at}` }, own);
        });
        const bulk = kommo[entity].bulk as unknown as Record<string, (inputs: object[]) => Promise<BulkCounts>>;
        const result = await bulk[verb]?.(inputs);
        // A property that an entity does not have is left for the server to judge.
        const failed = result?.failed === 0 ? 0 : 1;
        expect(result).toMatchObject({ settled: 120, failed, unknown: 0 });
        expect(sent).toEqual(failed === 0 ? [50, 50, 20] : [50, 49, 20]);
      }
    },
  );
});
