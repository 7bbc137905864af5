import { type AmojoAnswer, AmojoRefusal } from './signature.js';
import { checkContent, invalid, type Json, known, notRegistered, parse, record, text } from './values.js';

/** A client or a user, as amojo shows it: `id` is Kommo's, `client_id` yours. */
export interface AmojoUser {
  id: string;
  client_id?: string;
  name: string;
  phone: string;
  email: string;
}

/** A message of a chat. */
export interface AmojoMessage {
  /** Kommo's id. */
  id: string;
  /** Your id. */
  client_id?: string;
  timestamp: number;
  msec_timestamp: number;
  sender: AmojoUser;
  receiver?: AmojoUser;
  content: Json;
  silent: boolean;
  delivery_status?: Json;
  reactions: { user: Json; emoji: string }[];
}

/** A chat. */
export interface AmojoChat {
  /** Kommo's id. */
  id: string;
  /** Your id. Undefined for a chat that the account began. */
  client_id?: string;
  scope_id: string;
  user: AmojoUser;
  source?: Json;
  /** Oldest first. */
  messages: AmojoMessage[];
  typing: Json[];
}

/** What amojo keeps. */
export class AmojoStore {
  readonly scopes = new Set<string>();
  readonly chats: AmojoChat[] = [];

  chat(conversation: string): AmojoChat | undefined {
    return this.chats.find(({ id, client_id }) => id === conversation || client_id === conversation);
  }
}

interface Routed {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly channelId: string;
}

