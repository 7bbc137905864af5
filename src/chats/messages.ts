/**
 * What goes to Kommo. Ids are named from your side: `conversation_id`, `msgid` and `id` are yours, `…_ref_id` Kommo's.
 * @see https://developers.kommo.com/reference/send-import-messages
 */

/** Phone and email, which a new incoming lead takes over. */
export interface ChatProfile {
  readonly phone?: string;
  readonly email?: string;
}

interface ChatPerson {
  readonly name?: string;
  /** Address of a picture that Kommo can download. */
  readonly avatar?: string;
  readonly profile?: ChatProfile;
  readonly profile_link?: string;
}

/** A client by your id, or by Kommo's id alone. */
export type ChatClient = ChatPerson &
  (
    | {
        /** Your id. */
        readonly id: string;
        /** Kommo's id. */
        readonly ref_id?: string;
        readonly name: string;
      }
    | {
        readonly id?: string;
        /** Kommo's id. */
        readonly ref_id: string;
      }
  );

/** A client by `id`; a user of the account (`amojo_id`) or the channel's bot by `ref_id`. One of them is enough. */
export type ChatParticipant = ChatPerson &
  (
    | {
        /** Your id. */
        readonly id: string;
        /** `amojo_id` of a user, or the id of the channel's bot. */
        readonly ref_id?: string;
      }
    | {
        readonly id?: string;
        /** `amojo_id` of a user, or the id of the channel's bot. */
        readonly ref_id: string;
      }
  );

/** Where the chat came from. */
export interface ChatSource {
  /** Your id of the source: at most 40 printable ASCII characters. */
  readonly external_id: string;
}

/** Whether a message got there. */
export type ChatDeliveryStatus = { readonly status: 'delivered' | 'read' } | ChatDeliveryFailure;

/** A message did not get there. */
export interface ChatDeliveryFailure {
  readonly status: 'failed';
  /**
   * 901 the client deleted the conversation, 902 the integration is off on the channel's side, 903 internal error, 904 the
   * conversation can't be created, 905 anything else.
   */
  readonly error_code: 901 | 902 | 903 | 904 | 905;
  /** Shown to the user. */
  readonly error: string;
}

/** The post that a comment belongs to. */
export interface ChatPost {
  /** Your id. */
  readonly id: string;
  readonly url: string;
  /** Preview that Kommo should download. */
  readonly preview_url?: string;
  /** Preview whose address stays. */
  readonly preview_permalink?: string;
  readonly username?: string;
  readonly caption?: string;
}

/** A post that the client shared. */
export interface ChatSharedPost {
  readonly type: 'post';
  readonly url?: string;
  /** Preview that Kommo should download. */
  readonly preview_link?: string;
  /** Preview whose address stays; goes before `preview_link`. */
  readonly preview_permalink?: string;
  readonly site_name?: string;
}

interface MessageBase {
  readonly text?: string;
  /** Row that was chosen in a WhatsApp list message. */
  readonly callback_data?: string;
  readonly shared_post?: ChatSharedPost;
  /** Makes the message a comment. */
  readonly post?: ChatPost;
  readonly delivery_status?: ChatDeliveryStatus;
}

/** Text. */
export interface ChatTextMessage extends MessageBase {
  readonly type: 'text';
  readonly text: string;
}

/** File, video or picture, at an address that Kommo can download. */
export interface ChatFileMessage extends MessageBase {
  readonly type: 'file' | 'video' | 'picture';
  readonly media: string;
  readonly file_name: string;
  /** Bytes. */
  readonly file_size: number;
  /** Seconds. */
  readonly media_duration?: number;
}

/** Sound or sticker, at an address that Kommo can download. */
export interface ChatMediaMessage extends MessageBase {
  readonly type: 'voice' | 'audio' | 'sticker';
  readonly media: string;
  readonly file_name?: string;
  /** Bytes. */
  readonly file_size?: number;
  /** Seconds. */
  readonly media_duration?: number;
  readonly sticker_id?: string;
}

