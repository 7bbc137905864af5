import type { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';
import type { Pool } from 'pg';
import { expectTypeOf, test } from 'vitest';
import type {
  LeadCatalogElementRow,
  LeadContactRow,
  LeadRow,
  LeadTagRow,
  MessageRow,
  Mirror,
  MirrorRows,
  PgliteLike,
  PgPoolLike,
  PgTypes,
  TaskRow,
} from '../../src/sync/index.js';

declare const mirror: Mirror;

test('an open PGlite and a pool of pg are accepted without a cast', () => {
  expectTypeOf<PGlite>().toExtend<PgliteLike>();
  expectTypeOf<Pool>().toExtend<PgPoolLike>();
  expectTypeOf<typeof pg>().toExtend<PgTypes>();
});

test('rows have types: ids are numbers, moments are Dates, and what Kommo may leave out is null', async () => {
  const [lead] = await mirror.query<LeadRow>('SELECT * FROM kommo.leads');
  expectTypeOf(lead).toEqualTypeOf<LeadRow | undefined>();
  expectTypeOf<LeadRow['id']>().toEqualTypeOf<number>();
  expectTypeOf<LeadRow['price']>().toEqualTypeOf<number | null>();
  expectTypeOf<LeadRow['created_at']>().toEqualTypeOf<Date | null>();
  expectTypeOf<LeadRow['is_deleted']>().toEqualTypeOf<boolean>();
  expectTypeOf<LeadRow['synced_at']>().toEqualTypeOf<Date>();
  expectTypeOf<LeadRow['raw']>().toEqualTypeOf<unknown>();
});

test('MirrorRows has the row of each table by its name', () => {
  expectTypeOf<MirrorRows['leads']>().toEqualTypeOf<LeadRow>();
  expectTypeOf<MirrorRows['tasks']>().toEqualTypeOf<TaskRow>();
});

test('messages and links have rows with types too', () => {
  expectTypeOf<MirrorRows['messages']>().toEqualTypeOf<MessageRow>();
  expectTypeOf<MessageRow['id']>().toEqualTypeOf<string>();
  expectTypeOf<MessageRow['talk_id']>().toEqualTypeOf<number | null>();
  expectTypeOf<MessageRow['created_at']>().toEqualTypeOf<Date | null>();
  expectTypeOf<MirrorRows['lead_contacts']>().toEqualTypeOf<LeadContactRow>();
  expectTypeOf<LeadContactRow>().toEqualTypeOf<{ lead_id: number; contact_id: number; is_main: boolean | null }>();
  expectTypeOf<LeadTagRow>().toEqualTypeOf<{ lead_id: number; tag_id: number }>();
  expectTypeOf<LeadCatalogElementRow['quantity']>().toEqualTypeOf<number | null>();
  expectTypeOf<keyof MirrorRows>().toExtend<string>();
  // @ts-expect-error there is no such table
  expectTypeOf<MirrorRows['lead_phones']>().toBeNever();
});

test('without a type argument a row is unknown', async () => {
  expectTypeOf(await mirror.query('SELECT 1 AS one')).toEqualTypeOf<Record<string, unknown>[]>();
});
