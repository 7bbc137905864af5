import { describe, test } from 'vitest';
import type { KommoChats } from '../../src/chats/index.js';
import type { paths as ChatPaths } from '../../src/generated/chats-schema.js';
import type { paths as DrivePaths } from '../../src/generated/files-schema.js';
import type { Http } from '../../src/http/client.js';
import type { Kommo } from '../../src/index.js';

declare const kommo: Kommo;
declare const account: Http;
declare const drive: Http<DrivePaths>;
declare const amojo: Http<ChatPaths>;
declare const chats: KommoChats;

const LEADS = '/api/v4/leads';
const LEAD = '/api/v4/leads/{id}';
const FILES = '/v1.0/files';
const FILE = '/v1.0/files/{file_uuid}';
const SCOPE = '/v2/origin/custom/{scope_id}';
const TYPING = '/v2/origin/custom/{scope_id}/typing';
const HISTORY = '/v2/origin/custom/{scope_id}/chats/{conversation_id}/history';
const scope = { scope_id: 's' };
const chat = { scope_id: 's', conversation_id: 'c' };
const typing = { conversation_id: 'c', sender: { id: 'u' } };

describe('a misspelt key does not compile', () => {
  test('in resources', () => {
    // @ts-expect-error limit
    void kommo.leads.list({ limt: 1 });
    // @ts-expect-error filter
    void kommo.leads.list({ filters: { id: [1] } });
    // @ts-expect-error filter.pipeline_id
    void kommo.leads.list({ filter: { pipline_id: [1] } });
    // @ts-expect-error filter.created_at.from
    void kommo.leads.list({ filter: { created_at: { form: 1 } } });
    // @ts-expect-error order.updated_at
    void kommo.leads.list({ order: { update_at: 'asc' } });
    // @ts-expect-error with: contacts
    void kommo.leads.list({ with: ['contact'] });
    // @ts-expect-error options.timeoutMs
    void kommo.leads.list({}, { timeout: 1 });
    // @ts-expect-error price
    void kommo.leads.create({ prcie: 1 });
    // @ts-expect-error price, in a batch
    void kommo.leads.createMany([{ prcie: 1 }]);
    // @ts-expect-error name
    void kommo.contacts.update(1, { nane: 'x' });
    // @ts-expect-error _embedded.tags
    void kommo.leads.update(1, { _embedded: { tag: [] } });
    // @ts-expect-error options.retryUnsafe
    void kommo.tasks.create({ text: 'x', complete_till: 1 }, { retryunsafe: true });
  });

  test('in kommo.api', () => {
    // @ts-expect-error params
    void kommo.api.GET(LEADS, { parms: { query: {} } });
    // @ts-expect-error query
    void kommo.api.GET(LEADS, { params: { queries: {} } });
    // @ts-expect-error limit
    void kommo.api.GET(LEADS, { params: { query: { limt: 1 } } });
    // @ts-expect-error filter
    void kommo.api.GET(LEADS, { params: { query: { filters: {} } } });
    // @ts-expect-error filter.pipeline_id
    void kommo.api.GET(LEADS, { params: { query: { filter: { pipline_id: [1] } } } });
    // @ts-expect-error path.id
    void kommo.api.GET(LEAD, { params: { path: { ID: 1 } } });
    // @ts-expect-error price
    void kommo.api.POST(LEADS, { body: [{ prcie: 1 }] });
    // @ts-expect-error body
    void kommo.api.POST(LEADS, { bodies: [{ price: 1 }] });
    // @ts-expect-error retries
    void kommo.api.GET(LEADS, { retires: 1 });
    // @ts-expect-error path
    void kommo.api.GET('/api/v4/lead', {});
    // @ts-expect-error baseUrl is the client's
    void kommo.api.GET(LEADS, { baseUrl: 'https://elsewhere.example' });
    // @ts-expect-error the serializer is the operation's
    void kommo.api.GET(LEADS, { querySerializer: () => '' });
  });

  test('while the same calls, well spelt, do', () => {
    void kommo.leads.list({ limit: 1, filter: { pipeline_id: [1] }, order: { updated_at: 'asc' } }, { timeoutMs: 1 });
    void kommo.api.GET(LEADS, { params: { query: { limit: 1 } }, retries: 1 });
    void kommo.api.POST(LEADS, { body: [{ price: 1 }] });
    void account.call('GET', LEADS, { query: { limit: 1 }, options: { timeoutMs: 1 } });
    void drive.call('GET', FILES, { query: { limit: 1 } });
    void drive.call('PATCH', FILE, { path: { file_uuid: 'x' }, body: { name: 'x' } });
    void drive.call('POST', '/v1.0/sessions', { body: { file_name: 'x', file_size: 1 } });
    void amojo.call('GET', HISTORY, { path: chat, query: { limit: 1 } });
    void amojo.call('POST', TYPING, { path: scope, body: { ...typing, duration_ms: 1 }, options: { timeoutMs: 1 } });
  });

  test('in call, of the account', () => {
    // @ts-expect-error query.limit
    void account.call('GET', LEADS, { query: { limt: 1 } });
    // @ts-expect-error query
    void account.call('GET', LEADS, { params: { limit: 1 } });
    // @ts-expect-error options.timeoutMs
    void account.call('GET', LEADS, { options: { timeoutms: 1 } });
    // @ts-expect-error body
    void account.call('POST', LEADS, { body: [{ nane: 'x' }] });
  });

  test('in call and resources, of the drive', () => {
    // @ts-expect-error query.limit
    void drive.call('GET', FILES, { query: { limt: 1 } });
    // @ts-expect-error query.filter
    void drive.call('GET', FILES, { query: { filters: {} } });
    // @ts-expect-error path.file_uuid
    void drive.call('GET', FILE, { path: { file_uid: 'x' } });
    // @ts-expect-error body.name
    void drive.call('PATCH', FILE, { path: { file_uuid: 'x' }, body: { nane: 'x' } });
    // @ts-expect-error body of a session
    void drive.call('POST', '/v1.0/sessions', { body: { file_nane: 'x', file_size: 1 } });
    // @ts-expect-error options.signal
    void drive.call('GET', FILES, { options: { sginal: undefined } });
    // @ts-expect-error another spec's path
    void drive.call('GET', LEADS, {});
    // @ts-expect-error limit
    void kommo.files.list({ limt: 1 });
    // @ts-expect-error filter.name
    void kommo.files.list({ filter: { nane: 'x' } });
    // @ts-expect-error options.timeoutMs
    void kommo.files.get('x', { timeout: 1 });
    // @ts-expect-error name
    void kommo.files.upload(new Uint8Array(1), { nane: 'x' });
  });

  test('in call and KommoChats, of the chats', () => {
    // @ts-expect-error query.limit
    void amojo.call('GET', HISTORY, { path: chat, query: { limt: 1 } });
    // @ts-expect-error path.scope_id
    void amojo.call('POST', TYPING, { path: { scope: 's' }, body: typing });
    // @ts-expect-error body.conversation_id
    void amojo.call('POST', TYPING, { path: scope, body: { conversation: 'c', sender: { id: 'u' } } });
    // @ts-expect-error body.payload
    void amojo.call('POST', SCOPE, { path: scope, body: { event_type: 'new_message', paylaod: {} } });
    // @ts-expect-error body.duration_ms
    void amojo.call('POST', TYPING, { path: scope, body: { ...typing, duration: 1 } });
    // @ts-expect-error options.timeoutMs
    void amojo.call('POST', TYPING, { path: scope, body: typing, options: { timeout: 1 } });
    // @ts-expect-error duration_ms
    void chats.typing({ conversation_id: 'c', sender: { id: 'u' }, duration: 1 });
    // @ts-expect-error conversation_id
    void chats.createChat({ conversation: 'c', user: { ref_id: 'u' } });
    // @ts-expect-error limit
    void chats.history('c', { limt: 1 });
    // @ts-expect-error options.timeoutMs
    void chats.history('c', {}, { timeout: 1 });
    // @ts-expect-error title
    void chats.connect({ titel: 'x' });
    // @ts-expect-error emoji
    void chats.react({ conversation_id: 'c', msgid: 'm', user: { id: 'u' }, emojy: 'x' });
    // @ts-expect-error status
    void chats.updateDeliveryStatus('m', { state: 'read' });
  });
});
