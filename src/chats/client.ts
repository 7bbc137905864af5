import { InputError } from '../errors.js';
import type { FetchLike } from '../transport/attempt.js';
import { encode } from '../util/encode.js';
import type { Chat, ChatAccepted, ChatConnection, ChatHistoryMessage } from './answers.js';
import { ChatImportError } from './errors.js';
import type {
  ChatCreateParams,
  ChatDeliveryStatus,
  ChatEditParams,
  ChatReactParams,
  ChatSendParams,
  ChatTypingParams,
} from './messages.js';
import { type ChatCallOptions, type ChatRequest, type ChatTransport, sendChatRequest } from './request.js';
import { acceptedOf, chatOf, deliveryStatus, editMessage, historyOf, newMessage } from './wire.js';

/** Options of `new KommoChats()`. */
export interface KommoChatsOptions {
  /** Id of your channel, from Kommo's support. */
  readonly channelId: string;
  /** Secret of your channel. */
  readonly channelSecret: string;
  /** `amojo_id` of the account (`kommo.account.get({ with: ['amojo_id'] })`). Default: none; see `forAccount`. */
  readonly accountId?: string | undefined;
  /** Scope id that `connect` gave. Default: channel id and account id with a `_` between, as Kommo makes it. */
  readonly scopeId?: string | undefined;
  /** Default `https://amojo.kommo.com`; amoCRM has `https://amojo.amocrm.ru`. */
  readonly baseUrl?: string | undefined;
  /** Default: the global fetch, looked up at each call. */
  readonly fetch?: FetchLike | undefined;
  /** Milliseconds for one call. Default 30 000; 0 means none. */
  readonly timeoutMs?: number | undefined;
}

const MAX_HISTORY = 50;

/**
 * A channel of the Chats API: your messenger inside Kommo. Calls are signed with the secret of the channel, need no token and are
 * sent once: nothing is retried.
 * @see https://developers.kommo.com/reference/register-channel
 */
export class KommoChats {
  readonly #options: KommoChatsOptions;
  readonly #transport: ChatTransport;

