// Written by `npm run generate` from openapi/. Do not edit.
export interface paths {
    "/api/v4/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists leads.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `contacts`, `only_deleted`, `loss_reason`, `is_price_modified_by_robot`, `catalog_elements`, `source_id`, `source`.
         */
        get: operations["leads.list"];
        put?: never;
        /**
         * Creates leads, 250 at most; the answer holds ids only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["leads.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates leads, 250 at most, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
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
        /**
         * Gets one lead.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `contacts`, `only_deleted`, `loss_reason`, `is_price_modified_by_robot`, `catalog_elements`, `source_id`, `source`.
         */
        get: operations["leads.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one lead; what is not sent stays as it is.
         * @description Accepts one object. What is not sent stays as it is.
         */
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
        /**
         * Creates leads with a contact and a company each, 50 at most in a call.
         * @description Accepts a list of 50 items at most. A request that is sent twice takes effect twice.
         */
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
        /**
         * Lists the loss reasons of the account.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["lossReasons.list"];
        put?: never;
        /**
         * Creates loss reasons.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it. No published payload confirms it.
         */
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
        /**
         * Gets one loss reason.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["lossReasons.get"];
        put?: never;
        post?: never;
        /**
         * Deletes one loss reason.
         * @description What to delete stands in the path. The answer holds nothing. Only amoCRM documents it. No published payload confirms it.
         */
        delete: operations["lossReasons.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one loss reason.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it. No published payload confirms it.
         */
        patch: operations["lossReasons.update"];
        trace?: never;
    };
    "/api/v4/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gets the account of the token; the cheapest way to check a token.
         * @description Returns one object. `with` adds `amojo_id`, `amojo_rights`, `users_groups`, `task_types`, `version`, `entity_names`, `datetime_settings`, `drive_url`, `is_api_filter_enabled`, `uuid`, `invoices_settings`.
         */
        get: operations["account.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists all pipelines with their stages.
         * @description Returns all items in one answer.
         */
        get: operations["pipelines.list"];
        put?: never;
        /**
         * Creates pipelines; needs an admin's token, and an account holds 50 at most.
         * @description Accepts a list of 50 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["pipelines.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/pipelines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one pipeline with its stages.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["pipelines.get"];
        put?: never;
        post?: never;
        /**
         * Deletes one pipeline, unless it is the last one or holds leads; needs an admin's token.
         * @description What to delete stands in the path.
         */
        delete: operations["pipelines.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one pipeline; needs an admin's token.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["pipelines.update"];
        trace?: never;
    };
    "/api/v4/leads/pipelines/{pipeline_id}/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists the stages of a pipeline.
         * @description Returns all items in one answer. `with` adds `descriptions`.
         */
        get: operations["pipelines.listStatuses"];
        put?: never;
        /**
         * Creates stages in a pipeline; needs an admin's token, and a pipeline holds 100 at most.
         * @description Accepts a list of 100 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["pipelines.createStatuses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/pipelines/{pipeline_id}/statuses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one stage of a pipeline.
         * @description Returns one object. If the id is unknown, the answer is a 404. `with` adds `descriptions`.
         */
        get: operations["pipelines.getStatus"];
        put?: never;
        post?: never;
        /**
         * Deletes one stage; its leads move to the first stage of the pipeline. Needs an admin's token.
         * @description What to delete stands in the path. The answer holds nothing.
         */
        delete: operations["pipelines.deleteStatus"];
        options?: never;
        head?: never;
        /**
         * Updates one stage of a pipeline; needs an admin's token.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["pipelines.updateStatus"];
        trace?: never;
    };
    "/api/v4/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists contacts.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `leads`, `catalog_elements`, `customers`, `social_profiles`, `only_deleted`.
         */
        get: operations["contacts.list"];
        put?: never;
        /**
         * Creates contacts, 250 at most; the answer holds ids only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["contacts.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates contacts, 250 at most, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["contacts.updateMany"];
        trace?: never;
    };
    "/api/v4/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one contact.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `leads`, `catalog_elements`, `customers`, `social_profiles`, `only_deleted`.
         */
        get: operations["contacts.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one contact; what is not sent stays as it is.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["contacts.update"];
        trace?: never;
    };
    "/api/v4/contacts/chats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the chats of a contact, or the contact of a chat; needs an admin's token and one of the two ids.
         * @description Returns all items in one answer. If there are none, the answer is an empty 204.
         */
        get: operations["contacts.listChats"];
        put?: never;
        /**
         * Links chats to contacts; needs an admin's token, and the channel must be of the same integration.
         * @description Accepts a list of items.
         */
        post: operations["contacts.linkChats"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists companies.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `leads`, `contacts`, `catalog_elements`, `customers`, `only_deleted`.
         */
        get: operations["companies.list"];
        put?: never;
        /**
         * Creates companies, 250 at most; the answer holds ids only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["companies.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates companies, 250 at most, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["companies.updateMany"];
        trace?: never;
    };
    "/api/v4/companies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one company.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `leads`, `contacts`, `catalog_elements`, `customers`, `only_deleted`.
         */
        get: operations["companies.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one company; what is not sent stays as it is.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["companies.update"];
        trace?: never;
    };
    "/api/v4/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the users of the account; needs an admin's token.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `role`, `group`, `uuid`, `amojo_id`, `user_rank`, `phone_number`.
         */
        get: operations["users.list"];
        put?: never;
        /**
         * Creates users, 10 at most; needs an admin's token.
         * @description Accepts a list of 10 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["users.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one user; needs an admin's token.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `role`, `group`, `uuid`, `amojo_id`, `user_rank`, `phone_number`.
         */
        get: operations["users.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/users/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activates users, 10 at most; not for admins, and only on the Pro and Enterprise plans.
         * @description Accepts a list of 10 items at most. The answer holds nothing.
         */
        post: operations["users.activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/users/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deactivates users, 10 at most; not for admins, and only on the Pro and Enterprise plans.
         * @description Accepts a list of 10 items at most. The answer holds nothing.
         */
        post: operations["users.deactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the roles of the account; needs an admin's token.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `users`.
         */
        get: operations["roles.list"];
        put?: never;
        /**
         * Creates roles; needs an admin's token.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["roles.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one role; needs an admin's token.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `users`.
         */
        get: operations["roles.get"];
        put?: never;
        post?: never;
        /**
         * Deletes one role; needs an admin's token.
         * @description What to delete stands in the path. The answer holds nothing.
         */
        delete: operations["roles.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one role; needs an admin's token.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["roles.update"];
        trace?: never;
    };
    "/api/v4/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists tasks.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["tasks.list"];
        put?: never;
        /**
         * Creates tasks, 250 at most; the answer holds ids only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["tasks.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates tasks, 250 at most, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["tasks.updateMany"];
        trace?: never;
    };
    "/api/v4/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one task.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204.
         */
        get: operations["tasks.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates or completes one task; what is not sent stays as it is.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["tasks.update"];
        trace?: never;
    };
    "/api/v4/{entity_type}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
            };
            cookie?: never;
        };
        /**
         * Lists the notes of all entities of a type.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `is_pinned`.
         */
        get: operations["notes.list"];
        put?: never;
        /**
         * Creates notes, 250 at most; the answer holds ids only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["notes.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates notes, 250 at most, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["notes.updateMany"];
        trace?: never;
    };
    "/api/v4/{entity_type}/{entity_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists the notes of one entity.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `is_pinned`.
         */
        get: operations["notes.listByEntity"];
        put?: never;
        /**
         * Creates notes of one entity, 250 at most; the answer holds ids only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["notes.createForEntity"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates notes of one entity, 250 at most, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["notes.updateManyForEntity"];
        trace?: never;
    };
    "/api/v4/{entity_type}/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one note.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `is_pinned`.
         */
        get: operations["notes.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one note.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["notes.update"];
        trace?: never;
    };
    "/api/v4/{entity_type}/{entity_id}/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                entity_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one note of one entity.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `is_pinned`. Only amoCRM documents it.
         */
        get: operations["notes.getByEntity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one note of one entity.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["notes.updateForEntity"];
        trace?: never;
    };
    "/api/v4/{entity_type}/notes/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pins a note to the top of its card.
         * @description Accepts no body. The answer holds nothing.
         */
        post: operations["notes.pin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity_type}/notes/{id}/unpin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the pin off a note.
         * @description Accepts no body. The answer holds nothing.
         */
        post: operations["notes.unpin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity_type}/custom_fields": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        /**
         * Lists the custom fields of an entity; 50 a page by default, with totals.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["customFields.list"];
        put?: never;
        /**
         * Creates custom fields of an entity; administrators only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["customFields.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates custom fields of an entity, each named by its id; administrators only.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["customFields.updateMany"];
        trace?: never;
    };
    "/api/v4/{entity_type}/custom_fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one custom field of an entity.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["customFields.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a custom field of an entity and its values; administrators only.
         * @description What to delete stands in the path. The answer holds nothing. No published payload confirms it.
         */
        delete: operations["customFields.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one custom field of an entity; administrators only.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["customFields.update"];
        trace?: never;
    };
    "/api/v4/catalogs/{list_id}/custom_fields": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists the custom fields of a list; 50 a page by default, with totals.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["catalogCustomFields.list"];
        put?: never;
        /**
         * Creates custom fields of a list; administrators only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["catalogCustomFields.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates custom fields of a list, each named by its id; administrators only.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["catalogCustomFields.updateMany"];
        trace?: never;
    };
    "/api/v4/catalogs/{list_id}/custom_fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one custom field of a list.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["catalogCustomFields.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a custom field of a list and its values; administrators only.
         * @description What to delete stands in the path. The answer holds nothing. Only amoCRM documents it.
         */
        delete: operations["catalogCustomFields.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one custom field of a list; administrators only.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["catalogCustomFields.update"];
        trace?: never;
    };
    "/api/v4/customers/segments/custom_fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the custom fields of segments of customers; 50 a page by default, with totals.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["segmentCustomFields.list"];
        put?: never;
        /**
         * Creates custom fields of segments of customers; administrators only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["segmentCustomFields.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates custom fields of segments of customers, each named by its id; administrators only.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["segmentCustomFields.updateMany"];
        trace?: never;
    };
    "/api/v4/customers/segments/custom_fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one custom field of segments of customers.
         * @description Returns one object. If the id is unknown, the answer is a 404. Only amoCRM documents it.
         */
        get: operations["segmentCustomFields.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a custom field of segments of customers and its values; administrators only.
         * @description What to delete stands in the path. The answer holds nothing. Only amoCRM documents it.
         */
        delete: operations["segmentCustomFields.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one custom field of segments of customers; administrators only.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["segmentCustomFields.update"];
        trace?: never;
    };
    "/api/v4/{entity_type}/custom_fields/groups": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        /**
         * Lists the groups of fields of an entity.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["fieldGroups.list"];
        put?: never;
        /**
         * Creates groups of fields of an entity; administrators only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["fieldGroups.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity_type}/custom_fields/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: string;
            };
            cookie?: never;
        };
        /**
         * Gets one group of fields of an entity.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["fieldGroups.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a group of fields of an entity, unless it is predefined; administrators only.
         * @description What to delete stands in the path. The answer holds nothing.
         */
        delete: operations["fieldGroups.delete"];
        options?: never;
        head?: never;
        /**
         * Updates a group of fields of an entity, or moves fields into it; administrators only.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["fieldGroups.update"];
        trace?: never;
    };
    "/api/v4/catalogs/{list_id}/custom_fields/groups": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists the groups of fields of a list.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["catalogFieldGroups.list"];
        put?: never;
        /**
         * Creates groups of fields of a list; administrators only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["catalogFieldGroups.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/catalogs/{list_id}/custom_fields/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: string;
            };
            cookie?: never;
        };
        /**
         * Gets one group of fields of a list.
         * @description Returns one object. If the id is unknown, the answer is a 404. Only amoCRM documents it.
         */
        get: operations["catalogFieldGroups.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a group of fields of a list, unless it is predefined; administrators only.
         * @description What to delete stands in the path. The answer holds nothing. Only amoCRM documents it.
         */
        delete: operations["catalogFieldGroups.delete"];
        options?: never;
        head?: never;
        /**
         * Updates a group of fields of a list, or moves fields into it; administrators only.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["catalogFieldGroups.update"];
        trace?: never;
    };
    "/api/v4/catalogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the lists (catalogs) of the account.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["catalogs.list"];
        put?: never;
        /**
         * Creates lists; an account may have 10.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["catalogs.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates lists, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["catalogs.updateMany"];
        trace?: never;
    };
    "/api/v4/catalogs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one list.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204.
         */
        get: operations["catalogs.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one list.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["catalogs.update"];
        trace?: never;
    };
    "/api/v4/catalogs/{list_id}/elements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists the elements of a list.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `invoice_link`, `supplier_field_values`.
         */
        get: operations["catalogs.listElements"];
        put?: never;
        /**
         * Creates elements of a list.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["catalogs.createElements"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates elements of a list, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["catalogs.updateElements"];
        trace?: never;
    };
    "/api/v4/catalogs/{list_id}/elements/{element_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                element_id: number;
            };
            cookie?: never;
        };
        /**
         * Gets one element of a list.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `invoice_link`, `supplier_field_values`.
         */
        get: operations["catalogs.getElement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one element of a list.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["catalogs.updateElement"];
        trace?: never;
    };
    "/api/v4/products/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells whether products are switched on, and which list holds them.
         * @description Returns one object. Only amoCRM documents it. No published payload confirms it.
         */
        get: operations["products.getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Switches products on or off.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it. No published payload confirms it.
         */
        patch: operations["products.updateSettings"];
        trace?: never;
    };
    "/api/v4/currencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the currencies of the account.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it. No published payload confirms it.
         */
        get: operations["currencies.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/customers/mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Switches customers on or off and sets how they are grouped; administrators only.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["customers.setMode"];
        trace?: never;
    };
    "/api/v4/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists customers.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `contacts`, `companies`, `catalog_elements`, `group_id`. Only amoCRM documents it.
         */
        get: operations["customers.list"];
        put?: never;
        /**
         * Creates customers, 250 at most; the answer holds ids only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["customers.create"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates customers, 250 at most, each named by its id.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["customers.updateMany"];
        trace?: never;
    };
    "/api/v4/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one customer.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `contacts`, `companies`, `catalog_elements`, `group_id`. Only amoCRM documents it.
         */
        get: operations["customers.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Updates one customer; what is not sent stays as it is.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["customers.update"];
        trace?: never;
    };
    "/api/v4/customers/{id}/bonus_points": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives bonus points to a customer or takes them.
         * @description Accepts one object. Only amoCRM documents it.
         */
        post: operations["customers.changeBonusPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/customers/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the purchases of all customers.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["transactions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/customers/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one purchase.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["transactions.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a purchase.
         * @description What to delete stands in the path. The answer holds nothing. Only amoCRM documents it.
         */
        delete: operations["transactions.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/customers/{customer_id}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists the purchases of one customer.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["transactions.listByCustomer"];
        put?: never;
        /**
         * Adds purchases to a customer.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["transactions.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/customers/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the statuses of customers; 422 outside the periodicity mode.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["customerStatuses.list"];
        put?: never;
        /**
         * Creates statuses of customers; administrators only.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["customerStatuses.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/customers/statuses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one status of customers.
         * @description Returns one object. If the id is unknown, the answer is a 404. Only amoCRM documents it.
         */
        get: operations["customerStatuses.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a status of customers, unless it is the system's; administrators only.
         * @description What to delete stands in the path. The answer holds nothing. Only amoCRM documents it.
         */
        delete: operations["customerStatuses.delete"];
        options?: never;
        head?: never;
        /**
         * Updates a status of customers; administrators only.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["customerStatuses.update"];
        trace?: never;
    };
    "/api/v4/customers/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the segments of customers; 422 outside the segments mode.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["segments.list"];
        put?: never;
        /**
         * Creates one segment (the body is an object); administrators only.
         * @description Accepts one object. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["segments.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/customers/segments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one segment.
         * @description Returns one object. If the id is unknown, the answer is a 404. Only amoCRM documents it.
         */
        get: operations["segments.get"];
        put?: never;
        post?: never;
        /**
         * Deletes a segment; administrators only.
         * @description What to delete stands in the path. The answer holds nothing. Only amoCRM documents it.
         */
        delete: operations["segments.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one segment; administrators only.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["segments.update"];
        trace?: never;
    };
    "/api/v4/{entity_type}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        /**
         * Lists the tags of a type of entities.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["tags.list"];
        put?: never;
        /**
         * Creates tags; a name that is there already gives its tag.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["tags.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity_type}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Sets the tags of entities, 250 at most; it is the entities' own update.
         * @description Accepts a list of 250 items at most. What is not sent stays as it is.
         */
        patch: operations["tags.setForEntities"];
        trace?: never;
    };
    "/api/v4/{entity_type}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Sets the tags of one entity; it is the entity's own update.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["tags.setForEntity"];
        trace?: never;
    };
    "/api/v4/{entity}/{entity_id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists what is linked to an entity.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["links.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity}/{entity_id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links entities to an entity.
         * @description Accepts a list of 250 items at most.
         */
        post: operations["links.link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity}/{entity_id}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlinks entities from an entity; a POST, with a body.
         * @description Accepts a list of 250 items at most. The answer holds nothing.
         */
        post: operations["links.unlink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity}/links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        /**
         * Lists what is linked to several entities.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["links.listMass"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity}/link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links entities to several entities.
         * @description Accepts a list of 250 items at most. Only amoCRM documents it.
         */
        post: operations["links.linkMass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlinks entities from several entities.
         * @description Accepts a list of 250 items at most. The answer holds nothing. Only amoCRM documents it.
         */
        post: operations["links.unlinkMass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists events. Lists in its filters are comma strings, not brackets.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `contact_name`, `lead_name`, `company_name`, `catalog_name`, `catalog_element_name`, `customer_name`, `note`.
         */
        get: operations["events.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /**
         * Gets one event; its id is a string.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `contact_name`, `lead_name`, `company_name`, `catalog_name`, `catalog_element_name`, `customer_name`, `note`.
         */
        get: operations["events.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/events/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the types of events that the account has.
         * @description Returns all items in one answer.
         */
        get: operations["events.listTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity_type}/{id}/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["SubscribedEntity"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Lists who is subscribed to an entity.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. Only amoCRM documents it.
         */
        get: operations["subscriptions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists incoming leads.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["unsorted.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted/{uid}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        /**
         * Gets one incoming lead.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204.
         */
        get: operations["unsorted.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates incoming leads that came over a form.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["unsorted.createForms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted/sip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates incoming leads out of inbound calls.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["unsorted.createSip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted/{uid}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts an incoming lead.
         * @description Accepts one object.
         */
        post: operations["unsorted.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted/{uid}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Declines an incoming lead; what belongs to it goes to the bin.
         * @description What to delete stands in the body.
         */
        delete: operations["unsorted.decline"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted/{uid}/link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ties an incoming lead of the category chats to an entity that exists.
         * @description Accepts one object.
         */
        post: operations["unsorted.link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/leads/unsorted/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts incoming leads.
         * @description Returns one object.
         */
        get: operations["unsorted.summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the webhooks of the account; administrators only (others get a 401).
         * @description Returns all items in one answer. If there are none, the answer is an empty 204.
         */
        get: operations["webhooks.list"];
        put?: never;
        /**
         * Subscribes an address to events, or sets the events of an address that is there.
         * @description Accepts one object. A request that is sent twice takes effect twice.
         */
        post: operations["webhooks.create"];
        /**
         * Unsubscribes an address.
         * @description What to delete stands in the body. The answer holds nothing.
         */
        delete: operations["webhooks.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/widgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the widgets that are public, installed, or uploaded by the user.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204.
         */
        get: operations["widgets.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/widgets/{widget_code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of the widget, not its id. */
                widget_code: string;
            };
            cookie?: never;
        };
        /**
         * Gets one widget.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["widgets.get"];
        put?: never;
        /**
         * Installs a widget with its settings; administrators only.
         * @description Accepts one object.
         */
        post: operations["widgets.install"];
        /**
         * Uninstalls a widget; administrators only.
         * @description What to delete stands in the path. The answer holds nothing.
         */
        delete: operations["widgets.uninstall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logs calls in the cards that their numbers belong to.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["calls.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows a pop-up about a call that is coming in.
         * @description Accepts one object. A request that is sent twice takes effect twice. No published payload confirms it.
         */
        post: operations["callEvents.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/bots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists Salesbots.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `favorite`.
         */
        get: operations["bots.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/bots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one Salesbot.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204. `with` adds `favorite`.
         */
        get: operations["bots.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/bots/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Launches a Salesbot for one entity.
         * @description Accepts one object. A request that is sent twice takes effect twice. The answer holds nothing.
         */
        post: operations["bots.run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/bots/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Launches Salesbots, 100 at most.
         * @description Accepts a list of 100 items at most. A request that is sent twice takes effect twice. The answer holds nothing.
         */
        post: operations["bots.runMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/bots/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a Salesbot for one lead.
         * @description Accepts one object. The answer holds nothing.
         */
        post: operations["bots.stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{bot}/{bot_id}/continue/{continue_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bot: components["schemas"]["BotKind"];
                bot_id: number;
                /** @description From the `return_url` that the widget was sent. */
                continue_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a bot that waits for a widget go on; administrators only.
         * @description Accepts one object. The answer holds nothing.
         */
        post: operations["bots.continue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/salesbot/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Launches Salesbots, the older way; for customers the only one.
         * @description Accepts a list of 100 items at most. A request that is sent twice takes effect twice. No published payload confirms it.
         */
        post: operations["bots.runV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the sources of the integration, 100 at most.
         * @description Returns all items in one answer. If there are none, the answer is an empty 204.
         */
        get: operations["sources.list"];
        put?: never;
        /**
         * Creates sources; administrators only.
         * @description Accepts a list of 100 items at most. A request that is sent twice takes effect twice.
         */
        post: operations["sources.create"];
        /**
         * Deletes sources; administrators only.
         * @description Accepts a list of 100 items at most. The answer holds nothing.
         */
        delete: operations["sources.deleteMany"];
        options?: never;
        head?: never;
        /**
         * Updates sources, each named by its id; administrators only.
         * @description Accepts a list of 100 items at most. What is not sent stays as it is.
         */
        patch: operations["sources.updateMany"];
        trace?: never;
    };
    "/api/v4/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one source.
         * @description Returns one object. If there is nothing to return, the answer is an empty 204.
         */
        get: operations["sources.get"];
        put?: never;
        post?: never;
        /**
         * Deletes one source; administrators only.
         * @description What to delete stands in the path. The answer holds nothing.
         */
        delete: operations["sources.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one source; administrators only.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["sources.update"];
        trace?: never;
    };
    "/api/v4/short_links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes short links, each for one contact; opening one leaves a note at the contact.
         * @description Accepts a list of 250 items at most. A request that is sent twice takes effect twice. Only amoCRM documents it.
         */
        post: operations["shortLinks.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/talks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists conversations, newest first.
         * @description Clients report that only about 250 of the newest conversations are listed, and that `_links.next` may be missing. `talks.get` also finds older ones.
         */
        get: operations["talks.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/talks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one conversation.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["talks.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/talks/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Lists the messages of a conversation.
         * @description The integration needs the scope `list_external_messages`. Without it the answer is 403.
         */
        get: operations["talks.messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/talks/{id}/send_message": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message to the client of a conversation.
         * @description The integration needs the scope `send_external_messages` (403 without it). Sending is a paid add-on: 402 means that the plan lacks it or that the monthly quota is used up (trial 100, Pro and Enterprise 500, technical accounts 10,000). 422 means that the conversation is closed. A repeated call sends a second message.
         */
        post: operations["talks.send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/talks/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes a conversation, or starts the NPS bot that does.
         * @description Accepts one object. The answer holds nothing.
         */
        post: operations["talks.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/chats/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the chat templates of the integration.
         * @description Returns pages of 50 items at most. If there are none, the answer is an empty 204. `with` adds `reviews`.
         */
        get: operations["templates.list"];
        put?: never;
        /**
         * Creates chat templates; administrators only.
         * @description Accepts a list of items. A request that is sent twice takes effect twice.
         */
        post: operations["templates.create"];
        /**
         * Deletes chat templates; administrators only.
         * @description What to delete stands in the body. The answer holds nothing.
         */
        delete: operations["templates.deleteMany"];
        options?: never;
        head?: never;
        /**
         * Updates chat templates, each named by its id; one for WhatsApp only while it is a draft.
         * @description Accepts a list of items. What is not sent stays as it is.
         */
        patch: operations["templates.updateMany"];
        trace?: never;
    };
    "/api/v4/chats/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        /**
         * Gets one chat template.
         * @description Returns one object. If the id is unknown, the answer is a 404. `with` adds `reviews`.
         */
        get: operations["templates.get"];
        put?: never;
        post?: never;
        /**
         * Deletes one chat template; administrators only.
         * @description What to delete stands in the path. The answer holds nothing.
         */
        delete: operations["templates.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one chat template.
         * @description Accepts one object. What is not sent stays as it is. Only amoCRM documents it.
         */
        patch: operations["templates.update"];
        trace?: never;
    };
    "/api/v4/chats/templates/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a WhatsApp template to be approved.
         * @description Accepts one object. A request that is sent twice takes effect twice.
         */
        post: operations["templates.sendReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/chats/templates/{id}/review/{review_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                review_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets what came out of a review.
         * @description Accepts one object.
         */
        post: operations["templates.updateReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/website_buttons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the website buttons (CRM plugins) of the account.
         * @description Returns pages of 250 items at most. If there are none, the answer is an empty 204. `with` adds `scripts`, `deleted`.
         */
        get: operations["websiteButtons.list"];
        put?: never;
        /**
         * Creates a website button; the source is there at once, the button later.
         * @description Accepts one object. A request that is sent twice takes effect twice.
         */
        post: operations["websiteButtons.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/website_buttons/{source_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key of a button; there is no other id for it. */
                source_id: number;
            };
            cookie?: never;
        };
        /**
         * Gets one website button.
         * @description Returns one object. If the id is unknown, the answer is a 404. `with` adds `scripts`, `deleted`.
         */
        get: operations["websiteButtons.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Adds sites on which a button may be used; they are added later.
         * @description Accepts one object. What is not sent stays as it is.
         */
        patch: operations["websiteButtons.update"];
        trace?: never;
    };
    "/api/v4/website_buttons/{source_id}/online_chat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key of a button; there is no other id for it. */
                source_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ties an online chat to a button, the one of its pipeline if there is one.
         * @description Accepts no body.
         */
        post: operations["websiteButtons.connectOnlineChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/{entity}/{entity_id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["FileEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        /**
         * Lists the files of an entity, the newest ties first.
         * @description Returns 250 items at most in one answer. If there are none, the answer is an empty 204.
         */
        get: operations["entityFiles.list"];
        /**
         * Ties files to an entity.
         * @description Accepts a list of items.
         */
        put: operations["entityFiles.attach"];
        post?: never;
        /**
         * Unties files from an entity.
         * @description What to delete stands in the body.
         */
        delete: operations["entityFiles.detach"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/files/{file_uuid}/links": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_uuid: string;
            };
            cookie?: never;
        };
        /**
         * Lists the entities that have a file.
         * @description Returns one object. If the id is unknown, the answer is a 404.
         */
        get: operations["files.listLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sources/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a text that the AI may draw on.
         * @description Accepts one object. A request that is sent twice takes effect twice. No published payload confirms it.
         */
        post: operations["ai.addTextSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sources/url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a page, or a site, that the AI may draw on.
         * @description Accepts one object. A request that is sent twice takes effect twice. No published payload confirms it.
         */
        post: operations["ai.addUrlSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sources/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a file that the AI may draw on.
         * @description Accepts one object. A request that is sent twice takes effect twice. No published payload confirms it.
         */
        post: operations["ai.addFileSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/amma/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the AI agents of the account; amoCRM only.
         * @description Pages of 50 agents at most. The list has no filter and no search.
         */
        get: operations["aiAgents.list"];
        put?: never;
        /**
         * Creates AI agents; amoCRM only.
         * @description Creates one or more agents. The headers of an MCP server are stored and never returned.
         */
        post: operations["aiAgents.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v4/amma/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the agent. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Gets one AI agent; amoCRM only.
         * @description Returns the agent. Of the headers of its MCP server only `has_headers` is shown.
         */
        get: operations["aiAgents.get"];
        put?: never;
        post?: never;
        /**
         * Deletes one AI agent; amoCRM only.
         * @description Deletes the agent for good.
         */
        delete: operations["aiAgents.delete"];
        options?: never;
        head?: never;
        /**
         * Updates one AI agent; amoCRM only.
         * @description Changes what is sent and leaves the rest. Agents can be changed one at a time only.
         */
        patch: operations["aiAgents.update"];
        trace?: never;
    };
    "/api/v2/agent/knowledges/products/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts the import of the products of the account.
         * @description Accepts no body. No published payload confirms it.
         */
        post: operations["ai.importProducts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/access_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchanges a code for tokens, or a refresh token for new ones.
         * @description Accepts one object.
         */
        post: operations["oauth.token"];
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
            /** @description One recording echoes a number. */
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
            /** @description Name of the company or person. */
            name: string;
            /** @description 1 is a sole proprietor, 2 a company. */
            entity_type?: number | null;
            /** @description Address as one line of text. */
            address?: string | null;
            /** @description Actual address as one line of text. */
            real_address?: string | null;
            /** @description Number of the bank account. */
            bank_account_number?: string | null;
            /** @description Name of the director. */
            director?: string | null;
            /** @description Tax number (VAT id). */
            vat_id?: string | null;
            /** @description Tax registration reason code. */
            tax_registration_reason_code?: string | number | null;
            /** @description Tax registration reason code KPP (Russia). */
            kpp?: string | null;
            /** @description Code of the bank. */
            bank_code?: string | null;
            /** @description Payer number UNP (Belarus). */
            unp?: string | null;
            /** @description Business identification number (Kazakhstan). */
            bin?: string | null;
            /** @description Company code EGRPOU (Ukraine). */
            egrpou?: string | null;
            /** @description Bank code MFO. */
            mfo?: string | null;
            /** @description Code of economic activity OKED. */
            oked?: string | null;
            /** @description Your own id. */
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
            /**
             * @description `percentage` for a share in percent, `amount` for a sum.
             * @enum {string|null}
             */
            type?: "percentage" | "amount" | null;
            /** @description Percent, or a sum in the account's currency. */
            value?: number | null;
        };
        /** @description A position of an invoice. */
        InvoiceItem: {
            sku?: string | null;
            product_id?: number | null;
            description?: string | null;
            unit_price?: number | null;
            quantity?: number | null;
            /** @description Unit of the quantity, as text. */
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
            /** @description Id of the entity. */
            entity_id: number;
            /** @description Kind of the entity. */
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
            /** @description Id of the list. */
            catalog_id: number;
            /** @description Id of the element of the list. */
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
            /** @description UUID of the file in the drive. */
            file_uuid: string;
            /** @description Default: the last version. */
            version_uuid?: string | null;
            /** @description Name of the file, with its extension. */
            file_name?: string | null;
            /** @description Bytes. */
            file_size?: number | null;
            /** @description Whether the file is in the bin. It is read back and ignored. */
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
            /** @description Name of the payer. */
            name?: string | null;
            /** @description Kind of the entity. */
            entity_type?: "contacts" | "companies" | (string & {}) | null;
            /** @description Id of the entity. */
            entity_id?: number | null;
            /**
             * @description Says whether it is a company or a person where the rest leaves it open.
             * @enum {string|null}
             */
            type?: "legal" | "individual" | null;
            /** @description Address as one line of text. */
            address?: string | null;
            /** @description Actual address as one line of text. */
            real_address?: string | null;
            /** @description Phone number. */
            phone?: string | null;
            /** @description E-mail address. */
            email?: string | null;
            /** @description Number of the bank account. */
            bank_account_number?: string | null;
            /** @description Name of the director. */
            director?: string | null;
            /** @description Tax number (VAT id). */
            vat_id?: string | null;
            /** @description Tax registration reason code. */
            tax_registration_reason_code?: string | number | null;
            /** @description Tax registration reason code KPP (Russia). */
            kpp?: string | null;
            /** @description Code of the bank. */
            bank_code?: string | null;
            /** @description Payer number UNP (Belarus). */
            unp?: string | null;
            /** @description Business identification number (Kazakhstan). */
            bin?: string | null;
            /** @description Company code EGRPOU (Ukraine). */
            egrpou?: string | null;
            /** @description Bank code MFO. */
            mfo?: string | null;
            /** @description Code of economic activity OKED. */
            oked?: string | null;
            /** @description Your own id. */
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
            /** @description Id of the element of the list of own companies. */
            entity_id: number | null;
            /** @description Name of the supplier. */
            name?: string | null;
            /** @description Address as one line of text. */
            address?: string | null;
            /** @description Tax number (VAT id). */
            vat_id?: string | null;
            /** @description Tax registration reason code KPP (Russia). */
            kpp?: string | null;
            /** @description Tax registration reason code. */
            tax_registration_reason_code?: string | number | null;
            /** @description Code of the bank. */
            bank_code?: string | null;
            /** @description Number of the bank account. */
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
            /** @description The price with its fraction, in the account's currency. `price` holds whole units only. */
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
                leads: components["schemas"]["Lead"][];
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
        /** @description Unix time in seconds; the SDK also accepts a Date. */
        TimestampInput: number | Date;
        /** @description For text, numbers, addresses, links and checkboxes. */
        ScalarFieldItemInput: {
            /** @description The value. */
            value: string | number | boolean;
        };
        /** @description For date, date_time and birthday. */
        DateFieldItemInput: {
            /** @description Unix time in seconds, or an RFC 3339 string; the SDK also accepts a Date. */
            value: components["schemas"]["TimestampInput"] | string;
        };
        /**
         * @description Values (`enum_code`) of the field BILL_STATUS of an invoice.
         * @enum {string}
         */
        InvoiceStatusCode: "created" | "paid" | "paid_in_advance" | "partially_paid";
        /**
         * @description Values (`enum_code`) of the field BILL_VAT_TYPE of an invoice: no tax, tax within the price, tax on top of the price.
         * @enum {string}
         */
        InvoiceVatTypeCode: "vat_exempt" | "vat_included" | "vat_not_included";
        /** @description For options (by enum_id, by enum_code or by the exact label as `value`), phones, e-mails and lines of an address (`value` with enum_id or enum_code). */
        EnumFieldItemInput: {
            /** @description The value. */
            value?: string;
            /** @description Id of the option. */
            enum_id?: number | null;
            /** @description Code of the option. Invoices have an InvoiceStatusCode and an InvoiceVatTypeCode, in the fields BILL_STATUS and BILL_VAT_TYPE. */
            enum_code?: components["schemas"]["InvoiceStatusCode"] | components["schemas"]["InvoiceVatTypeCode"] | (string & {}) | null;
        };
        InvoiceItemInput: {
            /** @description Article number. */
            sku?: string | null;
            /** @description Id of the list element; one client sends it as a string. */
            product_id?: number | string | null;
            /** @description Name of the position. */
            description?: string | null;
            /** @description Price of one unit, in the account's currency. */
            unit_price?: number | null;
            /** @description Number of units. */
            quantity?: number | null;
            /** @description Unit of the quantity, as text. */
            unit_type?: string | null;
            /** @description Discount on the position. */
            discount?: components["schemas"]["InvoiceDiscount"] | null;
            /** @description Rate of the tax: 0 none, 1 10%, 2 10/110, 3 18%, 4 18/118, 5 0%; others occur. */
            vat_rate_id?: number | string | null;
            /** @description Rate of the tax, as a number. */
            vat_rate_value?: number | null;
            /** @description Bonus points that the purchase earns. */
            bonus_points_per_purchase?: number | null;
            /** @description Your own id. */
            external_uid?: string | null;
            /** @description Details of it. */
            metadata?: unknown[] | {
                [key: string]: unknown;
            } | null;
        };
        ItemsFieldItemInput: {
            /** @description The value. */
            value: components["schemas"]["InvoiceItemInput"];
        };
        /** @description A value in one of the shapes that the types of fields take. */
        CustomFieldItemInput: components["schemas"]["ScalarFieldItemInput"] | components["schemas"]["DateFieldItemInput"] | components["schemas"]["EnumFieldItemInput"] | components["schemas"]["LegalEntityFieldItem"] | components["schemas"]["ItemsFieldItemInput"] | components["schemas"]["LinkedEntityFieldItem"] | components["schemas"]["ChainedListFieldItem"] | components["schemas"]["FileFieldItem"] | components["schemas"]["PayerFieldItem"] | components["schemas"]["SupplierFieldItem"];
        /** @description What to put in; null or an empty array clears the field. */
        CustomFieldItemsInput: components["schemas"]["CustomFieldItemInput"][] | null;
        CustomFieldValueById: {
            /** @description Id of the field. */
            field_id: number;
            /** @description Code of the field. */
            field_code?: string | null;
            /** @description Name of the field. It is read back and ignored. */
            field_name?: string;
            /** @description Type of the field. It is read back and ignored. */
            field_type?: string;
            /** @description Whether the account computes the value. It is read back and ignored. */
            is_computed?: boolean;
            values: components["schemas"]["CustomFieldItemsInput"];
        };
        /**
         * @description Codes (`field_code`) of the fields of an invoice, in amoCRM's list of invoices.
         * @enum {string}
         */
        InvoiceFieldCode: "BILL_STATUS" | "LEGAL_ENTITY" | "SUPPLIER" | "PAYER" | "ITEMS" | "BILL_VAT_TYPE" | "BILL_REASON_FOR_NO_VAT" | "BILL_PAYMENT_DATE" | "BILL_COMMENT" | "BILL_PRICE";
        CustomFieldValueByCode: {
            /** @description Code of the field, such as PHONE; an InvoiceFieldCode in amoCRM's list of invoices. */
            field_code: components["schemas"]["InvoiceFieldCode"] | (string & {});
            /** @description Name of the field. It is read back and ignored. */
            field_name?: string;
            /** @description Type of the field. It is read back and ignored. */
            field_type?: string;
            values: components["schemas"]["CustomFieldItemsInput"];
        };
        /** @description A field by its id or by its code. What a read gave can be sent back. */
        CustomFieldValueInput: components["schemas"]["CustomFieldValueById"] | components["schemas"]["CustomFieldValueByCode"];
        /** @description The fields to fill; the others stay as they are. A field that is sent is replaced as a whole. */
        CustomFieldsValuesInput: components["schemas"]["CustomFieldValueInput"][] | null;
        /** @description A tag by id or by name; an unknown name makes a new tag. */
        TagRef: {
            /** @description Id of the tag. */
            id?: number;
            /** @description Name of the tag. */
            name?: string;
        };
        /** @description Your mark of an item. It comes back in the answer and is not stored. */
        RequestId: string | number;
        IdRef: {
            /** @description Id of the thing that is meant. */
            id: number;
        };
        /** @description A source registered by the same integration. */
        LeadSourceInput: {
            /** @description Your own id. */
            external_id: string | number;
            /** @description Type of it. */
            type?: string;
        };
        LeadCreateEmbedded: {
            /** @description Tags, by id or by name. */
            tags?: components["schemas"]["TagRef"][] | null;
            /** @description Contacts that exist already. */
            contacts?: {
                /** @description Id of the entity that is meant. */
                id: number;
                /** @description Whether it is the main one. */
                is_main?: boolean;
            }[];
            /** @description A company that exists already. */
            companies?: components["schemas"]["IdRef"][];
            source?: components["schemas"]["LeadSourceInput"];
        };
        LeadCreate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description In the account's currency; a fraction comes back in `price_with_minor_units`. */
            price?: number;
            /** @description Default: the first stage of the main pipeline. */
            status_id?: number;
            /** @description Id of the pipeline. */
            pipeline_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            closed_at?: components["schemas"]["TimestampInput"];
            /** @description Id of the loss reason. Only a lost lead has one. */
            loss_reason_id?: number | null;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description Known from the amoCRM PHP SDK only. */
            visitor_uid?: string;
            /** @description What goes along with it, by kind. */
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
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description In the account's currency; a fraction comes back in `price_with_minor_units`. */
            price?: number;
            /** @description Id of the stage or status. */
            status_id?: number;
            /** @description Id of the pipeline. */
            pipeline_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            closed_at?: components["schemas"]["TimestampInput"];
            /** @description Id of the loss reason. Only a lost lead has one. */
            loss_reason_id?: number | null;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            /** @description Tags to take away; the others stay. */
            tags_to_delete?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Replaces all tags; null removes them. */
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        LeadUpdateItem: components["schemas"]["LeadUpdate"] & {
            /** @description Id of what to change. */
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
            /** @description It is not split into first and last name. */
            name?: string;
            /** @description First name. */
            first_name?: string;
            /** @description Last name. */
            last_name?: string;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Tags, by id or by name. */
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        CompanyCreate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Tags, by id or by name. */
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        UnsortedFormsMetadataInput: {
            /** @description Your id of the form. */
            form_id?: string | number;
            /** @description Name of the form, as shown in the account. */
            form_name?: string;
            /** @description Address of the page that has the form. */
            form_page?: string;
            /** @description Known from the amoCRM PHP SDK only. */
            form_type?: number;
            /** @description Where the form was sent from. */
            ip?: string;
            form_sent_at?: components["schemas"]["TimestampInput"];
            /** @description Page that led to the form. */
            referer?: string;
            /** @description Known from the amoCRM PHP SDK only. */
            visitor_uid?: string | null;
        };
        UnsortedFormsCategoryInput: components["schemas"]["UnsortedFormsMetadataInput"] & {
            /**
             * @description Kind of the incoming lead.
             * @constant
             */
            category: "forms";
        };
        /** @description Of an inbound call. amoCRM says that all of it is required. */
        UnsortedSipMetadataInput: {
            /** @description Where the call came from. */
            from?: string;
            /** @description Phone number. */
            phone?: string | number;
            /** @description A user by id, phone number or name. */
            call_responsible?: string | number | null;
            called_at?: components["schemas"]["TimestampInput"];
            /** @description Seconds. */
            duration?: number;
            /** @description Address of the recording. */
            link?: string;
            /** @description Code of the telephony. */
            service_code?: string;
            /** @description Your id of the call. */
            uniq?: string;
            /** @description Adds an event about the call to the card. */
            is_call_event_needed?: boolean;
        };
        UnsortedSipCategoryInput: components["schemas"]["UnsortedSipMetadataInput"] & {
            /**
             * @description Kind of the incoming lead.
             * @constant
             */
            category: "sip";
        };
        /** @description What leads.createComplex takes to make an incoming lead; `category` tells the two apart. */
        UnsortedMetadataInput: components["schemas"]["UnsortedFormsCategoryInput"] | components["schemas"]["UnsortedSipCategoryInput"];
        /** @description A lead with at most one contact and one company, each new or by id; 40 custom field values per entity. */
        LeadComplexCreate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description In the account's currency; a fraction comes back in `price_with_minor_units`. */
            price?: number;
            /** @description Id of the stage or status. */
            status_id?: number;
            /** @description Id of the pipeline. */
            pipeline_id?: number;
            /** @description Id of the user who counts as the author; 0 is a robot. */
            created_by?: number;
            /** @description Id of the user who counts as the last to change it; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            closed_at?: components["schemas"]["TimestampInput"];
            /** @description Id of the loss reason. Only a lost lead has one. */
            loss_reason_id?: number | null;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description Id of the visitor of the website. */
            visitor_uid?: string;
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Tags, by id or by name. */
                tags?: components["schemas"]["TagRef"][] | null;
                /** @description Contacts; in rights, what the role may do with them. */
                contacts?: (components["schemas"]["IdRef"] | components["schemas"]["ContactCreate"])[];
                /** @description Companies; in rights, what the role may do with them. */
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
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            request_id?: components["schemas"]["RequestId"];
        };
        LossReasonUpdate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Place in the order, as a number. */
            sort?: number;
        };
        /**
         * @description `uuid` and `invoices_settings` are known from amoCRM only.
         * @enum {string}
         */
        AccountWith: "amojo_id" | "amojo_rights" | "users_groups" | "task_types" | "version" | "entity_names" | "datetime_settings" | "drive_url" | "is_api_filter_enabled" | "uuid" | "invoices_settings";
        /**
         * @description `disabled` is switched off, `unavailable` not in the plan; the others are the ways customers work.
         * @enum {string}
         */
        AccountCustomersMode: "unavailable" | "disabled" | "segments" | "dynamic" | "periodicity";
        /** @description The word by grammatical case; languages without cases have `default` only. */
        AccountEntityNameForms: {
            default?: string;
        } & {
            [key: string]: string;
        };
        AccountEntityName: {
            gender?: string;
            singular_form?: components["schemas"]["AccountEntityNameForms"];
            plural_form?: components["schemas"]["AccountEntityNameForms"];
        };
        /** @description What the account calls its leads, by language. */
        AccountEntityNames: {
            leads?: {
                [key: string]: components["schemas"]["AccountEntityName"];
            };
        };
        /** @description Known from the amoCRM PHP SDK only. */
        AccountInvoicesSettings: {
            lang?: string | null;
            invoices_catalog_id?: number | null;
        };
        /** @description What the user may do in internal chats. */
        AmojoRights: {
            can_direct?: boolean;
            can_create_groups?: boolean;
        };
        UserGroup: {
            /** @description 0 is the default group. */
            id: number;
            name: string;
            uuid?: string | null;
        };
        /** @description A type of task: 1 (FOLLOW_UP) and 2 (MEETING) stand in every account. */
        TaskType: {
            id: number;
            name: string;
            color?: string | null;
            icon_id?: number | null;
            code?: string | null;
        };
        /** @description Patterns of PHP's `date()`. */
        DatetimeSettings: {
            date_pattern?: string;
            short_date_pattern?: string;
            short_time_pattern?: string;
            date_formant?: string;
            date_format?: string;
            time_format?: string;
            timezone?: string;
            timezone_offset?: string;
        };
        AccountEmbedded: {
            amojo_rights?: components["schemas"]["AmojoRights"];
            users_groups?: components["schemas"]["UserGroup"][];
            task_types?: components["schemas"]["TaskType"][];
            datetime_settings?: components["schemas"]["DatetimeSettings"];
        };
        Account: {
            id: number;
            name: string;
            subdomain: string;
            /** @description Two letters: ru, en, es, pt. */
            language?: string;
            created_at?: components["schemas"]["Timestamp"];
            /** @description 0 is a robot. */
            created_by?: number;
            updated_at?: components["schemas"]["Timestamp"];
            /** @description 0 is a robot. */
            updated_by?: number;
            /** @description The user whose token asks. */
            current_user_id: number;
            /** @description Two letters. */
            country: string;
            /** @description Three letters. */
            currency?: string;
            currency_symbol?: string;
            customers_mode?: components["schemas"]["AccountCustomersMode"];
            /** @description Whether incoming leads are on. */
            is_unsorted_on?: boolean;
            mobile_feature_version?: number;
            is_loss_reason_enabled?: boolean;
            is_helpbot_enabled?: boolean;
            is_technical_account?: boolean;
            /** @description 1 shows the first name first, 2 the last name. */
            contact_name_display_order?: number;
            /** @description Id of the account in the Chats API. */
            amojo_id?: string;
            uuid?: string;
            version?: number;
            /** @description Host of the files API. */
            drive_url?: string;
            is_api_filter_enabled?: boolean;
            entity_names?: components["schemas"]["AccountEntityNames"];
            invoices_settings?: components["schemas"]["AccountInvoicesSettings"];
            _links: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["AccountEmbedded"];
        };
        /** @enum {string} */
        PipelineStatusLevel: "newbie" | "candidate" | "master";
        /** @description What a stage means, for users of one rank. */
        PipelineStatusDescription: {
            id: number;
            account_id?: number;
            /** @description `YYYY-MM-DD HH:MM:SS`, not unix time. */
            created_at?: string;
            /** @description `YYYY-MM-DD HH:MM:SS`, not unix time. */
            updated_at?: string | null;
            /** @description 0 is the API. */
            created_by?: number | null;
            updated_by?: number | null;
            pipeline_id?: number;
            status_id?: number;
            level: components["schemas"]["PipelineStatusLevel"];
            description?: string;
        };
        /** @description A stage. Its id alone does not name it, since 142 (won) and 143 (lost) stand in every pipeline. */
        PipelineStatus: {
            id: number;
            name: string;
            sort: number;
            /** @description False for system stages. */
            is_editable: boolean;
            pipeline_id: number;
            /** @description Any colour with a leading `#`; more than can be written. */
            color: string;
            /**
             * @description 0 is a common stage, 1 that of incoming leads.
             * @enum {integer}
             */
            type: 0 | 1;
            account_id: number;
            /** @description Only in the answer to a write. */
            request_id?: string;
            descriptions?: components["schemas"]["PipelineStatusDescription"][];
            _links?: components["schemas"]["SelfLinks"];
        };
        Pipeline: {
            id: number;
            name?: string;
            sort: number;
            is_main: boolean;
            /** @description Whether it has a stage for incoming leads. */
            is_unsorted_on: boolean;
            is_archive?: boolean;
            account_id: number;
            /** @description Only in the answer to a write. */
            request_id?: string;
            _links: components["schemas"]["SelfLinks"];
            _embedded: {
                statuses: components["schemas"]["PipelineStatus"][];
            };
        };
        /** @description All pipelines; they come on one page. */
        PipelinePage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                pipelines: components["schemas"]["Pipeline"][];
            };
        };
        /**
         * @description The colours that can be written.
         * @enum {string}
         */
        PipelineStatusColor: "#fffeb2" | "#fffd7f" | "#fff000" | "#ffeab2" | "#ffdc7f" | "#ffce5a" | "#ffdbdb" | "#ffc8c8" | "#ff8f92" | "#d6eaff" | "#c1e0ff" | "#98cbff" | "#ebffb1" | "#deff81" | "#87f2c0" | "#f9deff" | "#f3beff" | "#ccc8f9" | "#eb93ff" | "#f2f3f4" | "#e6e8ea";
        /** @description A new stage, or a new name for a system one: id 142 (won) or 143 (lost). */
        PipelineStatusInPipelineCreate: {
            /**
             * @description Id of the entity that is meant.
             * @enum {integer}
             */
            id?: 142 | 143;
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            color?: components["schemas"]["PipelineStatusColor"];
        };
        PipelineCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Place in the order, as a number. */
            sort: number;
            /** @description Whether it is the main one. */
            is_main: boolean;
            /** @description Whether incoming leads are on in the pipeline. */
            is_unsorted_on: boolean;
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description The stages of the pipeline. */
                statuses?: components["schemas"]["PipelineStatusInPipelineCreate"][];
            };
        };
        /** @description An object without keys, where an answer says no more than "done". */
        EmptyObject: Record<string, unknown>;
        PipelineUpdate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            /** @description Whether it is the main one. */
            is_main?: boolean;
            /** @description Whether incoming leads are on in the pipeline. */
            is_unsorted_on?: boolean;
        };
        /** @enum {string} */
        PipelineStatusWith: "descriptions";
        PipelineStatusPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                statuses: components["schemas"]["PipelineStatus"][];
            };
        };
        PipelineStatusDescriptionCreate: {
            /** @description Level of user that the description is for. */
            level: components["schemas"]["PipelineStatusLevel"];
            /** @description Text that describes it. */
            description: string;
        };
        PipelineStatusCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description The server renumbers it (100 may become 60). */
            sort: number;
            color?: components["schemas"]["PipelineStatusColor"];
            /** @description One a level. */
            descriptions?: components["schemas"]["PipelineStatusDescriptionCreate"][];
            request_id?: components["schemas"]["RequestId"];
        };
        /** @description With an id it changes that description, or deletes it if `description` is left out; without an id it sets that of the level. */
        PipelineStatusDescriptionUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Level of user that the description is for. */
            level: components["schemas"]["PipelineStatusLevel"];
            /** @description Text that describes it. */
            description?: string;
        };
        PipelineStatusUpdate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            color?: components["schemas"]["PipelineStatusColor"];
            /** @description Descriptions of the stage, one for each level of user. */
            descriptions?: components["schemas"]["PipelineStatusDescriptionUpdate"][];
        };
        /**
         * @description `customers`, `social_profiles` and `only_deleted` are known from amoCRM only, the last two without a payload.
         * @enum {string}
         */
        ContactWith: "leads" | "catalog_elements" | "customers" | "social_profiles" | "only_deleted";
        ContactFilter: {
            id?: components["schemas"]["IdFilter"];
            name?: components["schemas"]["StringFilter"];
            responsible_user_id?: components["schemas"]["IdFilter"];
            created_by?: components["schemas"]["IdFilter"];
            updated_by?: components["schemas"]["IdFilter"];
            created_at?: components["schemas"]["RangeFilter"];
            updated_at?: components["schemas"]["RangeFilter"];
            closest_task_at?: components["schemas"]["RangeFilter"];
            custom_fields_values?: components["schemas"]["CustomFieldsFilter"];
        };
        /** @description One key. */
        ContactOrder: {
            updated_at?: components["schemas"]["SortDirection"];
            id?: components["schemas"]["SortDirection"];
        };
        LinkedEntity: {
            id: number;
            _links?: components["schemas"]["SelfLinks"];
        };
        ContactEmbedded: {
            tags: components["schemas"]["Tag"][];
            /** @description None or one. */
            companies: components["schemas"]["LinkedCompany"][];
            leads?: components["schemas"]["LinkedEntity"][];
            /** @description An empty array at times, also where it was not asked for. */
            customers?: components["schemas"]["LinkedEntity"][];
            catalog_elements?: components["schemas"]["LinkedCatalogElement"][];
            /** @description Known from the amoCRM PHP SDK only. */
            social_profiles?: {
                [key: string]: unknown;
            }[];
        };
        /** @description Phones and e-mails are custom fields, with `field_code` PHONE and EMAIL. */
        Contact: {
            id: number;
            name: string;
            first_name: string;
            last_name: string;
            responsible_user_id: number;
            /** @description Group of the responsible user; 0 is the default group. */
            group_id: number;
            /** @description 0 is a robot. */
            created_by: number;
            /** @description 0 is a robot. */
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            /** @description Unix seconds. */
            closest_task_at: number | null;
            is_deleted?: boolean;
            /** @description Whether it still is in an incoming lead. */
            is_unsorted?: boolean;
            custom_fields_values: components["schemas"]["CustomFieldsValues"];
            account_id: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["ContactEmbedded"];
        };
        /** @description What `with=only_deleted` gives for each of them. */
        DeletedContact: {
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
        ContactPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                contacts: components["schemas"]["Contact"][];
            };
        };
        ContactCreated: {
            id: number;
            is_deleted?: boolean;
            is_unsorted?: boolean;
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        ContactCreateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                contacts: components["schemas"]["ContactCreated"][];
            };
        };
        ContactUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description First name. */
            first_name?: string;
            /** @description Last name. */
            last_name?: string;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            /** @description Tags to take away; the others stay. */
            tags_to_delete?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Replaces all tags; null removes them. */
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        ContactUpdateItem: components["schemas"]["ContactUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        ContactUpdated: {
            id: number;
            name?: string;
            updated_at?: components["schemas"]["Timestamp"];
            is_deleted?: boolean;
            is_unsorted?: boolean;
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        ContactUpdateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                contacts: components["schemas"]["ContactUpdated"][];
            };
        };
        /** @description A tie between a contact and a chat. A chat has one contact; moving it makes a new tie with a new id. */
        ContactChat: {
            id: number;
            contact_id: number;
            /** @description A UUID. */
            chat_id: string;
            /** @description Only in the answer to a write. */
            request_id?: string;
        };
        ContactChatPage: {
            _total_items?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                chats: components["schemas"]["ContactChat"][];
            };
        };
        ContactChatLink: {
            /** @description Id of the contact to link the chat to. */
            contact_id: number;
            /** @description A UUID. */
            chat_id: string;
            request_id?: components["schemas"]["RequestId"];
        };
        /**
         * @description `customers` and `only_deleted` are known from amoCRM only.
         * @enum {string}
         */
        CompanyWith: "leads" | "contacts" | "catalog_elements" | "customers" | "only_deleted";
        CompanyFilter: {
            id?: components["schemas"]["IdFilter"];
            name?: components["schemas"]["StringFilter"];
            responsible_user_id?: components["schemas"]["IdFilter"];
            created_by?: components["schemas"]["IdFilter"];
            updated_by?: components["schemas"]["IdFilter"];
            created_at?: components["schemas"]["RangeFilter"];
            updated_at?: components["schemas"]["RangeFilter"];
            closest_task_at?: components["schemas"]["RangeFilter"];
            custom_fields_values?: components["schemas"]["CustomFieldsFilter"];
        };
        /** @description One key. */
        CompanyOrder: {
            updated_at?: components["schemas"]["SortDirection"];
            id?: components["schemas"]["SortDirection"];
        };
        CompanyEmbedded: {
            tags: components["schemas"]["Tag"][];
            leads?: components["schemas"]["LinkedEntity"][];
            contacts?: components["schemas"]["LinkedEntity"][];
            customers?: components["schemas"]["LinkedEntity"][];
            catalog_elements?: components["schemas"]["LinkedCatalogElement"][];
        };
        /** @description Phones and e-mails are custom fields, with `field_code` PHONE and EMAIL. */
        Company: {
            id: number;
            name: string;
            responsible_user_id: number;
            /** @description Group of the responsible user; 0 is the default group. */
            group_id: number;
            /** @description 0 is a robot. */
            created_by: number;
            /** @description 0 is a robot. */
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            /** @description Unix seconds. */
            closest_task_at: number | null;
            is_deleted?: boolean;
            custom_fields_values: components["schemas"]["CustomFieldsValues"];
            account_id: number;
            _links: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["CompanyEmbedded"];
        };
        /** @description What `with=only_deleted` gives for each of them. */
        DeletedCompany: {
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
        CompanyPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                companies: components["schemas"]["Company"][];
            };
        };
        CompanyCreated: {
            id: number;
            is_deleted?: boolean;
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CompanyCreateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                companies: components["schemas"]["CompanyCreated"][];
            };
        };
        CompanyUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            /** @description Tags to take away; the others stay. */
            tags_to_delete?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Replaces all tags; null removes them. */
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        CompanyUpdateItem: components["schemas"]["CompanyUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        CompanyUpdated: {
            id: number;
            name?: string;
            updated_at?: components["schemas"]["Timestamp"];
            is_deleted?: boolean;
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CompanyUpdateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                companies: components["schemas"]["CompanyUpdated"][];
            };
        };
        /** @enum {string} */
        UserWith: "role" | "group" | "uuid" | "amojo_id" | "user_rank" | "phone_number";
        /**
         * @description A is all, G those of the user's group, M the user's own, L those linked to what the user may see (elements of lists), D denied.
         * @enum {string}
         */
        RightLevel: "A" | "G" | "M" | "L" | "D";
        EntityRights: {
            view?: components["schemas"]["RightLevel"];
            edit?: components["schemas"]["RightLevel"];
            add?: components["schemas"]["RightLevel"];
            delete?: components["schemas"]["RightLevel"];
            export?: components["schemas"]["RightLevel"];
        };
        TaskRights: {
            edit?: components["schemas"]["RightLevel"];
            delete?: components["schemas"]["RightLevel"];
        };
        StatusRightLevels: {
            view?: components["schemas"]["RightLevel"];
            edit?: components["schemas"]["RightLevel"];
            delete?: components["schemas"]["RightLevel"];
            export?: components["schemas"]["RightLevel"];
        };
        /** @description Rights on the leads of one stage. */
        StatusRight: {
            /** @description `leads`. */
            entity_type: string;
            /** @description Id of the pipeline. */
            pipeline_id: number;
            /** @description Id of the stage or status. */
            status_id: number;
            /** @description What the role may do in the stage. */
            rights: components["schemas"]["StatusRightLevels"];
        };
        /** @description Rights on one list. */
        CatalogRight: {
            /** @description Id of the list. */
            catalog_id: number;
            /** @description What the role may do there. */
            rights: components["schemas"]["EntityRights"];
        };
        /** @description What a role allows; a right that is not there is denied. */
        RoleRights: {
            /** @description Leads; in rights, what the role may do with them. */
            leads?: components["schemas"]["EntityRights"];
            /** @description Contacts; in rights, what the role may do with them. */
            contacts?: components["schemas"]["EntityRights"];
            /** @description Companies; in rights, what the role may do with them. */
            companies?: components["schemas"]["EntityRights"];
            /** @description Known from amoCRM only. */
            customers?: components["schemas"]["EntityRights"];
            /** @description What the role may do with tasks. */
            tasks?: components["schemas"]["TaskRights"];
            /** @description Whether the role may use mail. */
            mail_access?: boolean;
            /** @description Whether the role may use lists. */
            catalog_access?: boolean;
            /** @description Known from the amoCRM PHP SDK only. */
            files_access?: boolean;
            /** @description Rights that hold in one stage instead. Null or an empty array removes them all. */
            status_rights?: components["schemas"]["StatusRight"][] | null;
            /** @description Known from the amoCRM PHP SDK only. */
            catalog_rights?: components["schemas"]["CatalogRight"][] | null;
            /** @description Rights on single fields. Recorded as null only, so its shape is open. */
            custom_fields_rights?: Record<string, unknown>[] | Record<string, unknown> | null;
            /** @description Known from the amoCRM PHP SDK only. */
            oper_day_reports_view_access?: boolean;
            /** @description Known from the amoCRM PHP SDK only. */
            oper_day_user_tracking?: boolean;
        };
        /** @description What the user may do; a right that is not there is denied. */
        UserRights: components["schemas"]["RoleRights"] & {
            is_admin?: boolean;
            /** @description Whether it is a user without a paid seat. */
            is_free?: boolean;
            is_active?: boolean;
            group_id?: number | null;
            role_id?: number | null;
        };
        /** @description The role of a user, by name. */
        UserRole: {
            id: number;
            name: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        UserEmbedded: {
            /** @description None or one. */
            roles?: components["schemas"]["UserRole"][];
            /** @description None or one. */
            groups?: components["schemas"]["UserGroup"][];
        };
        User: {
            id: number;
            name: string;
            email: string;
            /** @description Two letters: ru, en, es, pt. */
            lang: string;
            rights: components["schemas"]["UserRights"];
            uuid?: string | null;
            /** @description Id of the user in the Chats API. */
            amojo_id?: string | null;
            /** @description newbie, candidate or master. */
            user_rank?: string | null;
            phone_number?: string | null;
            /** @description Only in the answer to a write. */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["UserEmbedded"];
        };
        UserPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                users: components["schemas"]["User"][];
            };
        };
        /** @description Rights of a new user. With `role_id` or `is_free` the rights by entity can be left out. */
        UserRightsInput: components["schemas"]["RoleRights"] & {
            /** @description Whether it is a free user, for whom no rights need to be sent. */
            is_free?: boolean;
            /** @description Id of the group; for a user, of the user group. */
            group_id?: number | null;
            /** @description Id of the role. */
            role_id?: number | null;
        };
        UserCreate: {
            /** @description Of the special characters only `.`, `@`, `-` and `_`. */
            name: string;
            /** @description E-mail address. */
            email: string;
            /** @description With a digit, a small and a capital letter. */
            password: string;
            /** @description Two letters: ru, en, es, pt. */
            lang?: string;
            rights?: components["schemas"]["UserRightsInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        /** @enum {string} */
        RoleWith: "users";
        RoleEmbedded: {
            /** @description Ids of the users that have the role; not objects. */
            users?: number[];
        };
        Role: {
            id: number;
            name: string;
            rights: components["schemas"]["RoleRights"];
            /** @description Only in the answer to a write. */
            request_id?: string;
            _links: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["RoleEmbedded"];
        };
        RolePage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                roles: components["schemas"]["Role"][];
            };
        };
        RoleCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            rights?: components["schemas"]["RoleRights"];
            request_id?: components["schemas"]["RequestId"];
        };
        RoleUpdate: {
            /** @description Name, as shown in the account. */
            name?: string;
            rights?: components["schemas"]["RoleRights"];
        };
        /**
         * @description `customers` is known from amoCRM only.
         * @enum {string}
         */
        TaskEntityType: "leads" | "contacts" | "companies" | "customers";
        TaskFilter: {
            id?: components["schemas"]["IdFilter"];
            responsible_user_id?: components["schemas"]["IdFilter"];
            /** @description Known from the amoCRM PHP SDK only. */
            created_by?: components["schemas"]["IdFilter"];
            /** @description 1 or 0 on the wire. */
            is_completed?: boolean | 0 | 1;
            /** @description Ids of task types; the filter has another name than the property. */
            task_type?: components["schemas"]["IdFilter"];
            /** @description The PHP SDK sends it beside task_type. */
            task_type_id?: components["schemas"]["IdFilter"];
            entity_type?: components["schemas"]["TaskEntityType"];
            /** @description Only together with entity_type. */
            entity_id?: components["schemas"]["IdFilter"];
            updated_at?: components["schemas"]["RangeFilter"];
            /** @description Known from the amoCRM PHP SDK only. */
            lead_statuses?: ReadonlyArray<components["schemas"]["StatusFilter"]>;
        };
        /** @description One key. */
        TaskOrder: {
            created_at?: components["schemas"]["SortDirection"];
            complete_till?: components["schemas"]["SortDirection"];
            id?: components["schemas"]["SortDirection"];
        };
        TaskResult: {
            /** @description What came of the task. */
            text: string;
        };
        Task: {
            id: number;
            /** @description 0 is a robot. */
            created_by: number;
            /** @description 0 is a robot. */
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            responsible_user_id: number;
            /** @description Group of the responsible user; 0 is the default group. */
            group_id: number;
            entity_id: number | null;
            /** @enum {string|null} */
            entity_type: "leads" | "contacts" | "companies" | "customers" | null;
            is_completed: boolean;
            /** @description 1 is a follow-up, 2 a meeting; the account has the others. */
            task_type_id: number;
            text: string;
            /** @description Seconds. */
            duration?: number;
            complete_till: components["schemas"]["Timestamp"];
            /** @description On the wire an empty array where there is none; the SDK gives null. */
            result: components["schemas"]["TaskResult"] | null;
            account_id: number;
            _links?: components["schemas"]["SelfLinks"];
        };
        TaskPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                tasks: components["schemas"]["Task"][];
            };
        };
        TaskCreate: {
            /** @description What to do. */
            text: string;
            complete_till: components["schemas"]["TimestampInput"];
            /** @description Id of the type of task. */
            task_type_id?: number;
            /** @description Id of the entity. */
            entity_id?: number;
            entity_type?: components["schemas"]["TaskEntityType"];
            /** @description Default: the user of the token. */
            responsible_user_id?: number;
            /** @description Whether the task is done. */
            is_completed?: boolean;
            /** @description Seconds. */
            duration?: number;
            /** @description Result of the task. */
            result?: components["schemas"]["TaskResult"];
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        TaskCreated: {
            id: number;
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        TaskCreateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                tasks: components["schemas"]["TaskCreated"][];
            };
        };
        TaskUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description What to do. */
            text?: string;
            complete_till?: components["schemas"]["TimestampInput"];
            /** @description Id of the type of task. */
            task_type_id?: number;
            /** @description Id of the entity. */
            entity_id?: number;
            entity_type?: components["schemas"]["TaskEntityType"];
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description Whether the task is done. */
            is_completed?: boolean;
            /** @description Seconds. */
            duration?: number;
            /** @description Sent together with is_completed to say how it went. */
            result?: components["schemas"]["TaskResult"];
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        TaskUpdateItem: components["schemas"]["TaskUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        TaskUpdated: {
            id: number;
            updated_at?: components["schemas"]["Timestamp"];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        TaskUpdateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                tasks: components["schemas"]["TaskUpdated"][];
            };
        };
        /**
         * @description `customers` is known from amoCRM only.
         * @enum {string}
         */
        NoteEntityType: "leads" | "contacts" | "companies" | "customers";
        /** @enum {string} */
        NoteWith: "is_pinned";
        NoteFilter: {
            id?: components["schemas"]["IdFilter"];
            entity_id?: components["schemas"]["IdFilter"];
            /** @description One type, or several. */
            note_type?: components["schemas"]["NoteType"] | (string & {}) | ReadonlyArray<components["schemas"]["NoteType"] | (string & {})>;
            updated_at?: components["schemas"]["RangeFilter"];
        };
        /** @description One key. */
        NoteOrder: {
            updated_at?: components["schemas"]["SortDirection"];
            id?: components["schemas"]["SortDirection"];
        };
        NoteEntityId: number;
        NoteBase: {
            id: number;
            entity_id: components["schemas"]["NoteEntityId"];
            /** @description 0 is a robot. */
            created_by: number;
            /** @description 0 is a robot. */
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            responsible_user_id: number;
            /** @description Group of the responsible user; 0 is the default group. */
            group_id: number;
            account_id: number;
            is_pinned?: boolean;
            _links: components["schemas"]["SelfLinks"];
        };
        CommonNoteParams: {
            /** @description Text of the note. */
            text: string;
        };
        CommonNoteContent: {
            /**
             * @description Type of the note; it says what `params` holds.
             * @constant
             */
            note_type: "common";
            /** @description What the type asks for. */
            params: components["schemas"]["CommonNoteParams"];
        };
        CommonNote: components["schemas"]["NoteBase"] & components["schemas"]["CommonNoteContent"];
        /** @enum {string} */
        CallNoteType: "call_in" | "call_out";
        CallNoteParams: {
            /** @description Id of the call at the telephony. Recordings of some telephonies hold an array. */
            uniq?: string | string[] | null;
            /** @description Seconds. */
            duration?: number | null;
            /** @description Name of the telephony. */
            source?: string | null;
            /** @description Address of the recording. */
            link?: string | null;
            phone?: string | null;
            /** @description Id of a user, or a name. */
            call_responsible?: string | number | null;
            /** @description What the call came to, as the telephony wrote it. */
            call_result?: string | null;
            /** @description A number, or the number as a string (recorded: `"4"`). */
            call_status?: number | string | null;
        };
        CallNote: components["schemas"]["NoteBase"] & {
            note_type: components["schemas"]["CallNoteType"];
            params: components["schemas"]["CallNoteParams"];
        };
        /** @enum {string} */
        ServiceNoteType: "service_message" | "extended_service_message";
        /** @description The official client reads each with a check. */
        ServiceNoteParams: {
            /** @description Who says it; shown as the heading. */
            service?: string | null;
            text?: string | null;
        };
        ServiceNote: components["schemas"]["NoteBase"] & {
            note_type: components["schemas"]["ServiceNoteType"];
            params: components["schemas"]["ServiceNoteParams"];
        };
        /** @description The official client reads each with a check. */
        GeolocationNoteParams: {
            text?: string | null;
            /** @description Address as one line of text. */
            address?: string | null;
            /** @description Degrees, as a string. */
            longitude?: string | null;
            /** @description Degrees, as a string. */
            latitude?: string | null;
        };
        GeolocationNote: components["schemas"]["NoteBase"] & {
            /** @constant */
            note_type: "geolocation";
            params: components["schemas"]["GeolocationNoteParams"];
        };
        /** @enum {string} */
        SmsNoteType: "sms_in" | "sms_out";
        /** @description Both are null in old notes. */
        SmsNoteParams: {
            text: string | null;
            phone: string | null;
        };
        SmsNote: components["schemas"]["NoteBase"] & {
            note_type: components["schemas"]["SmsNoteType"];
            params: components["schemas"]["SmsNoteParams"];
        };
        /** @description Notes from before the drive have `original_name` and `attachment`, newer ones the uuids. */
        AttachmentNoteParams: {
            file_uuid?: string | null;
            version_uuid?: string | null;
            file_name?: string | null;
            original_name?: string | null;
            attachment?: string | null;
            is_drive_attachment?: boolean | null;
            text?: string | null;
        };
        AttachmentNote: components["schemas"]["NoteBase"] & {
            /** @constant */
            note_type: "attachment";
            params: components["schemas"]["AttachmentNoteParams"];
        };
        /** @description The official client reads each with a check. */
        CashierNoteParams: {
            /** @enum {string|null} */
            status?: "created" | "shown" | "canceled" | null;
            text?: string | null;
        };
        CashierNote: components["schemas"]["NoteBase"] & {
            /** @constant */
            note_type: "message_cashier";
            params: components["schemas"]["CashierNoteParams"];
        };
        /**
         * @description Types that Kommo writes itself; known from the amoCRM PHP SDK.
         * @enum {string}
         */
        SystemNoteType: "amomail_message" | "chat" | "site_visit" | "targeting_in" | "targeting_out" | "transaction" | "invoice_paid" | "bill_paid" | "zoom_meeting" | "dropbox_attachment" | "link_followed" | "ai_result";
        /** @description No page says what is in it; it may be an empty array or null. */
        OpenNoteParams: {
            [key: string]: unknown;
        } | unknown[] | null;
        SystemNote: components["schemas"]["NoteBase"] & {
            note_type: components["schemas"]["SystemNoteType"];
            params: components["schemas"]["OpenNoteParams"];
        };
        /**
         * @description The types that are known; the first ten can be written.
         * @enum {string}
         */
        NoteType: "common" | "call_in" | "call_out" | "service_message" | "extended_service_message" | "geolocation" | "sms_in" | "sms_out" | "attachment" | "message_cashier" | "amomail_message" | "chat" | "site_visit" | "targeting_in" | "targeting_out" | "transaction" | "invoice_paid" | "bill_paid" | "zoom_meeting" | "dropbox_attachment" | "link_followed" | "ai_result";
        /** @description Any other string. In TypeScript it is a template over a branded string, which no literal is comparable to: a plain `string` would stay in the union whatever `note_type` is compared with. To look for a newer type, compare `note_type as string`. */
        UnknownNoteType: `${string & {
            readonly unknownNoteType: true;
        }}`;
        /** @description A note of a type that came after this version of the SDK. */
        UnknownNote: components["schemas"]["NoteBase"] & {
            note_type: components["schemas"]["UnknownNoteType"];
            params: components["schemas"]["OpenNoteParams"];
        };
        /** @description A note as it is read. Compare `note_type` to narrow it; a type that the SDK does not know is an UnknownNote. */
        Note: components["schemas"]["CommonNote"] | components["schemas"]["CallNote"] | components["schemas"]["ServiceNote"] | components["schemas"]["GeolocationNote"] | components["schemas"]["SmsNote"] | components["schemas"]["AttachmentNote"] | components["schemas"]["CashierNote"] | components["schemas"]["SystemNote"] | components["schemas"]["UnknownNote"];
        NotePage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                notes: components["schemas"]["Note"][];
            };
        };
        NoteCreateFields: {
            /** @description Id of the entity. */
            entity_id: number;
            /** @description Known from amoCRM only. */
            created_by?: number;
            /** @description Known from the amoCRM PHP SDK only. */
            updated_by?: number;
            /** @description Known from the amoCRM PHP SDK only. */
            created_at?: components["schemas"]["TimestampInput"];
            /** @description Known from the amoCRM PHP SDK only. */
            updated_at?: components["schemas"]["TimestampInput"];
            /** @description Known from amoCRM only. */
            responsible_user_id?: number;
            /** @description Whether the pipeline may react. Default: true. */
            is_need_to_trigger_digital_pipeline?: boolean;
            request_id?: components["schemas"]["RequestId"];
        };
        CallNoteParamsInput: {
            /** @description Your id of the call. */
            uniq?: string;
            /** @description Seconds. */
            duration: number;
            /** @description Name of the telephony. */
            source: string;
            /** @description Address of the recording. */
            link?: string;
            /** @description Phone number. */
            phone: string;
            /** @description Id of a user, or a name. */
            call_responsible?: string | number;
            /** @description Known from the amoCRM PHP SDK only. */
            call_result?: string;
            /** @description Known from the amoCRM PHP SDK only. */
            call_status?: number;
        };
        CallNoteContent: {
            /** @description Type of the note; it says what `params` holds. */
            note_type: components["schemas"]["CallNoteType"];
            /** @description What the type asks for. */
            params: components["schemas"]["CallNoteParamsInput"];
        };
        ServiceNoteParamsInput: {
            /** @description Who says it; shown as the heading. */
            service: string;
            /** @description Text of the note. */
            text: string;
        };
        ServiceNoteContent: {
            /** @description Type of the note; it says what `params` holds. */
            note_type: components["schemas"]["ServiceNoteType"];
            /** @description What the type asks for. */
            params: components["schemas"]["ServiceNoteParamsInput"];
        };
        GeolocationNoteParamsInput: {
            /** @description Text of the note. */
            text: string;
            /** @description Address as one line of text. */
            address: string;
            /** @description Degrees, as a string. */
            longitude: string;
            /** @description Degrees, as a string. */
            latitude: string;
        };
        GeolocationNoteContent: {
            /**
             * @description Type of the note; it says what `params` holds.
             * @constant
             */
            note_type: "geolocation";
            /** @description What the type asks for. */
            params: components["schemas"]["GeolocationNoteParamsInput"];
        };
        SmsNoteParamsInput: {
            /** @description Text of the message. */
            text: string;
            /** @description Phone of the other side, in any notation. */
            phone: string;
        };
        SmsNoteContent: {
            /** @description Type of the note; it says what `params` holds. */
            note_type: components["schemas"]["SmsNoteType"];
            /** @description What the type asks for. */
            params: components["schemas"]["SmsNoteParamsInput"];
        };
        /** @description A file of the drive. */
        AttachmentNoteParamsInput: {
            /** @description UUID of the file in the drive. */
            file_uuid: string;
            /** @description Default: the last version. */
            version_uuid?: string;
            /** @description Name of the file, with its extension. */
            file_name: string;
        };
        AttachmentNoteContent: {
            /**
             * @description Type of the note; it says what `params` holds.
             * @constant
             */
            note_type: "attachment";
            params: components["schemas"]["AttachmentNoteParamsInput"];
        };
        CashierNoteParamsInput: {
            /**
             * @description State, as a code.
             * @enum {string}
             */
            status: "created" | "shown" | "canceled";
            /** @description Text of the note. */
            text: string;
        };
        /** @description Known from amoCRM only. */
        CashierNoteContent: {
            /**
             * @description Type of the note; it says what `params` holds.
             * @constant
             */
            note_type: "message_cashier";
            /** @description What the type asks for. */
            params: components["schemas"]["CashierNoteParamsInput"];
        };
        NoteCreate: (components["schemas"]["NoteCreateFields"] & components["schemas"]["CommonNoteContent"]) | (components["schemas"]["NoteCreateFields"] & components["schemas"]["CallNoteContent"]) | (components["schemas"]["NoteCreateFields"] & components["schemas"]["ServiceNoteContent"]) | (components["schemas"]["NoteCreateFields"] & components["schemas"]["GeolocationNoteContent"]) | (components["schemas"]["NoteCreateFields"] & components["schemas"]["SmsNoteContent"]) | (components["schemas"]["NoteCreateFields"] & components["schemas"]["AttachmentNoteContent"]) | (components["schemas"]["NoteCreateFields"] & components["schemas"]["CashierNoteContent"]);
        NoteCreated: {
            id: number;
            entity_id?: components["schemas"]["NoteEntityId"];
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        NoteCreateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                notes: components["schemas"]["NoteCreated"][];
            };
        };
        NoteUpdateItemFields: {
            /** @description Id of what to change. */
            id: number;
            /** @description Id of the entity. */
            entity_id?: number;
            /** @description Known from amoCRM only. */
            created_by?: number;
            /** @description Known from the amoCRM PHP SDK only. */
            updated_by?: number;
            /** @description Known from amoCRM only. */
            responsible_user_id?: number;
            request_id?: components["schemas"]["RequestId"];
        };
        NoteUpdateItem: (components["schemas"]["NoteUpdateItemFields"] & components["schemas"]["CommonNoteContent"]) | (components["schemas"]["NoteUpdateItemFields"] & components["schemas"]["CallNoteContent"]) | (components["schemas"]["NoteUpdateItemFields"] & components["schemas"]["ServiceNoteContent"]) | (components["schemas"]["NoteUpdateItemFields"] & components["schemas"]["GeolocationNoteContent"]) | (components["schemas"]["NoteUpdateItemFields"] & components["schemas"]["SmsNoteContent"]) | (components["schemas"]["NoteUpdateItemFields"] & components["schemas"]["AttachmentNoteContent"]) | (components["schemas"]["NoteUpdateItemFields"] & components["schemas"]["CashierNoteContent"]);
        NoteUpdated: {
            id: number;
            entity_id?: components["schemas"]["NoteEntityId"];
            updated_at?: components["schemas"]["Timestamp"];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        NoteUpdateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                notes: components["schemas"]["NoteUpdated"][];
            };
        };
        NoteCreateForEntityFields: {
            /** @description Stands in the path already. */
            entity_id?: number;
            /** @description Id of the user who counts as the author; 0 is a robot. */
            created_by?: number;
            /** @description Id of the user who counts as the last to change it; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description Whether the pipeline may react. Default: true. */
            is_need_to_trigger_digital_pipeline?: boolean;
            request_id?: components["schemas"]["RequestId"];
        };
        /** @description A note whose entity stands in the path. */
        NoteCreateForEntity: (components["schemas"]["NoteCreateForEntityFields"] & components["schemas"]["CommonNoteContent"]) | (components["schemas"]["NoteCreateForEntityFields"] & components["schemas"]["CallNoteContent"]) | (components["schemas"]["NoteCreateForEntityFields"] & components["schemas"]["ServiceNoteContent"]) | (components["schemas"]["NoteCreateForEntityFields"] & components["schemas"]["GeolocationNoteContent"]) | (components["schemas"]["NoteCreateForEntityFields"] & components["schemas"]["SmsNoteContent"]) | (components["schemas"]["NoteCreateForEntityFields"] & components["schemas"]["AttachmentNoteContent"]) | (components["schemas"]["NoteCreateForEntityFields"] & components["schemas"]["CashierNoteContent"]);
        NoteUpdateFields: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Id of the entity. */
            entity_id?: number;
            /** @description Known from amoCRM only. */
            created_by?: number;
            /** @description Known from the amoCRM PHP SDK only. */
            updated_by?: number;
            /** @description Known from amoCRM only. */
            responsible_user_id?: number;
            request_id?: components["schemas"]["RequestId"];
        };
        /** @description A note keeps its type; it has to be named all the same. */
        NoteUpdate: (components["schemas"]["NoteUpdateFields"] & components["schemas"]["CommonNoteContent"]) | (components["schemas"]["NoteUpdateFields"] & components["schemas"]["CallNoteContent"]) | (components["schemas"]["NoteUpdateFields"] & components["schemas"]["ServiceNoteContent"]) | (components["schemas"]["NoteUpdateFields"] & components["schemas"]["GeolocationNoteContent"]) | (components["schemas"]["NoteUpdateFields"] & components["schemas"]["SmsNoteContent"]) | (components["schemas"]["NoteUpdateFields"] & components["schemas"]["AttachmentNoteContent"]) | (components["schemas"]["NoteUpdateFields"] & components["schemas"]["CashierNoteContent"]);
        /**
         * @description Entities with links, tags and field groups, as paths and bodies name them. Customers are amoCRM only.
         * @enum {string}
         */
        EntityType: "leads" | "contacts" | "companies" | "customers";
        CustomFieldFilter: {
            id?: components["schemas"]["IdFilter"];
            /** @description One type, or several. */
            type?: components["schemas"]["CustomFieldType"] | readonly components["schemas"]["CustomFieldType"][];
        };
        /** @description One key. */
        CustomFieldOrder: {
            sort?: components["schemas"]["SortDirection"];
            id?: components["schemas"]["SortDirection"];
        };
        /** @description Settings of a field of a list; not documented further. */
        CustomFieldSettings: unknown[] | {
            [key: string]: unknown;
        } | null;
        CustomFieldEnum: {
            id: number;
            value: string;
            sort?: number;
            code?: string | null;
        };
        CustomFieldNested: {
            id: number;
            parent_id?: number | null;
            value: string;
            sort?: number;
        };
        CustomFieldStatus: {
            /** @description Id of the stage or status. */
            status_id: number;
            /** @description Id of the pipeline. */
            pipeline_id: number;
        };
        CustomFieldChainedList: {
            /** @description Heading of the list in the chain. */
            title?: string | null;
            /** @description Id of the list. */
            catalog_id: number;
            /** @description Id of the list before it in the chain. */
            parent_catalog_id?: number | null;
        };
        CustomField: {
            id: number;
            name: string;
            /** @description Name to use instead of the id when values are written. */
            code?: string | null;
            /** @description A CustomFieldType, or a type that came later. */
            type: components["schemas"]["CustomFieldType"] | (string & {});
            sort: number;
            entity_type?: "leads" | "contacts" | "companies" | "customers" | "segments" | "catalogs" | (string & {});
            account_id?: number;
            /** @description The list; on fields of lists only. */
            catalog_id?: number;
            /** @description Group of fields; a string such as `default` or `leads_2745158`. */
            group_id?: string | null;
            /** @description On fields of leads only. */
            is_computed?: boolean;
            is_predefined?: boolean;
            is_deletable?: boolean;
            /** @description On fields of lists only. */
            is_visible?: boolean;
            /** @description On fields of lists only. */
            is_required?: boolean;
            is_api_only?: boolean;
            settings?: components["schemas"]["CustomFieldSettings"];
            /** @description When to remind of a birthday. */
            remind?: components["schemas"]["CustomFieldRemind"] | (string & {}) | null;
            /** @description ISO code, on monetary fields. */
            currency?: string | null;
            /** @description Options. The answer of a batch update may hold them as an object keyed by index; the SDK always gives an array. */
            enums?: components["schemas"]["CustomFieldEnum"][] | null;
            /** @description Tree of a category field of a list. */
            nested?: components["schemas"]["CustomFieldNested"][] | null;
            /** @description Stages that cannot be entered while the field is empty. */
            required_statuses?: components["schemas"]["CustomFieldStatus"][] | null;
            /** @description Stages in which the field is hidden; leads only. */
            hidden_statuses?: components["schemas"]["CustomFieldStatus"][] | null;
            chained_lists?: components["schemas"]["CustomFieldChainedList"][] | null;
            /** @description Code that the site runs for a tracking_data field. */
            tracking_callback?: string | null;
            /** @description Where a linked_entity field looks: contacts, companies, contacts_and_companies, or the id of a list as a string. */
            search_in?: string | null;
            /** @description Seen in answers, not documented. */
            triggers?: unknown[] | null;
            /** @description In answers to writes. */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CustomFieldPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                custom_fields: components["schemas"]["CustomField"][];
            };
        };
        /** @enum {string} */
        CustomFieldRemind: "never" | "day" | "week" | "month";
        CustomFieldEnumInput: {
            /** @description Of an option that is there already. */
            id?: number;
            /** @description The value. */
            value: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            /** @description Code of the field or option; requests can use it in place of the id. */
            code?: string | null;
        };
        CustomFieldNestedInput: {
            /** @description Of a value that is there already. */
            id?: number;
            /** @description Id of the category above. */
            parent_id?: number | null;
            /** @description The value. */
            value: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            request_id?: components["schemas"]["RequestId"];
            /** @description request_id of a parent that is made in the same call. */
            parent_request_id?: string;
        };
        CustomFieldCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            type: components["schemas"]["CustomFieldType"];
            /** @description Code of the field or option; requests can use it in place of the id. */
            code?: string | null;
            /** @description Place in the order, as a number. */
            sort?: number;
            /** @description Id of the group; for a user, of the user group. */
            group_id?: string | null;
            /** @description Whether only the API may change the value. */
            is_api_only?: boolean;
            /** @description Lists only. */
            is_visible?: boolean;
            /** @description Lists only. */
            is_required?: boolean;
            /** @description Known from the amoCRM PHP SDK only. */
            is_deletable?: boolean;
            settings?: components["schemas"]["CustomFieldSettings"];
            /** @description How long before a birthday to remind of it. */
            remind?: components["schemas"]["CustomFieldRemind"] | null;
            /** @description Required for monetary fields. */
            currency?: string | null;
            /** @description Required for select, multiselect and radiobutton fields. */
            enums?: components["schemas"]["CustomFieldEnumInput"][] | null;
            /** @description For category fields. */
            nested?: components["schemas"]["CustomFieldNestedInput"][] | null;
            /** @description Stages in which the field must be filled. */
            required_statuses?: components["schemas"]["CustomFieldStatus"][] | null;
            /** @description Stages in which the field is hidden. */
            hidden_statuses?: components["schemas"]["CustomFieldStatus"][] | null;
            /** @description Required for chained_list fields. */
            chained_lists?: components["schemas"]["CustomFieldChainedList"][] | null;
            /** @description Callback of the tracking data field. */
            tracking_callback?: string | null;
            /** @description Required for linked_entity fields. */
            search_in?: string | null;
            request_id?: components["schemas"]["RequestId"];
        };
        /** @description The type of a field cannot change. */
        CustomFieldUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Code of the field or option; requests can use it in place of the id. */
            code?: string | null;
            /** @description Place in the order, as a number. */
            sort?: number;
            /** @description Id of the group; for a user, of the user group. */
            group_id?: string | null;
            /** @description Whether only the API may change the value. */
            is_api_only?: boolean;
            /** @description Lists only. */
            is_visible?: boolean;
            /** @description Lists only. */
            is_required?: boolean;
            /** @description Known from the amoCRM PHP SDK only. */
            is_deletable?: boolean;
            settings?: components["schemas"]["CustomFieldSettings"];
            /** @description How long before a birthday to remind of it. */
            remind?: components["schemas"]["CustomFieldRemind"] | null;
            /** @description Currency of the field, as a three-letter code. */
            currency?: string | null;
            /** @description All options, the old ones with their id. What is not sent is removed, what has no id is made anew. */
            enums?: components["schemas"]["CustomFieldEnumInput"][] | null;
            /** @description The tree of categories of the field. */
            nested?: components["schemas"]["CustomFieldNestedInput"][] | null;
            /** @description Stages in which the field must be filled. */
            required_statuses?: components["schemas"]["CustomFieldStatus"][] | null;
            /** @description Stages in which the field is hidden. */
            hidden_statuses?: components["schemas"]["CustomFieldStatus"][] | null;
            /** @description The lists that the field chains, from the first to the last. */
            chained_lists?: components["schemas"]["CustomFieldChainedList"][] | null;
            /** @description Callback of the tracking data field. */
            tracking_callback?: string | null;
            /** @description Where the field searches: the id of a list as text, `contacts`, `companies` or `contacts_and_companies`. */
            search_in?: string | null;
            request_id?: components["schemas"]["RequestId"];
        };
        CustomFieldUpdateItem: components["schemas"]["CustomFieldUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        FieldGroup: {
            /** @description Such as `default`, `statistic` or `leads_2745158`. */
            id: string;
            name: string;
            sort: number;
            /** @description Such a group cannot be deleted. */
            is_predefined: boolean;
            /** @description linked_group is a tab of a list, such as products. */
            type: "custom_field_group" | "linked_group" | (string & {});
            entity_type: "leads" | "contacts" | "companies" | "customers" | "catalogs" | (string & {});
            /** @description Ids of the fields in the group. */
            fields?: number[];
            /** @description In answers to writes. */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        FieldGroupPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                custom_field_groups: components["schemas"]["FieldGroup"][];
            };
        };
        FieldGroupCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Required by amoCRM's page. */
            sort?: number;
            /** @description Ids of the custom fields of the group. */
            fields?: number[];
            request_id?: components["schemas"]["RequestId"];
        };
        FieldGroupUpdate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            /** @description Fields to move into the group. */
            fields?: number[];
            request_id?: components["schemas"]["RequestId"];
        };
        /**
         * @description An account has one list of products, and on amoCRM one of invoices and one of suppliers.
         * @enum {string}
         */
        CatalogType: "regular" | "products" | "invoices" | "suppliers";
        Catalog: {
            id: number;
            name: string;
            created_by: number;
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            sort: number;
            /** @description A CatalogType, or one that came later. */
            type: components["schemas"]["CatalogType"] | (string & {});
            can_add_elements: boolean;
            can_show_in_cards: boolean;
            /** @description Whether one element may hang on several entities. */
            can_link_multiple: boolean;
            can_be_deleted: boolean;
            /** @description The widget that shows the list; the docs call it a number, the PHP SDK reads a string. */
            sdk_widget_code?: string | number | null;
            account_id: number;
            /** @description In answers to writes. */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CatalogPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                catalogs: components["schemas"]["Catalog"][];
            };
        };
        CatalogCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            type?: components["schemas"]["CatalogType"];
            /** @description Place in the order, as a number. */
            sort?: number;
            /** @description Whether users may add elements in the interface. */
            can_add_elements?: boolean;
            /** @description Whether one element may be linked to several entities. */
            can_link_multiple?: boolean;
            /** @description Known from the amoCRM PHP SDK only. */
            can_show_in_cards?: boolean;
            /** @description Id of the user; 0 is a robot. */
            created_by?: number;
            /** @description Id of the user; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        CatalogUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Known from the amoCRM PHP SDK only. */
            sort?: number;
            /** @description Whether users may add elements in the interface. */
            can_add_elements?: boolean;
            /** @description Whether one element may be linked to several entities. */
            can_link_multiple?: boolean;
            /** @description Known from the amoCRM PHP SDK only. */
            can_show_in_cards?: boolean;
            /** @description Id of the user; 0 is a robot. */
            created_by?: number;
            /** @description Id of the user; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        CatalogUpdateItem: components["schemas"]["CatalogUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        /**
         * @description Both are amoCRM's, for invoices.
         * @enum {string}
         */
        CatalogElementWith: "invoice_link" | "supplier_field_values";
        CatalogElementFilter: {
            id?: components["schemas"]["IdFilter"];
        };
        CatalogElementEmbedded: {
            /** @description On elements of the list of invoices. */
            warning?: {
                /** @description Set where sums were recalculated. */
                message?: string | null;
            } | null;
        };
        CatalogElement: {
            id: number;
            name: string;
            created_by: number;
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            is_deleted: boolean | null;
            custom_fields_values: components["schemas"]["CustomFieldsValues"];
            catalog_id: number;
            account_id: number;
            /** @description Known from the amoCRM PHP SDK only. */
            currency_id?: number | null;
            /** @description In answers to writes. The examples show a number here, unlike everywhere else; the SDK always gives a string. */
            request_id?: string;
            /** @description Printable invoice; null outside the list of invoices. Answers to writes have it unasked. */
            invoice_link?: string | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["CatalogElementEmbedded"];
        };
        CatalogElementPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                elements: components["schemas"]["CatalogElement"][];
            };
        };
        CatalogElementCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Known from the amoCRM PHP SDK only. */
            currency_id?: number;
            /** @description Id of the user; 0 is a robot. */
            created_by?: number;
            /** @description Id of the user; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        CatalogElementUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Known from the amoCRM PHP SDK only. */
            currency_id?: number;
            /** @description Id of the user; 0 is a robot. */
            created_by?: number;
            /** @description Id of the user; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        CatalogElementUpdateItem: components["schemas"]["CatalogElementUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        ProductsSettings: {
            is_enabled: boolean;
            /** @description The list of products. */
            catalog_id?: number | null;
        };
        ProductsSettingsUpdate: {
            /** @description Whether the feature is switched on. */
            is_enabled: boolean;
        };
        /** @description The PHP SDK reads the code only; whatever else an answer has is kept. */
        Currency: {
            /** @description ISO code. */
            code: string;
        } & {
            [key: string]: unknown;
        };
        CurrencyPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                currencies: components["schemas"]["Currency"][];
            };
        };
        /**
         * @description segments groups customers by segments, periodicity by stages that follow from the dates of their purchases.
         * @enum {string}
         */
        CustomersModeName: "segments" | "periodicity";
        CustomersMode: {
            mode: components["schemas"]["CustomersModeName"];
            /** @description Whether the feature is switched on. */
            is_enabled: boolean;
        };
        /**
         * @description group_id is known from the amoCRM PHP SDK only.
         * @enum {string}
         */
        CustomerWith: "contacts" | "companies" | "catalog_elements" | "group_id";
        /** @description A number, or a range of numbers (both ends included). */
        NumberRangeFilter: number | {
            from?: number;
            to?: number;
        };
        CustomerFilter: {
            id?: components["schemas"]["IdFilter"];
            name?: components["schemas"]["StringFilter"];
            status_id?: components["schemas"]["IdFilter"];
            responsible_user_id?: components["schemas"]["IdFilter"];
            created_by?: components["schemas"]["IdFilter"];
            updated_by?: components["schemas"]["IdFilter"];
            next_price?: components["schemas"]["NumberRangeFilter"];
            next_date?: components["schemas"]["RangeFilter"];
            created_at?: components["schemas"]["RangeFilter"];
            updated_at?: components["schemas"]["RangeFilter"];
            closest_task_at?: components["schemas"]["RangeFilter"];
            custom_fields_values?: components["schemas"]["CustomFieldsFilter"];
        };
        /** @description One key. The PHP SDK sorts customers without saying by what. */
        CustomerOrder: {
            created_at?: components["schemas"]["SortDirection"];
            updated_at?: components["schemas"]["SortDirection"];
            id?: components["schemas"]["SortDirection"];
        };
        CustomerEmbedded: {
            segments: components["schemas"]["LinkedEntity"][];
            tags: components["schemas"]["Tag"][];
            contacts?: components["schemas"]["LinkedContact"][];
            /** @description None or one. */
            companies?: components["schemas"]["LinkedCompany"][];
            catalog_elements?: components["schemas"]["LinkedCatalogElement"][];
        };
        Customer: {
            id: number;
            name: string;
            /** @description Sum that the next purchase is expected to have. */
            next_price: number | null;
            /** @description The sum with its fraction. */
            next_price_with_minor_units?: number | null;
            /** @description When the next purchase is expected, unix seconds. */
            next_date: number | null;
            responsible_user_id: number;
            status_id: number | null;
            /** @description Days between purchases, in the periodicity mode. */
            periodicity: number | null;
            /** @description 0 is a robot. */
            created_by: number;
            /** @description 0 is a robot. */
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            /** @description Unix seconds. */
            closest_task_at: number | null;
            is_deleted: boolean;
            custom_fields_values: components["schemas"]["CustomFieldsValues"];
            /** @description Sum of the purchases. */
            ltv: number;
            purchases_count: number;
            average_check: number;
            /** @description The sum with its fraction. */
            ltv_with_minor_units?: number | null;
            /** @description The sum with its fraction. */
            average_check_with_minor_units?: number | null;
            account_id: number;
            group_id?: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["CustomerEmbedded"];
        };
        CustomerPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                customers: components["schemas"]["Customer"][];
            };
        };
        CustomerCreate: {
            /** @description Required in the periodicity mode. */
            name?: string;
            /** @description Sum of the next purchase that is expected, in the account's currency. */
            next_price?: number;
            /** @description Required in the periodicity mode. */
            next_date?: components["schemas"]["TimestampInput"];
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description Id of the status of the customer. */
            status_id?: number;
            /** @description How often the customer buys, if the account works with periods. The pages name no unit. */
            periodicity?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Tags, by id or by name. */
                tags?: components["schemas"]["TagRef"][] | null;
                /** @description Segments of the customer. */
                segments?: components["schemas"]["IdRef"][] | null;
            };
        };
        CustomerCreated: {
            id: number;
            name?: string;
            status_id?: number | null;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["Timestamp"];
            updated_at?: components["schemas"]["Timestamp"];
            account_id?: number;
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CustomerCreateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                customers: components["schemas"]["CustomerCreated"][];
            };
        };
        CustomerUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Sum of the next purchase that is expected, in the account's currency. */
            next_price?: number;
            next_date?: components["schemas"]["TimestampInput"];
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description Id of the status of the customer. */
            status_id?: number;
            /** @description How often the customer buys, if the account works with periods. The pages name no unit. */
            periodicity?: number;
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            /** @description Tags to take away; the others stay. */
            tags_to_delete?: components["schemas"]["TagRef"][];
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Replaces all tags; null removes them. */
                tags?: components["schemas"]["TagRef"][] | null;
                /** @description Documented for new customers; the PHP SDK sends it on updates too. */
                segments?: components["schemas"]["IdRef"][] | null;
            };
        };
        CustomerUpdateItem: components["schemas"]["CustomerUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        CustomerUpdated: {
            id: number;
            updated_at?: components["schemas"]["Timestamp"];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CustomerUpdateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            /** @description amoCRM's example names the key `leads`; the PHP SDK reads `customers`. Both are taken, the SDK gives `customers`. */
            _embedded: {
                customers: components["schemas"]["CustomerUpdated"][];
            };
        };
        /** @description Give points or take them, not both. */
        CustomerBonusPointsChange: {
            earn: number;
            redeem?: never;
        } | {
            redeem: number;
            earn?: never;
        };
        CustomerBonusPoints: {
            /** @description The balance after the change. */
            bonus_points: number;
        };
        TransactionFilter: {
            id?: components["schemas"]["IdFilter"];
        };
        TransactionEmbedded: {
            customer: components["schemas"]["LinkedEntity"];
            /** @description Missing where nothing was attached. */
            catalog_elements?: components["schemas"]["LinkedCatalogElement"][];
        };
        /** @description A purchase of a customer. */
        Transaction: {
            id: number;
            /** @description In whole units of the account's currency. */
            price: number;
            /** @description The price with its fraction. */
            price_with_minor_units?: number | null;
            comment: string | null;
            /** @description Unix seconds. */
            completed_at: number | null;
            customer_id: number;
            created_by: number;
            updated_by: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            is_deleted: boolean;
            account_id: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["TransactionEmbedded"];
        };
        TransactionPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                transactions: components["schemas"]["Transaction"][];
            };
        };
        TransactionElementInput: {
            /** @description Id of the element. */
            id: number;
            /** @description Details of it. */
            metadata?: {
                /** @description Id of the list. */
                catalog_id?: number;
                /** @description Number of units. */
                quantity?: number;
            };
        };
        TransactionCreate: {
            /** @description In the account's currency. */
            price: number;
            /** @description What was bought. */
            comment?: string | null;
            completed_at?: components["schemas"]["TimestampInput"];
            /** @description Sum that the customer's next purchase is expected to have. */
            next_price?: number;
            /** @description When the customer's next purchase is expected. */
            next_date?: components["schemas"]["TimestampInput"];
            /** @description 0 is a robot. */
            created_by?: number;
            /** @description Known from the amoCRM PHP SDK only. */
            metadata?: {
                /** @description Address of the receipt. */
                receipt_link?: string;
                /** @description Your own id. */
                external_id?: string;
            };
            request_id?: components["schemas"]["RequestId"];
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Elements of lists, products for example, that were bought. */
                catalog_elements?: components["schemas"]["TransactionElementInput"][];
            };
        };
        TransactionCreated: {
            id: number;
            customer_id?: number;
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: {
                customer?: components["schemas"]["LinkedEntity"];
            };
        };
        TransactionCreateResponse: {
            _total_items?: number;
            _links?: components["schemas"]["SelfLinks"];
            /** @description amoCRM's example names the key `customers`; the PHP SDK reads `transactions`. Both are taken, the SDK gives `transactions`. */
            _embedded: {
                transactions: components["schemas"]["TransactionCreated"][];
            };
        };
        CustomerStatusCondition: {
            type?: string;
        } & {
            [key: string]: unknown;
        };
        CustomerStatus: {
            id: number;
            name: string;
            sort: number;
            /** @description A status of the system. */
            is_default: boolean;
            /** @description When a customer gets here: alternatives, each a list of conditions. Their shape is not documented; read only. */
            conditions: components["schemas"]["CustomerStatusCondition"][][];
            /** @description With the sign, `#c1e0ff`. */
            color: string;
            /** @description 0 ordinary, 1 purchase expected, 2 did not purchase, 3 closed, 4 recently purchased. */
            type: 0 | 1 | 2 | 3 | 4 | (number & {});
            account_id: number;
            /** @description In answers to writes. */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CustomerStatusPage: {
            _total_items?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                statuses: components["schemas"]["CustomerStatus"][];
            };
        };
        /** @enum {string} */
        CustomerStatusColor: "#fffeb2" | "#fffd7f" | "#fff000" | "#ffeab2" | "#ffdc7f" | "#ffce5a" | "#ffdbdb" | "#ffc8c8" | "#ff8f92" | "#d6eaff" | "#c1e0ff" | "#98cbff" | "#ebffb1" | "#deff81" | "#87f2c0" | "#f9deff" | "#f3beff" | "#ccc8f9" | "#eb93ff" | "#f2f3f4" | "#e6e8ea";
        CustomerStatusCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Place in the order, as a number. */
            sort: number;
            /** @description Colour as a hex code, such as `#ffff99`. */
            color?: components["schemas"]["CustomerStatusColor"];
            request_id?: components["schemas"]["RequestId"];
        };
        CustomerStatusCreated: {
            id: number;
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        CustomerStatusCreateResponse: {
            _total_items?: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                statuses: components["schemas"]["CustomerStatusCreated"][];
            };
        };
        CustomerStatusUpdate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Place in the order, as a number. */
            sort?: number;
            /** @description Colour as a hex code, such as `#ffff99`. */
            color?: components["schemas"]["CustomerStatusColor"];
            request_id?: components["schemas"]["RequestId"];
        };
        Segment: {
            id: number;
            name: string;
            /** @description Without the sign, `ae003f`. */
            color: string;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            account_id: number;
            /** @description Ids of the price fields of lists that the segment may use. */
            available_products_price_types: number[] | null;
            customers_count: number;
            custom_fields_values: components["schemas"]["CustomFieldsValues"];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        SegmentPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                segments: components["schemas"]["Segment"][];
            };
        };
        /** @enum {string} */
        SegmentColor: "10599d" | "2176ff" | "006acc" | "07a0c3" | "247ba0" | "177e89" | "046e8f" | "598381" | "0c7c59" | "495f41" | "00a44b" | "08605f" | "bf2600" | "06d6a0" | "e14945" | "79b473" | "ae003f" | "a2ad59" | "cd0f53" | "8e936d" | "832161" | "2e5339" | "bf126f" | "6f7c12" | "ff5376" | "dd1c1a" | "bb304e" | "631d76" | "9d2b32" | "4a001f" | "b118c8" | "6a0f49" | "6610f2" | "b38a58" | "8963ba" | "4b3666" | "932f6d" | "6b2d5c" | "6461a0" | "4f517d";
        SegmentCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Colour as a hex code, such as `#ffff99`. */
            color?: components["schemas"]["SegmentColor"];
            /** @description Ids of the types of product prices that the segment has. */
            available_products_price_types?: number[] | null;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        SegmentUpdate: {
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Colour as a hex code, such as `#ffff99`. */
            color?: components["schemas"]["SegmentColor"];
            /** @description Ids of the types of product prices that the segment has. */
            available_products_price_types?: number[] | null;
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        TagFilter: {
            id?: components["schemas"]["IdFilter"];
            /** @description Exact, one only. */
            name?: string;
        };
        TagPage: {
            _total_items?: number;
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                tags: components["schemas"]["Tag"][];
            };
        };
        /**
         * @description Hex without the sign. The docs print the list in this case; others are let through.
         * @enum {string}
         */
        TagColor: "EBEBEB" | "D0D0D0" | "F2DDF7" | "D1A4DC" | "FF8F92" | "FFC8C8" | "C7DB8C" | "DDEBB5" | "8699DA" | "AABDFF" | "FFCE5A" | "FFE193" | "90CDB0" | "C6F4DE" | "A9A5D7" | "D8D5FF" | "86C0FC" | "832161" | "6A0F49" | "0C7C59" | "10599D" | "9D2B32" | "247BA0";
        TagCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Tags of leads only. */
            color?: components["schemas"]["TagColor"] | (string & {}) | null;
            request_id?: components["schemas"]["RequestId"];
        };
        /** @description A new tag, or the one that had the name already. */
        TagCreated: {
            id: number;
            name: string;
            color?: string | null;
            request_id?: string;
        };
        TagCreateResponse: {
            _total_items?: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                tags: components["schemas"]["TagCreated"][];
            };
        };
        /** @description What every entity takes in an update: tags, custom field values and the common properties. The updates of leads, contacts, companies and customers have their own bodies with more. */
        EntityPatch: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name of the entity. */
            name?: string;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description Id of the user who counts as the author; 0 is a robot. */
            created_by?: number;
            /** @description Id of the user who counts as the last to change it; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            custom_fields_values?: components["schemas"]["CustomFieldsValuesInput"];
            /** @description Tags to add; the others stay. */
            tags_to_add?: components["schemas"]["TagRef"][];
            /** @description Tags to take away; the others stay. */
            tags_to_delete?: components["schemas"]["TagRef"][];
            /** @description Your mark of an item. It comes back in the answer and is not stored. */
            request_id?: string;
            /** @description What goes along with it, by kind. */
            _embedded?: {
                /** @description Replaces all tags; null removes them. */
                tags?: components["schemas"]["TagRef"][] | null;
            };
        };
        EntityPatchItem: components["schemas"]["EntityPatch"] & {
            /** @description Id of what to change. */
            id: number;
        };
        EntityPatched: {
            id: number;
            name?: string;
            updated_at?: components["schemas"]["Timestamp"];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        EntityPatchResponse: {
            _links?: components["schemas"]["SelfLinks"];
            /** @description The key is the type of the entities. */
            _embedded: {
                leads?: components["schemas"]["EntityPatched"][];
                contacts?: components["schemas"]["EntityPatched"][];
                companies?: components["schemas"]["EntityPatched"][];
                customers?: components["schemas"]["EntityPatched"][];
            };
        };
        /**
         * @description What can hang on what: on a lead contacts, companies and elements; on a contact companies, customers and elements; on a company contacts, leads, customers and elements; on a customer contacts, companies and elements.
         * @enum {string}
         */
        LinkTargetType: "leads" | "contacts" | "companies" | "customers" | "catalog_elements";
        /** @description to_entity_id and to_entity_type go together. */
        EntityLinkFilter: {
            to_entity_id?: number;
            to_entity_type?: components["schemas"]["LinkTargetType"];
            to_catalog_id?: number;
        };
        EntityLinkMetadata: {
            /** @description What a write calls is_main. */
            main_contact?: boolean;
            /** @description How many of a list element. */
            quantity?: number;
            catalog_id?: number;
            /** @description The price field of the list that counts. */
            price_id?: number | null;
        };
        EntityLink: {
            /** @description In mass lists and in answers to writes. */
            entity_id?: number;
            /** @description In mass lists and in answers to writes. */
            entity_type?: components["schemas"]["EntityType"] | (string & {});
            to_entity_id: number;
            /** @description A LinkTargetType, or one that came later. */
            to_entity_type: components["schemas"]["LinkTargetType"] | (string & {});
            metadata?: components["schemas"]["EntityLinkMetadata"] | null;
        };
        EntityLinkPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                links: components["schemas"]["EntityLink"][];
            };
        };
        EntityLinkMetadataInput: {
            /** @description Required for list elements. */
            catalog_id?: number;
            /** @description Number of units. */
            quantity?: number;
            /** @description Whether the contact is the main one; a read calls it main_contact. */
            is_main?: boolean;
            /** @description The user in whose name it is done. */
            updated_by?: number;
            /** @description amoCRM only. */
            price_id?: number | null;
        };
        EntityLinkCreate: {
            /** @description Id of the entity to link to or to unlink from. */
            to_entity_id: number;
            to_entity_type: components["schemas"]["LinkTargetType"];
            /** @description Details of the link, such as the list, the quantity or whether the contact is the main one. */
            metadata?: components["schemas"]["EntityLinkMetadataInput"] | null;
        };
        EntityUnlinkMetadata: {
            /** @description Required for list elements. */
            catalog_id?: number;
            /** @description The user in whose name it is done. */
            updated_by?: number;
        };
        EntityUnlink: {
            /** @description Id of the entity to link to or to unlink from. */
            to_entity_id: number;
            to_entity_type: components["schemas"]["LinkTargetType"];
            /** @description Details of it. */
            metadata?: components["schemas"]["EntityUnlinkMetadata"] | null;
        };
        /** @description to_entity_id and to_entity_type go together. */
        EntityLinkMassFilter: {
            /** @description The entities whose links to list. */
            entity_id: components["schemas"]["IdFilter"];
            to_entity_id?: number;
            to_entity_type?: components["schemas"]["LinkTargetType"];
            to_catalog_id?: number;
        };
        EntityLinkMassCreate: {
            /** @description Id of the entity. */
            entity_id: number;
            /** @description Id of the entity to link to or to unlink from. */
            to_entity_id: number;
            to_entity_type: components["schemas"]["LinkTargetType"];
            /** @description Details of it. */
            metadata?: components["schemas"]["EntityLinkMetadataInput"] | null;
        };
        EntityMassUnlink: {
            /** @description Id of the entity. */
            entity_id: number;
            /** @description Id of the entity to link to or to unlink from. */
            to_entity_id: number;
            to_entity_type: components["schemas"]["LinkTargetType"];
            /** @description Details of it. */
            metadata?: components["schemas"]["EntityUnlinkMetadata"] | null;
        };
        /**
         * @description customer_name is amoCRM's, note is known from its PHP SDK only.
         * @enum {string}
         */
        EventWith: "contact_name" | "lead_name" | "company_name" | "catalog_name" | "catalog_element_name" | "customer_name" | "note";
        /** @description One string, or several as one comma list. */
        CommaStringFilter: string | readonly string[];
        /** @description One id, or several as one comma list. */
        CommaIdFilter: number | string | readonly (number | string)[];
        /** @description Singular, unlike the rest of the API; `catalog_{id}` for the elements of a list. */
        EventEntityType: "lead" | "contact" | "company" | "customer" | "task" | `catalog_${number}` | (string & {});
        /** @description Types of entities. Messages of chats are found under `contact`, though they come back as lead or customer. */
        EventEntityFilter: components["schemas"]["EventEntityType"] | readonly components["schemas"]["EventEntityType"][];
        /**
         * @description The documented types; an open set. Those about customers, transactions and cashiers are amoCRM's.
         * @enum {string}
         */
        KnownEventType: "lead_added" | "contact_added" | "company_added" | "customer_added" | "common_note_added" | "common_note_deleted" | "attachment_note_added" | "targeting_in_note_added" | "targeting_out_note_added" | "geo_note_added" | "service_note_added" | "site_visit_note_added" | "message_to_cashier_note_added" | "incoming_call" | "outgoing_call" | "incoming_sms" | "outgoing_sms" | "link_followed" | "task_result_added" | "lead_deleted" | "lead_restored" | "contact_deleted" | "contact_restored" | "company_deleted" | "company_restored" | "customer_deleted" | "entity_merged" | "task_added" | "task_deleted" | "task_completed" | "lead_status_changed" | "customer_status_changed" | "entity_responsible_changed" | "lead_linked" | "lead_unlinked" | "contact_linked" | "contact_unlinked" | "company_linked" | "company_unlinked" | "customer_linked" | "customer_unlinked" | "entity_linked" | "entity_unlinked" | "entity_tag_added" | "entity_tag_deleted" | "task_text_changed" | "task_deadline_changed" | "task_type_changed" | "custom_field_value_changed" | "incoming_chat_message" | "outgoing_chat_message" | "entity_direct_message" | "nps_rate_added" | "robot_replied" | "intent_identified" | "sale_field_changed" | "name_field_changed" | "transaction_added" | "ltv_field_changed" | "incoming_mail" | "outgoing_mail" | "ai_result" | "key_action_completed" | "talk_created" | "talk_closed" | "conversation_answered" | "talk_missed_event" | "meta_chat_subscription_added" | "meta_chat_subscription_removed" | "page_mention" | "video_opened" | "video_closed" | "picture_opened" | "picture_closed" | "zoom_conference" | "dropbox_attachment";
        /** @description Change of any custom field, or of the one whose id the type has. */
        CustomFieldEventType: "custom_field_value_changed" | `custom_field_${number}_value_changed`;
        /** @description A KnownEventType, the type of one custom field, or a type that came later. */
        EventType: components["schemas"]["KnownEventType"] | components["schemas"]["CustomFieldEventType"] | (string & {});
        /** @description Types of events. With `custom_field_{id}_value_changed` no other type may be sent. */
        EventTypeFilter: components["schemas"]["EventType"] | readonly components["schemas"]["EventType"][];
        CustomerStatusFilter: {
            status_id: number;
        };
        /** @description Each key works with some types of events only. */
        EventValueFilter: {
            /** @description With lead_status_changed. */
            leads_statuses?: ReadonlyArray<components["schemas"]["StatusFilter"]>;
            /** @description With customer_status_changed; amoCRM only. */
            customers_statuses?: ReadonlyArray<components["schemas"]["CustomerStatusFilter"]>;
            /** @description With entity_responsible_changed. */
            responsible_user_id?: components["schemas"]["CommaIdFilter"];
            /** @description Ids of options, with the one type custom_field_{id}_value_changed. */
            custom_field_values?: components["schemas"]["CommaIdFilter"];
            /** @description Exact value, with nps_rate_added, sale_field_changed, name_field_changed, ltv_field_changed or custom_field_value_changed. */
            value?: string | number;
        };
        /** @description Lists go as one comma string. */
        EventFilter: {
            id?: components["schemas"]["CommaStringFilter"];
            /** @description A moment (events after it), or a range of moments. */
            created_at?: components["schemas"]["RangeFilter"];
            /** @description Users, 10 at most. */
            created_by?: components["schemas"]["CommaIdFilter"];
            entity?: components["schemas"]["EventEntityFilter"];
            /** @description 10 at most, and with exactly one type in `entity`. */
            entity_id?: components["schemas"]["CommaIdFilter"];
            type?: components["schemas"]["EventTypeFilter"];
            value_before?: components["schemas"]["EventValueFilter"];
            value_after?: components["schemas"]["EventValueFilter"];
        };
        NoteEventValue: {
            note: components["schemas"]["IdRef"];
        };
        /** @description The entity of the event. What `with` adds beyond the name is not documented. */
        EventEntity: {
            id: number;
            /** @description With the `with` value of its type. */
            name?: string;
            /** @description The contact of the conversation that a message belongs to. */
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
        } & {
            [key: string]: unknown;
        };
        EventEmbedded: {
            entity?: components["schemas"]["EventEntity"];
        };
        /** @description A note came with it, or is what it is about. */
        NoteEvent: {
            id: string;
            /** @enum {string} */
            type: "lead_added" | "contact_added" | "company_added" | "customer_added" | "common_note_added" | "common_note_deleted" | "attachment_note_added" | "targeting_in_note_added" | "targeting_out_note_added" | "geo_note_added" | "service_note_added" | "site_visit_note_added" | "message_to_cashier_note_added" | "incoming_call" | "outgoing_call" | "incoming_sms" | "outgoing_sms" | "link_followed" | "task_result_added";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["NoteEventValue"][];
            value_before: components["schemas"]["NoteEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        OpenEventValue: {
            [key: string]: unknown;
        };
        /** @description Both arrays are empty, by the docs. */
        PlainEvent: {
            id: string;
            /** @enum {string} */
            type: "lead_deleted" | "lead_restored" | "contact_deleted" | "contact_restored" | "company_deleted" | "company_restored" | "customer_deleted" | "entity_merged" | "task_added" | "task_deleted" | "task_completed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["OpenEventValue"][];
            value_before: components["schemas"]["OpenEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        LeadStatusEventValue: {
            lead_status: {
                id: number;
                pipeline_id: number;
            };
        };
        LeadStatusEvent: {
            id: string;
            /** @constant */
            type: "lead_status_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["LeadStatusEventValue"][];
            value_before: components["schemas"]["LeadStatusEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        CustomerStatusEventValue: {
            customer_status: components["schemas"]["IdRef"];
        };
        /** @description amoCRM only. */
        CustomerStatusEvent: {
            id: string;
            /** @constant */
            type: "customer_status_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["CustomerStatusEventValue"][];
            value_before: components["schemas"]["CustomerStatusEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        ResponsibleEventValue: {
            responsible_user: components["schemas"]["IdRef"];
        };
        ResponsibleEvent: {
            id: string;
            /** @constant */
            type: "entity_responsible_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["ResponsibleEventValue"][];
            value_before: components["schemas"]["ResponsibleEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        LinkEventTarget: {
            entity: {
                type: components["schemas"]["EventEntityType"];
                id: number;
            };
        };
        /** @description One of the two. */
        LinkEventValue: {
            link?: components["schemas"]["LinkEventTarget"];
            unlink?: components["schemas"]["LinkEventTarget"];
        };
        LinkEvent: {
            id: string;
            /** @enum {string} */
            type: "lead_linked" | "lead_unlinked" | "contact_linked" | "contact_unlinked" | "company_linked" | "company_unlinked" | "customer_linked" | "customer_unlinked" | "entity_linked" | "entity_unlinked";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["LinkEventValue"][];
            value_before: components["schemas"]["LinkEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        TagEventValue: {
            tag: {
                name: string;
            };
        };
        TagEvent: {
            id: string;
            /** @enum {string} */
            type: "entity_tag_added" | "entity_tag_deleted";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["TagEventValue"][];
            value_before: components["schemas"]["TagEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        TaskTextEventValue: {
            task: {
                text: string;
            };
        };
        TaskTextEvent: {
            id: string;
            /** @constant */
            type: "task_text_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["TaskTextEventValue"][];
            value_before: components["schemas"]["TaskTextEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        TaskDeadlineEventValue: {
            task_deadline: {
                timestamp: components["schemas"]["Timestamp"];
            };
        };
        TaskDeadlineEvent: {
            id: string;
            /** @constant */
            type: "task_deadline_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["TaskDeadlineEventValue"][];
            value_before: components["schemas"]["TaskDeadlineEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        TaskTypeEventValue: {
            task_type: components["schemas"]["IdRef"];
        };
        TaskTypeEvent: {
            id: string;
            /** @constant */
            type: "task_type_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["TaskTypeEventValue"][];
            value_before: components["schemas"]["TaskTypeEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        CustomFieldEventValue: {
            custom_field_value: {
                field_id: number;
                /** @description Number of the type, not its name. */
                field_type: number;
                enum_id: number | null;
                text: string;
            };
        };
        /** @description Lists name the type with the id of the field. */
        CustomFieldEvent: {
            id: string;
            type: components["schemas"]["CustomFieldEventType"];
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["CustomFieldEventValue"][];
            value_before: components["schemas"]["CustomFieldEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        ChatMessageEventValue: {
            message: {
                id: string;
                talk_id?: number | null;
                /** @description The channel, such as `waba`. */
                origin?: string | null;
            };
        };
        ChatMessageEvent: {
            id: string;
            /** @enum {string} */
            type: "incoming_chat_message" | "outgoing_chat_message" | "entity_direct_message";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["ChatMessageEventValue"][];
            value_before: components["schemas"]["ChatMessageEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        NpsEventValue: {
            nps: {
                /** @description 0 to 10. */
                rate: number;
            };
        };
        NpsEvent: {
            id: string;
            /** @constant */
            type: "nps_rate_added";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["NpsEventValue"][];
            value_before: components["schemas"]["NpsEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        HelpbotEventValue: {
            helpbot: components["schemas"]["IdRef"];
        };
        HelpbotEvent: {
            id: string;
            /** @enum {string} */
            type: "robot_replied" | "intent_identified";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["HelpbotEventValue"][];
            value_before: components["schemas"]["HelpbotEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        SaleFieldEventValue: {
            sale_field_value: {
                sale: number | null;
            };
        };
        /** @description The budget of a lead. The names of the keys are known from other people's code only. */
        SaleFieldEvent: {
            id: string;
            /** @constant */
            type: "sale_field_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["SaleFieldEventValue"][];
            value_before: components["schemas"]["SaleFieldEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        NameFieldEventValue: {
            name_field_value: {
                name: string;
            };
        };
        /** @description The names of the keys are known from other people's code only. */
        NameFieldEvent: {
            id: string;
            /** @constant */
            type: "name_field_changed";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["NameFieldEventValue"][];
            value_before: components["schemas"]["NameFieldEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        TransactionEventValue: {
            transaction: components["schemas"]["IdRef"];
        };
        /** @description amoCRM only. */
        TransactionEvent: {
            id: string;
            /** @constant */
            type: "transaction_added";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["TransactionEventValue"][];
            value_before: components["schemas"]["TransactionEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        /** @description Documented types whose values are not. */
        OtherEvent: {
            id: string;
            /** @enum {string} */
            type: "ltv_field_changed" | "incoming_mail" | "outgoing_mail" | "ai_result" | "key_action_completed" | "talk_created" | "talk_closed" | "conversation_answered" | "talk_missed_event" | "meta_chat_subscription_added" | "meta_chat_subscription_removed" | "page_mention" | "video_opened" | "video_closed" | "picture_opened" | "picture_closed" | "zoom_conference" | "dropbox_attachment";
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["OpenEventValue"][];
            value_before: components["schemas"]["OpenEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        /** @description Any other string. In TypeScript it is a template over a branded string, which no literal is comparable to (see UnknownFieldType). To look for a newer type, compare `type as string`. */
        UnknownEventType: `${string & {
            readonly unknownEventType: true;
        }}`;
        /** @description An event of a type that came after this version of the SDK. */
        UnknownEvent: {
            id: string;
            type: components["schemas"]["UnknownEventType"];
            entity_id: number;
            entity_type: components["schemas"]["EventEntityType"];
            /** @description 0 is the system. */
            created_by: number;
            created_at: components["schemas"]["Timestamp"];
            value_after: components["schemas"]["OpenEventValue"][];
            value_before: components["schemas"]["OpenEventValue"][];
            account_id: number;
            linked_talk_contact_id?: number | null;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["EventEmbedded"];
        };
        /** @description Something that happened. Compare `type` to narrow it; a type that the SDK does not know is an UnknownEvent. */
        Event: components["schemas"]["NoteEvent"] | components["schemas"]["PlainEvent"] | components["schemas"]["LeadStatusEvent"] | components["schemas"]["CustomerStatusEvent"] | components["schemas"]["ResponsibleEvent"] | components["schemas"]["LinkEvent"] | components["schemas"]["TagEvent"] | components["schemas"]["TaskTextEvent"] | components["schemas"]["TaskDeadlineEvent"] | components["schemas"]["TaskTypeEvent"] | components["schemas"]["CustomFieldEvent"] | components["schemas"]["ChatMessageEvent"] | components["schemas"]["NpsEvent"] | components["schemas"]["HelpbotEvent"] | components["schemas"]["SaleFieldEvent"] | components["schemas"]["NameFieldEvent"] | components["schemas"]["TransactionEvent"] | components["schemas"]["OtherEvent"] | components["schemas"]["UnknownEvent"];
        EventPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                events: components["schemas"]["Event"][];
            };
        };
        /**
         * @description ru is amoCRM's.
         * @enum {string}
         */
        EventLanguage: "en" | "es" | "pt" | "ru";
        EventTypeInfo: {
            key: components["schemas"]["EventType"];
            type: number;
            /** @description Name of the type in the language asked for. */
            lang: string;
        };
        EventTypeInfoPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                events_types: components["schemas"]["EventTypeInfo"][];
            };
        };
        /** @enum {string} */
        SubscribedEntity: "leads" | "customers";
        Subscription: {
            /** @description Id of a user or of a group of users. */
            subscriber_id: number;
            type: "user" | "group" | (string & {});
            _links?: components["schemas"]["SelfLinks"];
        };
        SubscriptionPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                subscriptions: components["schemas"]["Subscription"][];
            };
        };
        /** @enum {string} */
        UnsortedCategory: "sip" | "mail" | "forms" | "chats";
        UnsortedFilter: {
            uid?: components["schemas"]["StringFilter"];
            /** @description One category, or several. */
            category?: components["schemas"]["UnsortedCategory"] | ReadonlyArray<components["schemas"]["UnsortedCategory"]>;
            pipeline_id?: number;
        };
        /** @description One key. */
        UnsortedOrder: {
            created_at?: components["schemas"]["SortDirection"];
            updated_at?: components["schemas"]["SortDirection"];
        };
        UnsortedEntity: {
            id: number;
            is_deleted?: boolean;
            is_unsorted?: boolean;
            _links?: components["schemas"]["SelfLinks"];
        };
        UnsortedEmbedded: {
            /** @description None or one. */
            contacts?: components["schemas"]["UnsortedEntity"][];
            /** @description One. */
            leads?: components["schemas"]["UnsortedEntity"][];
            /** @description None or one. */
            companies?: components["schemas"]["UnsortedEntity"][];
        };
        UnsortedBase: {
            uid: string;
            source_uid?: string | null;
            source_name?: string | null;
            pipeline_id: number;
            created_at: components["schemas"]["Timestamp"];
            account_id: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["UnsortedEmbedded"];
        };
        UnsortedSipMetadata: {
            /** @description Where the call came from, a number in recordings. */
            from?: string | number | null;
            /** @description The field table says string; the example has a number. */
            phone?: string | null;
            called_at?: components["schemas"]["Timestamp"];
            /** @description Seconds; a numeric string in the example. */
            duration?: number;
            /** @description The recording. */
            link?: string | null;
            service_code?: string | null;
            uniq?: string | null;
            call_responsible?: string | number | null;
        };
        /** @description A call. */
        UnsortedSip: components["schemas"]["UnsortedBase"] & {
            /** @constant */
            category: "sip";
            metadata: components["schemas"]["UnsortedSipMetadata"];
        };
        UnsortedFormsMetadata: {
            form_id?: string | number;
            form_name?: string | null;
            form_page?: string | null;
            /** @description Known from the amoCRM PHP SDK only. */
            form_type?: number;
            ip?: string | null;
            /** @description Unix seconds; a numeric string in the example. */
            form_sent_at?: number;
            referer?: string | null;
            visitor_uid?: string | null;
        };
        /** @description A form on a site. */
        UnsortedForms: components["schemas"]["UnsortedBase"] & {
            /** @constant */
            category: "forms";
            metadata: components["schemas"]["UnsortedFormsMetadata"];
        };
        UnsortedChatsMetadata: {
            /** @description Who wrote. */
            from?: string;
            /** @description The page that was written to. */
            to?: string;
            received_at?: components["schemas"]["Timestamp"];
            service?: string;
            client?: {
                name?: string;
                avatar?: string | null;
            };
            origin?: {
                chat_id?: string;
                ref?: string | null;
                visitor_uid?: string | null;
            };
            last_message_text?: string | null;
            source_name?: string | null;
        };
        /** @description A message in a chat. */
        UnsortedChats: components["schemas"]["UnsortedBase"] & {
            /** @constant */
            category: "chats";
            metadata: components["schemas"]["UnsortedChatsMetadata"];
        };
        UnsortedMailMetadata: {
            from?: {
                email?: string;
                name?: string | null;
            };
            received_at?: components["schemas"]["Timestamp"];
            subject?: string | null;
            thread_id?: number | string;
            message_id?: number | string;
            content_summary?: string | null;
        };
        /** @description An e-mail. */
        UnsortedMail: components["schemas"]["UnsortedBase"] & {
            /** @constant */
            category: "mail";
            metadata: components["schemas"]["UnsortedMailMetadata"];
        };
        /** @description An incoming lead; `category` tells what `metadata` holds. */
        Unsorted: components["schemas"]["UnsortedSip"] | components["schemas"]["UnsortedForms"] | components["schemas"]["UnsortedChats"] | components["schemas"]["UnsortedMail"];
        UnsortedPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                unsorted: components["schemas"]["Unsorted"][];
            };
        };
        /** @description New entities, one of each kind at most. */
        UnsortedEmbeddedInput: {
            /** @description Leads; in rights, what the role may do with them. */
            leads?: components["schemas"]["LeadCreate"][];
            /** @description Contacts; in rights, what the role may do with them. */
            contacts?: components["schemas"]["ContactCreate"][];
            /** @description Companies; in rights, what the role may do with them. */
            companies?: components["schemas"]["CompanyCreate"][];
        };
        UnsortedFormsCreate: {
            /** @description Your id of the source. */
            source_uid: string;
            /** @description Name of the source, as shown in the account. */
            source_name: string;
            /** @description Id of the pipeline. */
            pipeline_id?: number;
            created_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
            /** @description What is known of the form. */
            metadata: components["schemas"]["UnsortedFormsMetadataInput"];
            _embedded?: components["schemas"]["UnsortedEmbeddedInput"];
        };
        UnsortedCreated: {
            uid: string;
            account_id?: number;
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: components["schemas"]["UnsortedEmbedded"];
        };
        UnsortedCreateResponse: {
            _total_items?: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                unsorted: components["schemas"]["UnsortedCreated"][];
            };
        };
        UnsortedSipCreate: {
            /** @description Your id of the source. */
            source_uid: string;
            /** @description Name of the source, as shown in the account. */
            source_name: string;
            /** @description Id of the pipeline. */
            pipeline_id?: number;
            created_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
            metadata: components["schemas"]["UnsortedSipMetadataInput"];
            _embedded?: components["schemas"]["UnsortedEmbeddedInput"];
        };
        UnsortedAccept: {
            /** @description Who is to have created the entities. */
            user_id?: number;
            /** @description Stage of the lead. */
            status_id?: number;
        };
        UnsortedAccepted: {
            uid: string;
            category: components["schemas"]["UnsortedCategory"];
            pipeline_id: number;
            created_at: components["schemas"]["Timestamp"];
            _links?: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["UnsortedEmbedded"];
        };
        UnsortedDecline: {
            /** @description Who declines. Required by Kommo's page; optional on amoCRM's. */
            user_id?: number;
        };
        UnsortedDeclined: {
            uid: string;
            category: components["schemas"]["UnsortedCategory"];
            pipeline_id: number;
            created_at: components["schemas"]["Timestamp"];
            _links?: components["schemas"]["SelfLinks"];
            _embedded: components["schemas"]["UnsortedEmbedded"];
        };
        UnsortedLink: {
            /** @description Who makes the tie. */
            user_id?: number;
            /** @description Where the incoming lead is linked to. */
            link: {
                /** @description Id of the entity. */
                entity_id: number;
                /**
                 * @description Kind of the entity.
                 * @enum {string}
                 */
                entity_type: "leads" | "customers";
                /** @description Details of it. */
                metadata?: {
                    /** @description Contact that takes in the one of the incoming lead. */
                    contact_id?: number;
                };
            };
        };
        UnsortedLinked: {
            uid: string;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                leads?: components["schemas"]["UnsortedEntity"][];
                customers?: components["schemas"]["UnsortedEntity"][];
                contacts?: components["schemas"]["UnsortedEntity"][];
                companies?: components["schemas"]["UnsortedEntity"][];
            };
        };
        UnsortedSummaryFilter: {
            uid?: components["schemas"]["StringFilter"];
            created_at?: components["schemas"]["RangeFilter"];
            pipeline_id?: number;
        };
        UnsortedCount: {
            total: number;
        };
        UnsortedSummary: {
            total: number;
            accepted: number;
            declined: number;
            /** @description Seconds. */
            average_sort_time: number;
            categories: {
                sip?: components["schemas"]["UnsortedCount"];
                mail?: components["schemas"]["UnsortedCount"];
                forms?: components["schemas"]["UnsortedCount"];
                chats?: components["schemas"]["UnsortedCount"];
            };
            _links?: components["schemas"]["SelfLinks"];
        };
        WebhookFilter: {
            /** @description The exact address. */
            destination?: string;
        };
        /**
         * @description The last seven are in amoCRM's list only.
         * @enum {string}
         */
        WebhookEvent: "add_lead" | "update_lead" | "delete_lead" | "restore_lead" | "status_lead" | "responsible_lead" | "note_lead" | "add_contact" | "update_contact" | "delete_contact" | "restore_contact" | "responsible_contact" | "note_contact" | "add_company" | "update_company" | "delete_company" | "restore_company" | "responsible_company" | "note_company" | "add_task" | "delete_task" | "responsible_task" | "add_talk" | "add_message" | "add_outgoing_message" | "add_chat_template_review" | "update_task" | "update_talk" | "add_customer" | "update_customer" | "delete_customer" | "responsible_customer" | "note_customer";
        /** @description An event; the list grows, so any name passes. */
        WebhookEventName: components["schemas"]["WebhookEvent"] | (string & {});
        Webhook: {
            id: number;
            destination: string;
            created_at?: components["schemas"]["Timestamp"];
            updated_at?: components["schemas"]["Timestamp"];
            account_id?: number;
            created_by?: number;
            sort?: number;
            /** @description Switched off after 100 bad answers in 2 hours. */
            disabled?: boolean;
            settings: components["schemas"]["WebhookEventName"][];
            _links?: components["schemas"]["SelfLinks"];
        };
        WebhookPage: {
            _total_items?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                webhooks: components["schemas"]["Webhook"][];
            };
        };
        WebhookCreate: {
            /** @description The key of a webhook; there is one for each address. */
            destination: string;
            /** @description Events that the webhook sends. */
            settings: components["schemas"]["WebhookEventName"][];
            /** @description Place in the order, as a number. */
            sort?: number;
        };
        WebhookDelete: {
            /** @description Address that the webhook sends to. */
            destination: string;
        };
        WidgetSettingField: {
            key: string;
            name?: string;
            /** @description Of the known ones, or another. */
            type: "text" | "pass" | "users" | "users_lp" | "custom" | (string & {});
            is_required?: boolean;
        };
        Widget: {
            id: number;
            code: string;
            version: string;
            /** @description On the wire a string with a comma, or a number. */
            rating?: number | null;
            settings_template: components["schemas"]["WidgetSettingField"][];
            is_lead_source?: boolean;
            /** @description Whether it can be used in the digital pipeline. */
            is_work_with_dp?: boolean;
            is_crm_template?: boolean;
            /** @description The integration that it belongs to. */
            client_uuid?: string | null;
            is_active_in_account: boolean;
            pipeline_id?: number | null;
            /** @description Only for the integration that owns the widget. The field table calls it an array, the example shows an object. */
            settings?: Record<string, unknown> | null;
            _links?: components["schemas"]["SelfLinks"];
        };
        WidgetPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                widgets: components["schemas"]["Widget"][];
            };
        };
        /** @description By the keys of `settings_template`: a string for text and pass, user id to extension for users, user id to login and password for users_lp. */
        WidgetSettings: {
            [key: string]: unknown;
        };
        CallCreate: {
            /**
             * @description `inbound` for a call from a client, `outbound` for one to a client.
             * @enum {string}
             */
            direction: "inbound" | "outbound";
            /** @description The card is found by its last 10 digits. */
            phone: string;
            /** @description Seconds. */
            duration: number;
            /** @description Name of the telephony. */
            source: string;
            /** @description Your id of the call. */
            uniq?: string;
            /** @description Address of the recording; the server should offer byte ranges, or the player cannot seek. */
            link?: string;
            /** @description What the call came to, as text. */
            call_result?: string;
            /**
             * @description 1 left a message, 2 call back later, 3 not available, 4 talked, 5 wrong number, 6 no connection, 7 busy. One client also sends 8, whose meaning is not published.
             * @enum {integer}
             */
            call_status?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
            /** @description Who was called, or who called: a user by id, phone number or name. */
            call_responsible?: string | number | null;
            /** @description Id of the user who is responsible. */
            responsible_user_id?: number;
            /** @description Without it the call counts as one of a robot. */
            created_by?: number;
            /** @description Id of the user who counts as the last to change it; 0 is a robot. */
            updated_by?: number;
            created_at?: components["schemas"]["TimestampInput"];
            updated_at?: components["schemas"]["TimestampInput"];
            request_id?: components["schemas"]["RequestId"];
        };
        /** @description A call that found no card. No page shows one; these names are from the amoCRM PHP SDK. */
        CallError: {
            request_id?: string;
            status?: number;
            title?: string;
            detail?: string;
        } & {
            [key: string]: unknown;
        };
        CallCreated: {
            /** @description Of the note that the call became. */
            id: number;
            entity_id: number;
            /**
             * @description In the singular here.
             * @enum {string}
             */
            entity_type: "contact" | "company" | "lead" | "customer";
            account_id?: number;
            /** @description What was sent, else the index of the item ("0", "1" ...). */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: {
                entity?: components["schemas"]["LinkedEntity"];
            };
        };
        CallCreateResponse: {
            _total_items?: number;
            _links?: components["schemas"]["SelfLinks"];
            errors?: components["schemas"]["CallError"][];
            _embedded: {
                calls: components["schemas"]["CallCreated"][];
            };
        };
        CallEventCreate: {
            /**
             * @description Type of the event; the value is fixed.
             * @constant
             */
            type: "phone_call";
            /** @description Phone number. */
            phone_number: string;
            /** @description Ids of those who see it; all users without it. */
            users?: number | readonly number[];
        };
        CallEventsCreate: {
            /** @description The calls to show. */
            add: components["schemas"]["CallEventCreate"][];
        };
        CallEvent: {
            /** @description The entity that it shows; null where none was found. */
            element_id?: number | null;
            /** @description 1 contact, 2 lead, 3 company, 12 customer. */
            element_type?: number | null;
            uid?: string;
            phone_number?: string;
        };
        CallEventsResponse: {
            _links?: {
                self?: {
                    href?: string;
                    method?: string;
                };
            };
            _embedded: {
                items: components["schemas"]["CallEvent"][];
            };
        };
        /** @enum {string} */
        BotWith: "favorite";
        /** @enum {string} */
        BotType: "regular" | "greeting" | "marketing" | "nps";
        BotFilter: {
            id?: components["schemas"]["IdFilter"];
            /** @description One type, or several. */
            type_functionality?: components["schemas"]["BotType"] | ReadonlyArray<components["schemas"]["BotType"]>;
        };
        Bot: {
            id: number;
            name: string;
            type_functionality?: components["schemas"]["BotType"];
            /** @description False for a bot that is written as code. */
            is_visual_editor?: boolean;
            settings?: {
                active?: boolean;
            };
            is_favorite?: boolean;
            _links?: components["schemas"]["SelfLinks"];
        };
        BotPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                items: components["schemas"]["Bot"][];
            };
        };
        BotRun: {
            /** @description Id of the entity. */
            entity_id: number;
            /**
             * @description `customers` is known from one client.
             * @enum {string}
             */
            entity_type: "leads" | "contacts" | "customers";
        };
        BotRunItem: {
            /** @description Id of the bot. */
            bot_id: number;
            /** @description Id of the entity. */
            entity_id: number;
            /**
             * @description `customers` is known from one client.
             * @enum {string}
             */
            entity_type: "leads" | "contacts" | "customers";
        };
        BotStop: {
            /** @description Id of the entity. */
            entity_id: number;
            /**
             * @description Kind of the entity.
             * @constant
             */
            entity_type: "leads";
        };
        /** @enum {string} */
        BotKind: "salesbot" | "marketingbot";
        BotShowHandler: {
            /**
             * @description Kind of the step; the value is fixed.
             * @constant
             */
            handler: "show";
            /** @description What the type asks for. */
            params: {
                /**
                 * @description Type of it.
                 * @enum {string}
                 */
                type: "text" | "buttons" | "buttons_url";
                /** @description The value. */
                value: string;
                /** @description Texts or addresses; a text with its address in the language of the bots. */
                buttons?: (string | {
                    /** @description Text of the button. */
                    text: string;
                    /** @description Address (URL). */
                    url: string;
                })[];
            };
        };
        BotGotoHandler: {
            /**
             * @description Kind of the step; the value is fixed.
             * @constant
             */
            handler: "goto";
            /** @description What the type asks for. */
            params: {
                /** @description The example joins the three with a bar. */
                type: "question" | "answer" | "finish";
                /** @description From 0. */
                step: number;
            };
        };
        BotHandler: components["schemas"]["BotShowHandler"] | components["schemas"]["BotGotoHandler"];
        BotContinue: {
            /** @description The bot reads it as {{json.KEY}}. */
            data?: {
                [key: string]: unknown;
            };
            /** @description Done in their order before the bot goes on. */
            execute_handlers?: components["schemas"]["BotHandler"][];
        };
        BotRunV2Item: {
            /** @description Id of the bot. */
            bot_id: number;
            /** @description Id of the entity. */
            entity_id: number;
            /**
             * @description 1 contact, 2 lead, 12 customer.
             * @enum {integer}
             */
            entity_type: 1 | 2 | 12;
        };
        BotRunV2Response: {
            success?: boolean;
        };
        SourceFilter: {
            external_id?: components["schemas"]["StringFilter"];
        };
        SourceServiceParams: {
            /** @description Official WhatsApp, with templates that are approved. */
            waba?: boolean;
            /** @description Whether list messages are supported. */
            is_supports_list_message?: boolean;
        };
        SourceServicePage: {
            /** @description Id of the page. */
            id?: string;
            /** @description As the setup of the website button shows it. */
            name?: string;
            /** @description Phone number or user name to write to. */
            link?: string;
        };
        SourceService: {
            /** @description Type of it. */
            type: "whatsapp" | (string & {});
            /** @description What the type asks for. */
            params?: components["schemas"]["SourceServiceParams"];
            /** @description Pages or numbers of the service. */
            pages?: components["schemas"]["SourceServicePage"][];
        };
        /** @description Where leads of an integration come from. A token sees those of its own integration only. */
        Source: {
            id: number;
            name: string;
            /** @description May be an archived one. */
            pipeline_id?: number | null;
            /** @description Your id. */
            external_id: string;
            default?: boolean;
            /** @description Code of the chat channel. */
            origin_code?: string | null;
            services?: components["schemas"]["SourceService"][];
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        SourcePage: {
            _total_items?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                sources: components["schemas"]["Source"][];
            };
        };
        SourceCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description Your id; one of a kind in the integration. */
            external_id: string;
            /** @description Default: the main pipeline. */
            pipeline_id?: number;
            /** @description Whether it is the default source. */
            default?: boolean;
            /** @description Code of the chat channel; not digits alone. */
            origin_code?: string;
            /** @description Ways to write to the source, such as WhatsApp. */
            services?: components["schemas"]["SourceService"][];
            request_id?: components["schemas"]["RequestId"];
        };
        SourceDeleteProblem: {
            title?: string;
            type?: string;
            status?: number;
            detail?: string;
            errors: {
                request_id?: string;
                errors?: components["schemas"]["FieldValidationError"];
            }[];
        };
        SourceUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Kommo's page of the single update takes it; others call it fixed. */
            external_id?: string;
            /** @description Id of the pipeline. */
            pipeline_id?: number;
            /** @description Whether it is the default source. */
            default?: boolean;
            /** @description Code of the kind of channel. */
            origin_code?: string;
            /** @description Ways to write to the source, such as WhatsApp. */
            services?: components["schemas"]["SourceService"][];
            request_id?: components["schemas"]["RequestId"];
        };
        SourceUpdateItem: components["schemas"]["SourceUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        ShortLinkTarget: {
            /**
             * @description Kind of the entity.
             * @constant
             */
            entity_type: "contacts";
            /** @description Id of the entity. */
            entity_id: number;
        };
        ShortLinkCreate: {
            /** @description Address to shorten. */
            url: string;
            /** @description The entity that the link belongs to. */
            metadata: components["schemas"]["ShortLinkTarget"];
        };
        ShortLink: {
            /** @description The short one. */
            url: string;
            account_id?: number;
            metadata?: components["schemas"]["ShortLinkTarget"];
        };
        ShortLinkCreateResponse: {
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                short_links: components["schemas"]["ShortLink"][];
            };
        };
        TalkFilter: {
            talk_id?: components["schemas"]["IdFilter"];
            contact_id?: components["schemas"]["IdFilter"];
            entity_id?: components["schemas"]["IdFilter"];
            /**
             * @description In the singular; customer on amoCRM only.
             * @enum {string}
             */
            entity_type?: "lead" | "customer";
            /** @description Leaves out closed conversations. */
            only_in_work?: boolean;
        };
        /**
         * @description `nps_scheduled` and `nps_in_progress` wait for the NPS bot, which closes the conversation.
         * @enum {string}
         */
        TalkStatus: "in_work" | "closed" | "nps_scheduled" | "nps_in_progress" | "with_error";
        /** @description A conversation. */
        Talk: {
            /** @description The id; there is no `id`. */
            talk_id: number;
            created_at: components["schemas"]["Timestamp"];
            updated_at: components["schemas"]["Timestamp"];
            /** @description What the client gave to the NPS bot. */
            rate?: number | null;
            contact_id: number;
            chat_id?: string | null;
            entity_id?: number | null;
            /**
             * @description In the singular here; customer on amoCRM only.
             * @enum {string|null}
             */
            entity_type?: "lead" | "customer" | null;
            /** @description Not closed. */
            is_in_work: boolean;
            status?: components["schemas"]["TalkStatus"];
            /** @description The source that the chat belongs to. */
            source_id?: number | null;
            is_read?: boolean;
            /** @description telegram, whatsapp ... */
            origin?: string;
            /** @description Unix seconds. */
            missed_at?: number | null;
            account_id: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: {
                /** @description None or one. */
                contacts?: components["schemas"]["LinkedEntity"][];
                /** @description None or one. */
                leads?: components["schemas"]["LinkedEntity"][];
                /** @description None or one. */
                customers?: components["schemas"]["LinkedEntity"][];
            };
        };
        TalkPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                talks: components["schemas"]["Talk"][];
            };
        };
        TalkMessageFilter: {
            created_at?: components["schemas"]["RangeFilter"];
        };
        /** @enum {string} */
        TalkMessageType: "text" | "contact" | "file" | "video" | "picture" | "voice" | "audio" | "sticker" | "location";
        TalkMessageAuthor: {
            id?: string;
            /**
             * @description `external` is the client, `internal` a user of the account.
             * @enum {string}
             */
            type?: "internal" | "external" | "bot";
            name?: string | null;
            avatar_url?: string | null;
        } | null;
        TalkAttachment: {
            type?: components["schemas"]["TalkMessageType"];
            link?: string | null;
            file_name?: string | null;
        } | null;
        /** @description A message of a conversation. No published payload shows one. */
        TalkMessage: {
            /** @description A UUID. */
            id: string;
            /** @description A UUID. */
            chat_id?: string;
            talk_id?: number | null;
            /**
             * @description `incoming` comes from the client.
             * @enum {string}
             */
            type?: "incoming" | "outgoing";
            message_type?: components["schemas"]["TalkMessageType"];
            text?: string | null;
            author?: components["schemas"]["TalkMessageAuthor"];
            attachment?: components["schemas"]["TalkAttachment"];
            /**
             * @description Of outgoing messages.
             * @enum {string|null}
             */
            delivery_status?: "sent" | "delivered" | "read" | "error" | null;
            /** @description The messenger: telegram, waba ... */
            origin?: string | null;
            created_at?: components["schemas"]["Timestamp"];
            _links?: components["schemas"]["SelfLinks"];
        };
        TalkMessagePage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                messages: components["schemas"]["TalkMessage"][];
            };
        };
        /** @description A file of the drive. `talks.send` of the SDK uploads one first. */
        TalkAttachmentInput: {
            /** @description `uuid` of the file. */
            drive_uuid: string;
            /** @description `version_uuid` of the file. */
            drive_version_uuid: string;
            /**
             * @description `picture` is shown in the chat, `file` is offered for download.
             * @enum {string}
             */
            type: "picture" | "file";
        };
        /** @description A text, a file, or both. */
        TalkSend: {
            /** @description What the client reads. */
            text?: string;
            attachment?: components["schemas"]["TalkAttachmentInput"];
        };
        TalkMessageAccepted: {
            /** @description UUID of the message. */
            id: string;
        };
        TalkClose: {
            /** @description Closes without the NPS bot. */
            force_close?: boolean;
        };
        /** @enum {string} */
        TemplateWith: "reviews";
        TemplateFilter: {
            external_id?: components["schemas"]["StringFilter"];
        };
        TemplateButton: {
            /**
             * @description Type of it.
             * @enum {string}
             */
            type: "inline" | "url";
            /** @description Text of the button. */
            text: string;
            /** @description With type url. */
            url?: string;
        };
        TemplateAttachment: {
            /** @description Uuid of a file of the drive. */
            id: string;
            /** @description Name, as shown in the account. */
            name: string;
            /**
             * @description Type of it.
             * @enum {string}
             */
            type: "picture" | "file" | "document" | "video";
            /** @description Whether the file is in the drive. */
            is_external?: boolean;
        } | null;
        /** @enum {string} */
        TemplateType: "amocrm" | "waba";
        /**
         * @description The first is known from the amoCRM PHP SDK only.
         * @enum {string}
         */
        TemplateReviewStatus: "draft" | "review" | "approved" | "paused" | "rejected";
        TemplateReview: {
            id: number;
            source_id?: number;
            status: components["schemas"]["TemplateReviewStatus"];
            reject_reason?: string | null;
            _links?: components["schemas"]["SelfLinks"];
        };
        /** @description A chat template. */
        Template: {
            id: number;
            account_id?: number;
            name: string;
            /** @description May hold markers. */
            content: string;
            created_at?: components["schemas"]["Timestamp"];
            updated_at?: components["schemas"]["Timestamp"];
            buttons?: components["schemas"]["TemplateButton"][];
            attachment?: components["schemas"]["TemplateAttachment"];
            /** @description By users. */
            is_editable?: boolean;
            /** @description Your id. */
            external_id?: string | null;
            type: components["schemas"]["TemplateType"];
            waba_header?: string | null;
            /** @enum {string|null} */
            waba_header_type?: "text" | "media" | null;
            waba_footer?: string | null;
            /** @description UTILITY, AUTHENTICATION or MARKETING; empty for a template of type amocrm. */
            waba_category?: string | null;
            waba_language?: string | null;
            /** @description Marker to sample; an empty array where there are none. */
            waba_examples?: Record<string, string> | null;
            review_status?: components["schemas"]["TemplateReviewStatus"] | null;
            is_on_review?: boolean | null;
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
            _embedded?: {
                reviews?: components["schemas"]["TemplateReview"][];
            };
        };
        TemplatePage: {
            _total_items?: number;
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                chat_templates: components["schemas"]["Template"][];
            };
        };
        TemplateCreate: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description May hold the markers of Salesbot. */
            content: string;
            /** @description Buttons under the text; null for none. */
            buttons?: components["schemas"]["TemplateButton"][] | null;
            /** @description File that goes with the template. */
            attachment?: components["schemas"]["TemplateAttachment"];
            /** @description By users; false by default. */
            is_editable?: boolean;
            /** @description Your id. */
            external_id?: string;
            /** @description `amocrm` for the own chats, `waba` for WhatsApp. */
            type?: components["schemas"]["TemplateType"];
            /** @description Header of the WhatsApp template, 60 characters at most. */
            waba_header?: string | null;
            /**
             * @description media needs an attachment.
             * @enum {string|null}
             */
            waba_header_type?: "text" | "media" | null;
            /** @description Footer of the WhatsApp template. */
            waba_footer?: string;
            /**
             * @description Category of the WhatsApp template: UTILITY, AUTHENTICATION or MARKETING.
             * @enum {string}
             */
            waba_category?: "UTILITY" | "AUTHENTICATION" | "MARKETING";
            /** @description Language of the WhatsApp template, as a code. */
            waba_language?: string;
            /** @description Marker to sample. */
            waba_examples?: {
                [key: string]: string;
            };
            request_id?: components["schemas"]["RequestId"];
        };
        TemplateUpdate: {
            /** @description Id of what to change; the path holds it if one thing is changed. */
            id?: number;
            /** @description Name, as shown in the account. */
            name?: string;
            /** @description Text of the template. It may hold markers. */
            content?: string;
            /** @description Buttons under the text; null for none. */
            buttons?: components["schemas"]["TemplateButton"][] | null;
            /** @description File that goes with the template. */
            attachment?: components["schemas"]["TemplateAttachment"];
            /** @description Whether users may edit the template. */
            is_editable?: boolean;
            /** @description Your own id. */
            external_id?: string;
            /** @description `amocrm` for the own chats, `waba` for WhatsApp. */
            type?: components["schemas"]["TemplateType"];
            /** @description Header of the WhatsApp template, 60 characters at most. */
            waba_header?: string | null;
            /**
             * @description Kind of the header of the WhatsApp template.
             * @enum {string|null}
             */
            waba_header_type?: "text" | "media" | null;
            /** @description Footer of the WhatsApp template. */
            waba_footer?: string;
            /**
             * @description Category of the WhatsApp template: UTILITY, AUTHENTICATION or MARKETING.
             * @enum {string}
             */
            waba_category?: "UTILITY" | "AUTHENTICATION" | "MARKETING";
            /** @description Language of the WhatsApp template, as a code. */
            waba_language?: string;
            /** @description Marker to sample. */
            waba_examples?: {
                [key: string]: string;
            };
            request_id?: components["schemas"]["RequestId"];
        };
        TemplateUpdateItem: components["schemas"]["TemplateUpdate"] & {
            /** @description Id of what to change. */
            id: number;
        };
        /** @description An empty object. */
        TemplateReviewRequest: Record<string, unknown>;
        TemplateReviewPage: {
            _total_items?: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                reviews: components["schemas"]["TemplateReview"][];
            };
        };
        TemplateReviewUpdate: {
            /**
             * @description State, as a code.
             * @enum {string}
             */
            status?: "approved" | "paused" | "rejected";
            /** @description Why the template was rejected. */
            reject_reason?: string;
        };
        /**
         * @description The second is known from the amoCRM PHP SDK only.
         * @enum {string}
         */
        WebsiteButtonWith: "scripts" | "deleted";
        WebsiteButton: {
            account_id?: number;
            /** @description The key; there is no `id`. */
            source_id: number;
            button_id?: number | null;
            is_duplication_control_enabled?: boolean;
            /** @description May be empty. */
            name?: string;
            /** @enum {string} */
            creation_status?: "created" | "creation_pending";
            pipeline_id?: number | null;
            script?: string | null;
            is_deleted?: boolean;
            _links?: components["schemas"]["SelfLinks"];
        };
        WebsiteButtonPage: {
            _page?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                website_buttons: components["schemas"]["WebsiteButton"][];
            };
        };
        WebsiteButtonCreate: {
            /** @description Id of the pipeline. */
            pipeline_id: number;
            /** @description Known from the amoCRM PHP SDK only. */
            name?: string;
            /** @description Domains. */
            trusted_websites?: string[];
            /** @description Needed without trusted_websites. */
            is_used_in_app?: boolean;
        };
        WebsiteButtonCreated: {
            source_id: number;
            trusted_websites?: string[];
            /** @description Known from the amoCRM PHP SDK only. */
            name?: string;
        };
        WebsiteButtonUpdate: {
            /** @description Known from the amoCRM PHP SDK only. */
            name?: string;
            /** @description Websites on which the button may stand. */
            trusted_websites?: {
                /** @description Added only where there is one already. */
                add: string[];
            };
        };
        /**
         * @description The last is in amoCRM's reference only.
         * @enum {string}
         */
        FileEntityType: "leads" | "contacts" | "companies" | "customers";
        EntityFile: {
            /** @description Of the tie. */
            id: number;
            file_uuid: string;
        };
        EntityFilePage: {
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                files: components["schemas"]["EntityFile"][];
            };
        };
        EntityFileRef: {
            /** @description UUID of the file in the drive. */
            file_uuid: string;
        };
        FileLinkedEntity: {
            id: number;
            name?: string | null;
            entity_type: string;
            /** @description The responsible user. */
            main_user_id?: number;
            price?: number;
            pipeline_id?: number;
            status_id?: number;
            created_by?: number | null;
            updated_by?: number | null;
            date_create?: components["schemas"]["Timestamp"];
            date_update?: components["schemas"]["Timestamp"];
            /** @description Unix seconds. */
            closest_task_at?: number | null;
        };
        FileLinkedEntities: {
            file_uuid: string;
            entities: components["schemas"]["FileLinkedEntity"][];
        };
        /** @enum {string} */
        AiLanguage: "en" | "es" | "pt" | "ru";
        /** @enum {string} */
        AiFunction: "suggested_reply" | "agent";
        /** @description Exactly one. */
        AiFunctions: [
            components["schemas"]["AiFunction"]
        ];
        /**
         * @description What a source is about; of use to the agent only.
         * @enum {string|null}
         */
        AiPolicy: "contact_information" | "privacy_policy" | "return_and_refund_policy" | "shipping_policy" | "terms_of_service" | null;
        AiTextSource: {
            /** @description Name, as shown in the account. */
            name: string;
            /** @description 2000 at most for suggested_reply. */
            text: string;
            /** @description Language of the text. */
            lang: components["schemas"]["AiLanguage"];
            available_functions: components["schemas"]["AiFunctions"];
            code?: components["schemas"]["AiPolicy"];
        };
        /** @description A refusal of the v2 API. */
        AiProblem: {
            code: number;
            status?: string;
            detail?: string;
            error_reason?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The envelope with the source in it. Where it stands and what else it holds is not published. */
        AiSourceResponse: {
            code?: number;
            /** @enum {string} */
            status?: "success" | "error";
            detail?: string;
            id?: number;
            name?: string;
            updated_at?: components["schemas"]["Timestamp"];
            updated_by?: number;
        } & {
            [key: string]: unknown;
        };
        AiUrlSource: {
            /** @description Address of the page. */
            url: string;
            /** @description Takes in the pages below it; false by default. */
            with_nested?: boolean;
            available_functions: components["schemas"]["AiFunctions"];
            code?: components["schemas"]["AiPolicy"];
        };
        AiFileSource: {
            /** @description Download link of the file in the drive. */
            url: string;
            /** @description UUID of the file in the drive. */
            file_uuid: string;
            /** @description Language of the text. */
            lang: components["schemas"]["AiLanguage"];
            available_functions: components["schemas"]["AiFunctions"];
            code?: components["schemas"]["AiPolicy"];
        };
        /** @description The MCP server of an agent as it is read. Its headers are never shown. */
        AiAgentMcp: {
            /** @description Address of the MCP server. */
            url?: string;
            /** @description An AiAgentTransport, or one that came later. */
            transport?: components["schemas"]["AiAgentTransport"] | (string & {});
            /** @description Whether headers are stored. */
            has_headers?: boolean;
        };
        /** @description An AI agent of amoCRM. */
        AiAgent: {
            /** @description UUID. */
            id: string;
            name: string;
            /** @description What the agent is for. */
            description?: string | null;
            /** @description What the agent is told about itself. */
            system_prompt?: string | null;
            /** @description When the account's AI hands a question to this agent. */
            ai_instructions?: string | null;
            /** @description Address of the picture. */
            avatar?: string | null;
            /** @description An AiAgentModelSize, or one that came later. */
            model_size?: components["schemas"]["AiAgentModelSize"] | (string & {});
            mcp?: components["schemas"]["AiAgentMcp"] | null;
            is_active?: boolean;
            /** @description UUID of the integration that made the agent. */
            client_uuid?: string | null;
            /** @description Id of the user. */
            created_by?: number | null;
            created_at?: components["schemas"]["Timestamp"];
            updated_at?: components["schemas"]["Timestamp"];
            /** @description In answers to writes. */
            request_id?: string;
            _links?: components["schemas"]["SelfLinks"];
        };
        AiAgentPage: {
            _total_items?: number;
            _page?: number;
            _page_count?: number;
            _links?: components["schemas"]["PageLinks"];
            _embedded: {
                agents: components["schemas"]["AiAgent"][];
            };
        };
        /**
         * @description Size of the model behind the agent: S compact, M medium, L large.
         * @enum {string}
         */
        AiAgentModelSize: "S" | "M" | "L";
        /**
         * @description How the agent speaks to its MCP server.
         * @enum {string}
         */
        AiAgentTransport: "streamable-http" | "sse";
        /** @description The MCP server whose tools the agent may call. */
        AiAgentMcpInput: {
            /** @description Address of the MCP server. */
            url: string;
            /** @description How to speak to the server; `streamable-http` by default. */
            transport?: components["schemas"]["AiAgentTransport"];
            /** @description Headers that every request to the MCP server carries, such as a key. They can be written but not read. */
            headers?: {
                [key: string]: string;
            };
        };
        AiAgentCreate: {
            /** @description Name of the agent. */
            name: string;
            /** @description What the agent is for. */
            description: string;
            /** @description What the agent is told about itself. */
            system_prompt: string;
            /** @description When the account's AI hands a question to this agent. */
            ai_instructions?: string;
            /** @description Address of a picture. */
            avatar?: string;
            /** @description Size of the model, `M` by default. */
            model_size?: components["schemas"]["AiAgentModelSize"];
            /** @description The MCP server of the agent. */
            mcp?: components["schemas"]["AiAgentMcpInput"];
            /** @description Whether the agent answers. */
            is_active?: boolean;
            request_id?: components["schemas"]["RequestId"];
        };
        AiAgentWriteResponse: {
            _total_items?: number;
            _links?: components["schemas"]["SelfLinks"];
            _embedded: {
                agents: components["schemas"]["AiAgent"][];
            };
        };
        AiAgentUpdate: {
            /** @description Name of the agent. */
            name?: string;
            /** @description What the agent is for. */
            description?: string;
            /** @description What the agent is told about itself. */
            system_prompt?: string;
            /** @description When the account's AI hands a question to this agent. */
            ai_instructions?: string;
            /** @description Address of a picture. */
            avatar?: string;
            /** @description Size of the model. */
            model_size?: components["schemas"]["AiAgentModelSize"];
            /** @description The MCP server of the agent. */
            mcp?: components["schemas"]["AiAgentMcpInput"];
            /** @description Whether the agent answers. */
            is_active?: boolean;
        };
        /** @description The envelope of the v2 API. */
        AiResponse: {
            code?: number;
            /** @enum {string} */
            status?: "success" | "error";
            detail?: string;
        };
        OAuthCodeGrant: {
            /** @description Id of the integration (UUID). */
            client_id: string;
            /** @description Secret key of the integration. */
            client_secret: string;
            /**
             * @description Kind of the grant; the value is fixed.
             * @constant
             */
            grant_type: "authorization_code";
            /** @description Good for 20 minutes and for one use. */
            code: string;
            /** @description As in the settings of the integration. */
            redirect_uri: string;
        };
        OAuthRefreshGrant: {
            /** @description Id of the integration (UUID). */
            client_id: string;
            /** @description Secret key of the integration. */
            client_secret: string;
            /**
             * @description Kind of the grant; the value is fixed.
             * @constant
             */
            grant_type: "refresh_token";
            /** @description The refresh token that was issued last. It can be used once. */
            refresh_token: string;
            /** @description As in the settings of the integration. */
            redirect_uri: string;
        };
        OAuthTokenRequest: components["schemas"]["OAuthCodeGrant"] | components["schemas"]["OAuthRefreshGrant"];
        OAuthTokens: {
            token_type: string;
            /** @description Seconds. */
            expires_in: number;
            access_token: string;
            refresh_token: string;
            server_time?: components["schemas"]["Timestamp"];
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
        /** @description Some of the sources are not there. The errors have a shape of their own here. */
        SourcesNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["SourceDeleteProblem"] | components["schemas"]["ValidationProblem"];
            };
        };
        /** @description A refusal in the envelope of the v2 API (401, 402, 403 ...), or one of the gate before it (429). */
        AiRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AiProblem"] | components["schemas"]["Problem"];
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
    "account.get": {
        parameters: {
            query?: {
                /** @description What to add to the account. */
                with?: components["schemas"]["AccountWith"][];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Account"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All pipelines, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["PipelinePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineCreate"][];
            };
        };
        responses: {
            /** @description The new pipelines in full. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["PipelinePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.get": {
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
            /** @description The pipeline, at the root or as the only one of a list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Pipeline"] | components["schemas"]["PipelinePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.delete": {
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
            /** @description Done. */
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
    "pipelines.update": {
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
                "application/json": components["schemas"]["PipelineUpdate"];
            };
        };
        responses: {
            /** @description The pipeline in full. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Pipeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.listStatuses": {
        parameters: {
            query?: {
                /** @description What to add to each stage. */
                with?: components["schemas"]["PipelineStatusWith"][];
            };
            header?: never;
            path: {
                pipeline_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All stages, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["PipelineStatusPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.createStatuses": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineStatusCreate"][];
            };
        };
        responses: {
            /** @description The new stages in full. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["PipelineStatusPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.getStatus": {
        parameters: {
            query?: {
                /** @description What to add to the stage. */
                with?: components["schemas"]["PipelineStatusWith"][];
            };
            header?: never;
            path: {
                pipeline_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stage. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["PipelineStatus"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.deleteStatus": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "pipelines.updateStatus": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PipelineStatusUpdate"];
            };
        };
        responses: {
            /** @description The stage in full. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["PipelineStatus"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "contacts.list": {
        parameters: {
            query?: {
                /** @description What to add to each contact. */
                with?: components["schemas"]["ContactWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Full-text search over the filled fields. */
                query?: components["parameters"]["query"];
                filter?: components["schemas"]["ContactFilter"];
                order?: components["schemas"]["ContactOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of contacts. There is no total; go on while `_links.next` is there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ContactPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "contacts.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactCreate"][];
            };
        };
        responses: {
            /** @description The ids, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ContactCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "contacts.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactUpdateItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ContactUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "contacts.get": {
        parameters: {
            query?: {
                /** @description What to add to the contact. */
                with?: components["schemas"]["ContactWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Contact"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "contacts.update": {
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
                "application/json": components["schemas"]["ContactUpdate"];
            };
        };
        responses: {
            /** @description Id and time of the update. The page shows it wrapped in `_embedded`, the PHP SDK reads it at the root; both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ContactUpdated"] | components["schemas"]["ContactUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "contacts.listChats": {
        parameters: {
            query?: {
                /** @description One on Kommo; amoCRM takes several. */
                contact_id?: components["schemas"]["IdFilter"];
                /** @description One on Kommo; amoCRM takes several. */
                chat_id?: components["schemas"]["StringFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ties found, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ContactChatPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "contacts.linkChats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactChatLink"][];
            };
        };
        responses: {
            /** @description The ties, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ContactChatPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "companies.list": {
        parameters: {
            query?: {
                /** @description What to add to each company. */
                with?: components["schemas"]["CompanyWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Full-text search over the filled fields. */
                query?: components["parameters"]["query"];
                filter?: components["schemas"]["CompanyFilter"];
                order?: components["schemas"]["CompanyOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of companies. There is no total; go on while `_links.next` is there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CompanyPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "companies.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyCreate"][];
            };
        };
        responses: {
            /** @description The ids, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CompanyCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "companies.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyUpdateItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CompanyUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "companies.get": {
        parameters: {
            query?: {
                /** @description What to add to the company. */
                with?: components["schemas"]["CompanyWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The company. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Company"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "companies.update": {
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
                "application/json": components["schemas"]["CompanyUpdate"];
            };
        };
        responses: {
            /** @description Id and time of the update. The page shows it wrapped in `_embedded`, the PHP SDK reads it at the root; both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CompanyUpdated"] | components["schemas"]["CompanyUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "users.list": {
        parameters: {
            query?: {
                /** @description What to add to each user. */
                with?: components["schemas"]["UserWith"][];
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
            /** @description One page of users, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UserPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "users.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCreate"][];
            };
        };
        responses: {
            /** @description The new users in full. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "users.get": {
        parameters: {
            query?: {
                /** @description What to add to the user. */
                with?: components["schemas"]["UserWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["User"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "users.activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdRef"][];
            };
        };
        responses: {
            /** @description Accepted. The body is empty, its type text/html. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "users.deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdRef"][];
            };
        };
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "roles.list": {
        parameters: {
            query?: {
                /** @description What to add to each role. */
                with?: components["schemas"]["RoleWith"][];
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
            /** @description One page of roles, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["RolePage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "roles.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleCreate"][];
            };
        };
        responses: {
            /** @description The new roles in full. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["RolePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "roles.get": {
        parameters: {
            query?: {
                /** @description What to add to the role. */
                with?: components["schemas"]["RoleWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The role. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Role"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "roles.delete": {
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
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "roles.update": {
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
                "application/json": components["schemas"]["RoleUpdate"];
            };
        };
        responses: {
            /** @description The role in full. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Role"];
                };
            };
            /** @description The role in full. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "tasks.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["TaskFilter"];
                order?: components["schemas"]["TaskOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of tasks. There is no total; go on while `_links.next` is there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TaskPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "tasks.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskCreate"][];
            };
        };
        responses: {
            /** @description The ids, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TaskCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "tasks.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskUpdateItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TaskUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "tasks.get": {
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
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Task"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "tasks.update": {
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
                "application/json": components["schemas"]["TaskUpdate"];
            };
        };
        responses: {
            /** @description Id and time of the update. The page shows it wrapped in `_embedded`, the PHP SDK reads it at the root; both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TaskUpdated"] | components["schemas"]["TaskUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.list": {
        parameters: {
            query?: {
                /** @description What to add to each note. */
                with?: components["schemas"]["NoteWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["NoteFilter"];
                order?: components["schemas"]["NoteOrder"];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of notes. There is no total; go on while `_links.next` is there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NotePage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteCreate"][];
            };
        };
        responses: {
            /** @description The ids, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NoteCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteUpdateItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NoteUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.listByEntity": {
        parameters: {
            query?: {
                /** @description What to add to each note. */
                with?: components["schemas"]["NoteWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["NoteFilter"];
                order?: components["schemas"]["NoteOrder"];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of notes. There is no total; go on while `_links.next` is there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NotePage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.createForEntity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteCreateForEntity"][];
            };
        };
        responses: {
            /** @description The ids, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NoteCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.updateManyForEntity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteUpdateItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NoteUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.get": {
        parameters: {
            query?: {
                /** @description What to add to the note. */
                with?: components["schemas"]["NoteWith"][];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The note. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Note"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteUpdate"];
            };
        };
        responses: {
            /** @description Id and time of the update. The page shows it wrapped in `_embedded`; the root is taken too, as of the sister resources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NoteUpdated"] | components["schemas"]["NoteUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.getByEntity": {
        parameters: {
            query?: {
                /** @description What to add to the note. */
                with?: components["schemas"]["NoteWith"][];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                entity_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The note. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Note"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.updateForEntity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
                entity_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteUpdate"];
            };
        };
        responses: {
            /** @description Id and time of the update. The page shows it wrapped in `_embedded`; the root is taken too, as of the sister resources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["NoteUpdated"] | components["schemas"]["NoteUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "notes.pin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
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
    "notes.unpin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["NoteEntityType"];
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
    "customFields.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["CustomFieldFilter"];
                order?: components["schemas"]["CustomFieldOrder"];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of fields. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customFields.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldCreate"][];
            };
        };
        responses: {
            /** @description The new fields, whole. A body of one object, which the SDK never sends, is answered with one object. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customFields.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldUpdateItem"][];
            };
        };
        responses: {
            /** @description The fields, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            /** @description The same; amoCRM's page and some examples have this status. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customFields.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The field. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomField"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "customFields.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customFields.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldUpdate"];
            };
        };
        responses: {
            /** @description The field, at the root or (in some examples) wrapped in `_embedded`. Both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomField"] | components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogCustomFields.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["CustomFieldFilter"];
                order?: components["schemas"]["CustomFieldOrder"];
            };
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of fields. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogCustomFields.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldCreate"][];
            };
        };
        responses: {
            /** @description The new fields, whole. A body of one object, which the SDK never sends, is answered with one object. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogCustomFields.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldUpdateItem"][];
            };
        };
        responses: {
            /** @description The fields, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            /** @description The same; amoCRM's page and some examples have this status. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogCustomFields.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The field. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomField"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "catalogCustomFields.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogCustomFields.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldUpdate"];
            };
        };
        responses: {
            /** @description The field, at the root or (in some examples) wrapped in `_embedded`. Both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomField"] | components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segmentCustomFields.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["CustomFieldFilter"];
                order?: components["schemas"]["CustomFieldOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of fields. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segmentCustomFields.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldCreate"][];
            };
        };
        responses: {
            /** @description The new fields, whole. A body of one object, which the SDK never sends, is answered with one object. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segmentCustomFields.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomFieldUpdateItem"][];
            };
        };
        responses: {
            /** @description The fields, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            /** @description The same; amoCRM's page and some examples have this status. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segmentCustomFields.get": {
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
            /** @description The field. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomField"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "segmentCustomFields.delete": {
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
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segmentCustomFields.update": {
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
                "application/json": components["schemas"]["CustomFieldUpdate"];
            };
        };
        responses: {
            /** @description The field, at the root or (in some examples) wrapped in `_embedded`. Both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomField"] | components["schemas"]["CustomFieldPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "fieldGroups.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, with a total. amoCRM's page shows the examples of this answer and of the answer about one group swapped; both shapes are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroupPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "fieldGroups.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldGroupCreate"][];
            };
        };
        responses: {
            /** @description The new groups, whole. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroupPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "fieldGroups.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group (see the list for the swapped example). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "fieldGroups.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "fieldGroups.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldGroupUpdate"];
            };
        };
        responses: {
            /** @description The group, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroup"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogFieldGroups.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, with a total. amoCRM's page shows the examples of this answer and of the answer about one group swapped; both shapes are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroupPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogFieldGroups.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldGroupCreate"][];
            };
        };
        responses: {
            /** @description The new groups, whole. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroupPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogFieldGroups.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group (see the list for the swapped example). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "catalogFieldGroups.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogFieldGroups.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldGroupUpdate"];
            };
        };
        responses: {
            /** @description The group, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FieldGroup"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Lists of one type; known from the amoCRM PHP SDK only. It stands outside `filter`. */
                type?: components["schemas"]["CatalogType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of lists, without a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogCreate"][];
            };
        };
        responses: {
            /** @description The new lists, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogUpdateItem"][];
            };
        };
        responses: {
            /** @description The lists, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.get": {
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
            /** @description The list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Catalog"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.update": {
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
                "application/json": components["schemas"]["CatalogUpdate"];
            };
        };
        responses: {
            /** @description The list, whole, at the root. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Catalog"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.listElements": {
        parameters: {
            query?: {
                /** @description What to add to each element. */
                with?: components["schemas"]["CatalogElementWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Full-text search over the filled fields. */
                query?: components["parameters"]["query"];
                filter?: components["schemas"]["CatalogElementFilter"];
            };
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of elements, without a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogElementPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.createElements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogElementCreate"][];
            };
        };
        responses: {
            /** @description The new elements, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogElementPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.updateElements": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogElementUpdateItem"][];
            };
        };
        responses: {
            /** @description The elements, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogElementPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.getElement": {
        parameters: {
            query?: {
                /** @description What to add to the element. */
                with?: components["schemas"]["CatalogElementWith"][];
            };
            header?: never;
            path: {
                list_id: number;
                element_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The element. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogElement"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "catalogs.updateElement": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: number;
                element_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogElementUpdate"];
            };
        };
        responses: {
            /** @description The element, whole, at the root. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CatalogElement"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "products.getSettings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ProductsSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "products.updateSettings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductsSettingsUpdate"];
            };
        };
        responses: {
            /** @description The settings after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ProductsSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "currencies.list": {
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
            /** @description The currencies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CurrencyPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "customers.setMode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersMode"];
            };
        };
        responses: {
            /** @description What was sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomersMode"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customers.list": {
        parameters: {
            query?: {
                /** @description What to add to each customer. */
                with?: components["schemas"]["CustomerWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Full-text search over the filled fields. */
                query?: components["parameters"]["query"];
                filter?: components["schemas"]["CustomerFilter"];
                order?: components["schemas"]["CustomerOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of customers, without a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customers.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerCreate"][];
            };
        };
        responses: {
            /** @description The ids, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customers.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerUpdateItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customers.get": {
        parameters: {
            query?: {
                /** @description What to add to the customer. */
                with?: components["schemas"]["CustomerWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Customer"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "customers.update": {
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
                "application/json": components["schemas"]["CustomerUpdate"];
            };
        };
        responses: {
            /** @description Id and time of the update, at the root or wrapped in `_embedded`. Both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerUpdated"] | components["schemas"]["CustomerUpdateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customers.changeBonusPoints": {
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
                "application/json": components["schemas"]["CustomerBonusPointsChange"];
            };
        };
        responses: {
            /** @description The new balance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerBonusPoints"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "transactions.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["TransactionFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of purchases, without a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TransactionPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "transactions.get": {
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
            /** @description The purchase. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Transaction"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "transactions.delete": {
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
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "transactions.listByCustomer": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["TransactionFilter"];
            };
            header?: never;
            path: {
                customer_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of purchases, without a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TransactionPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "transactions.create": {
        parameters: {
            query?: {
                /** @description Whether to give bonus points for it; known from the amoCRM PHP SDK only, which sends the word. */
                accrue_bonus?: "true" | "false";
            };
            header?: never;
            path: {
                customer_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransactionCreate"][];
            };
        };
        responses: {
            /** @description The ids of the purchases. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TransactionCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customerStatuses.list": {
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
            /** @description The statuses, 30 at most, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerStatusPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "customerStatuses.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerStatusCreate"][];
            };
        };
        responses: {
            /** @description The ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerStatusCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customerStatuses.get": {
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
            /** @description The status. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerStatus"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "customerStatuses.delete": {
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
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "customerStatuses.update": {
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
                "application/json": components["schemas"]["CustomerStatusUpdate"];
            };
        };
        responses: {
            /** @description The status, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CustomerStatus"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segments.list": {
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
            /** @description One page of segments, with totals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["SegmentPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "segments.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentCreate"];
            };
        };
        responses: {
            /** @description The new segment, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segments.get": {
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
            /** @description The segment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Segment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "segments.delete": {
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
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "segments.update": {
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
                "application/json": components["schemas"]["SegmentUpdate"];
            };
        };
        responses: {
            /** @description The segment, whole. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "tags.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Full-text search over the filled fields. */
                query?: components["parameters"]["query"];
                filter?: components["schemas"]["TagFilter"];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of tags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TagPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "tags.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagCreate"][];
            };
        };
        responses: {
            /** @description The tags, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TagCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "tags.setForEntities": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityPatchItem"][];
            };
        };
        responses: {
            /** @description Id and time of the update of each. amoCRM's page also shows the answer about one entity here; both shapes are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EntityPatchResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "tags.setForEntity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity_type: components["schemas"]["EntityType"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityPatch"];
            };
        };
        responses: {
            /** @description Id and time of the update, at the root or wrapped in `_embedded`. Both are taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EntityPatched"] | components["schemas"]["EntityPatchResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "links.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["EntityLinkFilter"];
            };
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The links, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EntityLinkPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "links.link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityLinkCreate"][];
            };
        };
        responses: {
            /** @description The links, each with both ends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EntityLinkPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "links.unlink": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityUnlink"][];
            };
        };
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "links.listMass": {
        parameters: {
            query: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter: components["schemas"]["EntityLinkMassFilter"];
            };
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The links, each with both ends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EntityLinkPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "links.linkMass": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityLinkMassCreate"][];
            };
        };
        responses: {
            /** @description The links, each with both ends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EntityLinkPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "links.unlinkMass": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityType"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityMassUnlink"][];
            };
        };
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "events.list": {
        parameters: {
            query?: {
                /** @description Names to add to the entities. */
                with?: components["schemas"]["EventWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Events a page; 250 at most by Kommo's page, 100 by amoCRM's. */
                limit?: number;
                filter?: components["schemas"]["EventFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of events, without a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EventPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "events.get": {
        parameters: {
            query?: {
                /** @description Names to add to the entity. */
                with?: components["schemas"]["EventWith"][];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Event"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "events.listTypes": {
        parameters: {
            query?: {
                /** @description Language of the names; by default the user's. */
                language_code?: components["schemas"]["EventLanguage"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The types, with a total. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EventTypeInfoPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "subscriptions.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                entity_type: components["schemas"]["SubscribedEntity"];
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of users and groups, with totals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["SubscriptionPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["UnsortedFilter"];
                order?: components["schemas"]["UnsortedOrder"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of incoming leads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UnsortedPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The incoming lead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Unsorted"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.createForms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsortedFormsCreate"][];
            };
        };
        responses: {
            /** @description What was made, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UnsortedCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.createSip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsortedSipCreate"][];
            };
        };
        responses: {
            /** @description What was made, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UnsortedCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UnsortedAccept"];
            };
        };
        responses: {
            /** @description What came out of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UnsortedAccepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.decline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UnsortedDecline"];
            };
        };
        responses: {
            /** @description What went to the bin. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UnsortedDeclined"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.link": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnsortedLink"];
            };
        };
        responses: {
            /** @description The entity it was tied to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UnsortedLinked"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "unsorted.summary": {
        parameters: {
            query?: {
                filter?: components["schemas"]["UnsortedSummaryFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts, without HAL. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["UnsortedSummary"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "webhooks.list": {
        parameters: {
            query?: {
                filter?: components["schemas"]["WebhookFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All webhooks; there are no pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["WebhookPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "webhooks.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            /** @description The webhook (Kommo). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Webhook"];
                };
            };
            /** @description The webhook (amoCRM). */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "webhooks.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookDelete"];
            };
        };
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "widgets.list": {
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
            /** @description One page of widgets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["WidgetPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "widgets.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of the widget, not its id. */
                widget_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The widget. An unknown code is 404 here, not 204. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Widget"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "widgets.install": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of the widget, not its id. */
                widget_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetSettings"];
            };
        };
        responses: {
            /** @description The widget with its settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Widget"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "widgets.uninstall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of the widget, not its id. */
                widget_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "calls.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallCreate"][];
            };
        };
        responses: {
            /** @description The calls that found a card; those that found none are in `errors`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CallCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "callEvents.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallEventsCreate"];
            };
        };
        responses: {
            /** @description What the pop-ups show. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["CallEventsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "bots.list": {
        parameters: {
            query?: {
                /** @description What to add. */
                with?: components["schemas"]["BotWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["BotFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of bots; their HAL key is `items`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["BotPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "bots.get": {
        parameters: {
            query?: {
                /** @description What to add. */
                with?: components["schemas"]["BotWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Bot"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "bots.run": {
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
                "application/json": components["schemas"]["BotRun"];
            };
        };
        responses: {
            /** @description Taken; the body is the word Accepted. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "bots.runMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BotRunItem"][];
            };
        };
        responses: {
            /** @description Taken; the body is empty. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "bots.stop": {
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
                "application/json": components["schemas"]["BotStop"];
            };
        };
        responses: {
            /** @description Taken; the body is empty. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "bots.continue": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bot: components["schemas"]["BotKind"];
                bot_id: number;
                /** @description From the `return_url` that the widget was sent. */
                continue_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BotContinue"];
            };
        };
        responses: {
            /** @description Taken; the body is empty. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "bots.runV2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BotRunV2Item"][];
            };
        };
        responses: {
            /** @description Taken. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BotRunV2Response"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "sources.list": {
        parameters: {
            query?: {
                filter?: components["schemas"]["SourceFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All sources; there are no pages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["SourcePage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "sources.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceCreate"][];
            };
        };
        responses: {
            /** @description The new sources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["SourcePage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "sources.deleteMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdRef"][];
            };
        };
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["SourcesNotFound"];
            default: components["responses"]["Problem"];
        };
    };
    "sources.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SourceUpdateItem"][];
            };
        };
        responses: {
            /** @description The sources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["SourcePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "sources.get": {
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
            /** @description The source. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Source"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "sources.delete": {
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
    "sources.update": {
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
                "application/json": components["schemas"]["SourceUpdate"];
            };
        };
        responses: {
            /** @description The source. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Source"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "shortLinks.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShortLinkCreate"][];
            };
        };
        responses: {
            /** @description The links, in the order of the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["ShortLinkCreateResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "talks.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["TalkFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of conversations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TalkPage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "talks.get": {
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
            /** @description The conversation. An unknown id is 404 here, not 204. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Talk"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "talks.messages": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                filter?: components["schemas"]["TalkMessageFilter"];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TalkMessagePage"];
                };
            };
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    "talks.send": {
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
                "application/json": components["schemas"]["TalkSend"];
            };
        };
        responses: {
            /** @description The message is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TalkMessageAccepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            402: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    "talks.close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TalkClose"];
            };
        };
        responses: {
            /** @description Taken; the body is empty. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "templates.list": {
        parameters: {
            query?: {
                /** @description What to add. */
                with?: components["schemas"]["TemplateWith"][];
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 50 at most. */
                limit?: number;
                filter?: components["schemas"]["TemplateFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of templates; their HAL key is `chat_templates`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TemplatePage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "templates.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateCreate"][];
            };
        };
        responses: {
            /** @description The new templates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TemplatePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "templates.deleteMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdRef"][];
            };
        };
        responses: {
            204: components["responses"]["NoContent"];
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "templates.updateMany": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateUpdateItem"][];
            };
        };
        responses: {
            /** @description The templates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TemplatePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "templates.get": {
        parameters: {
            query?: {
                /** @description What to add. */
                with?: components["schemas"]["TemplateWith"][];
            };
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template. An unknown id is 404 here, not 204. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Template"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "templates.delete": {
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
    "templates.update": {
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
                "application/json": components["schemas"]["TemplateUpdate"];
            };
        };
        responses: {
            /** @description The template. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["Template"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "templates.sendReview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TemplateReviewRequest"];
            };
        };
        responses: {
            /** @description The reviews it is in, one for each source. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TemplateReviewPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "templates.updateReview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["id"];
                review_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateReviewUpdate"];
            };
        };
        responses: {
            /** @description The review. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["TemplateReview"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "websiteButtons.list": {
        parameters: {
            query?: {
                /** @description What to add. */
                with?: components["schemas"]["WebsiteButtonWith"][];
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
            /** @description One page of buttons. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["WebsiteButtonPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "websiteButtons.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebsiteButtonCreate"];
            };
        };
        responses: {
            /** @description The source. Ask for the button until its creation_status is `created`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["WebsiteButtonCreated"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "websiteButtons.get": {
        parameters: {
            query?: {
                /** @description What to add. */
                with?: components["schemas"]["WebsiteButtonWith"][];
            };
            header?: never;
            path: {
                /** @description The key of a button; there is no other id for it. */
                source_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The button. An unknown id is 404 here, not 204. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["WebsiteButton"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "websiteButtons.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key of a button; there is no other id for it. */
                source_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebsiteButtonUpdate"];
            };
        };
        responses: {
            /** @description The button. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["WebsiteButton"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "websiteButtons.connectOnlineChat": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key of a button; there is no other id for it. */
                source_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken, with an empty object or an empty body. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "entityFiles.list": {
        parameters: {
            query?: {
                /** @description Items a page, 250 at most. */
                limit?: components["parameters"]["limit"];
                /** @description Ties with an id below this one. There are no page numbers. */
                before_id?: number;
            };
            header?: never;
            path: {
                entity: components["schemas"]["FileEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ties of files to the entity. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EntityFilePage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "entityFiles.attach": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["FileEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityFileRef"][];
            };
        };
        responses: {
            /** @description Done, with an empty object (Kommo). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["EmptyObject"];
                };
            };
            /** @description Done, with an empty body (amoCRM). */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "entityFiles.detach": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["FileEntityType"];
                entity_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityFileRef"][];
            };
        };
        responses: {
            /** @description Done, with an empty body or an empty object. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "files.listLinks": {
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
            /** @description The entities, without HAL and with names of the old API. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["FileLinkedEntities"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "ai.addTextSource": {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of the messages in the answer, `en` by default. */
                "X-Language"?: components["schemas"]["AiLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiTextSource"];
            };
        };
        responses: {
            /** @description The source that was added. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSourceResponse"];
                };
            };
            /** @description The source that was added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSourceResponse"];
                };
            };
            400: components["responses"]["AiRefused"];
            default: components["responses"]["AiRefused"];
        };
    };
    "ai.addUrlSource": {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of the messages in the answer, `en` by default. */
                "X-Language"?: components["schemas"]["AiLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiUrlSource"];
            };
        };
        responses: {
            /** @description The source that was added. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSourceResponse"];
                };
            };
            /** @description The source that was added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSourceResponse"];
                };
            };
            400: components["responses"]["AiRefused"];
            default: components["responses"]["AiRefused"];
        };
    };
    "ai.addFileSource": {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of the messages in the answer, `en` by default. */
                "X-Language"?: components["schemas"]["AiLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiFileSource"];
            };
        };
        responses: {
            /** @description The source that was added. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSourceResponse"];
                };
            };
            /** @description The source that was added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiSourceResponse"];
                };
            };
            400: components["responses"]["AiRefused"];
            default: components["responses"]["AiRefused"];
        };
    };
    "aiAgents.list": {
        parameters: {
            query?: {
                /** @description Page number, from 1. */
                page?: components["parameters"]["page"];
                /** @description Items a page, 50 at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of agents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["AiAgentPage"];
                };
            };
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "aiAgents.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiAgentCreate"][];
            };
        };
        responses: {
            /** @description The new agents. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["AiAgentWriteResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "aiAgents.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the agent. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["AiAgent"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    "aiAgents.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the agent. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            default: components["responses"]["Problem"];
        };
    };
    "aiAgents.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID of the agent. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AiAgentUpdate"];
            };
        };
        responses: {
            /** @description The agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/hal+json": components["schemas"]["AiAgent"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
    "ai.importProducts": {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of the messages in the answer, `en` by default. */
                "X-Language"?: components["schemas"]["AiLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Started. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AiResponse"];
                };
            };
            400: components["responses"]["AiRefused"];
            default: components["responses"]["AiRefused"];
        };
    };
    "oauth.token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OAuthTokenRequest"];
            };
        };
        responses: {
            /** @description The tokens. The refresh token is a new one; keep it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthTokens"];
                };
            };
            400: components["responses"]["BadRequest"];
            default: components["responses"]["Problem"];
        };
    };
}
