import { InputError } from '../errors.js';
import type { paths } from '../generated/chats-schema.js';
import { chatsOf } from '../http/chats.js';
import type { Http } from '../http/client.js';
import type { FetchLike } from '../transport/attempt.js';
import { withoutSlashes } from '../transport/origin.js';
import { checkKeys, checkObject, checkPath, type KeysOf } from '../util/check.js';
import type { Chat, ChatAccepted, ChatConnection, ChatHistoryMessage } from './answers.js';
import { ChatImportError, refine } from './errors.js';
import type {
  ChatCreateParams,
  ChatDeliveryStatus,
  ChatEditParams,
  ChatReactParams,
  ChatSendParams,
  ChatTypingParams,
} from './messages.js';
import { signRequest } from './sign.js';
import { acceptedOf, chatOf, deliveryStatus, editMessage, historyOf, newMessage } from './wire.js';

/**
 * Options of `new KommoChats()`. An unknown option throws an `InputError` that names it.
 * @see the guide docs/chats.md in this package
 */
export interface KommoChatsOptions {
  /** Id of your channel, from Kommo's support. */
  readonly channelId: string;
  /** Secret of your channel, from Kommo's support. It signs each call. */
  readonly channelSecret: string;
  /** `amojo_id` of the account (`kommo.account.get({ with: ['amojo_id'] })`). Default: none; see `forAccount`. */
  readonly accountId?: string | undefined;
  /** Scope id that `connect` returned. Default: channel id and account id with `_` between them, as Kommo builds it. */
  readonly scopeId?: string | undefined;
  /** Address of the Chats API. Default `https://amojo.kommo.com`; amoCRM has `https://amojo.amocrm.ru`. */
  readonly baseUrl?: string | undefined;
  /** The fetch to use. Default: the global one, looked up at each call. */
  readonly fetch?: FetchLike | undefined;
  /** Milliseconds for one call. Default 30 000; 0 means none. */
  readonly timeoutMs?: number | undefined;
}

const KNOWN = Object.keys({
  channelId: true,
  channelSecret: true,
  accountId: true,
  scopeId: true,
  baseUrl: true,
  fetch: true,
  timeoutMs: true,
} satisfies KeysOf<KommoChatsOptions>);

/** Options of one call. */
export interface ChatCallOptions {
  /** Aborts the call. Throws `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the answer is read. Default: the client's. 0 means none. */
  readonly timeoutMs?: number | undefined;
}

const MAX_HISTORY = 50;
const SCOPE = '/v2/origin/custom/{scope_id}';

/**
 * A channel of the Chats API: your messenger inside Kommo. Calls are signed with the secret of the channel, need no token and are
 * sent once: nothing is retried.
 * @see https://developers.kommo.com/reference/register-channel
 */
export class KommoChats {
  readonly #options: KommoChatsOptions;
  readonly #http: Http<paths>;

