import { describe, expect, test } from 'vitest';
import { type EntityTagsChangeItem, InputError, Kommo, type TagCreate } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';

/** Leads 1 to `count`, each with the tag `old`, behind real HTTP. */
async function account(count: number) {
  const sandbox = createSandbox({
    seed: {
      tags: [{ id: 1, name: 'old', entity_type: 'leads' }],
      leads: Array.from({ length: count }, (_, i) => ({ id: i + 1, tags: [1] })),
    },
    rateLimit: false,
  });
  const server = await sandbox.listen();
  const kommo = new Kommo({ ...server.options, rateLimit: false, retries: 0 });
  const tagsOf = (lead: number): (string | undefined)[] =>
    sandbox.db.leads.get(lead)?.tags.map((id) => sandbox.db.tags.get(id)?.name) ?? [];
  return { sandbox, kommo, tagsOf, [Symbol.asyncDispose]: () => server.close() };
}

describe('create', () => {
  test('every input has its tag, those included that were there', async () => {
    await using made = await account(0);
    const { sandbox, kommo } = made;
    const inputs = Array.from({ length: 120 }, (_, i) => ({ name: i === 7 ? 'old' : `tag ${i}` }));
    const { outcomes, created } = await kommo.tags.bulk('leads').create(inputs);
    expect(created).toBe(120);
    expect(outcomes.map((o) => 'result' in o && o.result.name)).toEqual(inputs.map(({ name }) => name));
    expect(outcomes[7]).toMatchObject({ result: { id: 1 } });
    expect(sandbox.requests).toHaveLength(3);
  });

  test('a name that is none fails alone; an answer that is lost leaves what is safe to send again', async () => {
    await using made = await account(0);
    const { sandbox, kommo } = made;
    sandbox.fail({ operation: 'tags.create', kind: 'reset', when: 'after' });
    const bulk = kommo.tags.bulk('leads');
    const inputs: TagCreate[] = [{ name: 'a' }, { name: ' ' }, { name: 'b' }];
    const { outcomes } = await bulk.create(inputs);
    expect(outcomes.map(({ status }) => status)).toEqual(['unknown', 'failed', 'unknown']);
    expect((outcomes[1] as { error: Error }).error.message).toBe('inputs.1.name must be the name of the tag, got " ".');
    const again = await bulk.create(outcomes.flatMap((o) => (o.status === 'unknown' ? [o.input] : [])));
    expect(again.created).toBe(2);
    expect([...sandbox.db.tags].map(({ name }) => name)).toEqual(['old', 'a', 'b']);
  });
});

describe('set', () => {
  test('adds, takes away and replaces, entity by entity', async () => {
    await using made = await account(130);
    const { sandbox, kommo, tagsOf } = made;
    const inputs = Array.from({ length: 130 }, (_, i): EntityTagsChangeItem => {
      const id = i + 1;
      if (i % 3 === 0) return { id, tags_to_add: [{ name: 'vip' }] };
      return i % 3 === 1 ? { id, tags_to_delete: [{ name: 'old' }] } : { id, tags: [{ name: 'new' }] };
    });
    const { updated, outcomes } = await kommo.tags.bulk('leads').set(inputs);
    expect(updated).toBe(130);
    expect(outcomes[129]).toMatchObject({ index: 129, input: inputs[129], result: { id: 130 } });
    expect([tagsOf(1), tagsOf(2), tagsOf(3)]).toEqual([['old', 'vip'], [], ['new']]);
    expect(sandbox.requests).toHaveLength(3);
  });

  test('a lead that is not there fails alone, with what Kommo says of it', async () => {
    await using made = await account(3);
    const { kommo, tagsOf } = made;
    const tags_to_add = [{ name: 'vip' }];
    const { outcomes } = await kommo.tags.bulk('leads').set([1, 99, 3].map((id) => ({ id, tags_to_add })));
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'failed', 'updated']);
    expect(outcomes[1]).toMatchObject({ issues: [{ path: 'id' }] });
    expect(tagsOf(3)).toEqual(['old', 'vip']);
  });

  test.each([
    [{ id: 1 }, 'inputs.0 is an empty update'],
    [{ id: 0, tags: [] }, 'inputs.0.id must be a whole number above 0'],
    [{ id: 1, tags: ['vip'] }, 'inputs.0.tags.0 must be { id } or { name } of a tag, got "vip"'],
    [{ id: 1, tags_to_add: { name: 'vip' } }, 'inputs.0.tags_to_add must be a list of tags'],
  ])('%j is refused before a request', async (bad, message) => {
    await using made = await account(1);
    const { sandbox, kommo } = made;
    const { outcomes } = await kommo.tags.bulk('leads').set([bad as never]);
    const { error } = outcomes[0] as { error: Error };
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain(message);
    expect(sandbox.requests).toHaveLength(0);
  });
});