/** Answers a request whose signature fits. */
export function routeAmojo(store: AmojoStore, { method, url, body, channelId }: Routed): AmojoAnswer {
  const [root, origin, custom, owner = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  if (root !== 'v2' || origin !== 'origin' || custom !== 'custom') throw notRegistered();
  const data = method === 'GET' ? {} : parse(body);
  const action = `${method} ${rest.at(-1) ?? ''}`;
  if (owner === channelId) return connection(store, channelId, action, data);
  if (!store.scopes.has(owner)) throw notRegistered();
  switch (action) {
    case 'POST ':
      return { status: 200, body: event(store, owner, data) };
    case 'POST chats':
      return { status: 200, body: created(store, owner, data) };
    case 'GET history':
      return history(store.chat(rest[1] ?? ''), url.searchParams);
    case 'POST typing':
      known(store.chat(text(data, 'conversation_id'))).typing.push(data);
      return { status: 204 };
    case 'POST react':
      react(
        known(
          store.chat(text(data, data['conversation_id'] === undefined ? 'conversation_ref_id' : 'conversation_id')),
        ),
        data,
      );
      return { status: 200, body: {} };
    case 'POST delivery_status':
      known(store.chats.flatMap(({ messages }) => messages).find(({ id }) => id === rest[0])).delivery_status = data;
      return { status: 200, body: {} };
    default:
      throw new AmojoRefusal(404, 'NOT_FOUND', `no such method: ${method} ${url.pathname}`);
  }
}

function connection(store: AmojoStore, channelId: string, action: string, data: Json): AmojoAnswer {
  const scope_id = `${channelId}_${text(data, 'account_id')}`;
  if (action === 'DELETE disconnect') {
    store.scopes.delete(scope_id);
    return { status: 200, body: {} };
  }
  if (action !== 'POST connect') throw notRegistered();
  if (data['hook_api_version'] !== 'v2') throw invalid('hook_api_version must be v2');
  store.scopes.add(scope_id);
  const { account_id, title = 'Channel', is_time_window_disabled = false } = data;
  return { status: 200, body: { account_id, scope_id, title, hook_api_version: 'v2', is_time_window_disabled } };
}

function event(store: AmojoStore, scope: string, { event_type, payload }: Json): Json {
  const data = record(payload);
  const content = record(data['message']);
  checkContent(content, event_type === 'edit_message');
  if (event_type === 'edit_message') return edited(store, data, content);
  if (event_type !== 'new_message') throw invalid('event_type must be new_message or edit_message');
  for (const name of ['timestamp', 'msec_timestamp'])
    if (typeof data[name] !== 'number') throw invalid(`${name} is missing`);
  const sender = userOf(data['sender']);
  const receiver = data['receiver'] === undefined ? undefined : userOf(data['receiver']);
  const conversation = text(data, 'conversation_id');
  const began = typeof data['conversation_ref_id'] === 'string' ? store.chat(data['conversation_ref_id']) : undefined;
  const chat =
    store.chat(conversation) ??
    began ??
    makeChat(store, scope, conversation, receiver ?? sender, record(data['source']));
  chat.client_id = conversation;
  const message: AmojoMessage = {
    id: crypto.randomUUID(),
    client_id: text(data, 'msgid'),
    timestamp: data['timestamp'] as number,
    msec_timestamp: data['msec_timestamp'] as number,
    sender,
    ...(receiver && { receiver }),
    content,
    silent: data['silent'] === true,
    reactions: [],
  };
  chat.messages.push(message);
  return { new_message: accepted(chat, message) };
}

function edited(store: AmojoStore, data: Json, content: Json): Json {
  const chat = known(store.chat(text(data, 'conversation_id')));
  const message = known(
    chat.messages.find(
      ({ id, client_id }) => id === data['id'] || (client_id !== undefined && client_id === data['msgid']),
    ),
  );
  message.content = { ...message.content, ...content };
  if (typeof data['msgid'] === 'string') message.client_id = data['msgid'];
  return { new_message: accepted(chat, message) };
}

function accepted(chat: AmojoChat, message: AmojoMessage): Json {
  const { sender, receiver } = message;
  return {
    conversation_id: chat.client_id,
    sender_id: sender.client_id ?? sender.id,
    receiver_id: receiver?.id ?? null,
    msgid: message.id,
    ref_id: message.client_id,
  };
}

function created(store: AmojoStore, scope: string, data: Json): Json {
  const conversation = text(data, 'conversation_id');
  const chat =
    store.chat(conversation) ?? makeChat(store, scope, conversation, userOf(data['user']), record(data['source']));
  const { id, client_id, name, phone, email } = chat.user;
  return { id: chat.id, user: { id, client_id, name, avatar: '', ...(phone && { phone }), ...(email && { email }) } };
}

function makeChat(store: AmojoStore, scope_id: string, client_id: string, user: AmojoUser, source: Json): AmojoChat {
  const chat: AmojoChat = { id: crypto.randomUUID(), client_id, scope_id, user, messages: [], typing: [] };
  if (Object.keys(source).length > 0) chat.source = source;
  store.chats.push(chat);
  return chat;
}

function history(chat: AmojoChat | undefined, query: URLSearchParams): AmojoAnswer {
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  if (limit > 50) throw invalid('limit must not be over 50');
  const page = [...(chat?.messages ?? [])].reverse().slice(offset, offset + limit);
  if (page.length === 0) return { status: 204 };
  const messages = page.map(({ id, client_id, content, timestamp, msec_timestamp, sender, receiver }) => ({
    timestamp,
    msec_timestamp,
    sender,
    receiver,
    message: { id, client_id, ...shownContent(content) },
  }));
  return { status: 200, body: { messages } };
}

// A history shows less of a message than was sent.
function shownContent({ type, text = '', media = '', file_name = '', file_size = 0, location, contact }: Json): Json {
  return { type, text, media, thumbnail: '', file_name, file_size, location, contact };
}

function react(chat: AmojoChat, { id, msgid, user, type, emoji }: Json): void {
  const message = known(
    chat.messages.find((item) => item.id === id || (msgid !== undefined && item.client_id === msgid)),
  );
  message.reactions = message.reactions.filter((reaction) => JSON.stringify(reaction.user) !== JSON.stringify(user));
  if (type === 'react') message.reactions.push({ user: record(user), emoji: String(emoji) });
}

function userOf(value: unknown): AmojoUser {
  const user = record(value);
  const profile = record(user['profile']);
  const id = typeof user['ref_id'] === 'string' ? user['ref_id'] : crypto.randomUUID();
  return {
    id,
    client_id: text(user, 'id'),
    name: text(user, 'name'),
    phone: String(profile['phone'] ?? ''),
    email: String(profile['email'] ?? ''),
  };
}
