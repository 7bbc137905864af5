/** What comes from Kommo, with ids named from your side: `id` and `…_id` are yours, `ref_id` and `…_ref_id` Kommo's. */

/** The connection of the channel with an account. */
export interface ChatConnection {
  /** `amojo_id` of the account. */
  account_id: string;
  /** Names the connection in all other calls. */
  scope_id: string;
  title?: string;
  hook_api_version?: string;
  is_time_window_disabled?: boolean;
}

/** A client or a user of the account. */
export interface ChatUser {
  /** Your id; users of the account have none. */
  id?: string;
  /** Kommo's id. */
  ref_id: string;
  name?: string;
  avatar?: string;
  phone?: string;
  email?: string;
}

/** A chat that was created, or was there. */
export interface Chat {
  /** Your id. */
  conversation_id: string;
  /** Kommo's id: for history, and to link the chat with a contact. */
  conversation_ref_id: string;
  user: ChatUser;
}

/** A message was taken for processing. */
export interface ChatAccepted {
  /** Your id of the chat. */
  conversation_id: string;
  /** Your id of the message; undefined if only Kommo's was given. */
  msgid: string | undefined;
  /** Kommo's id of the message; undefined if the answer to an edit lacks it. */
  msg_ref_id: string | undefined;
  sender_id?: string;
  receiver_id?: string;
}

/** Content of a message of a history. */
export interface ChatHistoryContent {
  /** Your id; messages that were written in Kommo have none. */
  msgid?: string;
  /** Kommo's id. */
  msg_ref_id: string;
  type: string;
  text?: string;
  media?: string;
  thumbnail?: string;
  file_name?: string;
  /** Bytes. */
  file_size?: number;
  /** Shared by the parts of one message with several files. */
  media_group_id?: string;
  location?: { lon: number; lat: number };
  contact?: { name: string; phone: string };
}

/** A message of a history. */
export interface ChatHistoryMessage {
  /** Unix seconds. */
  timestamp: number;
  msec_timestamp?: number;
  sender: ChatUser;
  receiver?: ChatUser;
  message: ChatHistoryContent;
}
