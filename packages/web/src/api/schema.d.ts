/** Made by scripts/generate-schema.mjs from the server's OpenAPI document. */
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in in this browser, and in which projects; 401 says which ways in there are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description local: a browser on the server’s own machine, signed in by a link
                             * @enum {string}
                             */
                            kind: "local" | "account";
                            user: {
                                id: string;
                                name: string;
                                email: string;
                            } | null;
                            /**
                             * @description In the project of this request
                             * @enum {string}
                             */
                            role: "owner" | "editor" | "viewer";
                            /** @description The one that the header cusp-project names, or else the first */
                            project: {
                                id: string;
                                name: string;
                                timeZone: string;
                                accountGroup: string;
                                /** @enum {string} */
                                role: "owner" | "editor" | "viewer";
                            };
                            projects: {
                                id: string;
                                name: string;
                                timeZone: string;
                                accountGroup: string;
                                /** @enum {string} */
                                role: "owner" | "editor" | "viewer";
                            }[];
                            /** @description Of the project: IANA */
                            timeZone: string;
                        };
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A URI that names the kind of problem */
                            type: string;
                            title: string;
                            status: number;
                            /** @description What was seen and what to do, in one line */
                            detail: string;
                            problems: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                            /** @description The ways in that there are */
                            ways: ("link" | "password" | "invitation")[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Signs this browser in with an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            user: {
                                id: string;
                                name: string;
                                email: string;
                            };
                        };
                    };
                };
            };
        };
        /** Signs this browser out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description false: nobody was signed in */
                            signedOut: boolean;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/browsers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in, the latest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            browsers: {
                                id: string;
                                /** @description The one that asks */
                                current: boolean;
                                since: number;
                                until: number;
                                /** @description Where it signed in from */
                                address: string | null;
                                /** @description What it said that it is */
                                agent: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/browsers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs one out, at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            signedOut: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the password of who is signed in, and signs out all other browsers */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current: string;
                        next: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            changed: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation is for, before it is accepted */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What stands after # in the link */
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Its name */
                            project: string;
                            /** @enum {string} */
                            role: "owner" | "editor" | "viewer";
                            /** @description The address that it is for; null: any */
                            email: string | null;
                            /** @description Whether that address has an account, which then joins */
                            hasAccount: boolean;
                            invitedBy: string;
                            expiresAt: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/invitation/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts an invitation: with the account that is signed in, or, given a password, with the account of that email, which is made when there is none */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What stands after # in the link */
                        token: string;
                        /** @description Of a new account */
                        name?: string;
                        /** Format: email */
                        email?: string;
                        password?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            user: {
                                id: string;
                                name: string;
                                email: string;
                            };
                            /** @description Its id */
                            project: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password with a link that was made for it, ends all other sessions, and signs in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What stands after # in the link */
                        token: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            user: {
                                id: string;
                                name: string;
                                email: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/2/httpapi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Events in Amplitude’s HTTP V2 form
         * @description A bad event is refused with its index and field (400); the rest of the batch is stored.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A write key */
                        api_key: string;
                        events: ({
                            /** @description The name of the event; $identify and $groupidentify are records */
                            event_type: string;
                            /** @description This, `device_id` or both */
                            user_id?: string;
                            device_id?: string;
                            /** @description ms since 1970; the time of arrival when left out */
                            time?: number;
                            /** @description With the device or user it makes the event unique for 7 days */
                            insert_id?: string;
                            /** @description Start of the session in ms, or -1 */
                            session_id?: number;
                            event_properties?: {
                                [key: string]: unknown;
                            };
                            /** @description Plain values are set; $set, $setOnce, $add, $append, $unset, ... with $identify */
                            user_properties?: {
                                [key: string]: unknown;
                            };
                            groups?: {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        options?: {
                            min_id_length?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Events in Amplitude’s HTTP V2 form
         * @description A bad event is refused with its index and field (400); the rest of the batch is stored.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A write key */
                        api_key: string;
                        events: ({
                            /** @description The name of the event; $identify and $groupidentify are records */
                            event_type: string;
                            /** @description This, `device_id` or both */
                            user_id?: string;
                            device_id?: string;
                            /** @description ms since 1970; the time of arrival when left out */
                            time?: number;
                            /** @description With the device or user it makes the event unique for 7 days */
                            insert_id?: string;
                            /** @description Start of the session in ms, or -1 */
                            session_id?: number;
                            event_properties?: {
                                [key: string]: unknown;
                            };
                            /** @description Plain values are set; $set, $setOnce, $add, $append, $unset, ... with $identify */
                            user_properties?: {
                                [key: string]: unknown;
                            };
                            groups?: {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        options?: {
                            min_id_length?: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Amplitude’s identify, as a form or JSON */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description A form, or JSON: `identification`, `identification` of groups, or `mapping`, each one object or a list */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A write key */
                        api_key: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groupidentify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Amplitude’s groupidentify, as a form or JSON */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description A form, or JSON: `identification`, `identification` of groups, or `mapping`, each one object or a list */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A write key */
                        api_key: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/usermap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Amplitude’s usermap, as a form or JSON */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description A form, or JSON: `identification`, `identification` of groups, or `mapping`, each one object or a list */
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A write key */
                        api_key: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s track */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/t": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s track */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s identify */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/i": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s identify */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/g": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s page */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/p": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s page */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s screen */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/s": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s screen */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alias": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s alias */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/a": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s alias */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In a batch
                         * @enum {string}
                         */
                        type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                        /** @description This, `anonymousId` or both */
                        userId?: string;
                        anonymousId?: string;
                        /** @description With the device or user it makes the message unique for 7 days */
                        messageId?: string;
                        /** @description ISO 8601 */
                        timestamp?: string;
                        /** @description track: the name of the event */
                        event?: string;
                        properties?: {
                            [key: string]: unknown;
                        };
                        /** @description identify and group: null removes */
                        traits?: {
                            [key: string]: unknown;
                        };
                        groupId?: string;
                        previousId?: string;
                        context?: {
                            [key: string]: unknown;
                        };
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s batch of messages */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        batch: ({
                            /**
                             * @description In a batch
                             * @enum {string}
                             */
                            type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                            /** @description This, `anonymousId` or both */
                            userId?: string;
                            anonymousId?: string;
                            /** @description With the device or user it makes the message unique for 7 days */
                            messageId?: string;
                            /** @description ISO 8601 */
                            timestamp?: string;
                            /** @description track: the name of the event */
                            event?: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description identify and group: null removes */
                            traits?: {
                                [key: string]: unknown;
                            };
                            groupId?: string;
                            previousId?: string;
                            context?: {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        sentAt?: string;
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/b": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Segment’s batch of messages */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        batch: ({
                            /**
                             * @description In a batch
                             * @enum {string}
                             */
                            type?: "track" | "identify" | "group" | "page" | "screen" | "alias";
                            /** @description This, `anonymousId` or both */
                            userId?: string;
                            anonymousId?: string;
                            /** @description With the device or user it makes the message unique for 7 days */
                            messageId?: string;
                            /** @description ISO 8601 */
                            timestamp?: string;
                            /** @description track: the name of the event */
                            event?: string;
                            properties?: {
                                [key: string]: unknown;
                            };
                            /** @description identify and group: null removes */
                            traits?: {
                                [key: string]: unknown;
                            };
                            groupId?: string;
                            previousId?: string;
                            context?: {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        sentAt?: string;
                        /** @description Or as the user of Basic authorization */
                        writeKey?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this project holds and how it is doing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            project: {
                                id: string;
                                name: string;
                                timeZone: string;
                                accountGroup: string;
                            };
                            /** @description Stored rows, records such as identify included */
                            events: number;
                            /** @description Known users and devices, before identities are resolved */
                            users: number;
                            /** @description When the newest event came in, ms */
                            lastReceived: number | null;
                            /** @description Refused events of the last 24 hours: see /api/v1/rejected */
                            rejectedLastDay: number;
                            cohorts: {
                                /** @description Without those that are archived */
                                count: number;
                                /** @description Those of which the live reading is held up or behind */
                                notFresh: {
                                    id: string;
                                    name: string;
                                    reason: string;
                                    message: string;
                                }[];
                            };
                            /** @description Those that need a look come first */
                            syncs: {
                                id: string;
                                cohort: string;
                                destination: string;
                                health: {
                                    /**
                                     * @description behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience
                                     * @enum {string}
                                     */
                                    state: "healthy" | "behind" | "parked" | "drifting" | "paused";
                                    /** @description What that comes from, a stable word */
                                    reason: string;
                                    /** @description One sentence: what is to be done */
                                    message: string;
                                };
                            }[];
                            /** @description Properties that long questions filter by, with columns of their own; not used until they are whole */
                            filterColumns: {
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                                isWhole: boolean;
                            }[];
                            /** @description Who is told of trouble, and which of them cannot be reached */
                            alerts: {
                                id: string;
                                /** @enum {string} */
                                kind: "slack" | "webhook";
                                /** @description All of the address that is shown: the rest may be a secret */
                                host: string;
                                /** @description Why it does not take what it is told */
                                failing: {
                                    since: number;
                                    error: string;
                                    /** @description When it is told again, UTC ms */
                                    nextAt: number;
                                } | null;
                                createdAt: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the six steps stand, from defining a cohort to measuring, and what needs a look */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            now: number;
                            timeZone: string;
                            /** @description When today began in the project’s time zone, UTC ms */
                            today: number;
                            define: {
                                /**
                                 * @description open: nothing was done yet; waiting: it takes time; attention: somebody has to look
                                 * @enum {string}
                                 */
                                state: "open" | "waiting" | "done" | "attention";
                                /** @description Where it stands, in one sentence */
                                words: string;
                                cohorts: number;
                                newest: {
                                    id: string;
                                    name: string;
                                    version: number;
                                    createdAt: number;
                                } | null;
                                notFresh: {
                                    id: string;
                                    name: string;
                                }[];
                            };
                            validate: {
                                /**
                                 * @description open: nothing was done yet; waiting: it takes time; attention: somebody has to look
                                 * @enum {string}
                                 */
                                state: "open" | "waiting" | "done" | "attention";
                                /** @description Where it stands, in one sentence */
                                words: string;
                                /** @description What was last found of the newest cohort; null: it was not validated */
                                newest: {
                                    /** @enum {string} */
                                    finding: "signal" | "opposite" | "noise" | "not-enough-data";
                                    sentence: string;
                                    /** @description How many times as often members convert, with its 95% interval; `high` null: no bound */
                                    lift: {
                                        estimate: number | null;
                                        low: number | null;
                                        high: number | null;
                                    };
                                    /** @description Conversions of members, pooled over the instants: one member counts at each of them */
                                    members: {
                                        count: number;
                                        of: number;
                                        share: number | null;
                                    };
                                    others: {
                                        count: number;
                                        of: number;
                                        share: number | null;
                                    };
                                    distinctMembers: number;
                                    instants: number;
                                    horizonMs: number;
                                    cohort: {
                                        id: string;
                                        name: string;
                                    };
                                    version: number;
                                    /** @description It is about the version that is in force */
                                    isInForce: boolean;
                                    /** @enum {string} */
                                    kind: "validation" | "backtest";
                                    asOf: number;
                                    answeredAt: number;
                                    /** @description The question, with which it can be asked again */
                                    spec: unknown;
                                } | null;
                                /** @description Of every cohort what was last found, the newest answer first */
                                findings: {
                                    /** @enum {string} */
                                    finding: "signal" | "opposite" | "noise" | "not-enough-data";
                                    sentence: string;
                                    /** @description How many times as often members convert, with its 95% interval; `high` null: no bound */
                                    lift: {
                                        estimate: number | null;
                                        low: number | null;
                                        high: number | null;
                                    };
                                    /** @description Conversions of members, pooled over the instants: one member counts at each of them */
                                    members: {
                                        count: number;
                                        of: number;
                                        share: number | null;
                                    };
                                    others: {
                                        count: number;
                                        of: number;
                                        share: number | null;
                                    };
                                    distinctMembers: number;
                                    instants: number;
                                    horizonMs: number;
                                    cohort: {
                                        id: string;
                                        name: string;
                                    };
                                    version: number;
                                    /** @description It is about the version that is in force */
                                    isInForce: boolean;
                                    /** @enum {string} */
                                    kind: "validation" | "backtest";
                                    asOf: number;
                                    answeredAt: number;
                                    /** @description The question, with which it can be asked again */
                                    spec: unknown;
                                }[];
                            };
                            understand: {
                                /**
                                 * @description open: nothing was done yet; waiting: it takes time; attention: somebody has to look
                                 * @enum {string}
                                 */
                                state: "open" | "waiting" | "done" | "attention";
                                /** @description Where it stands, in one sentence */
                                words: string;
                                /** @description Made of a step of a funnel */
                                cohorts: {
                                    id: string;
                                    name: string;
                                }[];
                            };
                            segment: {
                                /**
                                 * @description open: nothing was done yet; waiting: it takes time; attention: somebody has to look
                                 * @enum {string}
                                 */
                                state: "open" | "waiting" | "done" | "attention";
                                /** @description Where it stands, in one sentence */
                                words: string;
                                /** @description Made of other cohorts, which `of` names */
                                cohorts: {
                                    id: string;
                                    name: string;
                                    of: string[];
                                }[];
                            };
                            act: {
                                /**
                                 * @description open: nothing was done yet; waiting: it takes time; attention: somebody has to look
                                 * @enum {string}
                                 */
                                state: "open" | "waiting" | "done" | "attention";
                                /** @description Where it stands, in one sentence */
                                words: string;
                                syncs: {
                                    id: string;
                                    cohort: string;
                                    destination: string;
                                    health: {
                                        /**
                                         * @description behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience
                                         * @enum {string}
                                         */
                                        state: "healthy" | "behind" | "parked" | "drifting" | "paused";
                                        /** @description What that comes from, a stable word */
                                        reason: string;
                                        /** @description One sentence: what is to be done */
                                        message: string;
                                    };
                                }[];
                                exports: {
                                    id: string;
                                    cohort: string;
                                    /** @enum {string} */
                                    kind: "csv" | "webhook";
                                    lastRun: {
                                        asOf: number;
                                        outcome: ("applied" | "unchanged" | "failed") | null;
                                        entered: number;
                                        exited: number;
                                        total: number;
                                    } | null;
                                }[];
                                /** @description Entries into cohorts that are synced or exported, since today began */
                                entered: number;
                                exited: number;
                                /** @description Every cohort that somebody entered or left since today began */
                                today: {
                                    id: string;
                                    name: string;
                                    entered: number;
                                    exited: number;
                                    /** @description It is synced or exported */
                                    acts: boolean;
                                }[];
                            };
                            measure: {
                                /**
                                 * @description open: nothing was done yet; waiting: it takes time; attention: somebody has to look
                                 * @enum {string}
                                 */
                                state: "open" | "waiting" | "done" | "attention";
                                /** @description Where it stands, in one sentence */
                                words: string;
                                syncs: {
                                    id: string;
                                    cohort: string;
                                    /** @description When somebody was first told of */
                                    firstTold: number;
                                    /** @description How long they have to convert: of the cohort’s validation, else two weeks */
                                    horizonMs: number;
                                    /** @description When that is over for the first of them */
                                    due: number;
                                }[];
                                exports: {
                                    id: string;
                                    cohort: string;
                                    /** @description When somebody was first told of */
                                    firstTold: number;
                                    /** @description How long they have to convert: of the cohort’s validation, else two weeks */
                                    horizonMs: number;
                                    /** @description When that is over for the first of them */
                                    due: number;
                                }[];
                            };
                            /** @description What somebody should look at, the most urgent first */
                            attention: {
                                /** @enum {string} */
                                kind: "sync" | "cohort" | "rejected" | "alert" | "export";
                                /** @description Of the sync, cohort, receiver or export */
                                id: string | null;
                                title: string;
                                words: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics in the text format of Prometheus: of this process, and of the key’s project */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects that the caller may act in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            projects: {
                                id: string;
                                name: string;
                                timeZone: string;
                                accountGroup: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Makes a project; for the operator of this server alone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /**
                         * @description IANA zone of calendar days and windows
                         * @default UTC
                         */
                        timeZone?: string;
                        /**
                         * @description The group type that senders use for an account
                         * @default account
                         */
                        accountGroup?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            timeZone: string;
                            accountGroup: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/project": {
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
        /** Changes the settings of the project; what is stored keeps the account group it came under */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description IANA zone of calendar days and windows */
                        timeZone?: string;
                        /** @description The group type that senders use for an account */
                        accountGroup?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            timeZone: string;
                            accountGroup: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of the project */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                id: string;
                                /** @enum {string} */
                                kind: "write" | "secret";
                                /** @description How the key begins */
                                prefix: string;
                                createdAt: number;
                                revokedAt: number | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Makes a key; this answer is the only time that it can be read */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "write" | "secret";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @enum {string} */
                            kind: "write" | "secret";
                            /** @description How the key begins */
                            prefix: string;
                            createdAt: number;
                            revokedAt: number | null;
                            key: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key: it opens nothing from now on */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            revoked: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The names of events that came in, the most frequent first, with their users */
        get: {
            parameters: {
                query?: {
                    /** @description A part of it, letters of either case */
                    search?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            readonly events: {
                                name: string;
                                count: number;
                                /** @description Different users; devices that are known to be a user’s count as that user */
                                users: number;
                                /** @description Time of the earliest, ms */
                                firstSeen: number;
                                /** @description Time of the latest, ms */
                                lastSeen: number;
                            }[];
                            /** @description So many more there are */
                            leftOut: number;
                            /** @description Null: users are exact. Else `users` are estimates; the rest is exact always */
                            sampled: {
                                /** @description About so many rows were read */
                                read: number;
                                /** @description There are so many */
                                of: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Stores events in Cusp’s own form; answered when they are durable. One that cannot be taken refuses all */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description name, time (ms), userId or deviceId, insertId, … */
                        events: unknown[];
                        /**
                         * @description What the sender itself could not take, for the record that /api/v1/rejected shows
                         * @default []
                         */
                        refusals?: {
                            position: number;
                            field: string;
                            code: string;
                            message: string;
                            payload: unknown;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            stored: number;
                            /** @description Places in `events` of those that were stored before */
                            duplicates: number[];
                            /** @description Places of those that cannot be meant: see /api/v1/rejected */
                            refused: number[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The names of properties with the types of their values, the most frequent first */
        get: {
            parameters: {
                query: {
                    /** @description Whose: what events carry, or what users or accounts have now */
                    of: "event" | "user" | "account";
                    /** @description Only what events of this name carry: their own properties, or with `of=user` those of their users then */
                    event?: string;
                    /** @description A part of it, letters of either case */
                    search?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            readonly properties: {
                                name: string;
                                /** @enum {string} */
                                of: "event" | "user" | "account";
                                /** @description Of the values, the most frequent first */
                                readonly types: {
                                    /** @enum {string} */
                                    type: "string" | "number" | "boolean" | "list";
                                    count: number;
                                }[];
                                /** @description Events that carry it, or users or accounts that have it now */
                                count: number;
                                /** @description Time of the latest event that carried it, or when it was last set, ms */
                                lastSeen: number;
                            }[];
                            /** @description So many more there are */
                            leftOut: number;
                            /** @description Null: all was read, and figures are exact. Else they are estimates out of users taken at random, and what is rare may be missing */
                            sampled: {
                                /** @description About so many rows were read */
                                read: number;
                                /** @description There are so many */
                                of: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/properties/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The values of one property, the most frequent first
         * @description A list counts for each of its elements, as a condition on it holds for any of them.
         */
        get: {
            parameters: {
                query: {
                    /** @description Whose: what events carry, or what users or accounts have now */
                    of: "event" | "user" | "account";
                    name: string;
                    /** @description Only what events of this name carry: their own properties, or with `of=user` those of their users then */
                    event?: string;
                    /** @description A part of it, letters of either case */
                    search?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            readonly values: {
                                value: string | number | boolean;
                                count: number;
                            }[];
                            /** @description Different values that fit; where it was sampled, among those that were read */
                            distinct: number;
                            /** @description So many of them are not listed: past the limit, or longer than the 1,024 characters a condition can name */
                            leftOut: number;
                            /** @description Null: all was read, and figures are exact. Else they are estimates out of users taken at random, and what is rare may be missing */
                            sampled: {
                                /** @description About so many rows were read */
                                read: number;
                                /** @description There are so many */
                                of: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/recent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The events that came in last, the newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Only events of this name; may be given several times */
                    name?: string | string[];
                    /** @description Only of this user id, with its devices, or of `device:` and device id */
                    user?: string;
                    limit?: number;
                    /** @description `seq` of the last one of the page before */
                    before?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            readonly events: {
                                /** @description The order of arrival */
                                seq: number;
                                name: string;
                                /** @description When it happened, UTC ms */
                                time: number;
                                /** @description When it came in, UTC ms */
                                received: number;
                                /** @description User id, or `device:` and device id; null: of nobody, as an account’s properties are */
                                id: string | null;
                                userId: string | null;
                                deviceId: string | null;
                                readonly accounts: string[];
                                /** @description The wire format or file that it came by */
                                source: string;
                                /** @description Up to 4096 characters of JSON; texts longer than 256 characters end in “…”, lists after 20 elements */
                                properties: {
                                    [key: string]: unknown;
                                };
                                /** @description So many more properties the event has */
                                propertiesLeftOut: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/tail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events as they are stored, as server-sent events
         * @description `open` first; `event` for each, with its `seq` as id; `left-out` once a second when not all are shown. At most 20 are shown in a second, evenly over it: the others are `rate`. A reader that falls behind loses events, told as `slow`. Of its properties each event has up to 4096 characters. What came before is at /api/v1/events/recent.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only events of this name; may be given several times */
                    name?: string | string[];
                    /** @description Only of this user id, with its devices, or of `device:` and device id */
                    user?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description text/event-stream */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that were refused and why, the newest first; kept for 30 days */
        get: {
            parameters: {
                query?: {
                    /** @description Only what came by this way: `amplitude`, `segment`, `import` */
                    source?: string;
                    /** @description Only what was refused for this reason */
                    code?: string;
                    limit?: number;
                    /** @description Only those received before this instant, ms */
                    before?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rejected: {
                                received: number;
                                /** @description The wire format or file that it came by */
                                source: string;
                                /** @description Its place in its batch, from 0 */
                                position: number;
                                field: string;
                                code: string;
                                message: string;
                                /** @description The event as it came, as JSON; a long one is cut and says so */
                                payload: string;
                            }[];
                            /** @description Of all pages */
                            total: number;
                            /** @description Pass it as `cursor` for the next page; null after the last */
                            next: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejected/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many events were refused on each day, by way and reason */
        get: {
            parameters: {
                query?: {
                    /** @description Only what came by this way: `amplitude`, `segment`, `import` */
                    source?: string;
                    /** @description Only what was refused for this reason */
                    code?: string;
                    /** @description So many, today the last */
                    days?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            timeZone: string;
                            days: {
                                /** @description `2026-03-29`, in the project’s time zone */
                                day: string;
                                /** @description When it begins, UTC ms */
                                from: number;
                                counts: {
                                    source: string;
                                    code: string;
                                    count: number;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers a question: cohort, funnel, funnel-people, retention, retention-cell, usage-interval, lifecycle, stickiness, frequency, backtest, validation, journey, journey-people, drivers, segmentation, lookup, conversion
         * @description `cohort`: Who is in a cohort: its size, what each condition contributes, and its members.
         *     `funnel`: How many of those who did a first step went on to the next ones in time, and how long it took them..
         *     `funnel-people`: Who is in a bar of a funnel: those who got to a step, or who dropped before it..
         *     `retention`: How many of those who started come back, by interval after their start; and groups of them side by side..
         *     `retention-cell`: Who is in a cell of a retention: those who came back in an interval, or did not, or who started..
         *     `usage-interval`: How long units usually leave between one use and the next, and so by which interval to ask for retention..
         *     `lifecycle`: Who is active in each interval: new, current, resurrected, and who went dormant.
         *     `stickiness`: On how many days of a week or month, or in how many hours of a day, those active in it were so.
         *     `frequency`: How often units did something: how many did it so many times, on so many days, or to such a sum.
         *     `backtest`: Who was in a cohort at past moments, and what share of them converted afterwards, beside the others..
         *     `validation`: Is a cohort a signal or noise: backtest, retention and funnel beside a baseline, and a verdict..
         *     `journey`: What happens before and after an event: the ways there and on, who leaves, who comes back, who converts.
         *     `journey-people`: Who is behind a stop, an edge, an outcome or a way of a journey..
         *     `drivers`: What those who went on from one event to another did in between, against those who did not: effect, interval, and p-values adjusted for all.
         *     `segmentation`: Events over time, split by properties; or the members of a cohort, split into cohorts of their own.
         *     `lookup`: Finds users and accounts; everything known of one of them, and what they did, newest first.
         *     `conversion`: What became of the people whom an export told of or a sync put into an audience, beside comparable ones.
         *     With `Accept: text/event-stream` the answer is server-sent events: `progress` while the engine works, then one `answer` or one `problem`. A client that goes away stops the engine, unless others ask the same. With `Accept: text/csv` its rows are CSV, and its warnings a JSON list in the header `cusp-warnings`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "cohort";
                        /**
                         * @default preview
                         * @enum {string}
                         */
                        show?: "preview" | "members";
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        text?: string;
                        asOf?: number;
                        /** @default 10 */
                        sample?: number;
                        /** @default 100 */
                        limit?: number;
                        cursor?: string;
                        search?: string;
                        /** @default [] */
                        properties?: string[];
                    } | {
                        /** @enum {string} */
                        kind: "funnel";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        steps: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                            optional?: boolean;
                        }[];
                        /**
                         * @default this
                         * @enum {string}
                         */
                        order?: "this" | "any" | "exact";
                        from?: number;
                        to?: number;
                        last?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        /**
                         * @default {
                         *       "amount": 1,
                         *       "unit": "day"
                         *     }
                         */
                        conversionWindow?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        } | {
                            /** @enum {string} */
                            session: "sent" | "pauses";
                        };
                        /**
                         * @default units
                         * @enum {string}
                         */
                        count?: "units" | "each" | "totals";
                        /** @default [] */
                        exclusions?: {
                            event: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            after?: number;
                            before?: number;
                        }[];
                        /** @default [] */
                        holdConstant?: {
                            /** @enum {string} */
                            scope: "event" | "user";
                            property: string;
                        }[];
                        /** @enum {string} */
                        newOnly?: "in-range" | "first-day";
                        asOf?: number;
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        membersAsOf?: number;
                        breakdown?: {
                            /** @enum {string} */
                            scope: "event" | "user" | "account";
                            property: string;
                            /** @default 10 */
                            limit?: number;
                            step?: number;
                            /**
                             * @default whole
                             * @enum {string}
                             */
                            lists?: "whole" | "each";
                            hits?: {
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                window?: {
                                    /** @enum {string} */
                                    kind: "last";
                                    duration: {
                                        amount: number;
                                        /** @enum {string} */
                                        unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                    };
                                } | {
                                    /** @enum {string} */
                                    kind: "between";
                                    from: number;
                                    to: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "since";
                                    from: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "ever";
                                };
                            };
                        };
                        segments?: {
                            name: string;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            /** @enum {string} */
                            who?: "everyone" | "everyone-else";
                        }[];
                        timeToConvert?: {
                            buckets?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            }[];
                        };
                        frequency?: {
                            event?: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            before?: number;
                        };
                        overTime?: {
                            /** @enum {string} */
                            interval: "hour" | "day" | "week" | "month";
                        };
                    } | {
                        /** @enum {string} */
                        kind: "funnel-people";
                        funnel: {
                            /** @enum {string} */
                            kind: "funnel";
                            /**
                             * @default user
                             * @enum {string}
                             */
                            unit?: "user" | "account";
                            steps: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                                optional?: boolean;
                            }[];
                            /**
                             * @default this
                             * @enum {string}
                             */
                            order?: "this" | "any" | "exact";
                            from?: number;
                            to?: number;
                            last?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                            /**
                             * @default {
                             *       "amount": 1,
                             *       "unit": "day"
                             *     }
                             */
                            conversionWindow?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            } | {
                                /** @enum {string} */
                                session: "sent" | "pauses";
                            };
                            /**
                             * @default units
                             * @enum {string}
                             */
                            count?: "units" | "each" | "totals";
                            /** @default [] */
                            exclusions?: {
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                after?: number;
                                before?: number;
                            }[];
                            /** @default [] */
                            holdConstant?: {
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            }[];
                            /** @enum {string} */
                            newOnly?: "in-range" | "first-day";
                            asOf?: number;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            membersAsOf?: number;
                            breakdown?: {
                                /** @enum {string} */
                                scope: "event" | "user" | "account";
                                property: string;
                                /** @default 10 */
                                limit?: number;
                                step?: number;
                                /**
                                 * @default whole
                                 * @enum {string}
                                 */
                                lists?: "whole" | "each";
                                hits?: {
                                    event: {
                                        names: string[];
                                        filters: ({
                                            /** @enum {string} */
                                            op: "is" | "is-not";
                                            values: (string | number | boolean)[];
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        } | {
                                            /** @enum {string} */
                                            op: "greater" | "at-least" | "less" | "at-most";
                                            value: string | number;
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        } | {
                                            /** @enum {string} */
                                            op: "contains" | "does-not-contain" | "starts-with";
                                            values: string[];
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        } | {
                                            /** @enum {string} */
                                            op: "is-set" | "is-not-set";
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        })[];
                                    };
                                    window?: {
                                        /** @enum {string} */
                                        kind: "last";
                                        duration: {
                                            amount: number;
                                            /** @enum {string} */
                                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                        };
                                    } | {
                                        /** @enum {string} */
                                        kind: "between";
                                        from: number;
                                        to: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "since";
                                        from: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "ever";
                                    };
                                };
                            };
                            segments?: {
                                name: string;
                                cohort?: string | ({
                                    /** @enum {string} */
                                    unit: "user" | "account";
                                    where: unknown;
                                } & {
                                    [key: string]: unknown;
                                });
                                /** @enum {string} */
                                who?: "everyone" | "everyone-else";
                            }[];
                            timeToConvert?: {
                                buckets?: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                }[];
                            };
                            frequency?: {
                                event?: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                before?: number;
                            };
                            overTime?: {
                                /** @enum {string} */
                                interval: "hour" | "day" | "week" | "month";
                            };
                        };
                        bar: number;
                        /**
                         * @default converted
                         * @enum {string}
                         */
                        side?: "converted" | "dropped";
                        segment?: string;
                        row?: {
                            /** @enum {string} */
                            kind: "value";
                            value: (string | number | boolean) | (string | number | boolean)[];
                        } | {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "other";
                        } | {
                            /** @enum {string} */
                            kind: "unreached";
                        };
                        /** @default 100 */
                        limit?: number;
                        cursor?: string;
                    } | {
                        /** @enum {string} */
                        kind: "retention";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        start: {
                            /** @enum {string} */
                            kind: "event";
                            event: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /**
                             * @default first
                             * @enum {string}
                             */
                            which?: "first" | "first-ever" | "recurring";
                            from: number;
                            to: number;
                        } | {
                            /** @enum {string} */
                            kind: "first-seen";
                            from: number;
                            to: number;
                        } | {
                            /** @enum {string} */
                            kind: "instant";
                            at: number;
                        };
                        /**
                         * @default {
                         *       "names": [],
                         *       "filters": []
                         *     }
                         */
                        return?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        alsoReturn?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        }[];
                        /**
                         * @default on
                         * @enum {string}
                         */
                        count?: "on" | "on-or-after" | "streak";
                        /** @default {} */
                        intervals?: {
                            /**
                             * @default day
                             * @enum {string}
                             */
                            unit?: "day" | "week" | "month";
                            /**
                             * @default rolling
                             * @enum {string}
                             */
                            kind?: "rolling" | "calendar";
                            /** @default 30 */
                            last?: number;
                            brackets?: {
                                from: number;
                                to: number;
                            }[];
                            /**
                             * @default monday
                             * @enum {string}
                             */
                            weekStart?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        };
                        asOf?: number;
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        membersAsOf?: number;
                        compare?: {
                            cohort: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            baseline?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            asOf?: number;
                        };
                        segments?: {
                            name: string;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            /** @enum {string} */
                            who?: "everyone" | "everyone-else";
                        }[];
                        breakdown?: {
                            /** @enum {string} */
                            scope: "event" | "user" | "account";
                            property: string;
                            /** @default 10 */
                            limit?: number;
                        };
                        overTime?: number;
                    } | {
                        /** @enum {string} */
                        kind: "retention-cell";
                        retention: {
                            /** @enum {string} */
                            kind: "retention";
                            /**
                             * @default user
                             * @enum {string}
                             */
                            unit?: "user" | "account";
                            start: {
                                /** @enum {string} */
                                kind: "event";
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                /**
                                 * @default first
                                 * @enum {string}
                                 */
                                which?: "first" | "first-ever" | "recurring";
                                from: number;
                                to: number;
                            } | {
                                /** @enum {string} */
                                kind: "first-seen";
                                from: number;
                                to: number;
                            } | {
                                /** @enum {string} */
                                kind: "instant";
                                at: number;
                            };
                            /**
                             * @default {
                             *       "names": [],
                             *       "filters": []
                             *     }
                             */
                            return?: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            alsoReturn?: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            }[];
                            /**
                             * @default on
                             * @enum {string}
                             */
                            count?: "on" | "on-or-after" | "streak";
                            /** @default {} */
                            intervals?: {
                                /**
                                 * @default day
                                 * @enum {string}
                                 */
                                unit?: "day" | "week" | "month";
                                /**
                                 * @default rolling
                                 * @enum {string}
                                 */
                                kind?: "rolling" | "calendar";
                                /** @default 30 */
                                last?: number;
                                brackets?: {
                                    from: number;
                                    to: number;
                                }[];
                                /**
                                 * @default monday
                                 * @enum {string}
                                 */
                                weekStart?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                            };
                            asOf?: number;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            membersAsOf?: number;
                            compare?: {
                                cohort: string | ({
                                    /** @enum {string} */
                                    unit: "user" | "account";
                                    where: unknown;
                                } & {
                                    [key: string]: unknown;
                                });
                                baseline?: string | ({
                                    /** @enum {string} */
                                    unit: "user" | "account";
                                    where: unknown;
                                } & {
                                    [key: string]: unknown;
                                });
                                asOf?: number;
                            };
                            segments?: {
                                name: string;
                                cohort?: string | ({
                                    /** @enum {string} */
                                    unit: "user" | "account";
                                    where: unknown;
                                } & {
                                    [key: string]: unknown;
                                });
                                /** @enum {string} */
                                who?: "everyone" | "everyone-else";
                            }[];
                            breakdown?: {
                                /** @enum {string} */
                                scope: "event" | "user" | "account";
                                property: string;
                                /** @default 10 */
                                limit?: number;
                            };
                            overTime?: number;
                        };
                        /**
                         * @default {
                         *       "kind": "everybody"
                         *     }
                         */
                        group?: {
                            /** @enum {string} */
                            kind: "everybody";
                        } | {
                            /** @enum {string} */
                            kind: "segment";
                            name: string;
                        } | {
                            /** @enum {string} */
                            kind: "value";
                            value: string | number | boolean;
                        } | {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "other";
                        } | {
                            /** @enum {string} */
                            kind: "members";
                        } | {
                            /** @enum {string} */
                            kind: "baseline";
                        };
                        date?: string;
                        interval?: number;
                        /** @default 0 */
                        return?: number;
                        /**
                         * @default returned
                         * @enum {string}
                         */
                        side?: "returned" | "stayed-away" | "immature";
                        /** @default 100 */
                        limit?: number;
                        cursor?: string;
                    } | {
                        /** @enum {string} */
                        kind: "usage-interval";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        /**
                         * @default {
                         *       "names": [],
                         *       "filters": []
                         *     }
                         */
                        event?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        from: number;
                        to: number;
                        asOf?: number;
                        /**
                         * @default days
                         * @enum {string}
                         */
                        gaps?: "days" | "events";
                        /** @default 30 */
                        days?: number;
                        /** @default 0.8 */
                        share?: number;
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        membersAsOf?: number;
                    } | {
                        /** @enum {string} */
                        kind: "lifecycle";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        /**
                         * @default {
                         *       "names": [],
                         *       "filters": []
                         *     }
                         */
                        event?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        from: number;
                        to: number;
                        asOf?: number;
                        /**
                         * @default week
                         * @enum {string}
                         */
                        interval?: "hour" | "day" | "week" | "month" | "quarter";
                        timeZone?: string;
                        /**
                         * @default monday
                         * @enum {string}
                         */
                        weekStart?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        membersAsOf?: number;
                    } | {
                        /** @enum {string} */
                        kind: "stickiness";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        /**
                         * @default {
                         *       "names": [],
                         *       "filters": []
                         *     }
                         */
                        event?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        from: number;
                        to: number;
                        asOf?: number;
                        /**
                         * @default week
                         * @enum {string}
                         */
                        interval?: "day" | "week" | "month";
                        timeZone?: string;
                        /**
                         * @default monday
                         * @enum {string}
                         */
                        weekStart?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        segments?: {
                            name: string;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            /** @enum {string} */
                            who?: "everyone" | "everyone-else";
                        }[];
                        membersAsOf?: number;
                    } | {
                        /** @enum {string} */
                        kind: "frequency";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        /**
                         * @default {
                         *       "names": [],
                         *       "filters": []
                         *     }
                         */
                        event?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /**
                         * @default {
                         *       "kind": "times"
                         *     }
                         */
                        measure?: {
                            /** @enum {string} */
                            kind: "times" | "active-days";
                        } | {
                            /** @enum {string} */
                            kind: "sum";
                            /**
                             * @default event
                             * @enum {string}
                             */
                            scope?: "event" | "user";
                            property: string;
                        };
                        /**
                         * @default {
                         *       "kind": "last",
                         *       "duration": {
                         *         "amount": 30,
                         *         "unit": "day"
                         *       }
                         *     }
                         */
                        window?: {
                            /** @enum {string} */
                            kind: "last";
                            duration: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        } | {
                            /** @enum {string} */
                            kind: "between";
                            from: number;
                            to: number;
                        } | {
                            /** @enum {string} */
                            kind: "since";
                            from: number;
                        } | {
                            /** @enum {string} */
                            kind: "ever";
                        };
                        asOf?: number;
                        timeZone?: string;
                        edges?: number[];
                        /** @default 10 */
                        bars?: number;
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        membersAsOf?: number;
                        breakdown?: {
                            /** @enum {string} */
                            scope: "event" | "user" | "account";
                            property: string;
                        };
                        /** @default 10 */
                        limit?: number;
                    } | {
                        /** @enum {string} */
                        kind: "backtest";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        cohort: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        baseline?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        goal: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /**
                         * @default {
                         *       "amount": 30,
                         *       "unit": "day"
                         *     }
                         */
                        horizon?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        instants: number[] | {
                            from: number;
                            to: number;
                            every: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        };
                        /** @default true */
                        firstTime?: boolean;
                        asOf?: number;
                    } | {
                        /** @enum {string} */
                        kind: "validation";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        cohort: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        baseline?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        goal: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /**
                         * @default {
                         *       "amount": 30,
                         *       "unit": "day"
                         *     }
                         */
                        horizon?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        /** @default 8 */
                        instants?: number;
                        /**
                         * @default {
                         *       "amount": 1,
                         *       "unit": "week"
                         *     }
                         */
                        every?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        /** @default true */
                        firstTime?: boolean;
                        /**
                         * @default {
                         *       "names": [],
                         *       "filters": []
                         *     }
                         */
                        return?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /** @default [] */
                        steps?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        }[];
                        /** @default true */
                        thresholds?: boolean;
                        asOf?: number;
                    } | {
                        /** @enum {string} */
                        kind: "journey";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        anchor: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /**
                         * @default {
                         *       "kind": "last",
                         *       "duration": {
                         *         "amount": 30,
                         *         "unit": "day"
                         *       }
                         *     }
                         */
                        window?: {
                            /** @enum {string} */
                            kind: "last";
                            duration: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        } | {
                            /** @enum {string} */
                            kind: "between";
                            from: number;
                            to: number;
                        } | {
                            /** @enum {string} */
                            kind: "since";
                            from: number;
                        } | {
                            /** @enum {string} */
                            kind: "ever";
                        };
                        asOf?: number;
                        /**
                         * @default every
                         * @enum {string}
                         */
                        occurrence?: "every" | "first";
                        /**
                         * @default {
                         *       "amount": 30,
                         *       "unit": "minute"
                         *     }
                         */
                        before?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        /**
                         * @default {
                         *       "amount": 30,
                         *       "unit": "minute"
                         *     }
                         */
                        after?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        /** @default false */
                        withinSession?: boolean;
                        /** @default 3 */
                        steps?: number;
                        /** @default false */
                        collapseRepeats?: boolean;
                        /** @default [] */
                        hide?: string[];
                        /** @default [] */
                        groups?: {
                            name: string;
                            events: string[];
                        }[];
                        /** @default [] */
                        expand?: {
                            event: string;
                            /**
                             * @default event
                             * @enum {string}
                             */
                            scope?: "event" | "user";
                            property: string;
                        }[];
                        /** @default 10 */
                        limit?: number;
                        to?: {
                            event: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /**
                             * @default {
                             *       "amount": 1,
                             *       "unit": "day"
                             *     }
                             */
                            within?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                            steps?: number;
                        };
                        /** @default {} */
                        returnTo?: {
                            event?: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            sameProperty?: string;
                            /**
                             * @default {
                             *       "amount": 24,
                             *       "unit": "hour"
                             *     }
                             */
                            within?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        };
                        workaround?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        goal?: {
                            event: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /**
                             * @default {
                             *       "amount": 30,
                             *       "unit": "day"
                             *     }
                             */
                            within?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        };
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        segments?: {
                            name: string;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            /** @enum {string} */
                            who?: "everyone" | "everyone-else";
                        }[];
                        /** @default 4096 */
                        memoryMb?: number;
                    } | {
                        /** @enum {string} */
                        kind: "journey-people";
                        journey: {
                            /** @enum {string} */
                            kind: "journey";
                            /**
                             * @default user
                             * @enum {string}
                             */
                            unit?: "user" | "account";
                            anchor: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /**
                             * @default {
                             *       "kind": "last",
                             *       "duration": {
                             *         "amount": 30,
                             *         "unit": "day"
                             *       }
                             *     }
                             */
                            window?: {
                                /** @enum {string} */
                                kind: "last";
                                duration: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                };
                            } | {
                                /** @enum {string} */
                                kind: "between";
                                from: number;
                                to: number;
                            } | {
                                /** @enum {string} */
                                kind: "since";
                                from: number;
                            } | {
                                /** @enum {string} */
                                kind: "ever";
                            };
                            asOf?: number;
                            /**
                             * @default every
                             * @enum {string}
                             */
                            occurrence?: "every" | "first";
                            /**
                             * @default {
                             *       "amount": 30,
                             *       "unit": "minute"
                             *     }
                             */
                            before?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                            /**
                             * @default {
                             *       "amount": 30,
                             *       "unit": "minute"
                             *     }
                             */
                            after?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                            /** @default false */
                            withinSession?: boolean;
                            /** @default 3 */
                            steps?: number;
                            /** @default false */
                            collapseRepeats?: boolean;
                            /** @default [] */
                            hide?: string[];
                            /** @default [] */
                            groups?: {
                                name: string;
                                events: string[];
                            }[];
                            /** @default [] */
                            expand?: {
                                event: string;
                                /**
                                 * @default event
                                 * @enum {string}
                                 */
                                scope?: "event" | "user";
                                property: string;
                            }[];
                            /** @default 10 */
                            limit?: number;
                            to?: {
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                /**
                                 * @default {
                                 *       "amount": 1,
                                 *       "unit": "day"
                                 *     }
                                 */
                                within?: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                };
                                steps?: number;
                            };
                            /** @default {} */
                            returnTo?: {
                                event?: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                sameProperty?: string;
                                /**
                                 * @default {
                                 *       "amount": 24,
                                 *       "unit": "hour"
                                 *     }
                                 */
                                within?: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                };
                            };
                            workaround?: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            goal?: {
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                /**
                                 * @default {
                                 *       "amount": 30,
                                 *       "unit": "day"
                                 *     }
                                 */
                                within?: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                };
                            };
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            segments?: {
                                name: string;
                                cohort?: string | ({
                                    /** @enum {string} */
                                    unit: "user" | "account";
                                    where: unknown;
                                } & {
                                    [key: string]: unknown;
                                });
                                /** @enum {string} */
                                who?: "everyone" | "everyone-else";
                            }[];
                            /** @default 4096 */
                            memoryMb?: number;
                        };
                        part: {
                            /** @enum {string} */
                            kind: "anchors";
                        } | {
                            /** @enum {string} */
                            kind: "stop";
                            step: number;
                            node: {
                                /** @enum {string} */
                                kind: "event";
                                name: string;
                                value?: (string | number | boolean) | (string | number | boolean)[] | null;
                            } | {
                                /** @enum {string} */
                                kind: "other" | "entered" | "left" | "open" | "reached";
                            };
                        } | {
                            /** @enum {string} */
                            kind: "edge";
                            step: number;
                            from: {
                                /** @enum {string} */
                                kind: "event";
                                name: string;
                                value?: (string | number | boolean) | (string | number | boolean)[] | null;
                            } | {
                                /** @enum {string} */
                                kind: "other" | "entered" | "left" | "open" | "reached";
                            };
                            to: {
                                /** @enum {string} */
                                kind: "event";
                                name: string;
                                value?: (string | number | boolean) | (string | number | boolean)[] | null;
                            } | {
                                /** @enum {string} */
                                kind: "other" | "entered" | "left" | "open" | "reached";
                            };
                        } | {
                            /** @enum {string} */
                            kind: "outcome";
                            /** @enum {string} */
                            outcome: "returned" | "workaround" | "something-else" | "left" | "open";
                        } | {
                            /** @enum {string} */
                            kind: "workaround";
                            node: {
                                /** @enum {string} */
                                kind: "event";
                                name: string;
                                value?: (string | number | boolean) | (string | number | boolean)[] | null;
                            } | {
                                /** @enum {string} */
                                kind: "other" | "entered" | "left" | "open" | "reached";
                            };
                        } | {
                            /** @enum {string} */
                            kind: "passage";
                            /** @enum {string} */
                            end: "reached" | "left" | "open";
                        } | {
                            /** @enum {string} */
                            kind: "route";
                            readonly nodes: ({
                                /** @enum {string} */
                                kind: "event";
                                name: string;
                                value?: (string | number | boolean) | (string | number | boolean)[] | null;
                            } | {
                                /** @enum {string} */
                                kind: "other" | "entered" | "left" | "open" | "reached";
                            })[];
                            goesOn: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "returned";
                            bucket?: number;
                        } | {
                            /** @enum {string} */
                            kind: "converted";
                            bucket?: number;
                        };
                        segment?: string;
                        /** @default 100 */
                        limit?: number;
                        cursor?: string;
                    } | {
                        /** @enum {string} */
                        kind: "drivers";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        from: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        to: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /**
                         * @default {
                         *       "kind": "last",
                         *       "duration": {
                         *         "amount": 30,
                         *         "unit": "day"
                         *       }
                         *     }
                         */
                        window?: {
                            /** @enum {string} */
                            kind: "last";
                            duration: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        } | {
                            /** @enum {string} */
                            kind: "between";
                            from: number;
                            to: number;
                        } | {
                            /** @enum {string} */
                            kind: "since";
                            from: number;
                        } | {
                            /** @enum {string} */
                            kind: "ever";
                        };
                        /**
                         * @default {
                         *       "amount": 7,
                         *       "unit": "day"
                         *     }
                         */
                        within?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        asOf?: number;
                        landmark?: {
                            amount: number;
                            /** @enum {string} */
                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                        };
                        /** @default [] */
                        hide?: string[];
                        /** @default [] */
                        groups?: {
                            name: string;
                            events: string[];
                        }[];
                        /** @default [] */
                        expand?: {
                            event: string;
                            /**
                             * @default event
                             * @enum {string}
                             */
                            scope?: "event" | "user";
                            property: string;
                        }[];
                        /** @default 10 */
                        minUnits?: number;
                        /** @default 50 */
                        limit?: number;
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        segments?: {
                            name: string;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            /** @enum {string} */
                            who?: "everyone" | "everyone-else";
                        }[];
                        /** @default 4096 */
                        memoryMb?: number;
                    } | ({
                        /** @enum {string} */
                        kind: "segmentation";
                        /** @enum {string} */
                        of: "events";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        event: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /**
                         * @default {
                         *       "kind": "uniques"
                         *     }
                         */
                        measure?: {
                            /** @enum {string} */
                            kind: "uniques" | "totals" | "average";
                        } | {
                            /** @enum {string} */
                            kind: "sum" | "mean" | "min" | "max" | "distinct";
                            /**
                             * @default event
                             * @enum {string}
                             */
                            scope?: "event" | "user";
                            property: string;
                        } | {
                            /** @enum {string} */
                            kind: "percentile";
                            /**
                             * @default event
                             * @enum {string}
                             */
                            scope?: "event" | "user";
                            property: string;
                            percentile: number;
                        };
                        alsoSeries?: {
                            event: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /**
                             * @default {
                             *       "kind": "uniques"
                             *     }
                             */
                            measure?: {
                                /** @enum {string} */
                                kind: "uniques" | "totals" | "average";
                            } | {
                                /** @enum {string} */
                                kind: "sum" | "mean" | "min" | "max" | "distinct";
                                /**
                                 * @default event
                                 * @enum {string}
                                 */
                                scope?: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                kind: "percentile";
                                /**
                                 * @default event
                                 * @enum {string}
                                 */
                                scope?: "event" | "user";
                                property: string;
                                percentile: number;
                            };
                        }[];
                        /** @default [] */
                        formulas?: string[];
                        /**
                         * @default day
                         * @enum {string}
                         */
                        interval?: "minute" | "hour" | "day" | "week" | "month" | "quarter";
                        timeZone?: string;
                        /**
                         * @default monday
                         * @enum {string}
                         */
                        weekStart?: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
                        /**
                         * @default {
                         *       "kind": "last",
                         *       "duration": {
                         *         "amount": 30,
                         *         "unit": "day"
                         *       }
                         *     }
                         */
                        window?: {
                            /** @enum {string} */
                            kind: "last";
                            duration: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        } | {
                            /** @enum {string} */
                            kind: "between";
                            from: number;
                            to: number;
                        } | {
                            /** @enum {string} */
                            kind: "since";
                            from: number;
                        } | {
                            /** @enum {string} */
                            kind: "ever";
                        };
                        asOf?: number;
                        /** @default [] */
                        breakdown?: {
                            /** @enum {string} */
                            scope: "event" | "user" | "account";
                            property: string;
                        }[];
                        /** @default 10 */
                        limit?: number;
                        cohort?: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        segments?: {
                            name: string;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            /** @enum {string} */
                            who?: "everyone" | "everyone-else";
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "segmentation";
                        /** @enum {string} */
                        of: "cohort";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        cohort: string | ({
                            /** @enum {string} */
                            unit: "user" | "account";
                            where: unknown;
                        } & {
                            [key: string]: unknown;
                        });
                        asOf?: number;
                        split: {
                            /** @enum {string} */
                            by: "property";
                            property: string;
                        } | {
                            /** @enum {string} */
                            by: "limit";
                            event: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /** @default limit */
                            property?: string;
                            /**
                             * @default {
                             *       "kind": "last",
                             *       "duration": {
                             *         "amount": 30,
                             *         "unit": "day"
                             *       }
                             *     }
                             */
                            window?: {
                                /** @enum {string} */
                                kind: "last";
                                duration: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                };
                            } | {
                                /** @enum {string} */
                                kind: "between";
                                from: number;
                                to: number;
                            } | {
                                /** @enum {string} */
                                kind: "since";
                                from: number;
                            } | {
                                /** @enum {string} */
                                kind: "ever";
                            };
                        } | {
                            /** @enum {string} */
                            by: "frequency";
                            /**
                             * @default events
                             * @enum {string}
                             */
                            measure?: "events" | "active-days";
                            /**
                             * @default {
                             *       "names": [],
                             *       "filters": []
                             *     }
                             */
                            event?: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /**
                             * @default {
                             *       "kind": "last",
                             *       "duration": {
                             *         "amount": 30,
                             *         "unit": "day"
                             *       }
                             *     }
                             */
                            window?: {
                                /** @enum {string} */
                                kind: "last";
                                duration: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                };
                            } | {
                                /** @enum {string} */
                                kind: "between";
                                from: number;
                                to: number;
                            } | {
                                /** @enum {string} */
                                kind: "since";
                                from: number;
                            } | {
                                /** @enum {string} */
                                kind: "ever";
                            };
                            /**
                             * @default [
                             *       1,
                             *       4,
                             *       10,
                             *       30
                             *     ]
                             */
                            buckets?: number[];
                        } | {
                            /** @enum {string} */
                            by: "size";
                            property: string;
                            /**
                             * @default [
                             *       10,
                             *       50,
                             *       200,
                             *       1000
                             *     ]
                             */
                            buckets?: number[];
                        };
                        /** @default 10 */
                        limit?: number;
                        goal?: {
                            event: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                            };
                            /**
                             * @default {
                             *       "amount": 30,
                             *       "unit": "day"
                             *     }
                             */
                            within?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                        };
                    }) | ({
                        /** @enum {string} */
                        kind: "lookup";
                        /** @enum {string} */
                        of: "search";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        text?: string;
                        property?: {
                            name: string;
                            value: string | number | boolean;
                            /**
                             * @default is
                             * @enum {string}
                             */
                            op?: "is" | "starts-with" | "contains";
                        };
                        /** @default 20 */
                        limit?: number;
                    } | {
                        /** @enum {string} */
                        kind: "lookup";
                        /** @enum {string} */
                        of: "one";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        id: string;
                        /** @default [] */
                        cohorts?: string[];
                        /** @default 20 */
                        sessions?: number;
                        /** @default {} */
                        events?: {
                            /** @default 50 */
                            limit?: number;
                            before?: {
                                time: number;
                                seq: string;
                            };
                        };
                    } | {
                        /** @enum {string} */
                        kind: "lookup";
                        /** @enum {string} */
                        of: "timeline";
                        /**
                         * @default user
                         * @enum {string}
                         */
                        unit?: "user" | "account";
                        id: string;
                        show?: ("session" | "event" | "property" | "cohort" | "touch")[];
                        event?: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        properties?: string[];
                        from?: number;
                        to?: number;
                        /** @default 100 */
                        limit?: number;
                        before?: string;
                    }) | {
                        /** @enum {string} */
                        kind: "conversion";
                        export?: string;
                        sync?: string;
                        goal: {
                            names: string[];
                            filters: ({
                                /** @enum {string} */
                                op: "is" | "is-not";
                                values: (string | number | boolean)[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "greater" | "at-least" | "less" | "at-most";
                                value: string | number;
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "contains" | "does-not-contain" | "starts-with";
                                values: string[];
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            } | {
                                /** @enum {string} */
                                op: "is-set" | "is-not-set";
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            })[];
                        };
                        /** @default 1209600000 */
                        horizonMs?: number;
                        since?: number;
                        /** @enum {string} */
                        every?: "day" | "week" | "month";
                        comparable?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            kind: string;
                            /** @description The question as it was understood, defaults filled in */
                            spec: unknown;
                            answer: unknown;
                            readonly warnings: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                            data: {
                                asOf: number;
                                /** @description When the newest event was received, ms */
                                watermark: number | null;
                                timeZone: string;
                                /** @description Where the events that it begins with were looked for, ms; null where it names no range */
                                range: {
                                    from: number;
                                    to: number;
                                } | null;
                                /** @description What narrowed it, in words: events, their filters, and cohorts */
                                readonly filters: {
                                    path: string;
                                    words: string;
                                }[];
                                /** @enum {string} */
                                unit: "user" | "account";
                                /** @description Users or accounts known as of the instant */
                                units: number;
                                engineMs: number;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The exports of the project */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            exports: {
                                id: string;
                                /** @description Name of the cohort */
                                cohort: string;
                                /** @enum {string} */
                                kind: "csv" | "webhook";
                                url: string | null;
                                properties: string[];
                                createdAt: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Binds a cohort to a receiver: a signed webhook or CSV files */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Name or id */
                        cohort: string;
                        receiver: {
                            /** @enum {string} */
                            kind: "csv";
                            /** @default [] */
                            properties?: string[];
                        } | {
                            /** @enum {string} */
                            kind: "webhook";
                            url: string;
                            /** @default [] */
                            properties?: string[];
                        };
                        /** @description whsec_...; made here and shown once when left out */
                        secret?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Name of the cohort */
                            cohort: string;
                            /** @enum {string} */
                            kind: "csv" | "webhook";
                            url: string | null;
                            properties: string[];
                            createdAt: number;
                            secret?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest runs, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            runs: {
                                id: number;
                                cohortVersion: number;
                                /** @description Instant of the membership, ms */
                                asOf: number;
                                startedAt: number;
                                finishedAt: number | null;
                                entered: number;
                                exited: number;
                                /** @description Members as of the instant */
                                total: number;
                                /** @description null while it runs */
                                outcome: ("applied" | "unchanged" | "failed") | null;
                                error: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Tells the receiver who entered and who left since it was last told */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Instant of the membership, ms; default now */
                        asOf?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: number;
                            /** @description Instant of the membership, ms */
                            asOf: number;
                            entered: number;
                            exited: number;
                            /** @description Members as of the instant */
                            total: number;
                            error: string | null;
                            /** @enum {string} */
                            outcome: "applied" | "unchanged" | "failed";
                            /** @description CSV: names for GET /api/v1/exports/:id/files/:name */
                            files: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A CSV file that a run wrote */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/destinations/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of destinations, with the JSON schema of their settings */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            kinds: {
                                kind: string;
                                title: string;
                                secrets: string[];
                                /** @description Settings that are made when they are left out */
                                made: string[];
                                schema: unknown;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/destinations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The destinations of the project */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            destinations: {
                                id: string;
                                name: string;
                                kind: string;
                                /** @description Without the secrets */
                                settings: {
                                    [key: string]: unknown;
                                };
                                /**
                                 * @description parked: nothing goes there until a person acts
                                 * @enum {string}
                                 */
                                state: "ready" | "resting" | "parked";
                                /** @description Why it rests or is parked */
                                message: string | null;
                                /** @description When it goes on by itself, UTC ms */
                                until: number | null;
                                createdAt: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Sets up a messaging tool; its credentials are tried first */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        kind: string;
                        name: string;
                        /** @description By kind: GET /api/v1/destinations/kinds */
                        settings: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description Keep it without trying the credentials
                         * @default false
                         */
                        untested?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            kind: string;
                            /** @description Without the secrets */
                            settings: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description parked: nothing goes there until a person acts
                             * @enum {string}
                             */
                            state: "ready" | "resting" | "parked";
                            /** @description Why it rests or is parked */
                            message: string | null;
                            /** @description When it goes on by itself, UTC ms */
                            until: number | null;
                            createdAt: number;
                            /** @description Shown this once */
                            made: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/destinations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a destination with its syncs; what is in its audiences stays there */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name or id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            removed: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes settings, such as a key; what was parked goes on */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name or id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description By kind: GET /api/v1/destinations/kinds */
                        settings: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description Keep it without trying the credentials
                         * @default false
                         */
                        untested?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            kind: string;
                            /** @description Without the secrets */
                            settings: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description parked: nothing goes there until a person acts
                             * @enum {string}
                             */
                            state: "ready" | "resting" | "parked";
                            /** @description Why it rests or is parked */
                            message: string | null;
                            /** @description When it goes on by itself, UTC ms */
                            until: number | null;
                            createdAt: number;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/destinations/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries the credentials; a destination that was parked and lets us in goes on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Name or id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            kind: string;
                            /** @description Without the secrets */
                            settings: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description parked: nothing goes there until a person acts
                             * @enum {string}
                             */
                            state: "ready" | "resting" | "parked";
                            /** @description Why it rests or is parked */
                            message: string | null;
                            /** @description When it goes on by itself, UTC ms */
                            until: number | null;
                            createdAt: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The syncs of the project */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            syncs: {
                                id: string;
                                /** @description Its name */
                                cohort: string;
                                cohortId: string;
                                /** @description Its name */
                                destination: string;
                                destinationId: string;
                                kind: string;
                                audience: string;
                                /** @description What the destination calls it; null before the first send */
                                audienceId: string | null;
                                /** @enum {string} */
                                mode: "once" | "dynamic";
                                /** @enum {string} */
                                state: "running" | "paused" | "done";
                                /** @enum {string} */
                                destinationState: "ready" | "resting" | "parked";
                                /** @description Why the destination rests or is parked */
                                message: string | null;
                                health: {
                                    /**
                                     * @description behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience
                                     * @enum {string}
                                     */
                                    state: "healthy" | "behind" | "parked" | "drifting" | "paused";
                                    /** @description What that comes from, a stable word */
                                    reason: string;
                                    /** @description One sentence: what is to be done */
                                    message: string;
                                };
                                /** @description Members at the last comparison */
                                wanted: number | null;
                                /** @description Known to be in the audience, or to hold a place under a shared address */
                                there: number;
                                /** @description To be tried again */
                                pending: number;
                                rejected: number;
                                unresolved: number;
                                /** @description Who is in the audience and not a member is taken out */
                                exclusive: boolean;
                                /** @description What the last look into the audience found; null before the first */
                                drift: {
                                    checkedAt: number;
                                    there: number;
                                    missing: number;
                                    extra: number;
                                    readonly missingNames: string[];
                                    readonly extraAddresses: string[];
                                    bySize: boolean;
                                    /** @default null */
                                    failed: {
                                        at: number;
                                        message: string;
                                    } | null;
                                } | null;
                                /** @description When all members were last compared, UTC ms */
                                comparedAt: number | null;
                                /** @description When nothing was last left to do, UTC ms */
                                goodAt: number | null;
                                createdAt: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Keeps a cohort in an audience of a destination */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Name or id */
                        cohort: string;
                        /** @description Name or id */
                        destination: string;
                        /**
                         * @default dynamic
                         * @enum {string}
                         */
                        mode?: "once" | "dynamic";
                        /** @description Its name there; default: the cohort’s */
                        audience?: string;
                        /**
                         * @default {
                         *       "email": "email",
                         *       "attributes": {}
                         *     }
                         */
                        mapping?: {
                            /**
                             * @description The property that holds the email
                             * @default email
                             */
                            email?: string;
                            /**
                             * @description The destination's field: the property that fills it
                             * @default {}
                             */
                            attributes?: {
                                [key: string]: string;
                            };
                            /** @description The destination's field for the instant of entry, ISO 8601 */
                            enteredAt?: string;
                            /** @description The destination's field for the reason of entry, in words */
                            reason?: string;
                            /** @description An event of this name tells of each entry from now on; not of those who are members already */
                            event?: string;
                        };
                        /**
                         * @description Take out who is in the audience and not a member, as found by the daily look into it
                         * @default false
                         */
                        exclusive?: boolean;
                        /**
                         * @description Send nothing until it is resumed: for a preview
                         * @default false
                         */
                        paused?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Its name */
                            cohort: string;
                            cohortId: string;
                            /** @description Its name */
                            destination: string;
                            destinationId: string;
                            kind: string;
                            audience: string;
                            /** @description What the destination calls it; null before the first send */
                            audienceId: string | null;
                            /** @enum {string} */
                            mode: "once" | "dynamic";
                            /** @enum {string} */
                            state: "running" | "paused" | "done";
                            /** @enum {string} */
                            destinationState: "ready" | "resting" | "parked";
                            /** @description Why the destination rests or is parked */
                            message: string | null;
                            health: {
                                /**
                                 * @description behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience
                                 * @enum {string}
                                 */
                                state: "healthy" | "behind" | "parked" | "drifting" | "paused";
                                /** @description What that comes from, a stable word */
                                reason: string;
                                /** @description One sentence: what is to be done */
                                message: string;
                            };
                            /** @description Members at the last comparison */
                            wanted: number | null;
                            /** @description Known to be in the audience, or to hold a place under a shared address */
                            there: number;
                            /** @description To be tried again */
                            pending: number;
                            rejected: number;
                            unresolved: number;
                            /** @description Who is in the audience and not a member is taken out */
                            exclusive: boolean;
                            /** @description What the last look into the audience found; null before the first */
                            drift: {
                                checkedAt: number;
                                there: number;
                                missing: number;
                                extra: number;
                                readonly missingNames: string[];
                                readonly extraAddresses: string[];
                                bySize: boolean;
                                /** @default null */
                                failed: {
                                    at: number;
                                    message: string;
                                } | null;
                            } | null;
                            /** @description When all members were last compared, UTC ms */
                            comparedAt: number | null;
                            /** @description When nothing was last left to do, UTC ms */
                            goodAt: number | null;
                            createdAt: number;
                            /** @description Properties of the mapping that nobody has ever had: nothing is sent of them */
                            readonly warnings: {
                                code: string;
                                path: string;
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a sync stands, with the people of whom something is not settled */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Its name */
                            cohort: string;
                            cohortId: string;
                            /** @description Its name */
                            destination: string;
                            destinationId: string;
                            kind: string;
                            audience: string;
                            /** @description What the destination calls it; null before the first send */
                            audienceId: string | null;
                            /** @enum {string} */
                            mode: "once" | "dynamic";
                            /** @enum {string} */
                            state: "running" | "paused" | "done";
                            /** @enum {string} */
                            destinationState: "ready" | "resting" | "parked";
                            /** @description Why the destination rests or is parked */
                            message: string | null;
                            health: {
                                /**
                                 * @description behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience
                                 * @enum {string}
                                 */
                                state: "healthy" | "behind" | "parked" | "drifting" | "paused";
                                /** @description What that comes from, a stable word */
                                reason: string;
                                /** @description One sentence: what is to be done */
                                message: string;
                            };
                            /** @description Members at the last comparison */
                            wanted: number | null;
                            /** @description Known to be in the audience, or to hold a place under a shared address */
                            there: number;
                            /** @description To be tried again */
                            pending: number;
                            rejected: number;
                            unresolved: number;
                            /** @description Who is in the audience and not a member is taken out */
                            exclusive: boolean;
                            /** @description What the last look into the audience found; null before the first */
                            drift: {
                                checkedAt: number;
                                there: number;
                                missing: number;
                                extra: number;
                                readonly missingNames: string[];
                                readonly extraAddresses: string[];
                                bySize: boolean;
                                /** @default null */
                                failed: {
                                    at: number;
                                    message: string;
                                } | null;
                            } | null;
                            /** @description When all members were last compared, UTC ms */
                            comparedAt: number | null;
                            /** @description When nothing was last left to do, UTC ms */
                            goodAt: number | null;
                            createdAt: number;
                            readonly reasons: {
                                state: string;
                                reason: string;
                                count: number;
                            }[];
                            /** @description The first 100 */
                            people: {
                                name: string;
                                /** @enum {string} */
                                state: "settled" | "retry" | "rejected" | "unresolved";
                                reason: string | null;
                                message: string | null;
                                attempts: number;
                            }[];
                            /** @description Addresses that several members have, the first 100: one entry over there */
                            readonly shared: {
                                address: string;
                                readonly names: string[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Ends a sync; who is in the audience stays there */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            removed: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would be sent now, without sending it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            wanted: number;
                            add: number;
                            update: number;
                            remove: number;
                            /** @description Of each the first 10 */
                            names: {
                                readonly add: string[];
                                readonly update: string[];
                                readonly remove: string[];
                            };
                            readonly unaddressed: {
                                reason: string;
                                message: string;
                                count: number;
                                readonly names: string[];
                            }[];
                            /** @description Properties of the mapping that nobody has ever had: nothing is sent of them */
                            readonly warnings: {
                                code: string;
                                path: string;
                                message: string;
                            }[];
                            readonly requests: {
                                method: string;
                                url: string;
                                body: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compares all members now and sends the difference */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            added: number;
                            removed: number;
                            failed: number;
                            /** @description What stopped it; the rest goes out later */
                            fault: {
                                kind: string;
                                message: string;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks into the audience now, and compares who is there with what was sent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checkedAt: number;
                            there: number;
                            missing: number;
                            extra: number;
                            readonly missingNames: string[];
                            readonly extraAddresses: string[];
                            bySize: boolean;
                            /** @default null */
                            failed: {
                                at: number;
                                message: string;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries those again who were refused or wait */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Only those of this reason */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            again: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends nothing until it is resumed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Its name */
                            cohort: string;
                            cohortId: string;
                            /** @description Its name */
                            destination: string;
                            destinationId: string;
                            kind: string;
                            audience: string;
                            /** @description What the destination calls it; null before the first send */
                            audienceId: string | null;
                            /** @enum {string} */
                            mode: "once" | "dynamic";
                            /** @enum {string} */
                            state: "running" | "paused" | "done";
                            /** @enum {string} */
                            destinationState: "ready" | "resting" | "parked";
                            /** @description Why the destination rests or is parked */
                            message: string | null;
                            health: {
                                /**
                                 * @description behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience
                                 * @enum {string}
                                 */
                                state: "healthy" | "behind" | "parked" | "drifting" | "paused";
                                /** @description What that comes from, a stable word */
                                reason: string;
                                /** @description One sentence: what is to be done */
                                message: string;
                            };
                            /** @description Members at the last comparison */
                            wanted: number | null;
                            /** @description Known to be in the audience, or to hold a place under a shared address */
                            there: number;
                            /** @description To be tried again */
                            pending: number;
                            rejected: number;
                            unresolved: number;
                            /** @description Who is in the audience and not a member is taken out */
                            exclusive: boolean;
                            /** @description What the last look into the audience found; null before the first */
                            drift: {
                                checkedAt: number;
                                there: number;
                                missing: number;
                                extra: number;
                                readonly missingNames: string[];
                                readonly extraAddresses: string[];
                                bySize: boolean;
                                /** @default null */
                                failed: {
                                    at: number;
                                    message: string;
                                } | null;
                            } | null;
                            /** @description When all members were last compared, UTC ms */
                            comparedAt: number | null;
                            /** @description When nothing was last left to do, UTC ms */
                            goodAt: number | null;
                            createdAt: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/syncs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on, with the net difference */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Its name */
                            cohort: string;
                            cohortId: string;
                            /** @description Its name */
                            destination: string;
                            destinationId: string;
                            kind: string;
                            audience: string;
                            /** @description What the destination calls it; null before the first send */
                            audienceId: string | null;
                            /** @enum {string} */
                            mode: "once" | "dynamic";
                            /** @enum {string} */
                            state: "running" | "paused" | "done";
                            /** @enum {string} */
                            destinationState: "ready" | "resting" | "parked";
                            /** @description Why the destination rests or is parked */
                            message: string | null;
                            health: {
                                /**
                                 * @description behind: later than it promises; parked: until a person acts; drifting: somebody else changes the audience
                                 * @enum {string}
                                 */
                                state: "healthy" | "behind" | "parked" | "drifting" | "paused";
                                /** @description What that comes from, a stable word */
                                reason: string;
                                /** @description One sentence: what is to be done */
                                message: string;
                            };
                            /** @description Members at the last comparison */
                            wanted: number | null;
                            /** @description Known to be in the audience, or to hold a place under a shared address */
                            there: number;
                            /** @description To be tried again */
                            pending: number;
                            rejected: number;
                            unresolved: number;
                            /** @description Who is in the audience and not a member is taken out */
                            exclusive: boolean;
                            /** @description What the last look into the audience found; null before the first */
                            drift: {
                                checkedAt: number;
                                there: number;
                                missing: number;
                                extra: number;
                                readonly missingNames: string[];
                                readonly extraAddresses: string[];
                                bySize: boolean;
                                /** @default null */
                                failed: {
                                    at: number;
                                    message: string;
                                } | null;
                            } | null;
                            /** @description When all members were last compared, UTC ms */
                            comparedAt: number | null;
                            /** @description When nothing was last left to do, UTC ms */
                            goodAt: number | null;
                            createdAt: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is told when something is wrong in the project */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            receivers: {
                                id: string;
                                /** @enum {string} */
                                kind: "slack" | "webhook";
                                /** @description All of the address that is shown: the rest may be a secret */
                                host: string;
                                /** @description Why it does not take what it is told */
                                failing: {
                                    since: number;
                                    error: string;
                                    /** @description When it is told again, UTC ms */
                                    nextAt: number;
                                } | null;
                                createdAt: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Adds a receiver of alerts: an incoming webhook of Slack, or one of your own */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "slack" | "webhook";
                        url: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @enum {string} */
                            kind: "slack" | "webhook";
                            /** @description All of the address that is shown: the rest may be a secret */
                            host: string;
                            /** @description Why it does not take what it is told */
                            failing: {
                                since: number;
                                error: string;
                                /** @description When it is told again, UTC ms */
                                nextAt: number;
                            } | null;
                            createdAt: number;
                            /** @description Of a webhook: signs every message. Shown this once */
                            secret: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message of no meaning to a receiver */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @enum {string} */
                            kind: "slack" | "webhook";
                            /** @description All of the address that is shown: the rest may be a secret */
                            host: string;
                            /** @description Why it does not take what it is told */
                            failing: {
                                since: number;
                                error: string;
                                /** @description When it is told again, UTC ms */
                                nextAt: number;
                            } | null;
                            createdAt: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a receiver: it is told nothing more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            removed: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cohorts of the project by name */
        get: {
            parameters: {
                query?: {
                    /** @description true: archived ones too */
                    archived?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cohorts: {
                                id: string;
                                name: string;
                                description: string;
                                /** @enum {string} */
                                unit: "user" | "account";
                                /** @description The version in force */
                                version: number;
                                /** @description A version that waits until it is built */
                                pendingVersion: number | null;
                                text: string;
                                createdAt: number;
                                updatedAt: number;
                                archivedAt: number | null;
                                live: {
                                    /**
                                     * @description live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it
                                     * @enum {string}
                                     */
                                    state: "live" | "building" | "stopped" | "off";
                                    /** @description The version that is read */
                                    version: number | null;
                                    size: number | null;
                                    /** @description Everything up to this instant is in it, UTC ms */
                                    watermark: number | null;
                                    /** @description When a member last came or went, UTC ms */
                                    lastTransition: number | null;
                                    /** @description A version that is being built beside the one that is read */
                                    building: {
                                        version: number;
                                        /** @description Of the stored rows, 0 to 1 */
                                        share: number;
                                    } | null;
                                    error: string | null;
                                    /** @description The clock when this was answered: what the watermark lies behind of */
                                    now: number;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Saves a cohort under a new name */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @default  */
                        description?: string;
                        /** @description The definition in the language’s words */
                        text?: string;
                        /** @description The definition as a JSON tree: this or `text` */
                        definition?: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            description: string;
                            /** @enum {string} */
                            unit: "user" | "account";
                            /** @description The version in force */
                            version: number;
                            /** @description A version that waits until it is built */
                            pendingVersion: number | null;
                            text: string;
                            createdAt: number;
                            updatedAt: number;
                            archivedAt: number | null;
                            live: {
                                /**
                                 * @description live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it
                                 * @enum {string}
                                 */
                                state: "live" | "building" | "stopped" | "off";
                                /** @description The version that is read */
                                version: number | null;
                                size: number | null;
                                /** @description Everything up to this instant is in it, UTC ms */
                                watermark: number | null;
                                /** @description When a member last came or went, UTC ms */
                                lastTransition: number | null;
                                /** @description A version that is being built beside the one that is read */
                                building: {
                                    version: number;
                                    /** @description Of the stored rows, 0 to 1 */
                                    share: number;
                                } | null;
                                error: string | null;
                                /** @description The clock when this was answered: what the watermark lies behind of */
                                now: number;
                            };
                            definition: unknown;
                            /** @description The definition in plain words, for people */
                            plain: string;
                            /** @description The definition of the version that waits */
                            pendingText: string | null;
                            /** @description Of the version that waits, else of the one in force */
                            warnings: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One cohort */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            description: string;
                            /** @enum {string} */
                            unit: "user" | "account";
                            /** @description The version in force */
                            version: number;
                            /** @description A version that waits until it is built */
                            pendingVersion: number | null;
                            text: string;
                            createdAt: number;
                            updatedAt: number;
                            archivedAt: number | null;
                            live: {
                                /**
                                 * @description live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it
                                 * @enum {string}
                                 */
                                state: "live" | "building" | "stopped" | "off";
                                /** @description The version that is read */
                                version: number | null;
                                size: number | null;
                                /** @description Everything up to this instant is in it, UTC ms */
                                watermark: number | null;
                                /** @description When a member last came or went, UTC ms */
                                lastTransition: number | null;
                                /** @description A version that is being built beside the one that is read */
                                building: {
                                    version: number;
                                    /** @description Of the stored rows, 0 to 1 */
                                    share: number;
                                } | null;
                                error: string | null;
                                /** @description The clock when this was answered: what the watermark lies behind of */
                                now: number;
                            };
                            definition: unknown;
                            /** @description The definition in plain words, for people */
                            plain: string;
                            /** @description The definition of the version that waits */
                            pendingText: string | null;
                            /** @description Of the version that waits, else of the one in force */
                            warnings: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Archives a cohort: it is kept, and out of sight */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            archived: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Changes a cohort; another definition becomes its next version */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        description?: string;
                        /** @description false brings an archived cohort back */
                        archived?: boolean;
                        /** @description The version that the edit began from: `pendingVersion`, or else `version`. 409 when another definition came since */
                        ifVersion?: number;
                        /** @description The definition in the language’s words */
                        text?: string;
                        /** @description The definition as a JSON tree: this or `text` */
                        definition?: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            description: string;
                            /** @enum {string} */
                            unit: "user" | "account";
                            /** @description The version in force */
                            version: number;
                            /** @description A version that waits until it is built */
                            pendingVersion: number | null;
                            text: string;
                            createdAt: number;
                            updatedAt: number;
                            archivedAt: number | null;
                            live: {
                                /**
                                 * @description live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it
                                 * @enum {string}
                                 */
                                state: "live" | "building" | "stopped" | "off";
                                /** @description The version that is read */
                                version: number | null;
                                size: number | null;
                                /** @description Everything up to this instant is in it, UTC ms */
                                watermark: number | null;
                                /** @description When a member last came or went, UTC ms */
                                lastTransition: number | null;
                                /** @description A version that is being built beside the one that is read */
                                building: {
                                    version: number;
                                    /** @description Of the stored rows, 0 to 1 */
                                    share: number;
                                } | null;
                                error: string | null;
                                /** @description The clock when this was answered: what the watermark lies behind of */
                                now: number;
                            };
                            definition: unknown;
                            /** @description The definition in plain words, for people */
                            plain: string;
                            /** @description The definition of the version that waits */
                            pendingText: string | null;
                            /** @description Of the version that waits, else of the one in force */
                            warnings: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A URI that names the kind of problem */
                            type: string;
                            title: string;
                            status: number;
                            /** @description What was seen and what to do, in one line */
                            detail: string;
                            problems: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                            /** @description With the problem `changed-meanwhile` */
                            meanwhile?: {
                                /** @description The newest, one that waits counted */
                                version: number;
                                /** @description Who saved it, in words */
                                by: string | null;
                                /** @description When, UTC ms */
                                at: number;
                            };
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/cohorts/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in a cohort, a page at a time */
        get: {
            parameters: {
                query?: {
                    /** @description UTC ms; now when left out */
                    asOf?: number;
                    limit?: number;
                    /** @description `next` of the page before */
                    cursor?: string;
                    /** @description A part of the name, letters of either case: `size` is of those who fit */
                    search?: string;
                    /** @description Names of properties to bring, with commas between */
                    properties?: string;
                };
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            unit: "user" | "account";
                            text: string;
                            asOf: number;
                            size: number;
                            /** @description Names that nothing stored carries, values of another type: most often a slip of the pen */
                            warnings: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                            members: {
                                id: string;
                                unit: string;
                                properties: {
                                    [key: string]: unknown;
                                };
                            }[];
                            /** @description Pass it as `cursor` for the next page; null after the last */
                            next: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How large a cohort is, what each of its conditions contributes, and some members */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The name of a saved cohort */
                        cohort?: string;
                        /** @description The definition in the language’s words */
                        text?: string;
                        /** @description The definition as a JSON tree: this or `text` */
                        definition?: unknown;
                        asOf?: number;
                        /** @default 10 */
                        sample?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            unit: "user" | "account";
                            text: string;
                            asOf: number;
                            size: number;
                            /** @description Names that nothing stored carries, values of another type: most often a slip of the pen */
                            warnings: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                            /** @description All users or accounts known at the instant */
                            known: number;
                            share: number | null;
                            clauses: {
                                path: string;
                                text: string;
                                size: number;
                            }[];
                            clausesLeftOut: number;
                            sample: {
                                id: string;
                                unit: string;
                                properties: {
                                    [key: string]: unknown;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/{id}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who came and who left, as it was recorded: in pages, the newest first, or as a stream
         * @description With `Accept: text/event-stream` or `stream=1` the answer is server-sent events: `state` at first and whenever the cohort’s state changes, `transition` with its ordinal as id, and a comment every 15 s. Coming back with `Last-Event-ID` (or `after`) goes on from there without loss or repetition.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only this user id, account or `device:` and device id */
                    unit?: string;
                    direction?: "entered" | "exited";
                    /** @description True at or after this instant, UTC ms. Of pages */
                    from?: number;
                    /** @description True before this instant, UTC ms. Of pages */
                    to?: number;
                    /** @description Of pages: how many, 100 when left out */
                    limit?: number;
                    /** @description Of pages: `next` of the page before */
                    cursor?: number;
                    /** @description A stream, as with `Accept: text/event-stream` */
                    stream?: "1" | "true";
                    /** @description Of streams: goes on after this ordinal, as `Last-Event-ID` does; from now on when left out */
                    after?: number;
                };
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cohort: string;
                            readonly transitions: {
                                /** @description The order of recording: unique, growing, with gaps */
                                ordinal: number;
                                /** @description Of the definition */
                                version: number;
                                /** @enum {string} */
                                unit: "user" | "account";
                                /** @description User id, `device:` and device id, or account */
                                id: string;
                                key: string;
                                /** @enum {string} */
                                direction: "entered" | "exited";
                                /** @description The instant at which it became true, UTC ms */
                                at: number;
                                /** @description The instant at which it was known, UTC ms */
                                recorded: number;
                                /** @enum {string} */
                                cause: "event" | "time" | "typical" | "identity" | "definition" | "start";
                                /** @description Something came after its time: it became true at or before `at` */
                                late: boolean;
                                readonly values: {
                                    /** @description Place of the clause in the definition */
                                    path: string | null;
                                    /** @description In the language’s words; null when a cohort it names has changed */
                                    clause: string | null;
                                    /** @description What the clause had seen: a count, a value; null for nothing */
                                    value: unknown;
                                    /** @description It was this many or more: what decides is counted, and no further */
                                    orMore: boolean;
                                }[];
                            }[];
                            /** @description Pass it as `cursor` for the page before in time; null after the last */
                            next: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who came into any cohort and who left one, in pages, the newest first, or as a stream
         * @description With `Accept: text/event-stream` or `stream=1` the answer is server-sent events, as of a single cohort: `state` (of every cohort) at first and when one changes, `transition` with its ordinal as id. Coming back with `Last-Event-ID` (or `after`) goes on from there without loss or repetition. Archived cohorts are among the pages.
         */
        get: {
            parameters: {
                query?: {
                    direction?: "entered" | "exited";
                    /** @description True at or after this instant, UTC ms. Of pages */
                    from?: number;
                    /** @description True before this instant, UTC ms. Of pages */
                    to?: number;
                    /** @description Of pages: how many, 100 when left out */
                    limit?: number;
                    /** @description Of pages: `next` of the page before */
                    cursor?: number;
                    /** @description A stream, as with `Accept: text/event-stream` */
                    stream?: "1" | "true";
                    /** @description Of streams: goes on after this ordinal, as `Last-Event-ID` does; from now on when left out */
                    after?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            readonly transitions: {
                                /** @description The order of recording: unique, growing, with gaps */
                                ordinal: number;
                                /** @description Of the definition */
                                version: number;
                                /** @enum {string} */
                                unit: "user" | "account";
                                /** @description User id, `device:` and device id, or account */
                                id: string;
                                key: string;
                                /** @enum {string} */
                                direction: "entered" | "exited";
                                /** @description The instant at which it became true, UTC ms */
                                at: number;
                                /** @description The instant at which it was known, UTC ms */
                                recorded: number;
                                /** @enum {string} */
                                cause: "event" | "time" | "typical" | "identity" | "definition" | "start";
                                /** @description Something came after its time: it became true at or before `at` */
                                late: boolean;
                                readonly values: {
                                    /** @description Place of the clause in the definition */
                                    path: string | null;
                                    /** @description In the language’s words; null when a cohort it names has changed */
                                    clause: string | null;
                                    /** @description What the clause had seen: a count, a value; null for nothing */
                                    value: unknown;
                                    /** @description It was this many or more: what decides is counted, and no further */
                                    orMore: boolean;
                                }[];
                                cohort: {
                                    id: string;
                                    name: string;
                                };
                            }[];
                            /** @description Pass it as `cursor` for the page before in time; null after the last */
                            next: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a user or account is a member or is not, and when it was one */
        get: {
            parameters: {
                query: {
                    /** @description User id, account, or `device:` and device id */
                    unit: string;
                    /** @description UTC ms; now when left out */
                    asOf?: number;
                    /** @description Of the definition; the one in force */
                    version?: number;
                };
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cohort: string;
                            version: number;
                            text: string;
                            /** @enum {string} */
                            unit: "user" | "account";
                            id: string;
                            key: string;
                            asOf: number;
                            knownSince: number;
                            isMember: boolean;
                            /** @description Since when it has been a member, or not one */
                            since: number;
                            /** @description When that will change if nothing more happens; null: never */
                            until: number | null;
                            readonly clauses: {
                                path: string;
                                text: string;
                                holds: boolean;
                                /** @description Whether it has to hold for membership; false under a `not` */
                                wanted: boolean;
                                /** @description What it has seen: a count, a value; null for nothing */
                                value: unknown;
                                /** @description What stands in the way, in words */
                                missing: string | null;
                                /** @description Since when it has been as it is */
                                since: number;
                                until: number | null;
                            }[];
                            /** @description All whiles of membership, the earliest first, replayed as if the cohort had always existed */
                            readonly intervals: {
                                from: number;
                                /** @description null: it still is a member */
                                to: number | null;
                            }[];
                            /** @description What was recorded as it became known, the newest first */
                            readonly recorded: {
                                /** @description The order of recording: unique, growing, with gaps */
                                ordinal: number;
                                /** @description Of the definition */
                                version: number;
                                /** @enum {string} */
                                unit: "user" | "account";
                                /** @description User id, `device:` and device id, or account */
                                id: string;
                                key: string;
                                /** @enum {string} */
                                direction: "entered" | "exited";
                                /** @description The instant at which it became true, UTC ms */
                                at: number;
                                /** @description The instant at which it was known, UTC ms */
                                recorded: number;
                                /** @enum {string} */
                                cause: "event" | "time" | "typical" | "identity" | "definition" | "start";
                                /** @description Something came after its time: it became true at or before `at` */
                                late: boolean;
                                readonly values: {
                                    /** @description Place of the clause in the definition */
                                    path: string | null;
                                    /** @description In the language’s words; null when a cohort it names has changed */
                                    clause: string | null;
                                    /** @description What the clause had seen: a count, a value; null for nothing */
                                    value: unknown;
                                    /** @description It was this many or more: what decides is counted, and no further */
                                    orMore: boolean;
                                }[];
                            }[];
                            /** @description There are older ones: see /transitions */
                            recordedMore: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of a cohort, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            versions: {
                                version: number;
                                /** @enum {string} */
                                state: "in-force" | "building" | "earlier" | "dropped";
                                text: string;
                                definition: unknown;
                                createdAt: number;
                                /** @description Who saved it, in words */
                                createdBy: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What two versions differ in: their text, and who would come, go and stay as of now */
        get: {
            parameters: {
                query?: {
                    /** @description The version in force when left out */
                    before?: number;
                    /** @description The newest version when left out */
                    after?: number;
                };
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            before: {
                                /** @description null: not saved */
                                version: number | null;
                                text: string;
                            };
                            after: {
                                /** @description null: not saved */
                                version: number | null;
                                text: string;
                            };
                            readonly lines: {
                                /** @enum {string} */
                                kind: "same" | "removed" | "added";
                                text: string;
                            }[];
                            membership: {
                                asOf: number;
                                come: number;
                                go: number;
                                stay: number;
                                /** @description Some of them */
                                readonly coming: {
                                    id: string;
                                    unit: string;
                                }[];
                                /** @description Some of them */
                                readonly going: {
                                    id: string;
                                    unit: string;
                                }[];
                            } | null;
                            /** @description Why the memberships cannot be compared */
                            membershipProblem: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** What would change with another definition, before it is saved */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text?: string;
                        definition?: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            before: {
                                /** @description null: not saved */
                                version: number | null;
                                text: string;
                            };
                            after: {
                                /** @description null: not saved */
                                version: number | null;
                                text: string;
                            };
                            readonly lines: {
                                /** @enum {string} */
                                kind: "same" | "removed" | "added";
                                text: string;
                            }[];
                            membership: {
                                asOf: number;
                                come: number;
                                go: number;
                                stay: number;
                                /** @description Some of them */
                                readonly coming: {
                                    id: string;
                                    unit: string;
                                }[];
                                /** @description Some of them */
                                readonly going: {
                                    id: string;
                                    unit: string;
                                }[];
                            } | null;
                            /** @description Why the memberships cannot be compared */
                            membershipProblem: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes back to the definition of an earlier version, as a new version */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            description: string;
                            /** @enum {string} */
                            unit: "user" | "account";
                            /** @description The version in force */
                            version: number;
                            /** @description A version that waits until it is built */
                            pendingVersion: number | null;
                            text: string;
                            createdAt: number;
                            updatedAt: number;
                            archivedAt: number | null;
                            live: {
                                /**
                                 * @description live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it
                                 * @enum {string}
                                 */
                                state: "live" | "building" | "stopped" | "off";
                                /** @description The version that is read */
                                version: number | null;
                                size: number | null;
                                /** @description Everything up to this instant is in it, UTC ms */
                                watermark: number | null;
                                /** @description When a member last came or went, UTC ms */
                                lastTransition: number | null;
                                /** @description A version that is being built beside the one that is read */
                                building: {
                                    version: number;
                                    /** @description Of the stored rows, 0 to 1 */
                                    share: number;
                                } | null;
                                error: string | null;
                                /** @description The clock when this was answered: what the watermark lies behind of */
                                now: number;
                            };
                            definition: unknown;
                            /** @description The definition in plain words, for people */
                            plain: string;
                            /** @description The definition of the version that waits */
                            pendingText: string | null;
                            /** @description Of the version that waits, else of the one in force */
                            warnings: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/{id}/population": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How large a cohort was over time, and who came and went: replayed, as if it had always existed */
        get: {
            parameters: {
                query?: {
                    every?: "hour" | "day" | "week" | "month";
                    /** @description UTC ms; 30 spans back when left out */
                    from?: number;
                    /** @description UTC ms; now when left out */
                    to?: number;
                    /** @description Of the spans; the project’s when left out */
                    timeZone?: string;
                    /** @description Of the definition; the one in force */
                    version?: number;
                };
                header?: never;
                path: {
                    /** @description Its id or its name */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cohort: string;
                            version: number;
                            /** @enum {string} */
                            unit: "user" | "account";
                            text: string;
                            /** @enum {string} */
                            every: "hour" | "day" | "week" | "month";
                            timeZone: string;
                            /** @description Start of the first span */
                            from: number;
                            to: number;
                            readonly points: {
                                /** @description The span’s last instant plus one, or `to` when that comes first, UTC ms */
                                at: number;
                                /** @description Members at the end of the span */
                                size: number;
                                /** @description Times that someone came in the span */
                                entered: number;
                                /** @description Times that someone left in the span */
                                exited: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/from-funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The users of a funnel’s bar as a cohort that stays up to date, whatever the options; only `membersAsOf` is refused, which no cohort can say */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        funnel: {
                            /** @enum {string} */
                            kind: "funnel";
                            /**
                             * @default user
                             * @enum {string}
                             */
                            unit?: "user" | "account";
                            steps: {
                                names: string[];
                                filters: ({
                                    /** @enum {string} */
                                    op: "is" | "is-not";
                                    values: (string | number | boolean)[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "greater" | "at-least" | "less" | "at-most";
                                    value: string | number;
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "contains" | "does-not-contain" | "starts-with";
                                    values: string[];
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                } | {
                                    /** @enum {string} */
                                    op: "is-set" | "is-not-set";
                                    /** @enum {string} */
                                    scope: "event" | "user";
                                    property: string;
                                })[];
                                optional?: boolean;
                            }[];
                            /**
                             * @default this
                             * @enum {string}
                             */
                            order?: "this" | "any" | "exact";
                            from?: number;
                            to?: number;
                            last?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            };
                            /**
                             * @default {
                             *       "amount": 1,
                             *       "unit": "day"
                             *     }
                             */
                            conversionWindow?: {
                                amount: number;
                                /** @enum {string} */
                                unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                            } | {
                                /** @enum {string} */
                                session: "sent" | "pauses";
                            };
                            /**
                             * @default units
                             * @enum {string}
                             */
                            count?: "units" | "each" | "totals";
                            /** @default [] */
                            exclusions?: {
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                after?: number;
                                before?: number;
                            }[];
                            /** @default [] */
                            holdConstant?: {
                                /** @enum {string} */
                                scope: "event" | "user";
                                property: string;
                            }[];
                            /** @enum {string} */
                            newOnly?: "in-range" | "first-day";
                            asOf?: number;
                            cohort?: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            membersAsOf?: number;
                            breakdown?: {
                                /** @enum {string} */
                                scope: "event" | "user" | "account";
                                property: string;
                                /** @default 10 */
                                limit?: number;
                                step?: number;
                                /**
                                 * @default whole
                                 * @enum {string}
                                 */
                                lists?: "whole" | "each";
                                hits?: {
                                    event: {
                                        names: string[];
                                        filters: ({
                                            /** @enum {string} */
                                            op: "is" | "is-not";
                                            values: (string | number | boolean)[];
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        } | {
                                            /** @enum {string} */
                                            op: "greater" | "at-least" | "less" | "at-most";
                                            value: string | number;
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        } | {
                                            /** @enum {string} */
                                            op: "contains" | "does-not-contain" | "starts-with";
                                            values: string[];
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        } | {
                                            /** @enum {string} */
                                            op: "is-set" | "is-not-set";
                                            /** @enum {string} */
                                            scope: "event" | "user";
                                            property: string;
                                        })[];
                                    };
                                    window?: {
                                        /** @enum {string} */
                                        kind: "last";
                                        duration: {
                                            amount: number;
                                            /** @enum {string} */
                                            unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                        };
                                    } | {
                                        /** @enum {string} */
                                        kind: "between";
                                        from: number;
                                        to: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "since";
                                        from: number;
                                    } | {
                                        /** @enum {string} */
                                        kind: "ever";
                                    };
                                };
                            };
                            segments?: {
                                name: string;
                                cohort?: string | ({
                                    /** @enum {string} */
                                    unit: "user" | "account";
                                    where: unknown;
                                } & {
                                    [key: string]: unknown;
                                });
                                /** @enum {string} */
                                who?: "everyone" | "everyone-else";
                            }[];
                            timeToConvert?: {
                                buckets?: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                }[];
                            };
                            frequency?: {
                                event?: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                before?: number;
                            };
                            overTime?: {
                                /** @enum {string} */
                                interval: "hour" | "day" | "week" | "month";
                            };
                        };
                        /** @description The number of a step, counted from 1 */
                        bar: number;
                        /**
                         * @description Those who reached the step; or those who reached the one before it and not this one
                         * @default converted
                         * @enum {string}
                         */
                        side?: "converted" | "dropped";
                        /** @description Only those in the segment of this name */
                        segment?: string;
                        /** @description Saves the cohort under it */
                        name?: string;
                        /** @default  */
                        description?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The definition in the language’s words */
                            text: string;
                            definition: unknown;
                            /** @description As it was saved; null without a name */
                            cohort: {
                                id: string;
                                name: string;
                                description: string;
                                /** @enum {string} */
                                unit: "user" | "account";
                                /** @description The version in force */
                                version: number;
                                /** @description A version that waits until it is built */
                                pendingVersion: number | null;
                                text: string;
                                createdAt: number;
                                updatedAt: number;
                                archivedAt: number | null;
                                live: {
                                    /**
                                     * @description live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it
                                     * @enum {string}
                                     */
                                    state: "live" | "building" | "stopped" | "off";
                                    /** @description The version that is read */
                                    version: number | null;
                                    size: number | null;
                                    /** @description Everything up to this instant is in it, UTC ms */
                                    watermark: number | null;
                                    /** @description When a member last came or went, UTC ms */
                                    lastTransition: number | null;
                                    /** @description A version that is being built beside the one that is read */
                                    building: {
                                        version: number;
                                        /** @description Of the stored rows, 0 to 1 */
                                        share: number;
                                    } | null;
                                    error: string | null;
                                    /** @description The clock when this was answered: what the watermark lies behind of */
                                    now: number;
                                };
                                definition: unknown;
                                /** @description The definition in plain words, for people */
                                plain: string;
                                /** @description The definition of the version that waits */
                                pendingText: string | null;
                                /** @description Of the version that waits, else of the one in force */
                                warnings: {
                                    code: string;
                                    message: string;
                                    path: string;
                                }[];
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cohorts/from-split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A segment of a cohort’s members as a cohort of its own, which stays up to date */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The question: which cohort, split by what */
                        split: {
                            /** @enum {string} */
                            kind: "segmentation";
                            /** @enum {string} */
                            of: "cohort";
                            /**
                             * @default user
                             * @enum {string}
                             */
                            unit?: "user" | "account";
                            cohort: string | ({
                                /** @enum {string} */
                                unit: "user" | "account";
                                where: unknown;
                            } & {
                                [key: string]: unknown;
                            });
                            asOf?: number;
                            split: {
                                /** @enum {string} */
                                by: "property";
                                property: string;
                            } | {
                                /** @enum {string} */
                                by: "limit";
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                /** @default limit */
                                property?: string;
                                /**
                                 * @default {
                                 *       "kind": "last",
                                 *       "duration": {
                                 *         "amount": 30,
                                 *         "unit": "day"
                                 *       }
                                 *     }
                                 */
                                window?: {
                                    /** @enum {string} */
                                    kind: "last";
                                    duration: {
                                        amount: number;
                                        /** @enum {string} */
                                        unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                    };
                                } | {
                                    /** @enum {string} */
                                    kind: "between";
                                    from: number;
                                    to: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "since";
                                    from: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "ever";
                                };
                            } | {
                                /** @enum {string} */
                                by: "frequency";
                                /**
                                 * @default events
                                 * @enum {string}
                                 */
                                measure?: "events" | "active-days";
                                /**
                                 * @default {
                                 *       "names": [],
                                 *       "filters": []
                                 *     }
                                 */
                                event?: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                /**
                                 * @default {
                                 *       "kind": "last",
                                 *       "duration": {
                                 *         "amount": 30,
                                 *         "unit": "day"
                                 *       }
                                 *     }
                                 */
                                window?: {
                                    /** @enum {string} */
                                    kind: "last";
                                    duration: {
                                        amount: number;
                                        /** @enum {string} */
                                        unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                    };
                                } | {
                                    /** @enum {string} */
                                    kind: "between";
                                    from: number;
                                    to: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "since";
                                    from: number;
                                } | {
                                    /** @enum {string} */
                                    kind: "ever";
                                };
                                /**
                                 * @default [
                                 *       1,
                                 *       4,
                                 *       10,
                                 *       30
                                 *     ]
                                 */
                                buckets?: number[];
                            } | {
                                /** @enum {string} */
                                by: "size";
                                property: string;
                                /**
                                 * @default [
                                 *       10,
                                 *       50,
                                 *       200,
                                 *       1000
                                 *     ]
                                 */
                                buckets?: number[];
                            };
                            /** @default 10 */
                            limit?: number;
                            goal?: {
                                event: {
                                    names: string[];
                                    filters: ({
                                        /** @enum {string} */
                                        op: "is" | "is-not";
                                        values: (string | number | boolean)[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "greater" | "at-least" | "less" | "at-most";
                                        value: string | number;
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "contains" | "does-not-contain" | "starts-with";
                                        values: string[];
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    } | {
                                        /** @enum {string} */
                                        op: "is-set" | "is-not-set";
                                        /** @enum {string} */
                                        scope: "event" | "user";
                                        property: string;
                                    })[];
                                };
                                /**
                                 * @default {
                                 *       "amount": 30,
                                 *       "unit": "day"
                                 *     }
                                 */
                                within?: {
                                    amount: number;
                                    /** @enum {string} */
                                    unit: "millisecond" | "second" | "minute" | "hour" | "day" | "week";
                                };
                            };
                        };
                        /** @description The label of a segment, as the answer to the question has it */
                        segment: {
                            /** @enum {string} */
                            kind: "value";
                            value: string | number | boolean;
                        } | {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "other";
                        } | {
                            /** @enum {string} */
                            kind: "range";
                            from: number | null;
                            to: number | null;
                        };
                        /** @description Saves the cohort under it */
                        name?: string;
                        /** @default  */
                        description?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The definition in the language’s words */
                            text: string;
                            definition: unknown;
                            /** @description Of the segment, as of the instant of the question */
                            members: number;
                            /** @description As it was saved; null without a name */
                            cohort: {
                                id: string;
                                name: string;
                                description: string;
                                /** @enum {string} */
                                unit: "user" | "account";
                                /** @description The version in force */
                                version: number;
                                /** @description A version that waits until it is built */
                                pendingVersion: number | null;
                                text: string;
                                createdAt: number;
                                updatedAt: number;
                                archivedAt: number | null;
                                live: {
                                    /**
                                     * @description live: right up to the watermark; building: no version is read yet; stopped: see `error`; off: no server keeps it
                                     * @enum {string}
                                     */
                                    state: "live" | "building" | "stopped" | "off";
                                    /** @description The version that is read */
                                    version: number | null;
                                    size: number | null;
                                    /** @description Everything up to this instant is in it, UTC ms */
                                    watermark: number | null;
                                    /** @description When a member last came or went, UTC ms */
                                    lastTransition: number | null;
                                    /** @description A version that is being built beside the one that is read */
                                    building: {
                                        version: number;
                                        /** @description Of the stored rows, 0 to 1 */
                                        share: number;
                                    } | null;
                                    error: string | null;
                                    /** @description The clock when this was answered: what the watermark lies behind of */
                                    now: number;
                                };
                                definition: unknown;
                                /** @description The definition in plain words, for people */
                                plain: string;
                                /** @description The definition of the version that waits */
                                pendingText: string | null;
                                /** @description Of the version that waits, else of the one in force */
                                warnings: {
                                    code: string;
                                    message: string;
                                    path: string;
                                }[];
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was imported through the server, the newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            readonly imports: {
                                id: string;
                                name: string;
                                /** @description Bytes of the file */
                                size: number;
                                /**
                                 * @description failed: the file could not be read to its end; what came before is stored
                                 * @enum {string}
                                 */
                                state: "running" | "done" | "failed" | "cancelled";
                                rows: number;
                                stored: number;
                                /** @description Stored before, by this or an earlier import */
                                duplicates: number;
                                /** @description Left out by the mapping’s own rules */
                                skipped: number;
                                refused: number;
                                startedAt: number;
                                finishedAt: number | null;
                                /** @description Why it failed or was given up */
                                error: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Begins to import a file, whose parts follow
         * @description Then send the file in parts, one after another: `PUT /api/v1/imports/:id/parts?offset=`. An import of which nothing comes for two minutes is given up; what came is stored. Importing a file again stores nothing twice.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description As the file is called; its ending may tell the format */
                        name: string;
                        /** @description Bytes of the whole file */
                        size: number;
                        /** @description As docs/import.md has it; an Amplitude export needs none */
                        mapping?: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            /** @description Bytes of the file */
                            size: number;
                            /**
                             * @description failed: the file could not be read to its end; what came before is stored
                             * @enum {string}
                             */
                            state: "running" | "done" | "failed" | "cancelled";
                            rows: number;
                            stored: number;
                            /** @description Stored before, by this or an earlier import */
                            duplicates: number;
                            /** @description Left out by the mapping’s own rules */
                            skipped: number;
                            refused: number;
                            startedAt: number;
                            /** @description Why it failed or was given up */
                            error: string | null;
                            /** @description Bytes that came so far: where the next part begins */
                            received: number;
                            /** @description Null while it runs, and when it broke off */
                            report: {
                                format: ("json-lines" | "csv" | "parquet" | "amplitude") | null;
                                readonly skipped: {
                                    reason: string;
                                    rows: number;
                                }[];
                                readonly refused: {
                                    field: string;
                                    code: string;
                                    rows: number;
                                    readonly examples: {
                                        /** @description `line 12`, `row 7` */
                                        where: string;
                                        /** @description The column at fault; empty: the row */
                                        field: string;
                                        code: string;
                                        message: string;
                                        seen: string;
                                    }[];
                                }[];
                                readonly warnings: string[];
                                readonly troubles: string[];
                                /** @description Time of the first event */
                                from: number | null;
                                /** @description Time of the last event */
                                until: number | null;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an import is, and what it came to
         * @description With `Accept: text/event-stream` or `stream=1` the answer is server-sent events: `progress` a few times a second while it runs, then one `done`. Both have the same data as the plain answer. Known for an hour after its end; /api/v1/imports lists all.
         */
        get: {
            parameters: {
                query?: {
                    stream?: "1" | "true";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            /** @description Bytes of the file */
                            size: number;
                            /**
                             * @description failed: the file could not be read to its end; what came before is stored
                             * @enum {string}
                             */
                            state: "running" | "done" | "failed" | "cancelled";
                            rows: number;
                            stored: number;
                            /** @description Stored before, by this or an earlier import */
                            duplicates: number;
                            /** @description Left out by the mapping’s own rules */
                            skipped: number;
                            refused: number;
                            startedAt: number;
                            /** @description Why it failed or was given up */
                            error: string | null;
                            /** @description Bytes that came so far: where the next part begins */
                            received: number;
                            /** @description Null while it runs, and when it broke off */
                            report: {
                                format: ("json-lines" | "csv" | "parquet" | "amplitude") | null;
                                readonly skipped: {
                                    reason: string;
                                    rows: number;
                                }[];
                                readonly refused: {
                                    field: string;
                                    code: string;
                                    rows: number;
                                    readonly examples: {
                                        /** @description `line 12`, `row 7` */
                                        where: string;
                                        /** @description The column at fault; empty: the row */
                                        field: string;
                                        code: string;
                                        message: string;
                                        seen: string;
                                    }[];
                                }[];
                                readonly warnings: string[];
                                readonly troubles: string[];
                                /** @description Time of the first event */
                                from: number | null;
                                /** @description Time of the last event */
                                until: number | null;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Gives an import up: what was read is stored, and no more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            /** @description Bytes of the file */
                            size: number;
                            /**
                             * @description failed: the file could not be read to its end; what came before is stored
                             * @enum {string}
                             */
                            state: "running" | "done" | "failed" | "cancelled";
                            rows: number;
                            stored: number;
                            /** @description Stored before, by this or an earlier import */
                            duplicates: number;
                            /** @description Left out by the mapping’s own rules */
                            skipped: number;
                            refused: number;
                            startedAt: number;
                            /** @description Why it failed or was given up */
                            error: string | null;
                            /** @description Bytes that came so far: where the next part begins */
                            received: number;
                            /** @description Null while it runs, and when it broke off */
                            report: {
                                format: ("json-lines" | "csv" | "parquet" | "amplitude") | null;
                                readonly skipped: {
                                    reason: string;
                                    rows: number;
                                }[];
                                readonly refused: {
                                    field: string;
                                    code: string;
                                    rows: number;
                                    readonly examples: {
                                        /** @description `line 12`, `row 7` */
                                        where: string;
                                        /** @description The column at fault; empty: the row */
                                        field: string;
                                        code: string;
                                        message: string;
                                        seen: string;
                                    }[];
                                }[];
                                readonly warnings: string[];
                                readonly troubles: string[];
                                /** @description Time of the first event */
                                from: number | null;
                                /** @description Time of the last event */
                                until: number | null;
                            } | null;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The saved reports of the project by name */
        get: {
            parameters: {
                query?: {
                    /** @description true: archived ones too */
                    archived?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            reports: {
                                id: string;
                                name: string;
                                kind: string;
                                search: {
                                    [key: string]: unknown;
                                };
                                description: string;
                                createdBy: string;
                                createdAt: number;
                                updatedAt: number;
                                archivedAt: number | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Saves a report under a name that no other has */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description The page that shows it */
                        kind: string;
                        /** @description What stands in the page’s URL, at most 64 KB as JSON */
                        search: {
                            [key: string]: unknown;
                        };
                        /** @default  */
                        description?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            kind: string;
                            search: {
                                [key: string]: unknown;
                            };
                            description: string;
                            createdBy: string;
                            createdAt: number;
                            updatedAt: number;
                            archivedAt: number | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One saved report */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            kind: string;
                            search: {
                                [key: string]: unknown;
                            };
                            description: string;
                            createdBy: string;
                            createdAt: number;
                            updatedAt: number;
                            archivedAt: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Archives a report: it is out of sight, gives its name free, and can be brought back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            archived: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Renames a report, or replaces what it shows */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        /** @description The page that shows it */
                        kind?: string;
                        /** @description What stands in the page’s URL, at most 64 KB as JSON */
                        search?: {
                            [key: string]: unknown;
                        };
                        description?: string;
                        /** @description false brings an archived report back */
                        archived?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            kind: string;
                            search: {
                                [key: string]: unknown;
                            };
                            description: string;
                            createdBy: string;
                            createdAt: number;
                            updatedAt: number;
                            archivedAt: number | null;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/session/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link that signs a browser on this machine in, once; for the operator of this server alone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description To open on this server, at an address of the loopback */
                            path: string;
                            expiresAt: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of the project, by name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            members: {
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                role: "owner" | "editor" | "viewer";
                                addedAt: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes somebody out of the project at once; the account stays */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            removed: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Gives a member another role; the last owner stays one */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "owner" | "editor" | "viewer";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changed: string;
                            /** @enum {string} */
                            role: "owner" | "editor" | "viewer";
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/members/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link with which a member sets a new password, once, within a day; for the operator of this server alone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            path: string;
                            url: string;
                            expiresAt: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations that nobody has accepted yet, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            invitations: {
                                id: string;
                                /** @enum {string} */
                                role: "owner" | "editor" | "viewer";
                                /** @description Good for this address alone; null: for whoever has the link */
                                email: string | null;
                                createdBy: string;
                                createdAt: number;
                                expiresAt: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Makes a link that makes somebody a member, once, within 7 days; this answer is the only time that it can be read */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "owner" | "editor" | "viewer";
                        /** Format: email */
                        email?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @enum {string} */
                            role: "owner" | "editor" | "viewer";
                            /** @description Good for this address alone; null: for whoever has the link */
                            email: string | null;
                            createdBy: string;
                            createdAt: number;
                            expiresAt: number;
                            path: string;
                            url: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraws an invitation: its link is good for nothing from now on */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            withdrawn: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Takes the next part of a file that is imported
         * @description Parts follow on each other, one at a time, each at most 16777216 bytes. Answered when the part has been read, no faster than events are stored; when `state` is no longer `running`, no more parts are wanted. When a part breaks off, `received` says where to go on.
         */
        put: {
            parameters: {
                query: {
                    /** @description Where in the file the part begins */
                    offset: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            /** @description The bytes themselves, application/octet-stream */
            requestBody: {
                content: {
                    "application/json": string;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            /** @description Bytes of the file */
                            size: number;
                            /**
                             * @description failed: the file could not be read to its end; what came before is stored
                             * @enum {string}
                             */
                            state: "running" | "done" | "failed" | "cancelled";
                            rows: number;
                            stored: number;
                            /** @description Stored before, by this or an earlier import */
                            duplicates: number;
                            /** @description Left out by the mapping’s own rules */
                            skipped: number;
                            refused: number;
                            startedAt: number;
                            /** @description Why it failed or was given up */
                            error: string | null;
                            /** @description Bytes that came so far: where the next part begins */
                            received: number;
                            /** @description Null while it runs, and when it broke off */
                            report: {
                                format: ("json-lines" | "csv" | "parquet" | "amplitude") | null;
                                readonly skipped: {
                                    reason: string;
                                    rows: number;
                                }[];
                                readonly refused: {
                                    field: string;
                                    code: string;
                                    rows: number;
                                    readonly examples: {
                                        /** @description `line 12`, `row 7` */
                                        where: string;
                                        /** @description The column at fault; empty: the row */
                                        field: string;
                                        code: string;
                                        message: string;
                                        seen: string;
                                    }[];
                                }[];
                                readonly warnings: string[];
                                readonly troubles: string[];
                                /** @description Time of the first event */
                                from: number | null;
                                /** @description Time of the last event */
                                until: number | null;
                            } | null;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks into the first part of a file: its columns, a mapping, and what its rows become
         * @description The body is the file, or its first bytes (at most 16777216); then give `size`. Of Parquet and zips send the last bytes too, and say how many as `tail`: their directory is there. Nothing is stored.
         */
        post: {
            parameters: {
                query: {
                    /** @description As the file is called; its ending may tell the format */
                    name: string;
                    /** @description Bytes of the whole file */
                    size?: number;
                    tail?: number;
                    /** @description Where neither name nor content tells */
                    format?: "json-lines" | "csv" | "parquet" | "amplitude";
                    /** @description A mapping as JSON; proposed when left out */
                    mapping?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description The bytes themselves, application/octet-stream */
            requestBody: {
                content: {
                    "application/json": string;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            format: "json-lines" | "csv" | "parquet" | "amplitude";
                            readonly columns: {
                                name: string;
                                /** @description Rows with a value in it */
                                filled: number;
                                readonly examples: string[];
                            }[];
                            /** @description As docs/import.md has it: the one given, or a proposal; null: none is needed or could be made */
                            mapping: unknown;
                            readonly problems: {
                                code: string;
                                message: string;
                                path: string;
                            }[];
                            /** @description Rows that were looked at */
                            rows: number;
                            /** @description The first as they would be stored */
                            readonly events: unknown[];
                            readonly refused: {
                                where: string;
                                field: string;
                                code: string;
                                message: string;
                                seen: string;
                            }[];
                            refusedRows: number;
                            skippedRows: number;
                            readonly properties: {
                                /** @enum {string} */
                                of: "event" | "user" | "account";
                                property: string;
                                readonly types: string[];
                                rows: number;
                            }[];
                            readonly troubles: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
