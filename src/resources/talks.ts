import { InputError } from '../errors.js';
import { ApiPromise } from '../http/api-promise.js';
import { type Page, PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import type { UploadSource } from '../upload/source.js';
import { checkObject } from '../util/check.js';
import { type DriveFile, Files } from './files.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas } from './schemas.js';

export { MessageQuotaError, MissingScopeError, TalkClosedError } from './talk-errors.js';

/** A conversation. Its key is `talk_id`; there is no `id`. */
export interface Talk extends Schema<'Talk'> {}
/** State of a conversation. */
export type TalkStatus = Schemas['TalkStatus'];
/** A message of a conversation. */
export interface TalkMessage extends Schema<'TalkMessage'> {}
/** How to close a conversation. */
export interface TalkClose extends Schema<'TalkClose'> {}
/** What a send returns: the id of the message. */
export interface TalkMessageAccepted extends Schema<'TalkMessageAccepted'> {}
/** Filters of {@link Talks.list}. */
export interface TalkFilter extends Schema<'TalkFilter'> {}
/** Parameters of {@link Talks.list}. */
export type TalkListParams = Query<'talks.list'>;
/** Parameters of {@link Talks.messages}. */
export type TalkMessagesParams = Query<'talks.messages'>;

/** A message to send: a text, a file, or both. */
export interface TalkSend extends Omit<Schemas['TalkSend'], 'attachment'> {
  /** A file of the drive, by its uuids. */
  attachment?: Schemas['TalkAttachmentInput'];
  /** A file to upload first, or one that `files.upload` returned. In place of `attachment`. */
  file?: UploadSource | DriveFile;
}

const READ = 'list_external_messages';
const SEND = 'send_external_messages';
const MESSAGE = '/api/v4/talks/{id}/send_message';

/**
 * Conversations in chats and their messages.
 * @see https://developers.kommo.com/reference/get-conversation
 */
export class Talks extends Resource {
  /**
   * Lists conversations. Kommo lists about 250 of the newest; `get` also finds older ones.
   * @throws KommoApiError
   * @see https://developers.kommo.com/reference/get-conversation
   */
  list(params: TalkListParams = {}, options?: ListOptions): PagePromise<Talk> {
    return this.http.list('/api/v4/talks', { query: params, options });
  }

  /**
   * Gets one conversation.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-conversation
   */
  get(id: number, options?: RequestOptions): ApiPromise<Talk> {
    return this.http.get('/api/v4/talks/{id}', { path: { id }, options });
  }

  /**
   * Lists the messages of a conversation. The integration needs the scope `list_external_messages`.
   * @throws MissingScopeError, NotFoundError
   * @see https://developers.kommo.com/reference/get-conversation
   */
  messages(id: number, params: TalkMessagesParams = {}, options?: ListOptions): PagePromise<TalkMessage> {
    const init = { path: { id }, query: params, options };
    const { first, nth, concurrency } = this.http.pages('/api/v4/talks/{id}/messages', init);
    const typed = (page: Promise<Page<TalkMessage>>): Promise<Page<TalkMessage>> =>
      page.catch((error: unknown) => refusal(error, READ));
    return new PagePromise({
      first: (left) => typed(first(left)),
      nth: nth && ((number, left) => typed(nth(number, left))),
      concurrency,
    });
  }

  /**
   * Sends a message to the client: `await kommo.talks.send(7, { text: 'Hello', file: 'offer.pdf' })`. A `file` is uploaded first.
   * The integration needs the scope `send_external_messages`. Not retried if Kommo may have processed the call.
   * @throws InputError without text and file, MessageQuotaError, MissingScopeError, NotFoundError, TalkClosedError
   * @see https://developers.kommo.com/reference/get-conversation
   */
  send(id: number, message: TalkSend, options?: RequestOptions): ApiPromise<TalkMessageAccepted> {
    return new ApiPromise(this.#send(id, message, options));
  }

  /**
   * Closes a conversation, or starts the NPS bot that does; with `force_close` there is no bot.
   * @throws ValidationError if it is closed already, NotFoundError
   * @see https://developers.kommo.com/reference/get-conversation
   */
  close(id: number, params: TalkClose = {}, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/talks/{id}/close', {
      path: { id },
      body: checkObject(params, 'params'),
      options,
    });
  }

  async #send(id: number, message: TalkSend, options: RequestOptions = {}) {
    const { file, ...body } = checkObject(message, 'message');
    if (file && body.attachment) {
      throw new InputError('message.file', 'can not be combined with `attachment`. Pass one of them');
    }
    if (file) body.attachment = attachmentOf(await this.#stored(file, options));
    if (!body.text && !body.attachment) throw new InputError('message', 'needs a `text` or a `file`');
    try {
      const init = { path: { id }, body, options };
      return await this.http.one<'POST', typeof MESSAGE, TalkMessageAccepted>('POST', MESSAGE, init).withResponse();
    } catch (error) {
      return refusal(error, SEND);
    }
  }

  async #stored(file: UploadSource | DriveFile, { signal, actAs }: RequestOptions): Promise<DriveFile> {
    if (typeof file === 'object' && 'version_uuid' in file) return file;
    return new Files(this.http).upload(file, { signal, actAs });
  }
}

/** Throws the typed form of an error. */
async function refusal(error: unknown, scope: string): Promise<never> {
  const { talkError } = await import('./talk-errors.js');
  throw talkError(error, scope);
}

// Kommo shows pictures in the chat.
const attachmentOf = ({ uuid, version_uuid, type }: DriveFile): Schemas['TalkAttachmentInput'] => ({
  drive_uuid: uuid,
  drive_version_uuid: version_uuid,
  type: type === 'image' ? 'picture' : 'file',
});
