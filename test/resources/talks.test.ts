import { describe, expect, test } from 'vitest';
import {
  InputError,
  Kommo,
  KommoApiError,
  MessageQuotaError,
  MissingScopeError,
  NotFoundError,
  TalkClosedError,
} from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { parseWebhook } from '../../src/webhooks/index.js';

const start = () => {
  const sandbox = createSandbox({ rateLimit: false, seed: 'small' });
  return { sandbox, kommo: new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 }) };
};
const refused = async (call: PromiseLike<unknown>): Promise<KommoApiError> => {
  const error = await Promise.resolve(call).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof KommoApiError) return error;
  throw new Error(`not refused: ${String(error)}`);
};

describe('talks', () => {
  test('are listed, filtered, and read in three languages', async () => {
    const { kommo } = start();
    const talks = await kommo.talks.list().all();
    expect(talks.map(({ status }) => status).sort()).toEqual(['closed', 'in_work', 'in_work']);
    const open = await kommo.talks.list({ filter: { only_in_work: true, talk_id: [3001, 3002] } });
    expect(open.data.map(({ talk_id }) => talk_id)).toEqual([3001]);
    const texts = await Promise.all(talks.map(({ talk_id }) => kommo.talks.messages(talk_id).all()));
    expect(texts.flat().map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('yearly'),
        expect.stringContaining('dias'),
        expect.stringContaining('cuotas'),
      ]),
    );
    expect(await kommo.talks.messages(3001, { filter: { created_at: { from: 1_780_003_000 } } }).all()).toHaveLength(1);
  });

  test('a message is sent, and its delivery status changes', async () => {
    const { kommo } = start();
    const { id } = await kommo.talks.send(3001, { text: 'Hi' });
    const status = async () =>
      (await kommo.talks.messages(3001).all()).find((message) => message.id === id)?.delivery_status;
    expect([await status(), await status()]).toEqual(['delivered', 'read']);
  });

  test('a file is uploaded first', async () => {
    const { kommo, sandbox } = start();
    await kommo.talks.send(3001, { file: new File(['%PDF'], 'offer.pdf', { type: 'application/pdf' }) });
    const [sent] = sandbox.db.talkMessages.slice(-1);
    expect(sent).toMatchObject({ message_type: 'file', attachment: { file_name: expect.stringContaining('offer') } });
    expect(sandbox.requests.map(({ operationId }) => operationId)).toContain('files.createSession');
  });

  test('an upload acts as the user that the call names', async () => {
    const { kommo, sandbox } = start();
    const [, other] = [...sandbox.db.users];
    const file = new File(['x'], 'a.txt', { type: 'text/plain' });
    await kommo.talks.send(3001, { text: 'x', file }, { actAs: other?.id });
    expect([...sandbox.db.files.values()].at(-1)).toMatchObject({ created_by: other?.id });
  });

  test('a file or a version that the drive does not have is refused, and no file is none', async () => {
    const { kommo, sandbox } = start();
    const file = await kommo.files.upload(new File(['x'], 'a.txt', { type: 'text/plain' }));
    const wrong = { drive_uuid: file.uuid, drive_version_uuid: crypto.randomUUID(), type: 'file' } as const;
    expect(await refused(kommo.talks.send(3001, { attachment: wrong }))).toMatchObject({ status: 400 });
    await kommo.talks.send(3001, { text: 'x', file: null as never });
    expect(sandbox.db.talkMessages.at(-1)).toMatchObject({ text: 'x', attachment: null });
  });

  test('each refusal names its reason and the remedy, and is not repeated', async () => {
    const { kommo, sandbox } = start();
    const closed = await refused(kommo.talks.send(3002, { text: 'x' }));
    expect(closed).toBeInstanceOf(TalkClosedError);
    expect(closed.message).toContain('may be closed');
    sandbox.db.messageQuota = 0;
    const quota = await refused(kommo.talks.send(3001, { text: 'x' }));
    expect(quota).toBeInstanceOf(MessageQuotaError);
    expect(quota.message).toContain('monthly quota');
    // The account is paid, so the remedy of every other 402 would mislead.
    expect(quota.message).not.toContain('not paid');
    sandbox.db.scopes.clear();
    const scope = await refused(kommo.talks.send(3001, { text: 'x' }));
    expect(scope).toBeInstanceOf(MissingScopeError);
    expect(scope).toMatchObject({ scope: 'send_external_messages', status: 403 });
    const read = await refused(kommo.talks.messages(3001));
    expect(read).toMatchObject({ scope: 'list_external_messages' });
    expect(await refused(kommo.talks.messages(3001).all())).toBeInstanceOf(MissingScopeError);
    expect(await refused(kommo.talks.get(9))).toBeInstanceOf(NotFoundError);
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(3);
  });

  test('a send that may have arrived is not repeated', async () => {
    const { sandbox } = start();
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false, retries: 3 });
    sandbox.fail({ operation: 'talks.send', kind: 'reset', when: 'after' });
    await expect(kommo.talks.send(3001, { text: 'once' })).rejects.toThrow();
    expect(sandbox.db.talkMessages.filter(({ text }) => text === 'once')).toHaveLength(1);
    expect(sandbox.requests).toHaveLength(1);
  });

  test.each([
    [{}, 'message'],
    [{ text: '' }, 'message'],
    [{ file: 'a', attachment: { drive_uuid: 'a', drive_version_uuid: 'b', type: 'file' } }, 'message.file'],
  ] as const)('%j is refused before it is sent', async (message, field) => {
    const { kommo, sandbox } = start();
    const error = await kommo.talks.send(3001, message as never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ field });
    expect(sandbox.requests).toEqual([]);
  });

  test('what a client writes is stored and sent as a webhook', async () => {
    const { kommo, sandbox } = start();
    const bodies: string[] = [];
    const fetch = async (_: string, init: RequestInit) => {
      bodies.push(String(init.body));
      return new Response(null, { status: 200 });
    };
    await sandbox.receive(3002, 'Ainda têm?', { to: 'http://127.0.0.1/hook', fetch });
    const [event] = parseWebhook(bodies[0] ?? '').events;
    expect(event).toMatchObject({
      type: 'message.added',
      entity: { text: 'Ainda têm?', talk_id: 3002, type: 'incoming' },
    });
    expect(await kommo.talks.get(3002)).toMatchObject({ is_in_work: true, is_read: false });
    await expect(sandbox.receive(1, 'x')).rejects.toThrow('no conversation 1');
    await expect(sandbox.receive(3002, '')).rejects.toThrow('needs a `text`');
  });
});
