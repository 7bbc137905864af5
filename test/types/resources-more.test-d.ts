import { expectTypeOf, test } from 'vitest';
import type {
  Bot,
  CallsCreated,
  DriveFile,
  EnsuredWebhook,
  EntityFile,
  Kommo,
  Source,
  Talk,
  TemplateReview,
  UploadState,
  Webhook,
  WebsiteButton,
  Widget,
} from '../../src/index.js';

declare const kommo: Kommo;

test('`with` makes certain what it asks for', async () => {
  expectTypeOf((await kommo.bots.get(1)).is_favorite).toEqualTypeOf<boolean | undefined>();
  expectTypeOf((await kommo.bots.get(1, { with: ['favorite'] })).is_favorite).toEqualTypeOf<boolean>();
  const [template] = await kommo.templates.list({ with: ['reviews'] }).all();
  expectTypeOf(template?._embedded.reviews).toEqualTypeOf<TemplateReview[] | undefined>();
  expectTypeOf((await kommo.websiteButtons.get(1, { with: ['scripts'] })).script).toEqualTypeOf<string | null>();
  // @ts-expect-error no such value
  kommo.bots.list({ with: ['favourite'] });
  // @ts-expect-error 12 is a customer only for runV2
  kommo.bots.run(1, { entity_id: 1, entity_type: 12 });
});

test('each method gives one clean type', async () => {
  expectTypeOf(await kommo.bots.run(1, { entity_id: 1, entity_type: 'leads' })).toEqualTypeOf<void>();
  expectTypeOf((await kommo.bots.list()).data).toEqualTypeOf<Bot[]>();
  expectTypeOf(await kommo.talks.get(1)).toEqualTypeOf<Talk>();
  expectTypeOf(await kommo.sources.update(1, { name: 'x' })).toEqualTypeOf<Source>();
  expectTypeOf(await kommo.calls.createMany([])).toEqualTypeOf<CallsCreated>();
  expectTypeOf(await kommo.websiteButtons.update(1, {})).toEqualTypeOf<WebsiteButton>();
  expectTypeOf((await kommo.widgets.get('x')).rating).toEqualTypeOf<number | null | undefined>();
  expectTypeOf<Widget['settings']>().toEqualTypeOf<Record<string, unknown> | null | undefined>();
  expectTypeOf((await kommo.entityFiles.list('leads', 1)).data).toEqualTypeOf<EntityFile[]>();
  expectTypeOf(
    await kommo.webhooks.ensure({ destination: 'x', settings: ['add_lead'] }),
  ).toEqualTypeOf<EnsuredWebhook>();
  expectTypeOf<EnsuredWebhook['webhook']>().toEqualTypeOf<Webhook>();
});

test('a category narrows an incoming lead', async () => {
  const lead = await kommo.unsorted.get('x');
  if (lead.category === 'forms') expectTypeOf(lead.metadata.form_sent_at).toEqualTypeOf<number | undefined>();
  if (lead.category === 'sip') expectTypeOf(lead.metadata.phone).toEqualTypeOf<string | null | undefined>();
});

test('an upload is a promise of its file', async () => {
  const upload = kommo.files.upload('x', { fileUuid: 'y' });
  expectTypeOf(await upload).toEqualTypeOf<DriveFile>();
  expectTypeOf(await upload.resume()).toEqualTypeOf<DriveFile>();
  expectTypeOf(upload.state).toEqualTypeOf<UploadState | undefined>();
  kommo.files.upload(new Response('').body as ReadableStream<Uint8Array>, { size: 5 });
  // @ts-expect-error a number is no source
  kommo.files.upload(5);
  // @ts-expect-error one of the two, or nothing
  kommo.files.update('x', {});
});
