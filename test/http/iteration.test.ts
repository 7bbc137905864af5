import { describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';

/** Thirty leads of price 1, in pages of ten. */
function account() {
  const leads = Array.from({ length: 30 }, (_, i) => ({ id: i + 1, price: 1, name: `lead ${i + 1}` }));
  const sandbox = createSandbox({ seed: { leads }, rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  return { sandbox, kommo, mine: { limit: 10, filter: { price: { from: 1, to: 1 } } } };
}

const ids = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('what changes on the server while a stream goes on', () => {
  test('a new lead comes at the end', async () => {
    const { sandbox, kommo } = account();
    const seen: number[] = [];
    for await (const { id } of kommo.leads.list({ limit: 10 })) {
      if (id === 5) sandbox.seed({ leads: [{ id: 31 }] });
      seen.push(id);
    }
    expect(seen).toEqual(ids(1, 31));
  });

  test('a changed lead keeps its place, and comes as it was when its page was read', async () => {
    const { kommo } = account();
    const seen: [number, string][] = [];
    for await (const { id, name } of kommo.leads.list({ limit: 10 })) {
      if (id === 5) await kommo.leads.updateMany([2, 7, 25].map((which) => ({ id: which, name: 'new' })));
      seen.push([id, name]);
    }
    expect(seen.map(([id]) => id)).toEqual(ids(1, 30));
    expect(seen.filter(([, name]) => name === 'new').map(([id]) => id)).toEqual([25]);
  });

  test('a lead that leaves the list moves those behind it up, and as many are missed', async () => {
    const { kommo, mine } = account();
    const seen: number[] = [];
    for await (const { id } of kommo.leads.list(mine)) {
      await kommo.leads.update(id, { price: 2 });
      seen.push(id);
    }
    expect(seen).toEqual([...ids(1, 10), ...ids(21, 30)]);
  });

  test('so what takes leads out of the list is done after it was read', async () => {
    const { kommo, mine } = account();
    const leads = await kommo.leads.list(mine).all();
    const { updated } = await kommo.leads.bulk.update(leads.map(({ id }) => ({ id, price: 2 })));
    expect(updated).toBe(30);
    expect((await kommo.leads.list(mine)).data).toEqual([]);
  });
});