/** A place. */
export interface ChatLocationMessage extends MessageBase {
  readonly type: 'location';
  readonly location: { readonly lon: number; readonly lat: number };
}

/** A contact card. */
export interface ChatContactMessage extends MessageBase {
  readonly type: 'contact';
  readonly contact: { readonly name: string; readonly phone: string };
}

/** Content of a message. `type` says which kind it is. */
export type ChatMessage =
  | ChatTextMessage
  | ChatFileMessage
  | ChatMediaMessage
  | ChatLocationMessage
  | ChatContactMessage;

/** New content of a message; the file may be left out if it stays. */
export type ChatMessageChange =
  | ChatMessage
  | (Partial<Omit<ChatFileMessage, 'type'>> & Pick<ChatFileMessage, 'type'>)
  | (Partial<Omit<ChatMediaMessage, 'type'>> & Pick<ChatMediaMessage, 'type'>);

/** A message that is quoted: by one of its ids alone, or in full. */
export interface ChatQuote {
  /** Your id. */
  readonly msgid?: string;
  /** Kommo's id. */
  readonly msg_ref_id?: string;
  readonly type?: ChatMessage['type'];
  readonly text?: string;
  readonly media?: string;
  readonly file_name?: string;
  readonly file_size?: number;
  readonly media_duration?: number;
  readonly location?: ChatLocationMessage['location'];
  readonly contact?: ChatContactMessage['contact'];
  /** When it was written. */
  readonly at?: Date;
  readonly sender?: { readonly id?: string; readonly ref_id?: string; readonly name?: string };
}

/** A message to put into a chat. */
export interface ChatSendParams {
  /** Your id of the chat. A chat that does not exist is created. */
  readonly conversation_id: string;
  /** Kommo's id of the chat: with the client's first answer to a chat that the account began. */
  readonly conversation_ref_id?: string;
  /** Your id of the message. */
  readonly msgid: string;
  /** The client of an incoming message; with `ref_id` the user or bot that wrote an outgoing one. */
  readonly sender: ChatParticipant;
  /** The client of an outgoing message. */
  readonly receiver?: ChatParticipant;
  readonly message: ChatMessage;
  /** When it was written. Default: now. */
  readonly at?: Date;
  /** No incoming lead and no notification. Default false. */
  readonly silent?: boolean;
  readonly source?: ChatSource;
  readonly reply_to?: ChatQuote;
  readonly forwards?: {
    readonly messages: readonly [ChatQuote];
    readonly conversation_id?: string;
    readonly conversation_ref_id?: string;
  };
}

/** A message to change, named by one of its ids; with both, yours becomes the id of a message that had none. */
export interface ChatEditParams {
  /** Your id of the chat. */
  readonly conversation_id: string;
  readonly msgid?: string;
  readonly msg_ref_id?: string;
  readonly message: ChatMessageChange;
  /** When it was changed. Default: now. */
  readonly at?: Date;
}

/** A chat to create. */
export interface ChatCreateParams {
  /** Your id of the chat. */
  readonly conversation_id: string;
  readonly user: ChatClient;
  readonly source?: ChatSource;
}

/** A reaction to a message. */
export interface ChatReactParams {
  /** Your id of the chat; or `conversation_ref_id`. */
  readonly conversation_id?: string;
  readonly conversation_ref_id?: string;
  /** Your id of the message; or `msg_ref_id`. */
  readonly msgid?: string;
  readonly msg_ref_id?: string;
  /** The client (`id`) or user of the account (`ref_id`). */
  readonly user: { readonly id?: string; readonly ref_id?: string };
  /** Undefined removes the reaction. */
  readonly emoji?: string | undefined;
}

/** A client that is typing. */
export interface ChatTypingParams {
  /** Your id of the chat. */
  readonly conversation_id: string;
  /** Kommo's id of the chat. */
  readonly conversation_ref_id?: string;
  readonly sender: { readonly id: string };
  /** Milliseconds. Default: Kommo's, 5000. */
  readonly duration_ms?: number;
}