  /** @throws InputError */
  constructor(options: KommoChatsOptions) {
    checkKeys(options, 'options', KNOWN);
    const { channelId, channelSecret, baseUrl = 'https://amojo.kommo.com', fetch, timeoutMs = 30_000 } = options;
    if (!channelId)
      throw new InputError('channelId', "is missing. Kommo's support sends it when it registers a channel");
    if (!channelSecret)
      throw new InputError('channelSecret', "is missing. Kommo's support sends it when it registers a channel");
    if (!/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl))
      throw new InputError('baseUrl', 'must be an http(s) address');
    this.#options = options;
    this.#http = chatsOf({
      baseUrl: withoutSlashes(baseUrl),
      secret: channelSecret,
      sign: (request) => signRequest(request, channelSecret),
      fetch,
      timeoutMs,
    });
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
    const body = { account_id: this.#accountId(), ...params, hook_api_version: 'v2' as const };
    const path = { channel_id: this.#channel() };
    const sent = this.#http.call('POST', '/v2/origin/custom/{channel_id}/connect', { path, body, options });
    return (await refined(sent)).data;
  }

  /**
   * Disconnects the channel from the account.
   * @see https://developers.kommo.com/reference/disconnect-channel
   */
  async disconnect(options?: ChatCallOptions): Promise<void> {
    const body = { account_id: this.#accountId() };
    const path = { channel_id: this.#channel() };
    await refined(this.#http.run('DELETE', '/v2/origin/custom/{channel_id}/disconnect', { path, body, options }));
  }

  /**
   * Creates a chat before its first message, or returns the one that is there. It is not shown until it has a message.
   * @see https://developers.kommo.com/reference/create-chat
   */
  async createChat(params: ChatCreateParams, options?: ChatCallOptions): Promise<Chat> {
    const init = { path: { scope_id: this.#scope() }, body: checkObject(params, 'params'), options };
    const { data } = await refined(this.#http.call('POST', `${SCOPE}/chats`, init));
    return chatOf(data, params.conversation_id);
  }

  /**
   * Puts a message into a chat: from a client with `sender` alone, to a client with `sender` and `receiver`.
   * @see https://developers.kommo.com/reference/send-import-messages
   */
  async send(params: ChatSendParams, options?: ChatCallOptions): Promise<ChatAccepted> {
    const init = { path: { scope_id: this.#scope() }, body: newMessage(checkObject(params, 'params')), options };
    const expects = (answer: unknown): string | undefined =>
      acceptedOf(answer, { conversation_id: '' }).msg_ref_id ? undefined : 'a "new_message" with its "msgid"';
    const { data } = await refined(this.#http.call('POST', SCOPE, init, { expects }));
    return acceptedOf(data, params);
  }

  /**
   * Changes the content of a message, named by `msgid` or `msg_ref_id`.
   * @see https://developers.kommo.com/reference/send-import-messages
   */
  async edit(params: ChatEditParams, options?: ChatCallOptions): Promise<ChatAccepted> {
    if (params.msgid === undefined && params.msg_ref_id === undefined)
      throw new InputError('msgid', 'is missing; pass msgid or msg_ref_id to name the message');
    const init = { path: { scope_id: this.#scope() }, body: editMessage(params), options };
    // What an edit is answered with is not documented, so an empty answer is as good as any.
    const { data } = await refined(this.#http.call('POST', SCOPE, init, { expects: () => undefined }));
    return acceptedOf(data, params);
  }

  /**
   * Imports a history in the order of time, one message after the other. All are silent but the newest, which makes the one
   * incoming lead and notification; `silent: true` keeps that quiet as well. Throws ChatImportError if one is refused.
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
   * Reports whether a message of Kommo, named by its `msg_ref_id`, was delivered.
   * @see https://developers.kommo.com/reference/update-delivery-status
   */
  async updateDeliveryStatus(msg_ref_id: string, status: ChatDeliveryStatus, options?: ChatCallOptions): Promise<void> {
    const path = { scope_id: this.#scope(), msgid: segment('msg_ref_id', msg_ref_id) };
    const init = { path, body: deliveryStatus(checkObject(status, 'status')), options };
    await refined(this.#http.run('POST', `${SCOPE}/{msgid}/delivery_status`, init));
  }

  /**
   * Shows in Kommo that a client is typing.
   * @see https://developers.kommo.com/reference/typing-info
   */
  async typing(params: ChatTypingParams, options?: ChatCallOptions): Promise<void> {
    const init = { path: { scope_id: this.#scope() }, body: checkObject(params, 'params'), options };
    await refined(this.#http.run('POST', `${SCOPE}/typing`, init));
  }

  /**
   * Sets a reaction to a message, or removes it if `emoji` is undefined.
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
    const reaction = emoji === undefined ? { type: 'unreact' as const } : { type: 'react' as const, emoji };
    const init = { path: { scope_id: this.#scope() }, body: { ...params, ...message, ...reaction }, options };
    await refined(this.#http.run('POST', `${SCOPE}/react`, init));
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
    const conversation_id = segment('conversation_ref_id', conversation_ref_id);
    const init = { path: { scope_id: this.#scope(), conversation_id }, query: { offset, limit }, options };
    return historyOf((await refined(this.#http.call('GET', `${SCOPE}/chats/{conversation_id}/history`, init))).data);
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

  #channel(): string {
    return segment('channelId', this.#options.channelId);
  }

  #scope(): string {
    const { channelId, scopeId } = this.#options;
    return segment('scopeId', scopeId ?? `${channelId}_${this.#accountId()}`);
  }

  #accountId(): string {
    const { accountId } = this.#options;
    if (!accountId) throw new InputError('accountId', 'is missing. Pass it to the constructor, or use forAccount()');
    return accountId;
  }
}

/** An id of a path. Throws InputError with our name for it, which is not that of the path. */
function segment(field: string, value: string): string {
  checkPath({ [field]: value });
  return value;
}

function refined<T>(sent: PromiseLike<T>): Promise<T> {
  return Promise.resolve(sent).catch((error: unknown) => {
    throw refine(error);
  });
}
