import { hmacHex } from '../../util/hmac.js';
import type { AmojoOptions } from './options.js';
import type { AmojoChat, AmojoMessage, AmojoStore, AmojoUser } from './store.js';

/** What became of a webhook. */
export interface AmojoHookResult {
  /** Status of the answer. Undefined if no answer came within 5 seconds. */
  status: number | undefined;
  /** The body that was sent. */
  body: string;
  /** Its `X-Signature`. */
  signature: string;
}

const MANAGER: AmojoUser = { id: '76fc2bea-902f-425c-9a3d-dcdac4766090', name: 'Manager', phone: '', email: '' };

/** Sends the webhooks of amojo: signed, once. */
export class AmojoHooks {
  readonly #options: AmojoOptions;
  readonly #store: AmojoStore;

  constructor(options: AmojoOptions, store: AmojoStore) {
    this.#options = options;
    this.#store = store;
  }

  write(conversation: string, content: { readonly [field: string]: unknown }): Promise<AmojoHookResult> {
    const chat = this.#chat(conversation);
    const now = this.#now();
    const message: AmojoMessage = {
      id: crypto.randomUUID(),
      timestamp: Math.floor(now / 1000),
      msec_timestamp: now,
      sender: MANAGER,
      receiver: chat.user,
      content,
      silent: true,
      reactions: [],
    };
    chat.messages.push(message);
    const { timestamp, msec_timestamp, id } = message;
    const empty = { text: '', tag: '', media: '', thumbnail: '', file_name: '', file_size: 0 };
    return this.#send(chat, {
      message: {
        receiver: chat.user,
        sender: { id: MANAGER.id, name: MANAGER.name },
        conversation: conversationOf(chat),
        ...(chat.source && { source: chat.source }),
        timestamp,
        msec_timestamp,
        message: { id, ...empty, ...content },
      },
    });
  }

  typing(conversation: string): Promise<AmojoHookResult> {
    const chat = this.#chat(conversation);
    const expired_at = Math.floor(this.#now() / 1000) + 5;
    return this.#send(chat, {
      action: { typing: { user: { id: MANAGER.id }, conversation: conversationOf(chat), expired_at } },
    });
  }

  react(conversation: string, emoji: string | undefined): Promise<AmojoHookResult> {
    const chat = this.#chat(conversation);
    const message = chat.messages.at(-1);
    if (message === undefined) throw new Error(`The chat ${conversation} has no message to react to`);
    const { id, client_id, timestamp, msec_timestamp, sender } = message;
    const reaction = {
      message: {
        id,
        ...(client_id !== undefined && { client_id }),
        timestamp,
        msec_timestamp,
        sender: { id: sender.id },
      },
      user: { id: MANAGER.id },
      conversation: conversationOf(chat),
      ...(emoji === undefined ? { type: 'unreact' } : { type: 'react', emoji }),
    };
    return this.#send(chat, { action: { reaction } });
  }

  async #send(chat: AmojoChat, content: object): Promise<AmojoHookResult> {
    const { channelSecret, hookUrl, fetch = globalThis.fetch } = this.#options;
    const account_id = chat.scope_id.slice(chat.scope_id.lastIndexOf('_') + 1);
    const body = JSON.stringify({ account_id, time: Math.floor(this.#now() / 1000), ...content });
    const signature = await hmacHex('SHA-1', channelSecret, body);
    if (hookUrl === undefined) return { status: undefined, body, signature };
    const headers = { 'content-type': 'application/json', 'x-signature': signature };
    try {
      const url = hookUrl.replaceAll(':scope_id', chat.scope_id);
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) });
      await response.arrayBuffer();
      return { status: response.status, body, signature };
    } catch {
      // Sent once and never again, whatever becomes of it.
      return { status: undefined, body, signature };
    }
  }

  #chat(conversation: string): AmojoChat {
    const chat = this.#store.chat(conversation);
    if (chat === undefined) throw new Error(`There is no chat ${conversation}; create it or send a message first`);
    return chat;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

const conversationOf = ({ id, client_id }: AmojoChat): object => ({
  id,
  ...(client_id !== undefined && { client_id }),
});
