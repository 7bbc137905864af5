// Written by `npm run generate` from openapi/. Do not edit.
export interface paths {
    "/v2/origin/custom/{channel_id}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connects the channel to an account; to be repeated after each install of the integration.
         * @description Accepts one object.
         */
        post: operations["chats.connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/origin/custom/{channel_id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Disconnects the channel from an account.
         * @description What to delete stands in the body.
         */
        delete: operations["chats.disconnect"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/origin/custom/{scope_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message to the account, imports an old one (`silent`), or edits one.
         * @description Accepts one object. A request that is sent twice takes effect twice.
         */
        post: operations["chats.sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/origin/custom/{scope_id}/chats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates a chat before its first message, or gives the id of the one that is there.
         * @description Accepts one object. A request that is sent twice takes effect twice.
         */
        post: operations["chats.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/origin/custom/{scope_id}/chats/{conversation_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
                /** @description Kommo's id of the chat. */
                conversation_id: string;
            };
            cookie?: never;
        };
        /**
         * Lists the messages of a chat, newest first.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204.
         */
        get: operations["chats.history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/origin/custom/{scope_id}/{msgid}/delivery_status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
                /** @description Kommo's id of the message. */
                msgid: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that a message from Kommo was delivered or read, or could not be.
         * @description Accepts one object.
         */
        post: operations["chats.updateDeliveryStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/origin/custom/{scope_id}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows in the account that the client is typing.
         * @description Accepts one object. The answer holds nothing.
         */
        post: operations["chats.typing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/origin/custom/{scope_id}/react": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets or takes back a reaction to a message.
         * @description Accepts one object.
         */
        post: operations["chats.react"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ChatConnect: {
            /** @description `amojo_id` of the account. */
            account_id: string;
            /** @description Name of the channel in the account. */
            title?: string;
            /**
             * @description Version 1 is retired.
             * @constant
             */
            hook_api_version: "v2";
            /** @description Whether the channel works without the time window for answers. */
            is_time_window_disabled?: boolean;
        };
        ChatProblem: {
            status?: number;
            /** @description The HTTP status. */
            error_code?: number;
            /** @description ORIGIN_INVALID_SIGNATURE, ORIGIN_NOT_REGISTERED ... */
            error_type?: string;
            error_description?: string;
        };
        ChatConnection: {
            account_id: string;
            /** @description The channel id and the account id with a `_` between. */
            scope_id: string;
            title?: string;
            hook_api_version?: string;
            is_time_window_disabled?: boolean;
        };
        ChatDisconnect: {
            /** @description `amojo_id` of the account. */
            account_id: string;
        };
        /** @description An object without keys, where an answer says no more than "done". */
        EmptyObject: Record<string, unknown>;
        /** @description Unix time in seconds; the SDK also accepts a Date. */
        TimestampInput: number | Date;
        ChatSourceInput: {
            /** @description Printable ASCII. */
            external_id?: string;
        };
        ChatProfile: {
            /** @description Phone number. */
            phone?: string;
            /** @description E-mail address. */
            email?: string;
        };
        ChatParticipantById: {
            /** @description Your id. */
            id: string;
            /** @description `amojo_id` of the manager, or the id of the bot of the channel. */
            ref_id?: string;
            /** @description Shown in the account. */
            name?: string;
            /** @description Address of a picture that Kommo can download. */
            avatar?: string;
            /** @description Contact data of the person. */
            profile?: components["schemas"]["ChatProfile"];
            /** @description Address of the profile in the messenger. */
            profile_link?: string;
        };
        ChatParticipantByRef: {
            /** @description Your id. */
            id?: string;
            /** @description `amojo_id` of the manager, or the id of the bot of the channel. */
            ref_id: string;
            /** @description Shown in the account. */
            name?: string;
            /** @description Address of a picture that Kommo can download. */
            avatar?: string;
            /** @description Contact data of the person. */
            profile?: components["schemas"]["ChatProfile"];
            /** @description Address of the profile in the messenger. */
            profile_link?: string;
        };
        /** @description By your id, by Kommo's, or by both. Somebody new needs a name. */
        ChatParticipant: components["schemas"]["ChatParticipantById"] | components["schemas"]["ChatParticipantByRef"];
        /** @enum {string} */
        ChatMessageType: "text" | "contact" | "file" | "video" | "picture" | "voice" | "audio" | "sticker" | "location";
        ChatLocation: {
            /** @description Longitude in degrees. */
            lon: number;
            /** @description Latitude in degrees. */
            lat: number;
        };
        ChatContactCard: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Phone number. */
            phone: string;
        };
        ChatSharedPost: {
            /** @description Address (URL). */
            url?: string;
            /** @description Preview that Kommo should download. */
            preview_link?: string;
            /** @description Preview whose address stays; goes before preview_link. */
            preview_permalink?: string;
            /**
             * @description Type of it.
             * @constant
             */
            type?: "post";
            /** @description Name of the site of the post. */
            site_name?: string;
        };
        /** @description The post that a comment belongs to. */
        ChatPost: {
            /** @description Your id of the post. */
            id: string;
            /** @description Address (URL). */
            url: string;
            /** @description Address of the preview picture. */
            preview_url?: string;
            /** @description Address that shows the post. */
            preview_permalink?: string;
            /** @description Name of the author of the post. */
            username?: string;
            /** @description Text under the post. */
            caption?: string;
        };
        ChatDeliveryStatus: {
            /**
             * @description 1 delivered, 2 read, -1 failed.
             * @enum {integer}
             */
            status_code: 1 | 2 | -1;
            /**
             * @description With -1: 901 the client deleted the conversation, 902 the channel switched the integration off, 903 internal error, 904 the conversation cannot be created, 905 anything else (say what in `error`).
             * @enum {integer}
             */
            error_code?: 901 | 902 | 903 | 904 | 905;
            /** @description Shown to the user. */
            error?: string;
        };
        ChatMessageInput: {
            /** @description Type of it. */
            type: components["schemas"]["ChatMessageType"];
            /** @description Needed by type text. */
            text?: string;
            /** @description Address of the file. */
            media?: string;
            /** @description Needed by types file, video and picture. */
            file_name?: string;
            /** @description Bytes; needed by types file, video and picture. */
            file_size?: number;
            /** @description Seconds. */
            media_duration?: number;
            /** @description Id of the sticker. */
            sticker_id?: string;
            /** @description Place that the message carries. */
            location?: components["schemas"]["ChatLocation"];
            /** @description Contact card that the message carries. */
            contact?: components["schemas"]["ChatContactCard"];
            /** @description The row that was chosen in a WhatsApp list message. */
            callback_data?: string;
            /** @description Post that was shared. */
            shared_post?: components["schemas"]["ChatSharedPost"];
            post?: components["schemas"]["ChatPost"];
            /** @description State of the delivery of an imported message. */
            delivery_status?: components["schemas"]["ChatDeliveryStatus"];
        };
        /** @description By `id` or `msgid` alone, or in full. */
        ChatQuotedMessage: {
            /** @description Kommo's id of the message. */
            id?: string;
            /** @description Your id of the message. */
            msgid?: string;
            /** @description Type of it. */
            type?: components["schemas"]["ChatMessageType"];
            /** @description The text. */
            text?: string;
            /** @description Address of the file. */
            media?: string;
            /** @description Name of the file, with its extension. */
            file_name?: string;
            /** @description Size of the file, in bytes. */
            file_size?: number;
            /** @description Length of the recording. */
            media_duration?: number;
            /** @description Place that the message carries. */
            location?: components["schemas"]["ChatLocation"];
            /** @description Contact card that the message carries. */
            contact?: components["schemas"]["ChatContactCard"];
            timestamp?: components["schemas"]["TimestampInput"];
            /** @description Moment of the message, in milliseconds of unix time. */
            msec_timestamp?: number;
            /** @description Who sends it. */
            sender?: {
                /** @description Your id. */
                id?: string;
                /** @description Kommo's id. */
                ref_id?: string;
                /** @description Name, as shown in the account. */
                name?: string;
            };
        };
        ChatReplyTo: {
            message: components["schemas"]["ChatQuotedMessage"];
        };
        ChatForwards: {
            /** @description The messages. */
            messages: components["schemas"]["ChatQuotedMessage"][];
            /** @description Kommo's id of the chat. */
            conversation_ref_id?: string;
            /** @description Your id of the chat. */
            conversation_id?: string;
        };
        /** @description From a client with `sender` alone; to a client with `sender` (a manager or the bot, by `ref_id`) and `receiver`. */
        ChatNewMessage: {
            timestamp: components["schemas"]["TimestampInput"];
            /** @description The same moment in milliseconds. */
            msec_timestamp?: number;
            /** @description Your id of the message. */
            msgid: string;
            /** @description Your id of the chat. */
            conversation_id: string;
            /** @description Kommo's id of the chat, with the first answer to a message that the account sent first. */
            conversation_ref_id?: string;
            /** @description No incoming lead and no notification; for imports. */
            silent?: boolean;
            /** @description The source of the channel that the chat belongs to. */
            source?: components["schemas"]["ChatSourceInput"];
            sender: components["schemas"]["ChatParticipant"];
            receiver?: components["schemas"]["ChatParticipant"];
            /** @description The message. */
            message: components["schemas"]["ChatMessageInput"];
            /** @description The message that this one answers. */
            reply_to?: components["schemas"]["ChatReplyTo"];
            /** @description Messages that are forwarded. */
            forwards?: components["schemas"]["ChatForwards"];
        };
        ChatNewMessageEvent: {
            /**
             * @description Kind of the event; the value is fixed.
             * @constant
             */
            event_type: "new_message";
            payload: components["schemas"]["ChatNewMessage"];
        };
        /** @description Sender, receiver, source and quotes cannot be changed. */
        ChatMessageEdit: {
            timestamp: components["schemas"]["TimestampInput"];
            /** @description The same moment in milliseconds. */
            msec_timestamp: number;
            /** @description Kommo's id of the message; `msgid` beside it becomes your id. */
            id?: string;
            /** @description Your id of the message. */
            msgid?: string;
            /** @description Your id of the chat. */
            conversation_id: string;
            /** @description Kommo's id of the chat. */
            conversation_ref_id?: string;
            /** @description Whether the message causes no notification. */
            silent?: boolean;
            /** @description The message. */
            message: components["schemas"]["ChatMessageInput"];
        };
        ChatEditMessageEvent: {
            /**
             * @description Kind of the event; the value is fixed.
             * @constant
             */
            event_type: "edit_message";
            payload: components["schemas"]["ChatMessageEdit"];
        };
        ChatEvent: components["schemas"]["ChatNewMessageEvent"] | components["schemas"]["ChatEditMessageEvent"];
        ChatMessageAccepted: {
            conversation_id?: string;
            sender_id?: string;
            receiver_id?: string | null;
            /** @description Kommo's id of the message. */
            msgid: string;
            /** @description Your id of the message. */
            ref_id?: string;
        };
        ChatEventAccepted: {
            new_message?: components["schemas"]["ChatMessageAccepted"];
        };
        ChatNewUserInput: {
            /** @description Your id of the client. */
            id: string;
            /** @description Shown in the account. */
            name: string;
            /** @description Address of a picture that Kommo can download. */
            avatar?: string;
            /** @description Contact data of the person. */
            profile?: components["schemas"]["ChatProfile"];
            /** @description Address of the profile in the messenger. */
            profile_link?: string;
        };
        ChatKnownUserInput: {
            /** @description Kommo's id of the client. */
            ref_id: string;
            /** @description Your id of the client. */
            id?: string;
            /** @description Shown in the account. */
            name?: string;
            /** @description Address of a picture that Kommo can download. */
            avatar?: string;
            /** @description Contact data of the person. */
            profile?: components["schemas"]["ChatProfile"];
            /** @description Address of the profile in the messenger. */
            profile_link?: string;
        };
        /** @description A client by your id with a name, or somebody that Kommo knows, by `ref_id` alone. */
        ChatUserInput: components["schemas"]["ChatNewUserInput"] | components["schemas"]["ChatKnownUserInput"];
        ChatCreate: {
            /** @description Your id of the chat. */
            conversation_id: string;
            /** @description The source of the channel that the chat belongs to. */
            source?: components["schemas"]["ChatSourceInput"];
            user: components["schemas"]["ChatUserInput"];
            /** @description In one sample only. */
            account_id?: string;
        };
        ChatUser: {
            /** @description Kommo's id. */
            id: string;
            /** @description Your id; users of the account have none. */
            client_id?: string;
            name?: string;
            avatar?: string;
            phone?: string;
            email?: string;
            /** @description What one page of the docs shows in place of `phone` and `email`. */
            profile?: {
                phone?: string;
                email?: string;
            };
        };
        Chat: {
            id: string;
            user: components["schemas"]["ChatUser"];
        };
        /** @description Unix time in seconds. */
        Timestamp: number;
        ChatHistoryMessage: {
            /** @description Kommo's id. */
            id: string;
            /** @description Your id. */
            client_id?: string;
            type: string;
            text?: string;
            media?: string;
            thumbnail?: string;
            file_name?: string;
            file_size?: number;
            /** @description Shared by the parts of one message with several files. */
            media_group_id?: string;
            location?: components["schemas"]["ChatLocation"];
            contact?: components["schemas"]["ChatContactCard"];
        };
        ChatHistoryItem: {
            timestamp: components["schemas"]["Timestamp"];
            msec_timestamp?: number;
            sender: components["schemas"]["ChatUser"];
            receiver?: components["schemas"]["ChatUser"];
            message: components["schemas"]["ChatHistoryMessage"];
        };
        ChatHistory: {
            messages: components["schemas"]["ChatHistoryItem"][];
        };
        ChatTyping: {
            /** @description Your id of the chat. */
            conversation_id: string;
            /** @description Kommo's id of the chat. */
            conversation_ref_id?: string;
            /** @description Who sends it. */
            sender: {
                /** @description Your id of the client. */
                id: string;
            };
            /** @description 5000 by default. */
            duration_ms?: number;
        };
        ChatReaction: {
            /** @description Your id of the chat; or conversation_ref_id. */
            conversation_id?: string;
            /** @description Kommo's id of the chat. */
            conversation_ref_id?: string;
            /** @description Kommo's id of the message; or msgid. */
            id?: string;
            /** @description Your id of the message. */
            msgid?: string;
            /** @description Who reacts. */
            user: {
                /** @description Your id. */
                id?: string;
                /** @description Kommo's id; for a reaction of a user of the account. */
                ref_id?: string;
            };
            /**
             * @description `react` adds the reaction, `unreact` takes it away.
             * @enum {string}
             */
            type: "react" | "unreact";
            /** @description Needed by react. */
            emoji?: string;
        };
    };
    responses: {
        /** @description A refusal (400 for the data, 403 for the signature, 404 for an unknown channel, chat or message). The body may be empty. */
        ChatRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ChatProblem"];
            };
        };
        /** @description Done, with an empty object or an empty body. */
        ChatDone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["EmptyObject"];
            };
        };
        /** @description Nothing to return, or done. The body is empty. */
        NoContent: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "chats.connect": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatConnect"];
            };
        };
        responses: {
            /** @description The connection, with the scope id that all other calls need. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatConnection"];
                };
            };
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
    "chats.disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatDisconnect"];
            };
        };
        responses: {
            200: components["responses"]["ChatDone"];
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
    "chats.sendMessage": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatEvent"];
            };
        };
        responses: {
            /** @description Taken for processing. What an edit gets back is not documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatEventAccepted"];
                };
            };
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
    "chats.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatCreate"];
            };
        };
        responses: {
            /** @description The chat. It is not shown in the account until it has a message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
    "chats.history": {
        parameters: {
            query?: {
                offset?: number;
                limit?: number;
            };
            header?: never;
            path: {
                scope_id: string;
                /** @description Kommo's id of the chat. */
                conversation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Messages. Empty values may be left out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatHistory"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
    "chats.updateDeliveryStatus": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
                /** @description Kommo's id of the message. */
                msgid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatDeliveryStatus"];
            };
        };
        responses: {
            200: components["responses"]["ChatDone"];
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
    "chats.typing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatTyping"];
            };
        };
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
    "chats.react": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatReaction"];
            };
        };
        responses: {
            200: components["responses"]["ChatDone"];
            400: components["responses"]["ChatRefused"];
            default: components["responses"]["ChatRefused"];
        };
    };
}
