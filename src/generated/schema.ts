// Written by `npm run generate` from openapi/. Do not edit.
export interface paths {
    "/api/v4/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists leads. */
        get: operations["leads.list"];
        put?: never;
        /** Creates leads, 250 at most; the answer holds ids only. */
        post: operations["leads.create"];
        delete?: never;
        options?: never;
        head?: never;
        /** Updates leads, 250 at most, each named by its id. */
        patch: operations["leads.updateMany"];
        trace?: never;
    };
    "/api/v4/leads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** Gets one lead. */
        get: operations["leads.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Updates one lead; what is not sent stays as it is. */
        patch: operations["leads.update"];
        trace?: never;
    };
    "/api/v4/leads/complex": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates leads with a contact and a company each, 50 at most in a call. */
        post: operations["leads.createComplex"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/loss_reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the loss reasons of the account. */
        get: operations["lossReasons.list"];
        put?: never;
        /** Creates loss reasons. */
        post: operations["lossReasons.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/loss_reasons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /** Gets one loss reason. */
        get: operations["lossReasons.get"];
        put?: never;
        post?: never;
        /** Deletes one loss reason. */
        delete: operations["lossReasons.delete"];
        options?: never;
        head?: never;
        /** Updates one loss reason. */
        patch: operations["lossReasons.update"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        LeadWith: "contacts" | "only_deleted" | "loss_reason" | "is_price_modified_by_robot" | "catalog_elements" | "source_id" | "source";
        /** @description One id, or several. */
        IdFilter: number | readonly number[];
        /** @description One string, or several. */
        StringFilter: string | readonly string[];
        StatusFilter: {
            pipeline_id: number;
            status_id: number;
        };
        /** @description Unix time in seconds. */
        Timestamp: number;
        /** @description A moment, or a range of moments (unix seconds, both ends included). */
        RangeFilter: number | Date | {
            from?: number | Date;
            to?: number | Date;
        };
        /** @description By field id; values or a range. Not in Kommo's own list of filters. */
        CustomFieldsFilter: {
            [key: string]: unknown;
        };
        LeadFilter: {
            id?: components["schemas"]["IdFilter"];
            name?: components["schemas"]["StringFilter"];
            /** @description A sum, or a range of sums (the range is from the amoCRM page). */
            price?: number | {
                from?: number;
                to?: number;
            };
            pipeline_id?: components["schemas"]["IdFilter"];
            /** @description Stages, each with its pipeline, since 142 and 143 stand in every pipeline. */
            statuses?: ReadonlyArray<components["schemas"]["StatusFilter"]>;
            responsible_user_id?: components["schemas"]["IdFilter"];
            created_by?: components["schemas"]["IdFilter"];
            updated_by?: components["schemas"]["IdFilter"];
            created_at?: components["schemas"]["RangeFilter"];
            updated_at?: components["schemas"]["RangeFilter"];
            closed_at?: components["schemas"]["RangeFilter"];
            closest_task_at?: components["schemas"]["RangeFilter"];
            custom_fields_values?: components["schemas"]["CustomFieldsFilter"];
        };
        /** @enum {string} */
        SortDirection: "asc" | "desc";
        /** @description One key. */
        LeadOrder: {
            created_at?: components["schemas"]["SortDirection"];
            updated_at?: components["schemas"]["SortDirection"];
            id?: components["schemas"]["SortDirection"];
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
        Link: {
            href: string;
        };
        /** @description HAL links of a list. `next` is missing on the last page. */
        PageLinks: {
            self?: components["schemas"]["Link"];
            next?: components["schemas"]["Link"];
            prev?: components["schemas"]["Link"];
            first?: components["schemas"]["Link"];
            last?: components["schemas"]["Link"];
        };
        CustomFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            field_type: string;
            is_computed?: boolean;
            values: {
                [key: string]: unknown;
            }[];
        };
        /** @description Null when nothing is filled (an empty array at times). */
        CustomFieldsValues: components["schemas"]["CustomFieldValue"][] | null;
        /** @description HAL links of one entity. */
        SelfLinks: {
            self?: components["schemas"]["Link"];
        };
        Tag: {
            id: number;
            name: string;
            color?: string | null;
        };
        LinkedCompany: {
            id: number;
            _links?: components["schemas"]["SelfLinks"];
        };
        LinkedContact: {
            id: number;
            is_main?: boolean;
            _links?: components["schemas"]["SelfLinks"];
        };
        LossReason: {
            id: number;
            name: string;
            sort?: number;
            created_at?: components["schemas"]["Timestamp"];
            updated_at?: components["schemas"]["Timestamp"];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        /** @description A list element tied to an entity. The examples nest quantity under metadata; the field table puts it at the top. */
        LinkedCatalogElement: {
            id: number;
            metadata?: {
                quantity?: number;
                catalog_id?: number;
                price_id?: number | null;
            } | null;
            quantity?: number;
            catalog_id?: number;
            price_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
        };
        LeadEmbedded: {
            tags: components["schemas"]["Tag"][];
            /** @description None or one. */
            companies: components["schemas"]["LinkedCompany"][];
            contacts?: components["schemas"]["LinkedContact"][];
            /** @description None or one. The field table calls it an object, every example shows an array; the SDK always gives an array. */
            loss_reason?: components["schemas"]["LossReason"][];
            catalog_elements?: components["schemas"]["LinkedCatalogElement"][];
            /** @description Shape known from one example. */
            source?: ({
                id?: number;
                name?: string;
            } & {
                [key: string]: unknown;
            }) | null;
        };
        Lead: {
            id: number;
            name: string;
            /** @description Whole units of the account's currency. */
            price: number;
            /** @description Known from the amoCRM PHP SDK only. */
            price_with_minor_units?: number | null;
            responsible_user_id: number;
            /** @description Group of the responsible user; 0 is the default group. */
            group_id: number;
            /** @description Stage. 142 is won and 143 is lost in every pipeline. */
            status_id: number;
            pipeline_id: number;
            loss_reason_id: number | null;
            source_id?: number | null;
            /** @description 0 is a robot. */
            created_by: number;
            /** @description 0 is a robot. */
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            /** @description Unix seconds. */
            closed_at: number | null;
            /** @description Unix seconds. */
            closest_task_at: number | null;
            is_deleted: boolean;
            custom_fields_values: components["schemas"]["CustomFieldsValues"];
            score: number | null;
            account_id: number;
            /** @description Seconds. */
            labor_cost?: number | null;
            is_price_computed?: boolean;
            is_price_modified_by_robot?: boolean;
            _links: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["LeadEmbedded"];
        };
        /** @description What `with=only_deleted` gives for each lead. */
        DeletedLead: {
            id: number;
            updated_at: components["schemas"]["Timestamp"];
            updated_by?: number;
            /** @constant */
            is_deleted: true;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: {
                [key: string]: unknown;
            };
        };
        LeadPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                leads: (components["schemas"]["Lead"] | components["schemas"]["DeletedLead"])[];
            };
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
        /** @description Unix time in seconds; the SDK also takes a Date. */
        TimestampInput: number | Date;
        CustomFieldValueInput: {
            field_id?: number;
            field_code?: string;
            field_name?: string;
            values?: {
                [key: string]: unknown;
            }[] | null;
        };
        CustomFieldsValuesInput: components["schemas"]["CustomFieldValueInput"][] | null;
        /** @description A tag by id or by name; an unknown name makes a new tag. */
        TagRef: {
            id?: number;
            name?: string;
        };
        IdRef: {
            id: number;
        };
        /** @description A source registered by the same integration. */
        LeadSourceInput: {
            external_id: string | number;
            type?: string;
        };
        LeadCreateEmbedded: {
            tags?: components["schemas"]["TagRef"][] | null;
            /** @description Contacts that exist already. */
            contacts?: {
                id: number;
                is_main?: boolean;
            }[];
            /** @description A company that exists already. */
            companies?: components["schemas"]["IdRef"][];
            source?: components["schemas"]["LeadSourceInput"];
        };
        LeadCreate: {
            name?: string;
            /** @description Whole units of the account's currency. */
            price?: number;
            /** @description Default: the first stage of the main pipeline. */
            status_id?: number;
            pipeline_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            closed_at?: components["schemas"]["TimestampInput"];
            loss_reason_id?: number | null;
            responsible_user_id?: number;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            tags_to_add?: components["schemas"]["TagRef"][];
            /** @description Comes back in the answer; is not stored. */
            request_id?: string;
            /** @description Known from the amoCRM PHP SDK only. */
            visitor_uid?: string;
            _embedded?: components["schemas"]["LeadCreateEmbedded"];
        };
        LeadCreated: {
            id: number;
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        LeadCreateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                leads: components["schemas"]["LeadCreated"][];
            };
        };
        LeadUpdate: {
            id?: number;
            name?: string;
            /** @description Whole units of the account's currency. */
            price?: number;
            status_id?: number;
            pipeline_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            closed_at?: components["schemas"]["TimestampInput"];
            loss_reason_id?: number | null;
            responsible_user_id?: number;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            tags_to_add?: components["schemas"]["TagRef"][];
            tags_to_delete?: components["schemas"]["TagRef"][];
            request_id?: string;
            _embedded?: {
                /** @description Replaces all tags; null removes them. */
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        LeadUpdateItem: components["schemas"]["LeadUpdate"] & {
            id: number;
        };
        LeadUpdated: {
            id: number;
            updated_at?: components["schemas"]["Timestamp"];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        LeadUpdateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                leads: components["schemas"]["LeadUpdated"][];
            };
        };
        ContactCreate: {
            name?: string;
            first_name?: string;
            last_name?: string;
            responsible_user_id?: number;
            created_by?: number;
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: string;
            _embedded?: {
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        CompanyCreate: {
            name?: string;
            responsible_user_id?: number;
            created_by?: number;
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: string;
            _embedded?: {
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        UnsortedMetadataInput: {
            category: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A lead with at most one contact and one company, each new or by id; 40 custom field values per entity. */
        LeadComplexCreate: {
            name?: string;
            price?: number;
            status_id?: number;
            pipeline_id?: number;
            created_by?: number;
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            closed_at?: components["schemas"]["TimestampInput"];
            loss_reason_id?: number | null;
            responsible_user_id?: number;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: string;
            visitor_uid?: string;
            _embedded?: {
                tags?: components["schemas"]["TagRef"][] | null;
                contacts?: (components["schemas"]["IdRef"] | components["schemas"]["ContactCreate"])[];
                companies?: (components["schemas"]["IdRef"] | components["schemas"]["CompanyCreate"])[];
                metadata?: components["schemas"]["UnsortedMetadataInput"];
                source?: components["schemas"]["LeadSourceInput"];
            };
        };
        LeadComplexCreated: {
            id: number;
            contact_id?: number | null;
            company_id?: number | null;
            /** @description Several where several inputs were merged into one lead. */
            request_id?: string[];
            merged?: boolean;
        };
        LossReasonPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                loss_reasons: components["schemas"]["LossReason"][];
            };
        };
        LossReasonCreate: {
            name: string;
            sort?: number;
            request_id?: string;
        };
        LossReasonUpdate: {
            name?: string;
            sort?: number;
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
        /** @description Nothing to return, or done. The body is empty. */
        NoContent: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
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
    };
    parameters: {
        /** @description Page number, from 1. */
        page: number;
        /** @description Items a page, 250 at most. */
        limit: number;
        /** @description Full-text search over the filled fields. */
        query: string | number;
        id: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "leads.list": {
        parameters: {
            query?: {
                /** @description What to add to each lead. */
                with?: components["schemas"]["LeadWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Full-text search over the filled fields. */
                query?: components["parameters"]["query"];
                filter?: components["schemas"]["LeadFilter"];
                order?: components["schemas"]["LeadOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of leads. There is no total; go on while `_links.next` is there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LeadPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "leads.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadCreate"][];
            };
        };
        responses: {
            /** @description The ids, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LeadCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "leads.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadUpdateItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LeadUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "leads.get": {
        parameters: {
            query?: {
                /** @description What to add to the lead. */
                with?: components["schemas"]["LeadWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Lead"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "leads.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadUpdate"];
            };
        };
        responses: {
            /** @description Id and time of the update. The docs show no answer of its own; the PHP SDK reads it at the root, the sister resources wrap it in `_embedded`. Both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LeadUpdated"] | components["schemas"]["LeadUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "leads.createComplex": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadComplexCreate"][];
            };
        };
        responses: {
            /** @description A bare JSON array, without HAL. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadComplexCreated"][];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "lossReasons.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Loss reasons, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LossReasonPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "lossReasons.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LossReasonCreate"][];
            };
        };
        responses: {
            /** @description The new loss reasons. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LossReasonPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "lossReasons.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The loss reason. An unknown id is 404 here, not 204. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LossReason"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "lossReasons.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "lossReasons.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LossReasonUpdate"];
            };
        };
        responses: {
            /** @description The loss reason. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["LossReason"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
}