  /** Throws InputError. */
  constructor(options: KommoChatsOptions) {
    const { channelId, channelSecret, baseUrl = 'https://amojo.kommo.com', fetch, timeoutMs = 30_000 } = options;
    if (!channelId)
      throw new InputError('channelId', "is missing; Kommo's support gives it when it registers a channel");
    if (!channelSecret)
      throw new InputError('channelSecret', "is missing; Kommo's support gives it when it registers a channel");
    if (!/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl))
      throw new InputError('baseUrl', 'must be an http(s) address');
    this.#options = options;
    this.#transport = {
      baseUrl: baseUrl.replace(/\/+$/, ''),
      secret: channelSecret,
      timeoutMs,
      // Looked up at each call, so that mocks which replace it later are met.
      fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    };
  }

  /** The same channel for another account, by its `amojo_id`. */
  forAccount(accountId: string): KommoChats {
    return new KommoChats({ ...this.#options, accountId, scopeId: undefined });
  }

  /**
   * Connects the channel with the account. To be repeated after each install: Kommo cuts it when the integration is switched off.
   * Throws InputError and KommoApiError, as all calls do.
   * @see https://developers.kommo.com/reference/connect-channel
   */
  async connect(
    params: { title?: string; is_time_window_disabled?: boolean } = {},
    options?: ChatCallOptions,
  ): Promise<ChatConnection> {
    const body = { account_id: this.#accountId(), ...params, hook_api_version: 'v2' };
    return (await this.#send({ method: 'POST', path: `${this.#channel()}/connect`, body }, options)) as ChatConnection;
  }

  /**
   * Disconnects the channel from the account.
   * @see https://developers.kommo.com/reference/disconnect-channel
   */
  async disconnect(options?: ChatCallOptions): Promise<void> {
    const body = { account_id: this.#accountId() };
    await this.#send({ method: 'DELETE', path: `${this.#channel()}/disconnect`, body }, options);
  }

  /**
   * Creates a chat before its first message, or gives the one that is there. It is not shown until it has a message.
   * @see https://developers.kommo.com/reference/create-chat
   */
  async createChat(params: ChatCreateParams, options?: ChatCallOptions): Promise<Chat> {
    const answer = await this.#send({ method: 'POST', path: `${this.#scope()}/chats`, body: params }, options);
    return chatOf(answer, params.conversation_id);
  }

  /**
   * Puts a message into a chat: from a client with `sender` alone, to a client with `sender` and `receiver`.
   * @see https://developers.kommo.com/reference/send-import-messages
   */
  async send(params: ChatSendParams, options?: ChatCallOptions): Promise<ChatAccepted> {
    return acceptedOf(
      await this.#send({ method: 'POST', path: this.#scope(), body: newMessage(params) }, options),
      params,
    );
  }

  /**
   * Changes the content of a message, named by `msgid` or `msg_ref_id`.
   * @see https://developers.kommo.com/reference/send-import-messages
   */
  async edit(params: ChatEditParams, options?: ChatCallOptions): Promise<ChatAccepted> {
    if (params.msgid === undefined && params.msg_ref_id === undefined)
      throw new InputError('msgid', 'is missing; pass msgid or msg_ref_id to name the message');
    return acceptedOf(
      await this.#send({ method: 'POST', path: this.#scope(), body: editMessage(params) }, options),
      params,
    );
  }

  /**
   * Imports a history in the order of time, one message after the other. All are silent but the newest, which makes the one
   * incoming lead and notification; `silent: true` keeps that quiet as well. Throws ChatImportError where one is refused.
   * @see https://developers.kommo.com/reference/send-import-messages
   */
  async importMessages(
    messages: readonly (ChatSendParams & { readonly at: Date })[],
    options: ChatCallOptions & { readonly silent?: boolean } = {},
  ): Promise<ChatAccepted[]> {
    const { silent = false, ...callOptions } = options;
    const ordered = [...messages].sort((a, b) => a.at.getTime() - b.at.getTime());
    const accepted: ChatAccepted[] = [];
    for (const [index, message] of ordered.entries()) {
      try {
        const quiet = silent || index < ordered.length - 1;
        accepted.push(await this.send({ ...message, silent: quiet }, callOptions));
      } catch (error) {
        throw new ChatImportError(index, accepted, error);
      }
    }
    return accepted;
  }

  /**
   * Tells whether a message of Kommo, named by its `msg_ref_id`, got there.
   * @see https://developers.kommo.com/reference/update-delivery-status
   */
  async updateDeliveryStatus(msg_ref_id: string, status: ChatDeliveryStatus, options?: ChatCallOptions): Promise<void> {
    const path = `${this.#scope()}/${segment('msg_ref_id', msg_ref_id)}/delivery_status`;
    await this.#send({ method: 'POST', path, body: deliveryStatus(status) }, options);
  }

  /**
   * Shows in Kommo that a client is typing.
   * @see https://developers.kommo.com/reference/typing-info
   */
  async typing(params: ChatTypingParams, options?: ChatCallOptions): Promise<void> {
    await this.#send({ method: 'POST', path: `${this.#scope()}/typing`, body: params }, options);
  }

  /**
   * Sets a reaction to a message, or takes it back where `emoji` is undefined.
   * @see https://developers.kommo.com/reference/send-reactions
   */
  async react({ msg_ref_id, emoji, ...params }: ChatReactParams, options?: ChatCallOptions): Promise<void> {
    if (params.msgid === undefined && msg_ref_id === undefined)
      throw new InputError('msgid', 'is missing; pass msgid or msg_ref_id to name the message');
    if (params.conversation_id === undefined && params.conversation_ref_id === undefined) {
      throw new InputError(
        'conversation_id',
        'is missing; pass conversation_id or conversation_ref_id to name the chat',
      );
    }
    const message = msg_ref_id === undefined ? {} : { id: msg_ref_id };
    const reaction = emoji === undefined ? { type: 'unreact' } : { type: 'react', emoji };
    await this.#send(
      { method: 'POST', path: `${this.#scope()}/react`, body: { ...params, ...message, ...reaction } },
      options,
    );
  }

  /**
   * One page of a chat's messages, newest first: at most 50 from `offset` on.
   * @see https://developers.kommo.com/reference/chat-history
   */
  async history(
    conversation_ref_id: string,
    { offset = 0, limit = MAX_HISTORY }: { readonly offset?: number; readonly limit?: number } = {},
    options?: ChatCallOptions,
  ): Promise<ChatHistoryMessage[]> {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_HISTORY)
      throw new InputError('limit', `must be 1 to ${MAX_HISTORY}, got ${limit}`);
    const path = `${this.#scope()}/chats/${segment('conversation_ref_id', conversation_ref_id)}/history`;
    return historyOf(await this.#send({ method: 'GET', path, query: `offset=${offset}&limit=${limit}` }, options));
  }

  /** All messages of a chat, newest first, fetched by pages of 50 as they are asked for. */
  async *messages(
    conversation_ref_id: string,
    options?: ChatCallOptions,
  ): AsyncGenerator<ChatHistoryMessage, void, undefined> {
    for (let offset = 0; ; offset += MAX_HISTORY) {
      const page = await this.history(conversation_ref_id, { offset }, options);
      yield* page;
      if (page.length < MAX_HISTORY) return;
    }
  }

  #send(request: ChatRequest, options: ChatCallOptions | undefined): Promise<unknown> {
    return sendChatRequest(this.#transport, request, options);
  }

  #channel(): string {
    return `/v2/origin/custom/${segment('channelId', this.#options.channelId)}`;
  }

  #scope(): string {
    const { channelId, scopeId } = this.#options;
    return `/v2/origin/custom/${segment('scopeId', scopeId ?? `${channelId}_${this.#accountId()}`)}`;
  }

  #accountId(): string {
    const { accountId } = this.#options;
    if (!accountId) throw new InputError('accountId', 'is missing; give it to the constructor, or use forAccount()');
    return accountId;
  }
}

function segment(field: string, value: string): string {
  // Dots would be resolved away, and the signed path would not be the one that is sent.
  if (value === '' || /^\.{1,2}$/.test(value)) throw new InputError(field, `must be an id, got "${value}"`);
  return encode(value, field);
}
