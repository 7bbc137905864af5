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
        /** @description One value or several (enum ids for select fields, 1 or 0 for a checkbox), or a range for numbers and dates. */
        CustomFieldFilterValue: string | number | boolean | Date | readonly (string | number | boolean)[] | {
            from?: number | Date;
            to?: number | Date;
        };
        /** @description By field id. Not in Kommo's own list of filters. */
        CustomFieldsFilter: {
            [key: string]: components["schemas"]["CustomFieldFilterValue"];
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
        StringFieldItem: {
            value: string;
        };
        TextFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "text";
            is_computed?: boolean;
            values: components["schemas"]["StringFieldItem"][];
        };
        TextareaFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "textarea";
            is_computed?: boolean;
            values: components["schemas"]["StringFieldItem"][];
        };
        UrlFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "url";
            is_computed?: boolean;
            values: components["schemas"]["StringFieldItem"][];
        };
        StreetAddressFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "streetaddress";
            is_computed?: boolean;
            values: components["schemas"]["StringFieldItem"][];
        };
        TrackingDataFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "tracking_data";
            is_computed?: boolean;
            values: components["schemas"]["StringFieldItem"][];
        };
        OrgLegalNameFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "org_legal_name";
            is_computed?: boolean;
            values: components["schemas"]["StringFieldItem"][];
        };
        /** @description The number comes as a string, `"1.5"`. */
        NumberFieldItem: {
            value: string | number;
        };
        NumericFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "numeric";
            is_computed?: boolean;
            values: components["schemas"]["NumberFieldItem"][];
        };
        PriceFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "price";
            is_computed?: boolean;
            values: components["schemas"]["NumberFieldItem"][];
        };
        MonetaryFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "monetary";
            is_computed?: boolean;
            values: components["schemas"]["NumberFieldItem"][];
        };
        CheckboxFieldItem: {
            value: boolean;
        };
        CheckboxFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "checkbox";
            is_computed?: boolean;
            values: components["schemas"]["CheckboxFieldItem"][];
        };
        DateFieldItem: {
            value: components["schemas"]["Timestamp"];
        };
        DateFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "date";
            is_computed?: boolean;
            values: components["schemas"]["DateFieldItem"][];
        };
        DateTimeFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "date_time";
            is_computed?: boolean;
            values: components["schemas"]["DateFieldItem"][];
        };
        BirthdayFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "birthday";
            is_computed?: boolean;
            values: components["schemas"]["DateFieldItem"][];
        };
        /** @description One chosen option. */
        EnumFieldItem: {
            /** @description Label of the option. */
            value: string;
            enum_id: number;
            enum_code?: string | null;
            /** @description Old name of enum_code or enum_id. */
            enum?: string | number | null;
        };
        SelectFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "select";
            is_computed?: boolean;
            values: components["schemas"]["EnumFieldItem"][];
        };
        MultiselectFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "multiselect";
            is_computed?: boolean;
            values: components["schemas"]["EnumFieldItem"][];
        };
        RadiobuttonFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "radiobutton";
            is_computed?: boolean;
            values: components["schemas"]["EnumFieldItem"][];
        };
        CategoryFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "category";
            is_computed?: boolean;
            values: components["schemas"]["EnumFieldItem"][];
        };
        /** @description Kind of a phone (WORK, WORKDD, MOB, FAX, HOME, OTHER) or of an e-mail (WORK, PRIV, OTHER); own fields have other codes. */
        MultitextCode: "WORK" | "WORKDD" | "MOB" | "FAX" | "HOME" | "PRIV" | "OTHER" | (string & {}) | null;
        /** @description One phone or e-mail. */
        MultitextFieldItem: {
            value: string;
            enum_id?: number;
            enum_code?: components["schemas"]["MultitextCode"];
            /** @description Old name of enum_code; amoCRM's examples have it. */
            enum?: string | number | null;
        };
        MultitextFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "multitext";
            is_computed?: boolean;
            values: components["schemas"]["MultitextFieldItem"][];
        };
        /** @description 1 and 2 are the lines of the street, 3 the city, 4 the state, 5 the postal code, 6 the country. */
        AddressLineId: 1 | 2 | 3 | 4 | 5 | 6 | null;
        /** @enum {string|null} */
        AddressLineCode: "address_line_1" | "address_line_2" | "city" | "state" | "zip" | "country" | null;
        /** @description One line of an address. */
        SmartAddressFieldItem: {
            /** @description Text of the line; an ISO code for the country. */
            value: string;
            enum_id?: components["schemas"]["AddressLineId"];
            enum_code?: components["schemas"]["AddressLineCode"];
        };
        SmartAddressFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "smart_address";
            is_computed?: boolean;
            values: components["schemas"]["SmartAddressFieldItem"][];
        };
        /** @description Requisites of a company. The national registry numbers are those of CIS countries. */
        LegalEntity: {
            name: string;
            /** @description 1 is a sole proprietor, 2 a company. */
            entity_type?: number | null;
            address?: string | null;
            real_address?: string | null;
            bank_account_number?: string | null;
            director?: string | null;
            vat_id?: string | null;
            tax_registration_reason_code?: string | number | null;
            kpp?: string | null;
            bank_code?: string | null;
            unp?: string | null;
            bin?: string | null;
            egrpou?: string | null;
            mfo?: string | null;
            oked?: string | null;
            external_uid?: string | null;
        };
        LegalEntityFieldItem: {
            value: components["schemas"]["LegalEntity"];
        };
        LegalEntityFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "legal_entity";
            is_computed?: boolean;
            values: components["schemas"]["LegalEntityFieldItem"][];
        };
        InvoiceDiscount: {
            /** @enum {string|null} */
            type?: "percentage" | "amount" | null;
            value?: number | null;
        };
        /** @description A position of an invoice. */
        InvoiceItem: {
            sku?: string | null;
            product_id?: number | null;
            description?: string | null;
            unit_price?: number | null;
            quantity?: number | null;
            unit_type?: string | null;
            discount?: components["schemas"]["InvoiceDiscount"] | null;
            /** @description Rate of the tax: 0 none, 1 10%, 2 10/110, 3 18%, 4 18/118, 5 0% (the examples have others). */
            vat_rate_id?: number | null;
            vat_rate_value?: number | null;
            bonus_points_per_purchase?: number | null;
            external_uid?: string | null;
            /** @description Open; an empty array in the example. */
            metadata?: unknown[] | {
                [key: string]: unknown;
            } | null;
            is_discount_recalculated?: boolean;
            is_total_sum_recalculated?: boolean;
            total_sum?: number;
        };
        ItemsFieldItem: {
            value: components["schemas"]["InvoiceItem"];
        };
        ItemsFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "items";
            is_computed?: boolean;
            values: components["schemas"]["ItemsFieldItem"][];
        };
        /** @description A contact, a company or a list element that the field points at. */
        LinkedEntityValue: {
            /** @description Text to show. */
            name?: string | null;
            entity_id: number;
            entity_type?: "contacts" | "companies" | "catalog_elements" | (string & {});
            /** @description The list of a list element. */
            catalog_id?: number | null;
        };
        LinkedEntityFieldItem: {
            value: components["schemas"]["LinkedEntityValue"];
        };
        LinkedEntityFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "linked_entity";
            is_computed?: boolean;
            values: components["schemas"]["LinkedEntityFieldItem"][];
        };
        /** @description An element of a list. This type has no `value`. */
        ChainedListFieldItem: {
            catalog_id: number;
            catalog_element_id: number;
        };
        ChainedListFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "chained_list";
            is_computed?: boolean;
            values: components["schemas"]["ChainedListFieldItem"][];
        };
        /** @description A file of the drive. */
        FileFieldData: {
            file_uuid: string;
            /** @description Default: the last version. */
            version_uuid?: string | null;
            file_name?: string | null;
            /** @description Bytes. */
            file_size?: number | null;
            is_deleted?: boolean;
        };
        FileFieldItem: {
            value: components["schemas"]["FileFieldData"];
        };
        FileFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "file";
            is_computed?: boolean;
            values: components["schemas"]["FileFieldItem"][];
        };
        /** @description Who pays an invoice, as free requisites or as a linked contact or company. */
        Payer: {
            name?: string | null;
            entity_type?: "contacts" | "companies" | (string & {}) | null;
            entity_id?: number | null;
            /**
             * @description Says whether it is a company or a person where the rest leaves it open.
             * @enum {string|null}
             */
            type?: "legal" | "individual" | null;
            address?: string | null;
            real_address?: string | null;
            phone?: string | null;
            email?: string | null;
            bank_account_number?: string | null;
            director?: string | null;
            vat_id?: string | null;
            tax_registration_reason_code?: string | number | null;
            kpp?: string | null;
            bank_code?: string | null;
            unp?: string | null;
            bin?: string | null;
            egrpou?: string | null;
            mfo?: string | null;
            oked?: string | null;
            external_uid?: string | null;
        };
        PayerFieldItem: {
            value: components["schemas"]["Payer"];
        };
        PayerFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "payer";
            is_computed?: boolean;
            values: components["schemas"]["PayerFieldItem"][];
        };
        /** @description An element of the list of own companies; `with=supplier_field_values` of a list element fills in the rest. */
        Supplier: {
            entity_id: number | null;
            name?: string | null;
            address?: string | null;
            vat_id?: string | null;
            kpp?: string | null;
            tax_registration_reason_code?: string | number | null;
            bank_code?: string | null;
            bank_account_number?: string | null;
        };
        SupplierFieldItem: {
            value: components["schemas"]["Supplier"];
        };
        SupplierFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            /** @constant */
            field_type: "supplier";
            is_computed?: boolean;
            values: components["schemas"]["SupplierFieldItem"][];
        };
        /**
         * @description The types that are known. `org_legal_name` stands in the amoCRM PHP SDK only, `payer` and `supplier` in amoCRM's invoices.
         * @enum {string}
         */
        CustomFieldType: "text" | "numeric" | "checkbox" | "select" | "multiselect" | "multitext" | "date" | "date_time" | "birthday" | "url" | "textarea" | "radiobutton" | "streetaddress" | "smart_address" | "legal_entity" | "price" | "category" | "items" | "tracking_data" | "linked_entity" | "chained_list" | "monetary" | "file" | "payer" | "supplier" | "org_legal_name";
        /** @description Any other string. In TypeScript it is a template over a branded string, which no literal is comparable to: a plain `string` would stay in the union whatever `field_type` is compared with. To look for a newer type, compare `field_type as string`. */
        UnknownFieldType: `${string & {
            readonly unknownFieldType: true;
        }}`;
        /** @description A field of a type that came after this version of the SDK. */
        UnknownCustomFieldValue: {
            field_id: number;
            field_name?: string;
            field_code?: string | null;
            field_type: components["schemas"]["UnknownFieldType"];
            is_computed?: boolean;
            values: {
                [key: string]: unknown;
            }[];
        };
        /** @description A filled field. Compare `field_type` to narrow it; a type that the SDK does not know is an UnknownCustomFieldValue. */
        CustomFieldValue: components["schemas"]["TextFieldValue"] | components["schemas"]["TextareaFieldValue"] | components["schemas"]["UrlFieldValue"] | components["schemas"]["StreetAddressFieldValue"] | components["schemas"]["TrackingDataFieldValue"] | components["schemas"]["OrgLegalNameFieldValue"] | components["schemas"]["NumericFieldValue"] | components["schemas"]["PriceFieldValue"] | components["schemas"]["MonetaryFieldValue"] | components["schemas"]["CheckboxFieldValue"] | components["schemas"]["DateFieldValue"] | components["schemas"]["DateTimeFieldValue"] | components["schemas"]["BirthdayFieldValue"] | components["schemas"]["SelectFieldValue"] | components["schemas"]["MultiselectFieldValue"] | components["schemas"]["RadiobuttonFieldValue"] | components["schemas"]["CategoryFieldValue"] | components["schemas"]["MultitextFieldValue"] | components["schemas"]["SmartAddressFieldValue"] | components["schemas"]["LegalEntityFieldValue"] | components["schemas"]["ItemsFieldValue"] | components["schemas"]["LinkedEntityFieldValue"] | components["schemas"]["ChainedListFieldValue"] | components["schemas"]["FileFieldValue"] | components["schemas"]["PayerFieldValue"] | components["schemas"]["SupplierFieldValue"] | components["schemas"]["UnknownCustomFieldValue"];
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
        /** @description For text, numbers, addresses, links and checkboxes. */
        ScalarFieldItemInput: {
            value: string | number | boolean;
        };
        /** @description For date, date_time and birthday. */
        DateFieldItemInput: {
            /** @description Unix time in seconds, or an RFC 3339 string; the SDK also takes a Date. */
            value: components["schemas"]["TimestampInput"] | string;
        };
        /** @description For options (by enum_id, by enum_code or by the exact label as `value`), phones, e-mails and lines of an address (`value` with enum_id or enum_code). */
        EnumFieldItemInput: {
            value?: string;
            enum_id?: number | null;
            enum_code?: string | null;
        };
        InvoiceItemInput: {
            sku?: string | null;
            product_id?: number | null;
            description?: string | null;
            unit_price?: number | null;
            quantity?: number | null;
            unit_type?: string | null;
            discount?: components["schemas"]["InvoiceDiscount"] | null;
            vat_rate_id?: number | null;
            vat_rate_value?: number | null;
            bonus_points_per_purchase?: number | null;
            external_uid?: string | null;
            metadata?: unknown[] | {
                [key: string]: unknown;
            } | null;
        };
        ItemsFieldItemInput: {
            value: components["schemas"]["InvoiceItemInput"];
        };
        /** @description A value in one of the shapes that the types of fields take. */
        CustomFieldItemInput: components["schemas"]["ScalarFieldItemInput"] | components["schemas"]["DateFieldItemInput"] | components["schemas"]["EnumFieldItemInput"] | components["schemas"]["LegalEntityFieldItem"] | components["schemas"]["ItemsFieldItemInput"] | components["schemas"]["LinkedEntityFieldItem"] | components["schemas"]["ChainedListFieldItem"] | components["schemas"]["FileFieldItem"] | components["schemas"]["PayerFieldItem"] | components["schemas"]["SupplierFieldItem"];
        /** @description What to put in; null or an empty array clears the field. */
        CustomFieldItemsInput: components["schemas"]["CustomFieldItemInput"][] | null;
        CustomFieldValueById: {
            field_id: number;
            field_code?: string | null;
            field_name?: string;
            field_type?: string;
            is_computed?: boolean;
            values: components["schemas"]["CustomFieldItemsInput"];
        };
        CustomFieldValueByCode: {
            field_code: string;
            field_name?: string;
            field_type?: string;
            values: components["schemas"]["CustomFieldItemsInput"];
        };
        /** @description A field by its id or by its code. What a read gave can be sent back. */
        CustomFieldValueInput: components["schemas"]["CustomFieldValueById"] | components["schemas"]["CustomFieldValueByCode"];
        /** @description The fields to fill; the others stay as they are. A field that is sent is replaced as a whole. */
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
