import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWebhookHandler, encodeWebhook, type WebhookHandlerOptions } from '../../src/webhooks/index.js';
import { listen } from '../support/http-server.js';
import { form, leadAdded, SECRET, setUp } from './support.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('createWebhookHandler', () => {
  it('answers, then calls listeners of the type, the family and all', async () => {
    const calls: string[] = [];
    const { handler, post } = await setUp({
      on: {
        'lead.added': (event) => void calls.push(`added ${event.entity.id} of ${event.account.subdomain}`),
        'lead.*': (event) => void calls.push(`lead ${event.type}`),
        '*': (event) => void calls.push(`any ${event.type}`),
        'contact.added': () => void calls.push('contact'),
      },
    });
    const response = await post(leadAdded(5));
    expect([response.status, await response.text()]).toEqual([200, 'ok']);
    await handler.drain();
    expect(calls).toEqual(['added 5 of acme', 'lead lead.added', 'any lead.added']);
  });

  it('answers at once, however long a listener takes', async () => {
    let release = (): void => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const done: string[] = [];
    const { handler, post } = await setUp({
      on: {
        'lead.added': async () => {
          await slow;
          done.push('listener');
        },
      },
    });
    expect((await post(leadAdded(1))).status).toBe(200);
    expect(done).toEqual([]);
    release();
    await handler.drain();
    expect(done).toEqual(['listener']);
  });

  it('keeps a failing listener from the others, and an onError that throws as well', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const got: number[] = [];
    const contexts: unknown[] = [];
    const { handler, post } = await setUp({
      on: {
        'lead.added': () => {
          throw new Error('boom');
        },
        'lead.*': async () => Promise.reject(new Error('bang')),
        '*': (event) => void (event.type === 'lead.added' && got.push(event.entity.id)),
      },
      onError: (error, context) => {
        contexts.push([(error as Error).message, context.listener, context.event?.type]);
        throw new Error('onError itself');
      },
    });
    await post(
      encodeWebhook([
        { type: 'lead.added', entity: { id: 1 } },
        { type: 'lead.added', entity: { id: 2 } },
      ]),
    );
    await handler.drain();
    expect(got).toEqual([1, 2]);
    expect(contexts).toEqual([
      ['boom', 'lead.added', 'lead.added'],
      ['bang', 'lead.*', 'lead.added'],
      ['boom', 'lead.added', 'lead.added'],
      ['bang', 'lead.*', 'lead.added'],
    ]);
    expect(log).toHaveBeenCalledTimes(4);
  });

  it('reports to the console unless told otherwise', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const handler = createWebhookHandler({
      on: {
        'lead.added': () => {
          throw new Error('boom');
        },
      },
    });
    await handler(new Request('http://localhost/', { method: 'POST', body: leadAdded(1), headers: form }));
    await handler.drain();
    expect(log.mock.calls[0]?.[0]).toBe('kommo-sdk: listener lead.added failed on lead.added:');
  });

  it('knows the settings that its listeners need', () => {
    const settings = (on: WebhookHandlerOptions['on']) => createWebhookHandler({ on }).settings;
    expect(settings({ 'lead.added': () => {}, 'task.completed': () => {}, 'lead.mail_in': () => {} })).toEqual([
      'add_lead',
      'update_task',
    ]);
    expect(settings({ 'company.*': () => {} })).toEqual([
      'add_company',
      'responsible_company',
      'update_company',
      'delete_company',
      'restore_company',
      'note_company',
    ]);
    expect(settings({ '*': () => {} })).toHaveLength(33);
    expect(settings({ unknown: () => {} })).toEqual([]);
  });
});

describe('as a web handler', () => {
  const post = (body: BodyInit) => new Request('https://example.com/hook', { method: 'POST', body, headers: form });

  it('takes a Request and hands waitUntil what is still to do', async () => {
    const got: string[] = [];
    const handler = createWebhookHandler({ on: { '*': (event) => void got.push(event.type) } });
    const pending: Promise<unknown>[] = [];
    const response = await handler(post(leadAdded(1)), {
      waitUntil: (promise: Promise<unknown>) => void pending.push(promise),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(got).toEqual([]);
    await Promise.all(pending);
    expect(got).toEqual(['lead.added']);
  });

  it('ignores what Next.js, Deno and Bun pass as the second argument', async () => {
    const got: string[] = [];
    const log: unknown[] = [];
    const handler = createWebhookHandler({
      on: { '*': (event) => void got.push(event.type) },
      onError: (error) => void log.push(error),
    });
    const broken = {
      waitUntil: () => {
        throw new Error('too late');
      },
    };
    for (const second of [
      { params: Promise.resolve({}) },
      { remoteAddr: {}, completed: Promise.resolve() },
      null,
      broken,
    ]) {
      expect((await handler(post(leadAdded(1)), second)).status).toBe(200);
    }
    await handler.drain();
    expect(got).toHaveLength(4);
    expect(log.map(String)).toEqual(['Error: too late']);
  });

  it('tells when the body was read before', async () => {
    const errors: unknown[] = [];
    const handler = createWebhookHandler({ on: {}, onError: (error) => void errors.push(error) });
    const request = post('a=1');
    await request.text();
    expect((await handler(request)).status).toBe(503);
    expect(String(errors[0])).toContain('untouched Request');
  });

  it('works behind body parsers of Express', async () => {
    const got: unknown[] = [];
    const handler = createWebhookHandler({
      on: { '*': (event) => void got.push(event.entity) },
      dedupe: false,
      secret: SECRET,
    });
    const parsers = [
      (body: string) => Object.fromEntries(new URLSearchParams(body)),
      () => ({ leads: { add: [{ id: '5' }] } }),
      (body: string) => body,
      (body: string) => Buffer.from(body),
    ];
    for (const parse of parsers) {
      const url = await listen(async (request, response) => {
        let text = '';
        for await (const chunk of request) text += chunk;
        // Express mounts a handler under a path and cuts it off `url`.
        await handler.node(
          Object.assign(request, { body: parse(text), originalUrl: `/hooks/${SECRET}`, url: '/' }),
          response,
        );
      });
      const response = await fetch(url, {
        method: 'POST',
        body: encodeWebhook({ type: 'lead.added', entity: { id: 5 } }),
        headers: form,
      });
      expect(response.status).toBe(200);
    }
    await handler.drain();
    expect(got).toEqual([{ id: 5 }, { id: 5 }, { id: 5 }, { id: 5 }]);
  });
});
