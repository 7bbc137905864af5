import { describe, expectTypeOf, test } from 'vitest';
import type {
  BulkResult,
  EntityLinked,
  EntityMassUnlink,
  EntityPatched,
  EntityTagsChangeItem,
  Kommo,
  TagCreate,
  TagCreated,
} from '../../src/index.js';

declare const kommo: Kommo;

describe('links', () => {
  test('results name both ends', async () => {
    const { outcomes } = await kommo.links
      .bulk('leads')
      .link([{ entity_id: 1, to_entity_id: 2, to_entity_type: 'contacts', metadata: { is_main: true } }]);
    for (const outcome of outcomes) {
      if (outcome.status === 'created') expectTypeOf(outcome.result).toEqualTypeOf<EntityLinked>();
      if (outcome.status === 'created') expectTypeOf(outcome.result.entity_id).toEqualTypeOf<number>();
    }
    const unlinked = await kommo.links.bulk('contacts').unlink([], { mass: true });
    expectTypeOf(unlinked).toEqualTypeOf<BulkResult<EntityMassUnlink, EntityMassUnlink>>();
  });

  test('inputs say what is linked to what', () => {
    // @ts-expect-error no entity to link it to
    void kommo.links.bulk('leads').link([{ to_entity_id: 2, to_entity_type: 'contacts' }]);
    // @ts-expect-error no such type
    void kommo.links.bulk('leads').link([{ entity_id: 1, to_entity_id: 2, to_entity_type: 'deals' }]);
    // @ts-expect-error no such type
    void kommo.links.bulk('deals');
    // @ts-expect-error only what is linked has a quantity
    void kommo.links.bulk('leads').unlink([{ entity_id: 1, to_entity_id: 2, to_entity_type: 'contacts', quantity: 1 }]);
  });
});

describe('tags', () => {
  test('results are tags and entities', async () => {
    const bulk = kommo.tags.bulk('leads');
    expectTypeOf(await bulk.create([{ name: 'vip' }])).toEqualTypeOf<BulkResult<TagCreate, TagCreated>>();
    async function* changes(): AsyncGenerator<EntityTagsChangeItem> {
      yield { id: 1, tags: [{ name: 'vip' }] };
    }
    expectTypeOf(await bulk.set(changes())).toEqualTypeOf<BulkResult<EntityTagsChangeItem, EntityPatched>>();
  });

  test('inputs', () => {
    // @ts-expect-error a tag has a name
    void kommo.tags.bulk('leads').create([{ color: 'EBEBEB' }]);
    // @ts-expect-error whose tags?
    void kommo.tags.bulk('leads').set([{ tags: [{ name: 'vip' }] }]);
    // @ts-expect-error tags are objects
    void kommo.tags.bulk('leads').set([{ id: 1, tags: ['vip'] }]);
  });
});
