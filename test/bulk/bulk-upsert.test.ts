import { describe, expect, test } from 'vitest';
import type { LeadCreate } from '../../src/index.js';
import { store } from '../support/bulk-store.js';

describe('upsert', () => {
  const mail = (value: string): { custom_fields_values: { field_code: string; values: { value: string }[] }[] } => ({
    custom_fields_values: [{ field_code: 'EMAIL', values: [{ value }] }],
  });

  test('updates what has the key, creates what has not, and makes one of the same key', async () => {
    const { kommo, leads } = await store();
    leads.push({ id: 1, name: 'old', created_at: 1, updated_at: 1, ...mail('Ann@Example.com') } as never);
    leads.push({ id: 2, name: 'older twin', created_at: 1, updated_at: 1, ...mail('ann@example.com') } as never);
    const { outcomes, created, updated } = await kommo.contacts.bulk.upsert(
      [
        { name: 'Ann', ...mail('ann@example.com') },
        { name: 'Bob', ...mail('bob@example.com') },
        { name: 'No key' },
        { name: 'Bob again', ...mail('BOB@example.com ') },
      ] as never[],
      { key: 'email' },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created', 'created', 'updated']);
    expect({ created, updated }).toEqual({ created: 2, updated: 2 });
    expect(leads.map(({ name }) => name)).toEqual(['old', 'Ann', 'Bob again', 'No key']);
  });

  test('a refused leader fails its followers, and nothing is created for them', async () => {
    const { kommo, leads } = await store();
    const { outcomes } = await kommo.contacts.bulk.upsert(
      [
        { name: 'bad', ...mail('a@b.c') },
        { name: 'fine', ...mail('a@b.c') },
        { name: 'ok', ...mail('d@e.f') },
      ] as never[],
      { key: 'email' },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'failed', 'created']);
    expect(leads).toHaveLength(1);
  });

  test('by a key of the caller', async () => {
    const { kommo, leads } = await store();
    leads.push({ id: 1, name: 'SKU-1', created_at: 1, updated_at: 1 });
    const key = { input: ({ name }: LeadCreate) => name, entity: ({ name }: { name: string }) => [name] };
    const { outcomes } = await kommo.leads.bulk.upsert([{ name: 'SKU-1', price: 5 }, { name: 'SKU-2' }], { key });
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created']);
    expect(leads[0]?.price).toBe(5);
    await expect(async () => kommo.leads.bulk.upsert([], { key: 'sku' as never })).rejects.toThrow('key must be');
  });
});
