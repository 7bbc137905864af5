import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { answerOf, ask, checkAnswer } from './support.js';

const NOW = 1_800_000_000;
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
});

describe('files', () => {
  const send = async (url: string, bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof answerOf> => {
    const response = await sandbox.fetch(url, {
      method: 'POST',
      body: bytes,
      headers: { authorization: 'Bearer sandbox-token' },
    });
    const answer = await answerOf(response);
    checkAnswer('POST', new URL(url).pathname, answer);
    return answer;
  };

  it('are uploaded in parts, listed, renamed, tied to entities, deleted and restored', async () => {
    const size = 200_000;
    const bytes = new Uint8Array(size).map((_, i) => i % 251);
    const { body: session } = await ask(sandbox, '/v1.0/sessions', {
      method: 'POST',
      body: { file_name: 'Ação.pdf', file_size: size, content_type: 'application/pdf' },
    });
    const { body: first } = await send(session.upload_url, bytes.slice(0, session.max_part_size));
    const { body: file } = await send(first.next_url, bytes.slice(session.max_part_size));
    expect(file).toMatchObject({
      name: 'Ação',
      size,
      type: 'document',
      metadata: { extension: 'pdf' },
      has_multiple_versions: false,
    });
    expect(Buffer.compare(sandbox.db.files.get(file.uuid)?.versions[0]?.content ?? new Uint8Array(), bytes)).toBe(0);
    const downloaded = await sandbox.fetch(file._links.download.href, {
      headers: { authorization: 'Bearer sandbox-token' },
    });
    expect(Buffer.compare(new Uint8Array(await downloaded.arrayBuffer()), bytes)).toBe(0);

    expect((await ask(sandbox, `/v1.0/files?filter[uuid]=${file.uuid},x&filter[extensions][]=pdf`)).body).toMatchObject(
      { _count: 1 },
    );
    expect((await ask(sandbox, `/v1.0/files/${file.uuid}`, { method: 'PATCH', body: { name: 'New' } })).body.name).toBe(
      'New',
    );
    expect((await ask(sandbox, `/v1.0/files/${file.uuid}/versions`)).body._embedded.versions[0].is_main).toBe(true);

    const ENTITY = '/api/v4/leads/20000001/files';
    expect((await ask(sandbox, ENTITY, { method: 'PUT', body: [{ file_uuid: file.uuid }] })).body).toEqual({});
    expect((await ask(sandbox, ENTITY)).body._embedded.files).toMatchObject([{ file_uuid: file.uuid }]);
    expect((await ask(sandbox, `/api/v4/files/${file.uuid}/links`)).body.entities).toMatchObject([
      { id: 20_000_001, entity_type: 'leads' },
    ]);
    expect((await ask(sandbox, ENTITY, { method: 'DELETE', body: [{ file_uuid: file.uuid }] })).status).toBe(202);
    expect((await ask(sandbox, ENTITY)).status).toBe(204);

    await ask(sandbox, '/v1.0/files', { method: 'DELETE', body: [{ uuid: file.uuid }] });
    expect((await ask(sandbox, '/v1.0/files')).status).toBe(204);
    expect((await ask(sandbox, '/v1.0/files?filter[deleted]=1')).body._count).toBe(1);
    const restored = await ask(sandbox, '/v1.0/files/restore', { method: 'POST', body: [{ uuid: file.uuid }] });
    expect(restored.body._embedded.files[0].is_trashed).toBe(false);
  });

  it('refuses parts that are too large, late or too many', async () => {
    const { body } = await ask(sandbox, '/v1.0/sessions', {
      method: 'POST',
      body: { file_name: 'a.txt', file_size: 3 },
    });
    expect((await send(body.upload_url, new Uint8Array(4))).status).toBe(400);
    expect((await send(body.upload_url, new Uint8Array(3))).status).toBe(200);
    expect((await send(body.upload_url, new Uint8Array(3))).status).toBe(404);
  });
});
