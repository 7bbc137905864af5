// Written by `npm run generate` from openapi/. Do not edit.
export interface paths {
    "/v1.0/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens an upload session, for a new file or for a new version of one.
         * @description Accepts one object. A request that is sent twice takes effect twice.
         */
        post: operations["files.createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/sessions/upload/{session_token}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Part of the address that the session, or the part before, gave. Send to that address as it is. */
                session_token: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Uploads the next part, in order; the answer to the last one is the file.
         * @description Accepts one object.
         */
        post: operations["files.uploadPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the files of the account.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `deleted`, `unbilled`.
         */
        get: operations["files.list"];
        put?: never;
        post?: never;
        /**
         * Moves files to the bin, from where they can be restored for 30 days; needs the scope for deleting files.
         * @description What to delete stands in the body.
         */
        delete: operations["files.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/files/{file_uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_uuid: string;
            };
            cookie?: never;
        };
        /**
         * Gets one file.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204.
         */
        get: operations["files.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Renames a file, or makes another of its versions the active one.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["files.update"];
        trace?: never;
    };
    "/v1.0/files/{file_uuid}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_uuid: string;
            };
            cookie?: never;
        };
        /**
         * Lists the versions of a file.
         * @description Returns all items in one answer.
         */
        get: operations["files.listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/files/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says how much of the drive is used.
         * @description Returns the space of the drive and how much of it is taken, both in bytes. Known from two amoCRM clients.
         */
        get: operations["files.stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.0/files/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes files out of the bin.
         * @description Accepts a list of items.
         */
        post: operations["files.restore"];
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
        /** @description Known from the amoCRM PHP SDK only. */
        FileActorInput: {
            /** @description Id of the user or integration. */
            id: number;
            /** @description Kind of the author, such as `internal` for a user. */
            type: string;
        };
        FileSessionCreate: {
            /** @description Name of the file, with its extension. */
            file_name: string;
            /** @description Bytes. */
            file_size: number;
            /** @description MIME type. */
            content_type?: string;
            /** @description The file to which this is a new version; it becomes the active one at once. */
            file_uuid?: string;
            /** @description Whether to make previews. */
            with_preview?: boolean;
            created_by?: components["schemas"]["FileActorInput"];
        };
        /** @description RFC 7807 problem as Kommo sends it. */
        Problem: {
            title?: string;
            type?: string;
            status?: number;
            detail?: string;
            /** @description Only on OAuth errors. */
            hint?: string;
            /** @description Seconds to wait, on 429. */
            retry_after?: number;
            /** @description On 500. */
            trace_id?: string;
        };
        FileSession: {
            session_id?: number;
            upload_url: string;
            /** @description Bytes. */
            max_file_size?: number;
            /** @description Bytes; differs from session to session. */
            max_part_size: number;
        };
        FieldValidationError: {
            /** @description Open set: NotSupportedChoice, InvalidType, FieldMissing, NotBlank ... */
            code?: string;
            /** @description Dotted path in the item. */
            path?: string;
            detail?: string;
        };
        ItemValidationErrors: {
            /** @description What was sent as request_id, else the index of the item. */
            request_id?: string;
            errors: components["schemas"]["FieldValidationError"][];
        };
        /** @description A problem, with the errors of each item that did not pass validation. */
        ValidationProblem: {
            title?: string;
            type?: string;
            status?: number;
            detail?: string;
            hint?: string;
            "validation-errors"?: components["schemas"]["ItemValidationErrors"][];
        };
        /** @description Raw bytes, `max_part_size` of them at most. */
        FilePart: Uint8Array | ArrayBuffer | Blob;
        FileUploadNext: {
            next_url: string;
            session_id?: number;
        };
        /** @enum {string} */
        FileType: "image" | "video" | "audio" | "document" | "file";
        FileMetadata: {
            extension?: string;
            /** @description Empty where it is not known. */
            mime_type?: string;
        } | null;
        FilePreviews: {
            download_link: string;
            width?: number;
            height?: number;
        }[] | null;
        /** @description Unix time in seconds. */
        Timestamp: number;
        FileActor: {
            /** @description -1 is a customer, 0 a robot. */
            id: number;
            /** @description `internal` is a user of the account. */
            type: string;
        } | null;
        Link: {
            href: string;
        };
        FileLinks: {
            self?: components["schemas"]["Link"];
            download?: components["schemas"]["Link"];
            download_version?: components["schemas"]["Link"];
        };
        /** @description A file of the drive. */
        DriveFile: {
            /** @description Known from the amoCRM PHP SDK only. */
            id?: number;
            uuid: string;
            /** @description The active version. */
            version_uuid: string;
            /** @description Without the extension. */
            name: string;
            /** @description The name in ASCII. */
            sanitized_name?: string;
            /** @description Bytes. */
            size?: number;
            type?: components["schemas"]["FileType"];
            metadata?: components["schemas"]["FileMetadata"];
            session_id?: number;
            source_id?: number | null;
            is_trashed?: boolean;
            has_multiple_versions?: boolean;
            previews?: components["schemas"]["FilePreviews"];
            created_at?: components["schemas"]["Timestamp"];
            created_by?: components["schemas"]["FileActor"];
            updated_at?: components["schemas"]["Timestamp"];
            updated_by?: components["schemas"]["FileActor"];
            /** @description Unix seconds. */
            deleted_at?: number | null;
            deleted_by?: components["schemas"]["FileActor"];
            _links: components["schemas"]["FileLinks"];
        };
        FileUploadResult: components["schemas"]["FileUploadNext"] | components["schemas"]["DriveFile"];
        /**
         * @description `deleted` also lists files in the bin, `unbilled` those that do not count. Both are known from the amoCRM PHP SDK only.
         * @enum {string}
         */
        FileWith: "deleted" | "unbilled";
        /** @enum {string} */
        FileDatePreset: "day" | "tomorrow" | "yesterday" | "week" | "previous_week" | "next_week" | "month" | "next_month" | "previous_month" | "quarter" | "previous_quarter" | "next_quarter" | "last_3_days" | "next_3_days" | "last_6_month" | "year";
        /** @description Unix time in seconds; the SDK also accepts a Date. */
        TimestampInput: number | Date;
        FileFilter: {
            /** @description One file, or several. */
            uuid?: string | readonly string[];
            name?: string;
            extensions?: readonly string[];
            /** @description Part of the name of the file or of an entity that has it. */
            term?: string;
            source_id?: number;
            /** @description Shows files in the bin. */
            deleted?: boolean;
            size?: {
                /** @description Bytes a unit, 1 by default. */
                unit?: number;
                from?: number;
                to?: number;
            };
            date?: {
                /** @enum {string} */
                type?: "created_at" | "updated_at";
                date_preset?: components["schemas"]["FileDatePreset"];
                from?: components["schemas"]["TimestampInput"];
                to?: components["schemas"]["TimestampInput"];
            };
            /** @description -1 is a customer, 0 a robot. */
            created_by?: readonly number[];
            /** @description -1 is a customer, 0 a robot. */
            updated_by?: readonly number[];
        };
        /** @description HAL links of a list. `next` is missing on the last page. */
        PageLinks: {
            self?: components["schemas"]["Link"];
            next?: components["schemas"]["Link"];
            prev?: components["schemas"]["Link"];
            first?: components["schemas"]["Link"];
            last?: components["schemas"]["Link"];
        };
        FilePage: {
            _count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                files: components["schemas"]["DriveFile"][];
            };
        };
        FileRef: {
            /** @description UUID of the file in the drive. */
            uuid: string;
        };
        /** @description An object without keys, where an answer says no more than "done". */
        EmptyObject: Record<string, unknown>;
        /** @description One of the two, never both. */
        FileUpdate: {
            /** @description Name, as shown in the account. */
            name: string;
        } | {
            /** @description UUID of the version to make the active one. */
            version_uuid: string;
        };
        FileVersion: {
            uuid: string;
            file_uuid: string;
            type?: components["schemas"]["FileType"];
            name: string;
            sanitized_name?: string;
            /** @description Bytes. */
            size?: number;
            /** @description Whether it is the active version. */
            is_main: boolean;
            source_id?: number | null;
            metadata?: components["schemas"]["FileMetadata"];
            previews?: components["schemas"]["FilePreviews"];
            created_at?: components["schemas"]["Timestamp"];
            created_by?: components["schemas"]["FileActor"];
            updated_at?: components["schemas"]["Timestamp"];
            updated_by?: components["schemas"]["FileActor"];
            _links?: components["schemas"]["FileLinks"];
        };
        FileVersionPage: {
            _count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                versions: components["schemas"]["FileVersion"][];
            };
        };
        /** @description HAL links of one entity. */
        SelfLinks: {
            self?: components["schemas"]["Link"];
        };
        /** @description How much of the drive is used. */
        FileStats: {
            /** @description Space of the account, in bytes. */
            limit: number;
            /** @description Space that is taken, in bytes. */
            used: number;
            _links?: components["schemas"]["SelfLinks"];
        };
    };
    responses: {
        /** @description Any other refusal (401, 402, 403, 404, 405, 422, 429, 500, 504 ...). */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request is malformed, or some items did not pass validation. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ValidationProblem"];
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
    parameters: {
        /** @description Page number, from 1. */
        page: number;
        /** @description Items a page, 250 at most. */
        limit: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "files.createSession": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileSessionCreate"];
            };
        };
        responses: {
            /** @description Where to send the first part. The session lives until the upload ends, 24 hours at most. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileSession"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "files.uploadPart": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Part of the address that the session, or the part before, gave. Send to that address as it is. */
                session_token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": components["schemas"]["FilePart"];
            };
        };
        responses: {
            /** @description Where to send the next part, or the file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileUploadResult"];
                };
            };
            /** @description The part is stored; the body says where to send the next one. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileUploadResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "files.list": {
        parameters: {
            query?: {
                /** @description What to list beside the files in use. */
                with?: components["schemas"]["FileWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["FileFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "files.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileRef"][];
            };
        };
        responses: {
            /** @description Done, with an empty object (Kommo). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyObject"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "files.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "files.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileUpdate"];
            };
        };
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveFile"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "files.listVersions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions. An unknown file is 404 here, not 204. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileVersionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "files.stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileStats"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "files.restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileRef"][];
            };
        };
        responses: {
            /** @description The restored files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
}
