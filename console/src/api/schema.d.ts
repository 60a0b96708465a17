// Made by `npm run types` from the description of the API; see scripts/types.mjs.
export interface paths {
    "/session/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one can sign in */
        get: operations["showWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["showSignIn"];
        put?: never;
        /**
         * Signs a browser in
         * @description By a user's name and password, or by a token. Sets the cookie fumarole-session; each call but GET and HEAD that comes with it
         *     sends csrf back in the header X-CSRF-Token, or is answered with 403.
         */
        post: operations["signIn"];
        /** Signs the browser out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The users, by name */
        get: operations["listUsers"];
        put?: never;
        /** Adds a user */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["UserName"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a user */
        delete: operations["removeUser"];
        options?: never;
        head?: never;
        /**
         * Changes a user
         * @description Another role, or active false, sign the user out everywhere.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/users/{name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["UserName"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a user a new password
         * @description The own one with the old one, that of others as admin. The user is signed out everywhere.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people and programs did, the newest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Number and chain value of the last entry, to be kept elsewhere */
        get: operations["showAuditHead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the audit is as it was written
         * @description What is gone at its end shows only against a head that was kept.
         */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What needs a second person, the newest first */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to what somebody else has asked for, and does it */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says no to what was asked for */
        post: operations["reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The campaigns, the newest first */
        get: operations["listCampaigns"];
        put?: never;
        /** Adds a draft */
        post: operations["addCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /** One campaign with its counts by phase */
        get: operations["showCampaign"];
        /** Changes a draft */
        put: operations["changeCampaign"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /** Who would get which package, who would get none, and why */
        get: operations["tryCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a draft */
        post: operations["startCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No device begins from now on */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on; thresholds count from here */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/abort": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels what has not begun */
        post: operations["abortCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins the next phase now */
        post: operations["skipPhase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries devices that failed once more */
        post: operations["retryCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/course": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /** How it has gone until now: counts over time, and the slowest devices */
        get: operations["courseOfCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/rehearsal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /** What will happen if it is started, as far as that has been rehearsed */
        get: operations["showRehearsal"];
        put?: never;
        /**
         * Rehearses a draft
         * @description In the background; the GET says how far it is. A server does one at a time, up to 200,000 devices and ten minutes each. The
         *     forecast takes the place of an earlier one, and stays with the campaign when that is started; a draft that is changed loses it.
         */
        post: operations["rehearseCampaign"];
        /** Stops the rehearsal, or forgets what it has forecast of a draft */
        delete: operations["forgetRehearsal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /** Who got which version, when, with which result: as a page or as CSV */
        get: operations["reportCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/dossier": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /** What answers for it: bundles, who decided, what was sent, reported and read, and what is not known */
        get: operations["campaignDossier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        /** Its devices by id, and why each is where it is */
        get: operations["listCampaignDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/campaigns/{id}/devices/{device}/exclude": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
                device: components["schemas"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leaves a device out */
        post: operations["excludeDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conformance-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases that a device can be judged by, in their order */
        get: operations["listConformanceCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/conformance-runs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** Its runs, the newest first; the last 20 are kept */
        get: operations["listConformanceRuns"];
        put?: never;
        /**
         * Has the kit judge a device
         * @description Until the run has ended the kit answers the device, and nothing else is begun on it. It is the server's again when all cases were
         *     played, when the run is cancelled, when the device was silent in two cases in a row, after 12 hours, or a minute after the server
         *     that plays it has gone.
         */
        post: operations["beginConformanceRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conformance-runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        /** One run, with what was found until now */
        get: operations["showConformanceRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conformance-runs/{run}/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        /** The report of a run that has ended, with all messages */
        get: operations["conformanceReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conformance-runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a run early: what was not judged is inconclusive */
        post: operations["cancelConformanceRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conformance-runs/{run}/wake": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the device of a run by a notification to open a session */
        post: operations["wakeConformanceRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The updates of devices */
        get: operations["listDeployments"];
        put?: never;
        /** Orders an update */
        post: operations["addDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeploymentId"];
            };
            cookie?: never;
        };
        /** One deployment with its attempts and events */
        get: operations["showDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeploymentId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a deployment, as long as no Exec is out */
        post: operations["cancelDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices by id */
        get: operations["listDevices"];
        put?: never;
        /** Adds a device */
        post: operations["addDevice"];
        delete?: never;
        options?: never;
        head?: never;
        /** Sets and removes labels of all devices that the filter takes in */
        patch: operations["labelDevices"];
        trace?: never;
    };
    "/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** One device */
        get: operations["showDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a pending device in, and gives it accounts and a profile */
        post: operations["acceptDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/poll-interval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells all devices that a filter takes in how often to call by themselves, 500 in one call */
        post: operations["setPollIntervalOfMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/poll-interval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells a device how often to call by itself, by an order to the node that its profile names */
        post: operations["setPollInterval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/certificate": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        /** Says which certificate a device has to show when it connects */
        put: operations["bindCertificate"];
        post?: never;
        /** A device has to show none any more */
        delete: operations["unbindCertificate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/rotate-credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Orders new secrets for all devices that a filter takes in, 500 in one call */
        post: operations["rotateCredentialsOfMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/rotate-credentials": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Orders new secrets for a device, which gets them in its next session */
        post: operations["rotateCredentials"];
        /** Takes an order of new secrets back that was not sent */
        delete: operations["cancelRotation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a device out of service: it is answered and gets no work */
        post: operations["quarantineDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a device back into service */
        post: operations["releaseDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** The labels of a device */
        get: operations["showLabels"];
        /** Gives a device these labels and no others */
        put: operations["replaceLabels"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Sets some labels, and removes those that are null */
        patch: operations["changeLabels"];
        trace?: never;
    };
    "/devices/{id}/profile-proposal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** A profile learnt from a device */
        get: operations["proposeProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/profile-check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds a profile, which need not be on the server, against a device */
        post: operations["checkProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** Why a device is not updated, campaign by campaign */
        get: operations["explainDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** The deployments and events of a device, as a page or as CSV */
        get: operations["reportDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/dossier": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** What answers for it: bundles, who decided, what was sent, reported and read, and what is not known */
        get: operations["deviceDossier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds many devices, all or none */
        post: operations["importDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices as CSV */
        get: operations["exportDevicesAsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices as JSON lines */
        get: operations["exportDevicesAsJsonLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups: filters with names */
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["GroupName"];
            };
            cookie?: never;
        };
        /** One group, and how many devices it takes in */
        get: operations["showGroup"];
        /** Makes or changes a group */
        put: operations["putGroup"];
        post?: never;
        /** Removes a group, unless others use it */
        delete: operations["removeGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/node-orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** What was ordered of its nodes, the newest first */
        get: operations["listNodeOrders"];
        put?: never;
        /** Orders something of one node */
        post: operations["addNodeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows the user of a device something, or asks; it waits in line with the orders to nodes */
        post: operations["askUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/node-orders/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
                number: number;
            };
            cookie?: never;
        };
        /** One order, with what the device answered */
        get: operations["showNodeOrder"];
        put?: never;
        post?: never;
        /** Takes an order back, unless it was sent */
        delete: operations["cancelNodeOrder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/notify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a notification (Package 0) */
        post: operations["notifyDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        /** Its notifications, the newest first */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/unanswered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices that were notified and have never answered */
        get: operations["listUnansweredDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{id}/bootstrap": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the message that gives a device its account
         * @description It takes no Idempotency-Key: its answer holds secrets, which are not kept. Asked again it makes others.
         */
        post: operations["bootstrapDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/packages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The firmware packages */
        get: operations["listPackages"];
        put?: never;
        /** Adds a package: the body is the file */
        post: operations["addPackage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/packages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PackageId"];
            };
            cookie?: never;
        };
        /** One package */
        get: operations["showPackage"];
        put?: never;
        post?: never;
        /** Deletes a package, if no deployment and no running campaign refers to it */
        delete: operations["deletePackage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files that come piece by piece and are not finished */
        get: operations["listUploads"];
        put?: never;
        /** Begins an upload; the query says what /packages takes, too */
        post: operations["beginUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** How much has come */
        get: operations["showUpload"];
        put?: never;
        post?: never;
        /** Gives an upload up */
        delete: operations["giveUpUpload"];
        options?: never;
        head?: never;
        /** The next piece: the body is octets of the file */
        patch: operations["appendToUpload"];
        trace?: never;
    };
    "/uploads/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks size, digest and signature, and makes the package */
        post: operations["finishUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The model profiles */
        get: operations["listProfiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        /** One profile as it is written, and how many devices have it */
        get: operations["showProfile"];
        /**
         * Makes or changes a profile: its devices are served by it from their next message on
         * @description A text that is stored already makes no further revision.
         */
        put: operations["putProfile"];
        post?: never;
        /**
         * Removes what is stored: what ships or lies in a file holds again
         * @description Where there is no such thing, a profile that devices have, or by whose bootstrap secret they come, stays.
         */
        delete: operations["removeProfile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{name}/check": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with a text, or to be said about it, before it is stored */
        post: operations["checkProfileText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{name}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        /** What was stored of a profile, the newest first */
        get: operations["listProfileRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{name}/revisions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
                number: number;
            };
            cookie?: never;
        };
        /** One revision, with its text */
        get: operations["showProfileRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{name}/bootstrap-secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        get?: never;
        /** Sets the secret that new devices of this profile are delivered with */
        put: operations["putBootstrapSecret"];
        post?: never;
        /** Takes no new devices in by one any more */
        delete: operations["removeBootstrapSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The releases, those changed last first */
        get: operations["listReleases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/release": {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One release with its packages */
        get: operations["showRelease"];
        put?: never;
        post?: never;
        /** Deletes a release with its packages, if nothing refers to them */
        delete: operations["deleteRelease"];
        options?: never;
        head?: never;
        /** Changes what is said of a release */
        patch: operations["changeRelease"];
        trace?: never;
    };
    "/release/draft": {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a tested release back */
        post: operations["takeReleaseBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/release/test": {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that a draft is tested */
        post: operations["callReleaseTested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/release/release": {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets devices get a tested release */
        post: operations["releaseRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/release/withdraw": {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops what has not begun, for ever */
        post: operations["withdrawRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/advisories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The advisories, by id */
        get: operations["listAdvisories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/advisories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["AdvisoryId"];
            };
            cookie?: never;
        };
        /** One advisory, and how many devices run a version that has it */
        get: operations["showAdvisory"];
        /** Makes or changes an advisory */
        put: operations["putAdvisory"];
        post?: never;
        /** Removes an advisory, unless a group names it */
        delete: operations["removeAdvisory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/advisories/{id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["AdvisoryId"];
            };
            cookie?: never;
        };
        /**
         * The devices that run a version that has it, by id
         * @description The filter advisory==ID takes the same devices.
         */
        get: operations["listAdvisoryDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The fleet in numbers */
        get: operations["showOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sessions in the trace, the newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its key; its SessionID too where that is unambiguous */
                key: string;
            };
            cookie?: never;
        };
        /** One session, message by message */
        get: operations["showSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{key}/scenario": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its key */
                key: string;
            };
            cookie?: never;
        };
        /**
         * One session as a scenario that plays it again
         * @description It holds no secret; who plays it is asked for those that it needs.
         */
        get: operations["exportSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens, as it happens
         * @description Server-sent events from all servers of a database: device, session, message, deployment, campaign, profile; reset says that
         *     not everything can be told, and what is shown is to be read anew.
         */
        get: operations["watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tokens, without their secrets */
        get: operations["listTokens"];
        put?: never;
        /**
         * Makes a token and shows it, this once
         * @description It takes no Idempotency-Key: its answer holds a secret, which is not kept.
         */
        post: operations["addToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a token: nobody gets in with it any more */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server can serve */
        get: operations["showHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, by the name that orchestrators know */
        get: operations["showReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it answers at all */
        get: operations["showLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description */
        get: operations["showOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The webhooks, without their secrets */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Adds a webhook and shows its secret, this once
         * @description It takes no Idempotency-Key: its answer holds a secret, which is not kept.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** One webhook */
        get: operations["showWebhook"];
        put?: never;
        post?: never;
        /** Removes it with all that waits for it */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /**
         * Changes it, switches it off or on
         * @description What happens while it is off is not for it; what waited goes on when it is on again.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives it a new secret and shows it, this once
         * @description For the time of overlap each delivery is signed with the old one, too.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls it now, with an event that means nothing, and says what came of it */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** What is on its way, was taken, or is dead; the newest events first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has all that is dead brought again */
        post: operations["redeliverDeadWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries/{event}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
                /** @description The id of the event */
                event: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has one brought again, also one that was taken */
        post: operations["redeliverWebhook"];
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
        ApprovalState: "waiting" | "agreed" | "approved" | "rejected" | "failed" | "replaced";
        Approval: {
            id: string;
            /** @enum {string} */
            action: "release" | "campaign";
            /** @description The model of a release, or the campaign */
            subject: string;
            /** @description The version of a release; force, where a campaign leaves devices out */
            detail: string;
            askedBy: string;
            /** Format: date-time */
            asked: string;
            state: components["schemas"]["ApprovalState"];
            decidedBy?: string;
            /** Format: date-time */
            decided?: string;
            /** @description Why it was rejected or could not be done */
            words?: string;
        };
        Rejection: {
            reason?: string;
        };
        ChainValue: string;
        AuditEntry: {
            /** Format: int64 */
            number: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "user" | "token" | "first-token" | "oidc" | "server";
            /** @description A user, or the id of a token; of the server, "server" */
            actor: string;
            /** @description Whose address it came from; empty for the server itself */
            from: string;
            /**
             * @description The operation, or what the server did by itself
             * @example PUT /groups/{name}
             * @example pause campaign
             */
            action: string;
            /**
             * @description What it was about
             * @example groups/lab
             */
            subject: string;
            /** @description Query and body without their secrets, or why it was refused */
            detail: {
                [key: string]: unknown;
            };
            /** @description asked, or the status of the answer */
            outcome: string;
            /**
             * Format: int64
             * @description The number of the entry that says what was asked for
             */
            asked?: number;
            chain: components["schemas"]["ChainValue"];
        };
        AuditPage: {
            entries: components["schemas"]["AuditEntry"][];
            cursor?: components["schemas"]["NextPage"];
        };
        AuditHead: {
            /** Format: int64 */
            number: number;
            chain: components["schemas"]["ChainValue"];
        };
        AuditVerdict: {
            /** Format: int64 */
            entries: number;
            /** @description Whether there are no faults */
            sound: boolean;
            faults: {
                /** Format: int64 */
                number: number;
                words: string;
            }[];
            head: components["schemas"]["AuditHead"];
        };
        Ways: {
            /** @description Its name for people */
            provider?: string;
            /** @description Where a browser goes to sign in there; ?to= says to which page it comes back */
            at?: string;
        };
        SignedOut: {
            signedOut: string;
            /** @description Where a browser goes on, to sign out at the provider, too */
            provider?: string;
        };
        /** @enum {string} */
        Role: "viewer" | "operator" | "approver" | "admin";
        Password: string;
        /** @description Either name and password, or a token */
        Credentials: {
            name?: string;
            password?: string;
            token?: string;
        };
        SignedIn: {
            /** @description Of the user, or of the token */
            name: string;
            /**
             * @description Empty for a token
             * @enum {string}
             */
            role: "" | "viewer" | "operator" | "approver" | "admin";
            /** @description All, with those that others bring */
            scopes: components["schemas"]["TokenScope"][];
            /** @description For the header X-CSRF-Token; empty for a token in the header */
            csrf: string;
        };
        User: {
            name: string;
            displayName: string;
            role: components["schemas"]["Role"];
            /** @description Whether the user may sign in */
            active: boolean;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            changed: string;
        };
        NewUser: {
            /** @description It is written small */
            name: string;
            /** @description For people; the name without it */
            displayName?: string;
            role: components["schemas"]["Role"];
            password: components["schemas"]["Password"];
        };
        UserChange: {
            displayName?: string;
            role?: components["schemas"]["Role"];
            active?: boolean;
        };
        NewPassword: {
            password: components["schemas"]["Password"];
            /** @description Of whoever changes the own one */
            old?: string;
        };
        /** @description For the next page; absent on the last one */
        NextPage: string;
        /** @description An error for programs and people (RFC 9457) */
        Problem: {
            /** @enum {string} */
            type: "about:blank";
            /** @description The status in words */
            title: string;
            status: number;
            /** @description What is wrong here, and what to do about it */
            detail: string;
            errors?: components["schemas"]["Fault"][];
        };
        /** @description A part of the input that breaks a rule */
        Fault: {
            /**
             * Format: int64
             * @description Of the body of an import or the text of a profile
             */
            line?: number;
            /** @description Of the body, the query or the filter */
            field?: string;
            /** @description In the filter or the line, in characters */
            position?: number;
            rule: string;
        };
        /** @example IMEI:990012340056786 */
        DeviceId: string;
        CampaignId: string;
        DeploymentId: string;
        PackageId: string;
        /** @enum {string} */
        Operation: "download" | "update" | "download-and-update";
        /** @enum {string} */
        Delivery: "dm" | "direct" | "descriptor";
        Deleted: {
            /** @description What is gone, in words */
            deleted: string;
        };
        CampaignCourse: {
            /** @description Counted from the start, in even steps; none before the start */
            points: {
                /** Format: date-time */
                at: string;
                /**
                 * Format: int64
                 * @description Got a deployment
                 */
                taken: number;
                /** Format: int64 */
                succeeded: number;
                /**
                 * Format: int64
                 * @description Or expired
                 */
                failed: number;
                /**
                 * Format: int64
                 * @description Declined or cancelled
                 */
                other: number;
            }[];
            slowest: {
                device: string;
                deployment: string;
                state: string;
                reason: string;
                /**
                 * Format: int64
                 * @description Until it ended, or until now
                 */
                seconds: number;
            }[];
        };
        /**
         * @description What is said about the devices; what is left out is learnt from the inventory and from an earlier campaign of the model, or usual.
         *     Shares are in percent.
         * @example {
         *       "poll": "6h",
         *       "jitter": 10,
         *       "answers": 80,
         *       "answersWithin": "2m",
         *       "offline": 5,
         *       "offlineFor": "1h",
         *       "link": 64000,
         *       "install": "6m",
         *       "silent": 0.5,
         *       "fail": {
         *         "410": 2,
         *         "503": 1
         *       },
         *       "resumeAfter": "4h",
         *       "price": 0.02
         *     }
         */
        RehearsalInput: {
            /** @description From one call of a device to its next */
            poll?: components["schemas"]["Span"];
            /** @description Of that, by which some devices call less often */
            jitter?: components["schemas"]["Percent"];
            /** @description Notifications that bring a session */
            answers?: components["schemas"]["Percent"];
            /** @description How soon */
            answersWithin?: components["schemas"]["Span"];
            /** @description Devices that are away at any time; less than all */
            offline?: components["schemas"]["Percent"];
            /** @description How long each time */
            offlineFor?: components["schemas"]["Span"];
            /**
             * Format: int64
             * @description Octets a second that a device's line carries
             */
            link?: number;
            /** @description From the end of the download to the report */
            install?: components["schemas"]["Span"];
            /** @description Updates of which nothing is heard any more */
            silent?: components["schemas"]["Percent"];
            /** @description Updates that fail, by result code */
            fail?: {
                [key: string]: components["schemas"]["Percent"];
            };
            /** @description The campaign whose rates count; the newest of the model without it */
            like?: components["schemas"]["CampaignId"];
            /**
             * Format: date-time
             * @description When it is started; now without it
             */
            start?: string;
            /** @description How soon it is resumed when it pauses; without it, it stays paused */
            resumeAfter?: components["schemas"]["Span"];
            /** @description Of a notification */
            price?: number;
        };
        Rehearsal: {
            /** @enum {string} */
            state: "none" | "running" | "done" | "failed";
            /** Format: date-time */
            asked?: string;
            /** @description Runs that are done, while it is running */
            played?: number;
            /** @description Of how many; absent while that is not known */
            plays?: number;
            /** @description Why it failed */
            words?: string;
            /** @description What was said when it was asked for */
            given?: components["schemas"]["RehearsalInput"];
            /** @description How the devices behave in it: what was said, what was learnt, and what is usual */
            habits?: {
                /** @description From one call of a device to its next */
                poll?: components["schemas"]["Span"];
                /** @description Of that, by which some devices call less often */
                jitter: components["schemas"]["Percent"];
                /** @description Notifications that bring a session */
                answers: components["schemas"]["Percent"];
                /** @description How soon */
                answersWithin: components["schemas"]["Span"];
                /** @description Devices that are away at any time; less than all */
                offline: components["schemas"]["Percent"];
                /** @description How long each time */
                offlineFor: components["schemas"]["Span"];
                /**
                 * Format: int64
                 * @description Octets a second that a device's line carries
                 */
                link: number;
                /** @description From the end of the download to the report */
                install: components["schemas"]["Span"];
                /** @description Updates of which nothing is heard any more */
                silent: components["schemas"]["Percent"];
                /** @description Updates that fail, by result code */
                fail: {
                    [key: string]: components["schemas"]["Percent"];
                };
                /** @description The campaign whose rates count; the newest of the model without it */
                like?: components["schemas"]["CampaignId"];
                /**
                 * Format: date-time
                 * @description When it is started; now without it
                 */
                start?: string;
                /** @description How soon it is resumed when it pauses; without it, it stays paused */
                resumeAfter?: components["schemas"]["Span"];
                /** @description Of a notification */
                price?: number;
            };
            forecast?: components["schemas"]["Forecast"];
        };
        /** @description What several runs say that differ by chance alone; times are seconds after the start */
        Forecast: {
            /** @description Its name */
            campaign: string;
            /** Format: date-time */
            start: string;
            /** @description Devices */
            fleet: number;
            runs: number;
            /**
             * Format: int64
             * @description Of the first run
             */
            seed: number;
            assumptions: string[];
            end: {
                /** @description Of the runs */
                completes: components["schemas"]["Part"];
                /** @description Of those */
                finish?: components["schemas"]["Spread"];
                /** @description Until half of those that succeed have */
                half?: components["schemas"]["Spread"];
                /** @description Until 90 percent of them have */
                most?: components["schemas"]["Spread"];
                /** @description Until 99 percent of them have */
                nearlyAll?: components["schemas"]["Spread"];
                /** @description Of the runs that a threshold stopped */
                pauses: components["schemas"]["Part"];
                pausesAfter?: components["schemas"]["Spread"];
                /** @description How it ends, by how many runs */
                reasons: {
                    [key: string]: number;
                };
            };
            devices: {
                members: components["schemas"]["Spread"];
                succeeded: components["schemas"]["Spread"];
                /** @description Or expired */
                failed: components["schemas"]["Spread"];
                /** @description Or cancelled */
                declined: components["schemas"]["Spread"];
                /** @description That no phase had taken when it ended */
                notTaken: components["schemas"]["Spread"];
                /** @description That get nothing */
                out: components["schemas"]["Spread"];
                whyOut?: string;
                /** @description That nothing brings to a session, however long it takes */
                neverHeard: components["schemas"]["Spread"];
                /** @description That do not become as the precondition asks */
                neverReady: components["schemas"]["Spread"];
            };
            load: {
                /** @description In one second */
                peakSessions: components["schemas"]["Spread"];
                /** @description In one second */
                peakOctets: components["schemas"]["Spread"];
                /** @description Of all downloads */
                octets: components["schemas"]["Spread"];
                notifications: components["schemas"]["Spread"];
            };
            /** @description Of the notifications, where a price is known */
            cost?: components["schemas"]["Spread"];
            /** @description Of deployments in the run in the middle, by state and cause */
            ends: {
                [key: string]: number;
            };
            course: {
                second: number;
                succeeded: components["schemas"]["Spread"];
                failed: components["schemas"]["Spread"];
                /** @description Got a deployment */
                taken: components["schemas"]["Spread"];
                sessionsPerSecond: components["schemas"]["Spread"];
                octetsPerSecond: components["schemas"]["Spread"];
            }[];
            /** @description How the answer moves when one setting moves */
            sensitivity: {
                setting: string;
                from: components["schemas"]["ForecastBrief"];
                to: components["schemas"]["ForecastBrief"];
            }[];
            /** @description Runs of each of those settings: the first of all. Absent in a forecast of an earlier version */
            compared?: number;
        };
        ForecastBrief: {
            completes: components["schemas"]["Part"];
            /** @description In the middle, of the runs that completed */
            finish?: number;
            /** @description Until 90 percent of those that succeed have */
            most?: number;
            pauses: components["schemas"]["Part"];
            succeeded: number;
            peakSessions: number;
            peakOctets: number;
            notifications: number;
        };
        Part: number;
        /** @description One run in ten is below low, and one in ten above high */
        Spread: {
            low: number;
            median: number;
            high: number;
        };
        /** @enum {string} */
        CampaignState: "draft" | "running" | "paused" | "aborting" | "aborted" | "completed";
        /** @enum {string} */
        MemberOrder: "hashed" | "given";
        /** @enum {string} */
        Breach: "pause" | "abort";
        /** @enum {string} */
        WeekDay: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        /** @example 01:30 */
        WallTime: string;
        /**
         * @description A time such as 90m, 24h, 7d, or as in ISO 8601
         * @example 24h
         */
        Span: string;
        Percent: number;
        /**
         * @description A campaign as an operator writes it. What is left out has its usual value: one phase, no limits, a week for each device.
         * @example {
         *       "name": "2.4.0 for Berlin",
         *       "model": "NW-4",
         *       "version": "2.4.0",
         *       "filter": "label.site==berlin",
         *       "dynamic": true,
         *       "phases": [
         *         {
         *           "name": "canary",
         *           "count": 10,
         *           "success": 90,
         *           "failure": {
         *             "percent": 20,
         *             "sample": 5
         *           },
         *           "soak": "24h",
         *           "onBreach": "pause"
         *         },
         *         {
         *           "name": "rest"
         *         }
         *       ],
         *       "order": "hashed",
         *       "start": "2027-01-31T22:00:00Z",
         *       "end": "2027-03-31T22:00:00Z",
         *       "windows": [
         *         {
         *           "from": "22:00",
         *           "to": "05:00",
         *           "days": [
         *             "saturday",
         *             "sunday"
         *           ]
         *         }
         *       ],
         *       "zone": "Europe/Berlin",
         *       "pace": {
         *         "open": 100,
         *         "devices": 1000,
         *         "octets": 100000000,
         *         "window": "1h",
         *         "notifications": 600
         *       },
         *       "within": "7d",
         *       "operation": "download-and-update",
         *       "delivery": "direct",
         *       "question": "Update now?",
         *       "priority": 10,
         *       "precondition": "label.battery==ok",
         *       "retry": {
         *         "attempts": 3,
         *         "first": "10m",
         *         "longest": "1d",
         *         "jitter": 20
         *       },
         *       "limits": {
         *         "downloading": "1d"
         *       },
         *       "postpone": {
         *         "times": 3,
         *         "until": "2027-02-28T22:00:00Z"
         *       }
         *     }
         */
        CampaignInput: {
            name: string;
            model: string;
            version: string;
            /** @description Which devices of the model it is for; all without it */
            filter?: string;
            /**
             * @description Whether devices that come later belong to it
             * @default false
             */
            dynamic?: boolean;
            phases?: components["schemas"]["PhaseInput"][];
            /** @default hashed */
            order?: components["schemas"]["MemberOrder"];
            /** Format: date-time */
            start?: string;
            /** Format: date-time */
            end?: string;
            windows?: components["schemas"]["WindowInput"][];
            /**
             * @default Z
             * @example Europe/Berlin
             */
            zone?: string;
            pace?: components["schemas"]["PaceInput"];
            /**
             * @description For each device
             * @default 7d
             */
            within?: components["schemas"]["Span"];
            operation?: components["schemas"]["Operation"];
            delivery?: components["schemas"]["Delivery"];
            /** @description For the devices' users */
            question?: string;
            /** @default 0 */
            priority?: number;
            /** @description A filter without groups: what a device has to be like when it is to begin */
            precondition?: string;
            retry?: components["schemas"]["RetryInput"];
            limits?: components["schemas"]["LimitsInput"];
            postpone?: components["schemas"]["PostponeInput"];
        };
        Budget: number;
        /** @description Budgets for each device, and pauses between tries; what is left out is as its profile says */
        RetryInput: {
            /** @description Execs */
            attempts?: components["schemas"]["Budget"];
            notifications?: components["schemas"]["Budget"];
            /** @description Questions that the user does not answer */
            absences?: components["schemas"]["Budget"];
            /** @description That break off before another delivery is taken */
            transfers?: components["schemas"]["Budget"];
            /** @description Stages that took too long and are tried again */
            stalls?: components["schemas"]["Budget"];
            /** @description The first pause; 10m where longest or jitter is given */
            first?: components["schemas"]["Span"];
            /** @description What pauses double up to */
            longest?: components["schemas"]["Span"];
            /**
             * @description How much longer a pause may be, in percent
             * @default 20
             */
            jitter?: number;
        };
        /** @description How long each stage may take; what is left out is as the profile of the device says */
        LimitsInput: {
            /** @description Of a notified device, before the next notification; doubled each time */
            answer?: components["schemas"]["Span"];
            contacted?: components["schemas"]["Span"];
            downloading?: components["schemas"]["Span"];
            downloaded?: components["schemas"]["Span"];
            updating?: components["schemas"]["Span"];
            verifying?: components["schemas"]["Span"];
            waiting?: components["schemas"]["Span"];
        };
        /** @description What users may put off */
        PostponeInput: {
            /**
             * @description That they may say no before it is declined
             * @default 0
             */
            times?: number;
            /**
             * Format: date-time
             * @description From then on they are told and not asked
             */
            until?: string;
        };
        /** @description percent or count of the devices; neither: the rest */
        PhaseInput: {
            name?: string;
            percent?: components["schemas"]["Percent"];
            /** Format: int64 */
            count?: number;
            /** @description That has to succeed before the next phase */
            success?: components["schemas"]["Percent"];
            /** @description What breaks the phase off */
            failure?: {
                /** Format: int64 */
                count?: number;
                percent?: components["schemas"]["Percent"];
                /**
                 * Format: int64
                 * @description Devices that have ended before percent counts
                 * @default 10
                 */
                sample?: number;
            } | unknown | unknown;
            /** @description To wait after the phase */
            soak?: components["schemas"]["Span"];
            /** @default pause */
            onBreach?: components["schemas"]["Breach"];
        };
        WindowInput: {
            from: components["schemas"]["WallTime"];
            to: components["schemas"]["WallTime"];
            /** @description All when it is left out */
            days?: components["schemas"]["WeekDay"][];
        };
        PaceInput: {
            /**
             * Format: int64
             * @description Deployments that may be open at once
             */
            open?: number;
            /**
             * Format: int64
             * @description That may begin in each window
             */
            devices?: number;
            /**
             * Format: int64
             * @description Of packages in each window
             */
            octets?: number;
            /** @default 1h */
            window?: components["schemas"]["Span"];
            /**
             * @description A minute
             * @default 60000
             */
            notifications?: number;
        };
        Campaign: {
            id: components["schemas"]["CampaignId"];
            name: string;
            model: string;
            version: string;
            filter: string;
            dynamic: boolean;
            state: components["schemas"]["CampaignState"];
            ended: boolean;
            /** @description In words, why it stands where it stands */
            reason: string;
            /** @description The name of the phase that runs */
            phase?: string;
            order: components["schemas"]["MemberOrder"];
            /** Format: date-time */
            start?: string;
            /** Format: date-time */
            end?: string;
            /** Format: date-time */
            started?: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            changed: string;
            /**
             * Format: date-time
             * @description When the planner looks at it next
             */
            wakeAt?: string;
            windows: {
                from: components["schemas"]["WallTime"];
                to: components["schemas"]["WallTime"];
                days: components["schemas"]["WeekDay"][];
            }[];
            zone: string;
            pace: {
                /** Format: int64 */
                open?: number;
                /** Format: int64 */
                devices?: number;
                /** Format: int64 */
                octets?: number;
                /** Format: duration */
                window: string;
                notifications: number;
            };
            /** Format: duration */
            within: string;
            operation?: components["schemas"]["Operation"];
            delivery?: components["schemas"]["Delivery"];
            question?: string;
            priority: number;
            precondition?: string;
            treatment?: components["schemas"]["Treatment"];
            /** Format: int64 */
            revision: number;
        };
        /** @description Where devices are not treated as their profile says */
        Treatment: {
            limits: {
                /** Format: duration */
                answer?: string;
                /** Format: duration */
                contacted?: string;
                /** Format: duration */
                downloading?: string;
                /** Format: duration */
                downloaded?: string;
                /** Format: duration */
                updating?: string;
                /** Format: duration */
                verifying?: string;
                /** Format: duration */
                waiting?: string;
            };
            budgets: {
                notifications?: components["schemas"]["Budget"];
                attempts?: components["schemas"]["Budget"];
                absences?: components["schemas"]["Budget"];
                transfers?: components["schemas"]["Budget"];
                stalls?: components["schemas"]["Budget"];
            };
            backoff?: {
                /** Format: duration */
                first: string;
                /** Format: duration */
                longest: string;
                jitter: number;
            };
            asking: {
                postponements: number;
                /** Format: date-time */
                choiceUntil?: string;
            };
        };
        CampaignDetails: components["schemas"]["Campaign"] & {
            /** Format: int64 */
            members: number;
            /** Format: int64 */
            waiting: number;
            phases: components["schemas"]["Phase"][];
        };
        Campaigns: {
            campaigns: components["schemas"]["Campaign"][];
            cursor?: components["schemas"]["NextPage"];
        };
        Phase: {
            name: string;
            percent?: components["schemas"]["Percent"];
            /** Format: int64 */
            count?: number;
            success?: components["schemas"]["Percent"];
            failure?: {
                /** Format: int64 */
                count?: number;
                percent?: components["schemas"]["Percent"];
                /** Format: int64 */
                sample: number;
            };
            /** Format: duration */
            soak: string;
            onBreach: components["schemas"]["Breach"];
            /** Format: int64 */
            taken: number;
            /**
             * Format: int64
             * @description Taken, and without a deployment yet
             */
            held: number;
            /** Format: int64 */
            open: number;
            /** Format: int64 */
            succeeded: number;
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            declined: number;
            /**
             * Format: date-time
             * @description Since when success is reached, of the phase that runs
             */
            passed?: string;
        };
        DryRun: {
            /**
             * Format: int64
             * @description Devices that get a deployment
             */
            in: number;
            /**
             * Format: int64
             * @description Devices of its target that do not
             */
            out: number;
            groups: {
                /** Format: int64 */
                devices: number;
                version?: string;
                /** @description Where it decides what they get */
                hardware?: string;
                /** @description That they get first; absent for those that are out */
                package?: components["schemas"]["PackageId"];
                /**
                 * Format: int64
                 * @description Of all that they get
                 */
                octets?: number;
                /** @description The packages up to the version, one after the other */
                path: {
                    package: components["schemas"]["PackageId"];
                    toVersion: string;
                }[];
                why: string;
                /** @description Some of their ids */
                examples: components["schemas"]["DeviceId"][];
            }[];
            words: string;
            /** @description Of the devices that get a deployment; absent when there are none */
            calls?: {
                /**
                 * Format: date-time
                 * @description When the last of them called
                 */
                latest: string;
                /**
                 * Format: int64
                 * @description How many did not for so long, measured by the others, that they may be gone
                 */
                silent: number;
                /**
                 * Format: date-time
                 * @description Who called last before that is silent
                 */
                silentBefore: string;
            };
            /** @description What other campaigns with the release have come to, what it asks for in vain, with as many devices, and how many of them do not call any more */
            warnings: string[];
        };
        /** @description The deployment that keeps a device from its campaign */
        OtherDeployment: {
            deployment: components["schemas"]["DeploymentId"];
            state: components["schemas"]["DeploymentState"];
            /** @description Absent when it was ordered by itself */
            campaign?: components["schemas"]["CampaignId"];
            /** @description The name of that campaign */
            name?: string;
        };
        Member: {
            device: components["schemas"]["DeviceId"];
            phase?: string;
            deployment?: components["schemas"]["DeploymentId"];
            state?: components["schemas"]["DeploymentState"];
            version?: string;
            /** Format: date-time */
            lastSeen: string;
            kind: components["schemas"]["ExplanationKind"];
            /** @description In one sentence */
            why: string;
            /** @description Where that keeps it */
            other?: components["schemas"]["OtherDeployment"];
        };
        MemberPage: {
            devices: components["schemas"]["Member"][];
            cursor?: components["schemas"]["NextPage"];
        };
        ConformanceCases: {
            cases: components["schemas"]["ConformanceCase"][];
        };
        ConformanceCase: {
            id: string;
            /** @description What must be */
            title: string;
            group: string;
            /** @description The items of the standards that it stands for */
            specs: string[];
            /** @description Whether it installs one */
            needsPackage: boolean;
            /** @description Whether the device has to be reached by a notification */
            needsNotification: boolean;
            /** @description What somebody has to do at the device, besides letting it open sessions */
            hands: string[];
        };
        /**
         * @example {
         *       "cases": [
         *         "state-readable",
         *         "dev-info"
         *       ],
         *       "patience": "5m",
         *       "attended": false,
         *       "wakes": false
         *     }
         */
        NewConformanceRun: {
            /** @description Ids. Without it: those that a device that calls is enough for, and with a package those that install it */
            cases?: string[];
            /** @description The id of a package that the device takes. It is installed by each case that needs one */
            firmware?: string;
            /**
             * @description Whether somebody is at the device
             * @default false
             */
            attended?: boolean;
            /**
             * @description Whether the device is notified each time that it should open a session
             * @default false
             */
            wakes?: boolean;
            /**
             * @description How long it may stay silent, from 1s to 2h
             * @default 2m
             */
            patience?: string;
        };
        /** @enum {string} */
        ConformanceState: "running" | "cancelling" | "ended" | "cancelled" | "lost";
        /** @enum {string} */
        ConformanceVerdict: "pass" | "fail" | "not-applicable" | "inconclusive";
        ConformanceCounts: {
            pass: number;
            fail: number;
            "not-applicable": number;
            inconclusive: number;
        };
        ConformanceRuns: {
            runs: components["schemas"]["ConformanceRunSummary"][];
        };
        ConformanceRunSummary: {
            run: string;
            device: components["schemas"]["DeviceId"];
            state: components["schemas"]["ConformanceState"];
            /** @description Who asked for it */
            by: string;
            /** Format: date-time */
            started: string;
            /** Format: date-time */
            ended?: string;
            /** @description How many cases are played */
            planned: number;
            counts: components["schemas"]["ConformanceCounts"];
            /** @description Why it ended early */
            end?: string;
        };
        ConformanceRun: {
            run: string;
            device: components["schemas"]["DeviceId"];
            state: components["schemas"]["ConformanceState"];
            /** @description Who asked for it */
            by: string;
            /** Format: date-time */
            started: string;
            /** Format: date-time */
            ended?: string;
            /** @description How many cases are played */
            planned: number;
            counts: components["schemas"]["ConformanceCounts"];
            /** @description Why it ended early */
            end?: string;
            /** @description Ids of those that are played */
            cases: string[];
            firmware?: components["schemas"]["PackageId"];
            attended: boolean;
            wakes: boolean;
            /** @description In seconds */
            patience: number;
            now?: components["schemas"]["ConformanceNow"];
            findings: components["schemas"]["ConformanceFinding"][];
            /** @description Whether there is one */
            report: boolean;
        };
        /** @description The case that is played */
        ConformanceNow: {
            id: string;
            title: string;
            /** @description What is to be done at the device: session, user-request, device-request, yes, no, notify */
            word?: string;
            /** @description The same for people */
            sentence?: string;
            /** Format: date-time */
            since: string;
        };
        ConformanceFinding: {
            id: string;
            title: string;
            group: string;
            verdict: components["schemas"]["ConformanceVerdict"];
            /** @description Empty for a pass */
            why: string;
            /** @description Of the case where it was decided; 0 when it was not played */
            line: number;
            /** Format: int64 */
            millis: number;
        };
        /** @enum {string} */
        DeploymentState: "scheduled" | "notified" | "contacted" | "waiting" | "downloading" | "downloaded" | "updating" | "verifying" | "succeeded" | "failed" | "declined" | "cancelled" | "expired";
        /**
         * @description Either package or version
         * @example {
         *       "device": "IMEI:990012340056786",
         *       "version": "2.4.0",
         *       "operation": "download-and-update",
         *       "delivery": "direct",
         *       "question": "Update now?",
         *       "deadlineHours": 48
         *     }
         */
        NewDeployment: {
            device: components["schemas"]["DeviceId"];
            /** @description A package's id; or, when there is no such package, the version to reach */
            package?: components["schemas"]["PackageId"];
            /** @description The version to reach */
            version?: string;
            operation?: components["schemas"]["Operation"];
            delivery?: components["schemas"]["Delivery"];
            /** @description For the device's user */
            question?: string;
            /** @default 168 */
            deadlineHours?: number;
        } & (unknown | unknown);
        Deployment: {
            id: components["schemas"]["DeploymentId"];
            device: components["schemas"]["DeviceId"];
            package: components["schemas"]["PackageId"];
            toVersion: string;
            /** @description Of the way that its campaign takes the device over other versions */
            step?: {
                number: number;
                of: number;
            };
            state: components["schemas"]["DeploymentState"];
            ended: boolean;
            /** @description In words, why it is where it is, or what its campaign keeps it from */
            reason: string;
            /** @description In words, why this operation and delivery */
            choice: string;
            operation?: components["schemas"]["Operation"];
            delivery?: components["schemas"]["Delivery"];
            question?: string;
            /** @description Whether the device has the package */
            packagePresent: boolean;
            /** @description Deliveries that the device refused */
            excluded: components["schemas"]["Delivery"][];
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            changed: string;
            /** Format: date-time */
            deadline: string;
            /**
             * Format: date-time
             * @description When it came to this state
             */
            since: string;
            /**
             * Format: date-time
             * @description When it is looked at if the device does nothing before
             */
            wakeAt?: string;
            /** @description What it waits for */
            waiting?: {
                /** @enum {string} */
                what: "session" | "campaign" | "condition" | "user" | "device" | "standby" | "report" | "release";
                /** Format: date-time */
                until: string;
            };
            /** @description Why it ended, for programs */
            ending?: {
                /** @description Where it was until then, or where the code says that it was by then */
                stage: components["schemas"]["DeploymentState"];
                /** @enum {string} */
                cause: "proved" | "report-lost" | "already" | "unverified" | "unproved" | "reported" | "exec-refused" | "exec-lost" | "rolled-back" | "no-report" | "no-contact" | "no-delivery" | "no-object" | "no-reports" | "no-package" | "user-declined" | "user-away" | "operator" | "withdrawn" | "deadline";
                /** @description Of the device's Status or report, if one decided it */
                code?: number;
            };
        };
        DeploymentDetails: components["schemas"]["Deployment"] & {
            attempts: components["schemas"]["Attempt"][];
            /** @description Deliveries that are not tried again */
            refusals: {
                delivery: components["schemas"]["Delivery"];
                why: string;
            }[];
            /** @description What is counted against the budgets of the profile */
            spent: {
                attempts: number;
                notifications: number;
                absences: number;
                brokenTransfers: number;
                stalls: number;
                postponements: number;
            };
            events: components["schemas"]["Event"][];
        };
        Deployments: {
            deployments: components["schemas"]["Deployment"][];
            cursor?: components["schemas"]["NextPage"];
        };
        Attempt: {
            correlator: string;
            operation: components["schemas"]["Operation"];
            delivery: components["schemas"]["Delivery"];
            /** @description What PkgURL was set to: whoever has it can fetch the package until it expires */
            url?: string;
            /** @enum {string} */
            step: "prepared" | "in-doubt" | "accepted" | "refused" | "unable" | "not-started" | "lost" | "rolled-back" | "reported";
            result?: number;
            resultMeaning?: string;
            /** Format: date-time */
            at: string;
        };
        /** @description Something that happened */
        Event: {
            /** Format: date-time */
            at: string;
            device: components["schemas"]["DeviceId"];
            deployment?: components["schemas"]["DeploymentId"];
            /** @description A word for programs */
            kind: string;
            text: string;
        };
        Events: {
            events: components["schemas"]["Event"][];
        };
        /** @enum {string} */
        Standing: "pending" | "enrolled" | "quarantined" | "examined";
        LabelMap: {
            [key: string]: string;
        };
        /** @description A device, with no secrets */
        Device: {
            id: components["schemas"]["DeviceId"];
            standing: components["schemas"]["Standing"];
            profile: string;
            model?: string;
            /** @description Of its firmware */
            version?: string;
            /** @description The name that it shows; absent when no secret is known */
            clientName?: string;
            /** @description The name that the server shows to it */
            serverName?: string;
            /** @description Where notifications go */
            address?: string;
            labels: components["schemas"]["LabelMap"];
            /** @description What it said about itself */
            inventory: {
                [key: string]: string;
            };
            object?: components["schemas"]["FirmwareObject"];
            rotation?: components["schemas"]["Rotation"];
            /** @description The subject of the one that it has to show when it connects */
            certificate?: string;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
        };
        /** @description New secrets on their way to a device */
        Rotation: {
            /**
             * @description From sent on it is let in with the old secret and with the new one
             * @enum {string}
             */
            state: "ordered" | "sent" | "shown";
            sendings: number;
            /** @description In words */
            why: string;
        };
        PollInterval: {
            /** @description From a minute to 366 days */
            every: components["schemas"]["Span"];
            /**
             * @description How much longer it may be for a device, in percent
             * @default 10
             */
            jitter?: number;
        };
        ManyOrdered: {
            ordered: number;
            refused: {
                device: components["schemas"]["DeviceId"];
                why: string;
            }[];
            /** @description For the next call; absent when all were looked at */
            cursor?: string;
        };
        /** @description The firmware update object of a device */
        FirmwareObject: {
            /** @example ./FUMO */
            root: string;
            parts: ("download" | "update" | "pkg-data" | "download-and-update" | "pkg-name" | "pkg-version")[];
            /** @description As the device gives it */
            state?: number;
            stateName: string;
        };
        /** @description A device as a list shows it */
        DeviceEntry: {
            id: components["schemas"]["DeviceId"];
            standing: components["schemas"]["Standing"];
            profile: string;
            manufacturer?: string;
            model?: string;
            version?: string;
            hardware?: string;
            language?: string;
            address?: string;
            labels: components["schemas"]["LabelMap"];
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
        };
        DevicePage: {
            devices: components["schemas"]["DeviceEntry"][];
            cursor?: components["schemas"]["NextPage"];
            /**
             * Format: int64
             * @description How many the filter takes in, when that was asked
             */
            total?: number;
        };
        /**
         * @example {
         *       "id": "IMEI:990012340056786",
         *       "profile": "oma-strict",
         *       "address": "198.51.100.7:2948",
         *       "client": {
         *         "name": "dev1",
         *         "secret": "of the device"
         *       },
         *       "server": {
         *         "secret": "of the server"
         *       }
         *     }
         */
        NewDevice: {
            id: components["schemas"]["DeviceId"];
            profile?: string;
            /** @description What the device shows to the server */
            client?: components["schemas"]["NewAccount"];
            /** @description What the server shows to the device */
            server?: components["schemas"]["NewAccount"];
            address?: string;
            /** @description Subject of the one that it has to show when it connects, such as CN=device-7 */
            certificate?: string;
        };
        NewAccount: {
            /** @description Only to be sure: the profile decides */
            scheme?: components["schemas"]["AuthScheme"];
            /** @description A client has one; that of the server is the server's id when it is left out */
            name?: string;
            secret: string;
        };
        /**
         * @description What an accepted device gets; what is absent stays as it is
         * @example {
         *       "profile": "oma-strict",
         *       "client": {
         *         "name": "dev1",
         *         "secret": "of the device"
         *       },
         *       "server": {
         *         "secret": "of the server"
         *       }
         *     }
         */
        DeviceTerms: {
            profile?: string;
            client?: components["schemas"]["NewAccount"];
            server?: components["schemas"]["NewAccount"];
        };
        QuarantineReason: {
            reason?: string;
        };
        Labels: {
            labels: components["schemas"]["LabelMap"];
        };
        LabelInput: {
            labels: components["schemas"]["LabelMap"];
        };
        /**
         * @example {
         *       "labels": {
         *         "ring": "canary",
         *         "old": null
         *       }
         *     }
         */
        LabelChange: {
            labels: {
                [key: string]: string | null;
            };
        };
        LabelsChanged: {
            /**
             * Format: int64
             * @description Devices that the filter takes in
             */
            selected: number;
            /**
             * Format: int64
             * @description Those of them that were left alone: they would have too many labels
             */
            refused: number;
        };
        /** @description A model profile, as its file has it */
        ProfileFile: {
            [key: string]: unknown;
        };
        ProfileProposal: {
            profile: components["schemas"]["ProfileFile"];
            /** @description What was read of the device */
            found: string[];
            /** @description What was not, and what the profile says instead */
            unknown: string[];
        };
        ProfileRemarks: {
            remarks: string[];
        };
        /** @enum {string} */
        ExplanationKind: "done" | "not-enrolled" | "nothing-planned" | "not-started" | "not-a-member" | "out" | "not-its-turn" | "busy" | "paused" | "outside-its-window" | "not-ready" | "no-contact" | "at-work" | "ended";
        DeviceExplanation: {
            device: components["schemas"]["DeviceId"];
            answers: {
                /** @description Absent when it is about the device alone */
                campaign?: components["schemas"]["CampaignId"];
                /** @description The name of the campaign */
                name?: string;
                kind: components["schemas"]["ExplanationKind"];
                /** @description In one sentence */
                why: string;
                /** @description Where that keeps it */
                other?: components["schemas"]["OtherDeployment"];
            }[];
        };
        /**
         * @description Of a device it has device, deployments, campaigns and releases; of a campaign one campaign, its release, members and steps. Members
         *     are written as they are read.
         */
        Dossier: {
            /** @enum {string} */
            subject: "device" | "campaign";
            id: string;
            /** Format: date-time */
            asOf: string;
            /** @description Version of the server that wrote it */
            server: string;
            /** @description What one has to know first, as that the campaign still runs */
            notes: string[];
            device?: components["schemas"]["DossierDevice"];
            /** @description The oldest first */
            deployments?: components["schemas"]["DossierDeployment"][];
            campaigns: components["schemas"]["DossierCampaign"][];
            releases: components["schemas"]["DossierRelease"][];
            /** @description By device id */
            members?: components["schemas"]["DossierMember"][];
            /** @description Releases that devices got on their way */
            steps?: components["schemas"]["DossierRelease"][];
            audit: components["schemas"]["DossierHead"];
        };
        /** @description The head of the audit when all else had been written: audit verify takes it */
        DossierHead: {
            /** Format: int64 */
            number: number;
            chain: components["schemas"]["ChainValue"];
            /** Format: date-time */
            at: string;
        };
        /** @description What somebody did by the audit */
        DossierAct: {
            /**
             * Format: int64
             * @description Of the line that says what was asked
             */
            number: number;
            /**
             * Format: int64
             * @description Of the line that says how it ended
             */
            ended: number | null;
            /** Format: date-time */
            at: string;
            kind: string;
            actor: string;
            from: string;
            action: string;
            /** @description A status of HTTP, or asked where no line says how it ended */
            outcome: string;
        };
        DossierApproval: {
            id: string;
            askedBy: string;
            /** Format: date-time */
            asked: string;
            state: string;
            decidedBy: string | null;
            /** Format: date-time */
            decided: string | null;
            words: string | null;
            acts: components["schemas"]["DossierAct"][];
        };
        DossierBundle: {
            id: components["schemas"]["PackageId"];
            name: string;
            vendor: string;
            /** @description null where it starts from any */
            fromVersion: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
            signed: boolean;
            /** @description Id of the key */
            signedBy: string | null;
            /** Format: date-time */
            added: string;
            acts: components["schemas"]["DossierAct"][];
            /** @description What is not known, in sentences */
            unknown: string[];
        };
        DossierAdvisory: {
            id: string;
            title: string;
            url: string | null;
            /** @enum {string} */
            says: "affected" | "fixed";
        };
        DossierSbom: {
            /** @enum {string} */
            format: "spdx" | "cyclonedx";
            url: string | null;
            sha256: string | null;
        };
        DossierRelease: {
            model: string;
            version: string;
            state: string | null;
            /** Format: date-time */
            since: string | null;
            /** @description What the software is made of */
            sbom: components["schemas"]["DossierSbom"] | null;
            /** @description As they stood when this was written */
            advisories: components["schemas"]["DossierAdvisory"][];
            bundles: components["schemas"]["DossierBundle"][];
            acts: components["schemas"]["DossierAct"][];
            approvals: components["schemas"]["DossierApproval"][];
            /** @description What is not known, in sentences */
            unknown: string[];
        };
        DossierCampaign: {
            id: string;
            name: string;
            model: string;
            version: string;
            filter: string;
            state: components["schemas"]["CampaignState"];
            reason: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            started: string | null;
            /** Format: date-time */
            changed: string;
            acts: components["schemas"]["DossierAct"][];
            approvals: components["schemas"]["DossierApproval"][];
            /** @description What is not known, in sentences */
            unknown: string[];
        };
        /** @description One Exec */
        DossierSent: {
            correlator: string;
            operation: string;
            delivery: string;
            /**
             * Format: date-time
             * @description When it was made ready to be sent
             */
            at: string;
            /** @description How far it came */
            step: string;
            /** @description Type of the alert that reports on it */
            alert: string;
            /** Format: int64 */
            result: number | null;
            meaning: string | null;
        };
        DossierEvent: {
            /** Format: date-time */
            at: string;
            kind: string;
            text: string;
        };
        DossierDeployment: {
            id: string;
            campaign: string | null;
            phase: string | null;
            bundle: components["schemas"]["PackageId"];
            fromVersion: string | null;
            toVersion: string;
            /** Format: date-time */
            ordered: string;
            state: string;
            /** Format: date-time */
            ended: string | null;
            endedIn: string | null;
            cause: string | null;
            /** Format: int64 */
            code: number | null;
            reason: string;
            /** @description Why this operation and delivery */
            choice: string;
            sent: components["schemas"]["DossierSent"][];
            /** @description The reading that ended it */
            versionRead: {
                version: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** @description All of a device; in a campaign what the device has reported */
            events: components["schemas"]["DossierEvent"][];
            acts: components["schemas"]["DossierAct"][];
            /** @description What is not known, in sentences */
            unknown: string[];
        };
        DossierDevice: {
            id: string;
            standing: string;
            profile: string;
            manufacturer: string | null;
            model: string | null;
            hardware: string | null;
            /** @description As it was read last */
            version: string | null;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            lastSeen: string;
            /** @description Those of no deployment */
            events: components["schemas"]["DossierEvent"][];
            acts: components["schemas"]["DossierAct"][];
            /** @description What is not known, in sentences */
            unknown: string[];
        };
        DossierMember: {
            device: string;
            phase: string | null;
            state: string;
            reason: string;
            /** Format: int64 */
            tries: number;
            /** @description As it was read last */
            version: string | null;
            /** Format: date-time */
            lastSeen: string;
            deployment: components["schemas"]["DossierDeployment"] | null;
            /** @description What is not known, in sentences */
            unknown: string[];
        };
        /** @description A line of an import. What only devices tell may stand there, as in an export, and is passed over. */
        ImportedDevice: {
            id: components["schemas"]["DeviceId"];
            profile?: string;
            client?: components["schemas"]["NewAccount"];
            server?: components["schemas"]["NewAccount"];
            address?: string;
            certificate?: string;
            labels?: components["schemas"]["LabelMap"];
            standing?: unknown;
            manufacturer?: unknown;
            model?: unknown;
            version?: unknown;
            hardware?: unknown;
            language?: unknown;
            firstSeen?: unknown;
            lastSeen?: unknown;
        };
        Imported: {
            /** Format: int64 */
            lines: number;
            /**
             * Format: int64
             * @description Devices that are new
             */
            added: number;
            /**
             * Format: int64
             * @description Devices that existed, and stayed as they were
             */
            kept: number;
            dryRun: boolean;
        };
        GroupName: string;
        Group: {
            name: components["schemas"]["GroupName"];
            filter: string;
            description: string;
            /**
             * Format: int64
             * @description How many it takes in now, where a single group is shown
             */
            devices?: number;
        };
        Groups: {
            groups: components["schemas"]["Group"][];
        };
        /**
         * @example {
         *       "filter": "label.ring==canary",
         *       "description": "Those that go first"
         *     }
         */
        GroupInput: {
            filter: string;
            description?: string;
        };
        /** @enum {string} */
        NodeCommand: "get" | "replace" | "add" | "delete" | "exec";
        /**
         * @example {
         *       "command": "replace",
         *       "node": "./Vendor/Log",
         *       "value": "1",
         *       "format": "int",
         *       "type": "text/plain",
         *       "hours": 24
         *     }
         */
        NewNodeOrder: {
            command: components["schemas"]["NodeCommand"];
            /**
             * @description Its LocURI
             * @example ./DevInfo/Mod
             */
            node: string;
            /** @description For replace and add */
            value?: string;
            /**
             * @default chr
             * @enum {string}
             */
            format?: "chr" | "int" | "bool" | "b64" | "xml" | "float" | "date" | "time" | "null";
            /** @default text/plain */
            type?: string;
            /**
             * @description After which it expires
             * @default 168
             */
            hours?: number;
        };
        /** @enum {string} */
        QuestionKind: "show" | "confirm" | "text" | "choice" | "choices";
        /**
         * @description What the device's user is shown or asked (alerts 1100 to 1104)
         * @example {
         *       "kind": "choice",
         *       "text": "When shall we call you?",
         *       "choices": [
         *         "Morning",
         *         "Evening"
         *       ],
         *       "seconds": 60
         *     }
         */
        NewQuestion: {
            kind: components["schemas"]["QuestionKind"];
            text: string;
            /** @description For choice and choices */
            choices?: string[];
            /** @description How long it is shown at least, or waited for at most */
            seconds?: number;
            /** @description By default, when the user gives none: 1 or 0 of a confirm, numbers of choices joined by - */
            answer?: string;
            /**
             * @description What a text may be
             * @default alphanumeric
             * @enum {string}
             */
            input?: "alphanumeric" | "numeric" | "date" | "time" | "phone" | "ipv4";
            /** @description Of a text at most, in characters */
            length?: number;
            /**
             * @description After which it expires
             * @default 168
             */
            hours?: number;
        };
        Question: {
            kind: components["schemas"]["QuestionKind"];
            text: string;
            choices: string[];
        };
        NodeOrder: {
            /** Format: int64 */
            number: number;
            /** @enum {string} */
            command: "get" | "replace" | "add" | "delete" | "exec" | "ask";
            /** @description Absent when the user is asked */
            node?: string;
            /** @description What is written */
            value?: string;
            question?: components["schemas"]["Question"];
            /** @enum {string} */
            state: "queued" | "sent" | "done" | "refused" | "unanswered" | "expired" | "cancelled";
            /** @description Whether anything can come of it yet */
            open: boolean;
            /** @description How often it was sent */
            sendings: number;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            until: string;
            /**
             * Format: date-time
             * @description When it was answered, or ended without
             */
            at?: string;
            /** @description Of the device */
            status?: number;
            /** @description What came of it */
            words?: string;
            /** @description What the user wrote, or the numbers of what was chosen */
            said: string[];
            nodes: components["schemas"]["NodeRead"][];
        };
        /** @description What a device gave of a node */
        NodeRead: {
            locUri: string;
            format: string;
            type: string;
            /** @description Of a leaf */
            text?: string;
            /** @description Of a leaf that is no text */
            base64?: string;
            /** @description Names of the nodes below an interior one */
            children?: string[];
            /** @description Whether the device gave more */
            cut: boolean;
        };
        NodeOrderPage: {
            orders: components["schemas"]["NodeOrder"][];
            cursor?: components["schemas"]["NextPage"];
        };
        /** @example +46700000000 */
        PhoneNumber: string;
        /**
         * @example {
         *       "uiMode": "background",
         *       "initiator": "server",
         *       "print": true,
         *       "number": "+46700000000"
         *     }
         */
        NotifyInput: {
            /**
             * @default not-specified
             * @enum {string}
             */
            uiMode?: "not-specified" | "background" | "informative" | "user-interaction" | "interactive";
            /**
             * @default server
             * @enum {string}
             */
            initiator?: "client" | "server";
            /**
             * @description Builds it and sends nothing
             * @default false
             */
            print?: boolean;
            /** @description The device's, for the SMS */
            number?: components["schemas"]["PhoneNumber"];
        };
        /** @description A layer of a message, octet by octet */
        Layer: {
            hex: string;
            parts: {
                offset: number;
                octets: string;
                meaning: string;
            }[];
        };
        Notified: {
            sent: boolean;
            /** @description Where it went */
            words: string;
            /** @description As the device will write it */
            sessionId: string;
            package0: components["schemas"]["Layer"];
            wsp: components["schemas"]["Layer"];
            /** @description One TPDU, or several */
            sms: components["schemas"]["Layer"][];
        };
        Notification: {
            id: string;
            /** @enum {string} */
            state: "queued" | "accepted" | "delivered" | "failed" | "expired";
            /** @enum {string} */
            way?: "udp" | "command" | "smpp" | "pap";
            /** @description As the message centre or the push gateway gave it */
            messageId?: string;
            /** @description That it asks for */
            sessionId: string;
            tries: number;
            words: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            changed: string;
            /**
             * Format: date-time
             * @description It is worth nothing after this
             */
            until: string;
            /**
             * Format: date-time
             * @description When it is tried again
             */
            again?: string;
            /**
             * Format: date-time
             * @description When the device opened the session that it was asked for
             */
            answered?: string;
            /** @description The key of that session */
            session?: string;
        };
        Notifications: {
            notifications: components["schemas"]["Notification"][];
        };
        UnansweredPage: {
            devices: {
                device: components["schemas"]["DeviceId"];
                sent: number;
                /** Format: date-time */
                first: string;
                /** Format: date-time */
                last: string;
            }[];
            cursor?: components["schemas"]["NextPage"];
        };
        /**
         * @description What is wanted; secrets that are left out are made
         * @example {
         *       "profile": "cp",
         *       "sec": "usernetwpin",
         *       "imsi": "240011234567890",
         *       "pin": "1234",
         *       "model": "oma-strict",
         *       "user": "dev1",
         *       "secret": "of the device",
         *       "serverSecret": "of the server",
         *       "apn": "internet",
         *       "number": "+46700000000",
         *       "replace": true
         *     }
         */
        BootstrapInput: {
            /** @default cp */
            profile?: components["schemas"]["BootstrapProfile"];
            /** @default userpin */
            sec?: components["schemas"]["BootstrapProtection"];
            imsi?: string;
            pin?: string;
            /** @description The device's model profile */
            model?: string;
            user?: string;
            secret?: string;
            serverSecret?: string;
            apn?: string;
            /** @description The device's, for the SMS */
            number?: components["schemas"]["PhoneNumber"];
            /**
             * @description Whether the device may lose the accounts that it has
             * @default false
             */
            replace?: boolean;
        };
        /** @enum {string} */
        BootstrapProfile: "cp" | "dm";
        /** @enum {string} */
        BootstrapProtection: "netwpin" | "userpin" | "usernetwpin" | "userpinmac";
        BootstrapMessage: {
            /** @description What was stored */
            words: string;
            profile: components["schemas"]["BootstrapProfile"];
            sec: components["schemas"]["BootstrapProtection"];
            user: string;
            /** @description Made by the server, and shown this once */
            secret?: string;
            serverSecret?: string;
            /** @description For the user, who types it on the device */
            pin?: string;
            /** @description The body of the push */
            document: components["schemas"]["Layer"];
            wsp: components["schemas"]["Layer"];
            sms: components["schemas"]["Layer"][];
        };
        /** @enum {string} */
        ReleaseState: "draft" | "tested" | "released" | "withdrawn";
        Package: {
            id: components["schemas"]["PackageId"];
            name: string;
            vendor: string;
            model: string;
            /** @description Absent when it starts from any */
            fromVersion?: string;
            toVersion: string;
            sha256: string;
            /** Format: int64 */
            size: number;
            contentType: string;
            signed: boolean;
            /** @description Id of the key; absent where there is none, or it was not kept */
            signedBy?: string;
            /** @description Whether devices that ask get it; not while its release is not released */
            offered: boolean;
            /** Format: date-time */
            added: string;
            /** @description That it fits, by its own or its release's word; empty for all */
            hardware: string[];
            release: components["schemas"]["ReleaseState"];
        };
        AddedPackage: components["schemas"]["Package"] & {
            /** @description What the operator should know */
            warning?: string;
        };
        Packages: {
            packages: components["schemas"]["Package"][];
            cursor?: components["schemas"]["NextPage"];
        };
        Upload: {
            id: string;
            /** Format: int64 */
            size: number;
            /**
             * Format: int64
             * @description How much has come, and where the next piece begins
             */
            offset: number;
            sha256?: string;
            /** @description What the file is, as when it was begun */
            said: {
                [key: string]: string[];
            };
            /** Format: date-time */
            begun: string;
            /** Format: date-time */
            expires: string;
        };
        Uploads: {
            uploads: components["schemas"]["Upload"][];
        };
        /** @enum {string} */
        AuthScheme: "none" | "basic" | "md5" | "hmac";
        Profile: {
            name: string;
            origin: components["schemas"]["ProfileOrigin"];
            /**
             * Format: int64
             * @description Of a stored one
             */
            revision?: number;
            /**
             * Format: int64
             * @description That have it, where they were to be counted
             */
            devices?: number;
            description: string;
            /** @description Models that it is for */
            matches: string[];
            /** @description Where the firmware update object is */
            object: string;
            versionNode: string;
            /** @enum {string} */
            grouping: "plain" | "sequence" | "atomic";
            clientScheme: components["schemas"]["AuthScheme"];
            serverScheme: components["schemas"]["AuthScheme"];
            /** Format: int64 */
            replyLimit: number;
            deliveries: components["schemas"]["Delivery"][];
            operations: components["schemas"]["Operation"][];
        };
        Profiles: {
            profiles: components["schemas"]["Profile"][];
        };
        BootstrapSecret: {
            secret: string;
        };
        /**
         * @description Comes with the program, lay in the data directory at the start, or was stored by somebody
         * @enum {string}
         */
        ProfileOrigin: "shipped" | "file" | "stored";
        ProfileInput: {
            /** @description The profile as a file: JSON, kept as it is written */
            text: string;
            /** @description Why, for people */
            note?: string;
        };
        WrittenProfile: {
            name: string;
            origin: components["schemas"]["ProfileOrigin"];
            /**
             * Format: int64
             * @description Of the last change, a removal too; 0 where there was none
             */
            revision: number;
            text: string;
            /** @description What is below a stored one, and holds when that is removed */
            base?: {
                /** @enum {string} */
                origin: "shipped" | "file";
                text: string;
            };
            /**
             * Format: date-time
             * @description Of the last change
             */
            at?: string;
            /** @description Who made it */
            by?: string;
            note?: string;
            /**
             * Format: int64
             * @description That have a profile of this name
             */
            devices: number;
        };
        ProfileTextCheck: {
            /** @description Whether it can be stored */
            good: boolean;
            errors: components["schemas"]["Fault"][];
            /** @description What it says in vain, at a price, or anew to devices */
            remarks: string[];
            /** Format: int64 */
            devices: number;
        };
        ProfileRevision: {
            /** Format: int64 */
            revision: number;
            removed: boolean;
            /** Format: date-time */
            at: string;
            by: string;
            note: string;
            sha256?: string;
            /** @description Where a single one is shown */
            text?: string;
        };
        ProfileRevisions: {
            revisions: components["schemas"]["ProfileRevision"][];
            cursor?: string;
        };
        /** @enum {string} */
        UpdateClass: "security" | "feature" | "other";
        Release: {
            model: string;
            version: string;
            state: components["schemas"]["ReleaseState"];
            updateClass: components["schemas"]["UpdateClass"];
            notes: string;
            /** Format: uri */
            advisory?: string;
            /** @description That it fits; empty for all */
            hardware: string[];
            allowsDowngrade: boolean;
            sbom?: components["schemas"]["Sbom"];
            /** Format: date-time */
            created: string;
            /**
             * Format: date-time
             * @description When it came to its state
             */
            since: string;
            /** Format: date-time */
            changed: string;
            /** Format: int64 */
            revision: number;
        };
        /** @description What the software is made of. In a change, an empty one takes the reference away */
        Sbom: {
            /** @enum {string} */
            format?: "spdx" | "cyclonedx";
            /** @description An https address */
            url?: string;
            /** @description Of the file */
            sha256?: string;
        };
        /** @description What an advisory says of the release */
        AdvisoryNote: {
            id: string;
            title: string;
            url?: string;
            /** @enum {string} */
            says: "affected" | "fixed";
        };
        /** @description What it says of a model; in versions a * stands for any characters */
        AdvisoryModel: {
            model: string;
            affected?: string[];
            /** @description They do not have it, although affected may take them in */
            fixed?: string[];
        };
        /**
         * @example {
         *       "title": "Modem takes unsigned settings",
         *       "url": "https://example.com/CVE-2026-1234",
         *       "models": [
         *         {
         *           "model": "NW-410",
         *           "affected": [
         *             "NW410-1.*"
         *           ],
         *           "fixed": [
         *             "NW410-1.9"
         *           ]
         *         }
         *       ]
         *     }
         */
        AdvisoryInput: {
            title?: string;
            /** @description An https address */
            url?: string;
            models: components["schemas"]["AdvisoryModel"][];
        };
        Advisory: {
            id: string;
            title: string;
            url?: string;
            models: components["schemas"]["AdvisoryModel"][];
            /** Format: date-time */
            changed: string;
            /** Format: int64 */
            revision: number;
            /**
             * Format: int64
             * @description That run a version that has it; where one advisory is shown
             */
            devices?: number;
            /**
             * Format: int64
             * @description Devices of its models whose version was never read
             */
            unread?: number;
        };
        ReleaseDetails: components["schemas"]["Release"] & {
            advisories: components["schemas"]["AdvisoryNote"][];
            packages: components["schemas"]["Package"][];
        };
        Releases: {
            releases: components["schemas"]["Release"][];
            cursor?: components["schemas"]["NextPage"];
            /** @description What becomes of a package that is added */
            policy: {
                /** @description Whether the first package of a version releases it at once, and not as a draft */
                releasesAtOnce: boolean;
                /** @description Whether a file without a signature is taken */
                allowsUnsigned: boolean;
            };
        };
        /**
         * @description What of a release is to be another; what is left out stays
         * @example {
         *       "updateClass": "security",
         *       "notes": "Mends the modem",
         *       "advisory": "https://example.com/1",
         *       "hardware": [
         *         "H1"
         *       ],
         *       "allowsDowngrade": false
         *     }
         */
        ReleaseChange: {
            updateClass?: components["schemas"]["UpdateClass"];
            notes?: string;
            /** @description An https address; empty: none any more */
            advisory?: string;
            hardware?: string[];
            allowsDowngrade?: boolean;
            sbom?: components["schemas"]["Sbom"];
        };
        Session: {
            /** @description Its key */
            session: string;
            /** @description As the device wrote it */
            sessionId: string;
            device: components["schemas"]["DeviceId"];
            /** Format: date-time */
            started: string;
            /** Format: date-time */
            last: string;
            messages: number;
        };
        Sessions: {
            sessions: components["schemas"]["Session"][];
            cursor?: components["schemas"]["NextPage"];
        };
        SessionDetails: {
            session: string;
            sessionId: string;
            device: components["schemas"]["DeviceId"];
            messages: components["schemas"]["Message"][];
        };
        /** @description A message, and what it says unless it is unreadable */
        Message: {
            fromDevice: boolean;
            /** Format: date-time */
            at: string;
            contentType: string;
            /**
             * Format: int64
             * @description In octets, as it was on the wire
             */
            length: number;
            /** @description Secrets are masked, large data may be cut out */
            octets: string;
            /** @description Why it was refused, if it was */
            note?: string;
            /** @description It was challenged, or challenges, and the answer to that was taken: as usual, whatever the note says */
            settled: boolean;
            /** @description Why it cannot be read */
            unreadable?: string;
            content?: components["schemas"]["MessageContent"];
        };
        MessageContent: {
            msgId: string;
            /** @description Package and number, then its commands, as a sequence diagram labels an arrow */
            brief: string[];
            /** @description Whether something was refused, lost, or failed */
            badNews: boolean;
            header: components["schemas"]["Words"][];
            commands: components["schemas"]["TracedCommand"][];
            end: components["schemas"]["Words"];
            /** @description The message as XML, however it was coded */
            xml: string;
        };
        Words: {
            /** @description How deep it stands below the message */
            indent: number;
            text: string;
            /** @description What the text means, or what to do about it */
            note?: string;
            /** @description Whether something was refused, failed, or does not fit together */
            attention: boolean;
        };
        TracedCommand: {
            cmdId: string;
            /** @example Exec */
            name: string;
            /** @description In how many Sequences and Atomics it stands */
            depth: number;
            /** @description The nodes that it is about */
            targets: string[];
            /** @description The command of the other side that a Status or Results is about; 0 is the header of its message */
            answers?: {
                message: string;
                command: string;
            };
            /** @description Of a Status or an Alert, as it came */
            code?: string;
            words: components["schemas"]["Words"][];
            attention: boolean;
            /** @description Where the standard says what it means */
            spec: string;
        };
        Overview: {
            /**
             * Format: date-time
             * @description When it was counted
             */
            at: string;
            /** Format: int64 */
            devices: number;
            standings: {
                /** @enum {string} */
                standing: "enrolled" | "pending" | "quarantined" | "examined";
                /** Format: int64 */
                devices: number;
            }[];
            /** @description Of the devices in service, the largest 200; what is not told is absent */
            models: {
                model?: string;
                version?: string;
                /** Format: int64 */
                devices: number;
            }[];
            /** @description Deployments that go on */
            open: {
                state: string;
                /** Format: int64 */
                deployments: number;
            }[];
            /** @description Of the last 14 days */
            results: {
                /**
                 * Format: date-time
                 * @description Its first instant, in UTC
                 */
                day: string;
                state: string;
                cause?: string;
                code?: number;
                /** Format: int64 */
                deployments: number;
            }[];
        };
        /** @enum {string} */
        TokenScope: "metrics" | "read" | "operate" | "release" | "approve" | "admin";
        /**
         * @example {
         *       "name": "build server",
         *       "scopes": [
         *         "release"
         *       ],
         *       "expiresIn": "90d"
         *     }
         */
        NewToken: {
            name: string;
            scopes: components["schemas"]["TokenScope"][];
            /**
             * @description Such as 90d; never without it
             * @example 90d
             */
            expiresIn?: string;
        };
        Token: {
            id: string;
            name: string;
            scopes: components["schemas"]["TokenScope"][];
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            expires?: string;
            expired: boolean;
        };
        MadeToken: components["schemas"]["Token"] & {
            /** @description Shown this once */
            token: string;
        };
        Tokens: {
            tokens: components["schemas"]["Token"][];
        };
        Health: {
            /** @enum {string} */
            status: "up";
            /** @enum {string} */
            database: "writable";
            /** @description sound, or how many files are damaged */
            content: string;
            /** @description until when the certificate in use is good; absent where the port does not speak https */
            certificate?: string;
            version: string;
        };
        Liveness: {
            /** @enum {string} */
            status: "up";
            version: string;
        };
        /** @description device, session, deployment, campaign, or one word of them alone, such as deployment.failed or campaign.paused */
        WebhookTypes: string[];
        /**
         * @example {
         *       "url": "https://example.com/hook",
         *       "types": [
         *         "deployment.failed",
         *         "campaign"
         *       ],
         *       "name": "ticket system"
         *     }
         */
        NewWebhook: {
            /** @description Where it is called; http or https */
            url: string;
            types?: components["schemas"]["WebhookTypes"];
            /** @description For people; the host without it */
            name?: string;
        };
        /**
         * @example {
         *       "active": true
         *     }
         */
        WebhookChange: {
            url?: string;
            types?: components["schemas"]["WebhookTypes"];
            name?: string;
            active?: boolean;
        };
        NewWebhookSecret: {
            /**
             * @description How long the old one is good beside it; 24h without it, 7d at most
             * @example 24h
             */
            overlap?: string;
        };
        Webhook: {
            id: string;
            name: string;
            url: string;
            types: components["schemas"]["WebhookTypes"];
            active: boolean;
            /** @description Why it is off, or what went wrong last */
            words?: string;
            /** Format: date-time */
            created: string;
            /**
             * Format: date-time
             * @description It has taken nothing since
             */
            failingSince?: string;
            /**
             * Format: date-time
             * @description Until then the old secret signs beside the new one
             */
            oldSecretUntil?: string;
            /** @description Deliveries that are to be brought */
            waiting: number;
            /** @description Deliveries that were given up */
            dead: number;
        };
        MadeWebhook: components["schemas"]["Webhook"] & {
            /** @description Shown this once */
            secret: string;
        };
        WebhookTest: {
            /** @description The id that was sent */
            event: string;
            taken: boolean;
            status?: number;
            words: string;
        };
        /** @enum {string} */
        WebhookDeliveryState: "waiting" | "delivered" | "dead";
        WebhookDelivery: {
            /** @description The id of the event */
            id: string;
            type: string;
            state: components["schemas"]["WebhookDeliveryState"];
            tries: number;
            /**
             * Format: date-time
             * @description When it is brought
             */
            next?: string;
            /** @description What was answered last */
            status?: number;
            words: string;
            /** Format: date-time */
            changed: string;
            /** @description The CloudEvent */
            event: {
                [key: string]: unknown;
            };
        };
        WebhookDeliveries: {
            deliveries: components["schemas"]["WebhookDelivery"][];
            cursor?: string;
        };
    };
    responses: {
        /** @description Somebody else has to agree; nothing is done yet */
        Asked: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Approval"];
            };
        };
        /** @description The request cannot be read */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No token, or a wrong one, or one that has expired */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": "Bearer";
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token has not the scope */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body took too long */
        TooSlow: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It cannot be done as things are */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It has changed since it was read */
        Stale: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body has another media type */
        WrongMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It can be read and makes no sense */
        Unsuitable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many wrong tokens from this address */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server failed */
        ServerFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What it was handed to did not take it */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server is full, or cannot store anything now */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server has no room for it */
        DiskFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        UserName: string;
        /** @description The most rows in the answer */
        Limit: number;
        /** @description As it stood in the page before */
        Cursor: string;
        /**
         * @description RSQL; all devices without it
         * @example model==NW-4*;label.ring==canary
         */
        DeviceFilter: string;
        DeviceId: components["schemas"]["DeviceId"];
        CampaignId: components["schemas"]["CampaignId"];
        DeploymentId: components["schemas"]["DeploymentId"];
        PackageId: components["schemas"]["PackageId"];
        /** @description Only those of this device */
        OfDevice: components["schemas"]["DeviceId"];
        /** @description The ETag of what was read, or *; 412 when it is another one by now */
        IfMatch: string;
        /**
         * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
         *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
         */
        IdempotencyKey: string;
        ConformanceRunId: string;
        ProfileName: string;
        AdvisoryId: string;
        Model: string;
        Version: string;
        WebhookId: string;
    };
    requestBodies: never;
    headers: {
        /** @description For If-Match */
        ETag: string;
        /** @description Whether this answer was given before */
        IdempotencyReplayed: "true";
        /** @description Seconds */
        RetryAfter: number;
        /** @description Where the next piece begins */
        UploadOffset: number;
        /** @description A name for the file */
        Attachment: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    showWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Name and password, or a token; and a provider, where one is named */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ways"];
                };
            };
        };
    };
    showSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Who is signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            401: components["responses"]["Unauthorized"];
            415: components["responses"]["WrongMediaType"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is signed out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: components["schemas"]["User"][];
                    };
                };
            };
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description The user */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            409: components["responses"]["Conflict"];
        };
    };
    removeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["UserName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
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
            404: components["responses"]["NotFound"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["UserName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["UserName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description The user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description A user, or the id of a token */
                actor?: string;
                /**
                 * @description What it was about
                 * @example devices/IMEI:1
                 */
                subject?: string;
                since?: string;
                until?: string;
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    showAuditHead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The head */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditHead"];
                };
            };
        };
    };
    verifyAudit: {
        parameters: {
            query?: {
                /** @description Of a head that was kept */
                number?: number;
                /** @description Of the same head */
                chain?: components["schemas"]["ChainValue"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                state?: components["schemas"]["ApprovalState"];
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requests */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvals: components["schemas"]["Approval"][];
                        cursor?: components["schemas"]["NextPage"];
                    };
                };
            };
        };
    };
    approve: {
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
            /** @description It is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Rejection"];
            };
        };
        responses: {
            /** @description It is rejected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaigns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaigns"];
                };
            };
        };
    };
    addCampaign: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignInput"];
            };
        };
        responses: {
            /** @description The campaign */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    showCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    changeCampaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignInput"];
            };
        };
        responses: {
            /** @description The campaign */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Unsuitable"];
        };
    };
    tryCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What would come of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unsuitable"];
        };
    };
    startCampaign: {
        parameters: {
            query?: {
                /** @description Also when some devices have no package */
                force?: boolean;
            };
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            202: components["responses"]["Asked"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    abortCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    skipPhase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The campaign */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    retryCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many are tried again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        retried: number;
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    courseOfCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The course */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignCourse"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    showRehearsal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest rehearsal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    rehearseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RehearsalInput"];
            };
        };
        responses: {
            /** @description It is begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    forgetRehearsal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    reportCampaign: {
        parameters: {
            query?: {
                format?: "html" | "csv";
            };
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    /** @description Of the CSV */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "text/csv": string;
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    campaignDossier: {
        parameters: {
            query?: {
                format?: "html" | "json";
            };
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dossier */
            200: {
                headers: {
                    /** @description Of the JSON */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["Dossier"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    listCampaignDevices: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    excludeDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["CampaignId"];
                device: components["schemas"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is left out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        excluded: components["schemas"]["DeviceId"];
                    };
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    listConformanceCases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConformanceCases"];
                };
            };
        };
    };
    listConformanceRuns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConformanceRuns"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    beginConformanceRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConformanceRun"];
            };
        };
        responses: {
            /** @description The run */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConformanceRun"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    showConformanceRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConformanceRun"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    conformanceReport: {
        parameters: {
            query?: {
                format?: "html" | "json" | "junit";
            };
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    /** @description A name for the file, but for a page */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": Record<string, never>;
                    "application/xml": string;
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    cancelConformanceRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConformanceRun"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    wakeConformanceRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: components["parameters"]["ConformanceRunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConformanceRun"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    listDeployments: {
        parameters: {
            query?: {
                /** @description Only those of this device */
                device?: components["parameters"]["OfDevice"];
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployments"];
                };
            };
        };
    };
    addDeployment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDeployment"];
            };
        };
        responses: {
            /** @description The deployment */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    showDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeploymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentDetails"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    cancelDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeploymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Only those of this device */
                device?: components["parameters"]["OfDevice"];
                /** @description Only those of this deployment */
                deployment?: components["schemas"]["DeploymentId"];
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
        };
    };
    listDevices: {
        parameters: {
            query?: {
                /**
                 * @description RSQL; all devices without it
                 * @example model==NW-4*;label.ring==canary
                 */
                filter?: components["parameters"]["DeviceFilter"];
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
                /** @description Adds total */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicePage"];
                };
            };
        };
    };
    addDevice: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDevice"];
            };
        };
        responses: {
            /** @description The device */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    labelDevices: {
        parameters: {
            query: {
                /** @description RSQL; id==* takes all devices */
                filter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelChange"];
            };
        };
        responses: {
            /** @description What was done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelsChanged"];
                };
            };
        };
    };
    showDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    acceptDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DeviceTerms"];
            };
        };
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    setPollIntervalOfMany: {
        parameters: {
            query: {
                /** @description Which devices; id==* takes all */
                filter: string;
                /** @description From the answer before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PollInterval"];
            };
        };
        responses: {
            /** @description What was ordered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManyOrdered"];
                };
            };
            400: components["responses"]["BadRequest"];
        };
    };
    setPollInterval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PollInterval"];
            };
        };
        responses: {
            /** @description The order */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeOrder"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    bindCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Such as CN=device-7, O=Example; any certificate of tls.clientCa with this name will do */
                    subject: string;
                };
            };
        };
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    unbindCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    rotateCredentialsOfMany: {
        parameters: {
            query: {
                /** @description Which devices; id==* takes all */
                filter: string;
                /** @description From the answer before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was ordered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManyOrdered"];
                };
            };
            400: components["responses"]["BadRequest"];
        };
    };
    rotateCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    cancelRotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    quarantineDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["QuarantineReason"];
            };
        };
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    releaseDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["QuarantineReason"];
            };
        };
        responses: {
            /** @description The device */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    showLabels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All its labels */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Labels"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    replaceLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelInput"];
            };
        };
        responses: {
            /** @description All its labels */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Labels"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    changeLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelChange"];
            };
        };
        responses: {
            /** @description All its labels */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Labels"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    proposeProfile: {
        parameters: {
            query?: {
                /** @description Of the profile */
                name?: string;
            };
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileProposal"];
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unsuitable"];
        };
    };
    checkProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileFile"];
            };
        };
        responses: {
            /** @description What the profile says in vain, and where the device disagrees */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileRemarks"];
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unsuitable"];
        };
    };
    explainDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceExplanation"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    reportDevice: {
        parameters: {
            query?: {
                format?: "html" | "csv";
                /** @description Of the CSV */
                rows?: "deployments" | "events";
            };
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    /** @description Of the CSV */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "text/csv": string;
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    deviceDossier: {
        parameters: {
            query?: {
                format?: "html" | "json";
            };
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dossier */
            200: {
                headers: {
                    /** @description Of the JSON */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["Dossier"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    importDevices: {
        parameters: {
            query?: {
                /** @description What a device that exists is: a mistake, or left as it is */
                existing?: "refuse" | "keep";
                /** @description Only looks at it */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example id,profile,clientSecret,label.ring
                 *     IMEI:1,oma-strict,secret,canary
                 */
                "text/csv": string;
                "application/jsonl": string;
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description How many came in */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            409: components["responses"]["Conflict"];
            415: components["responses"]["WrongMediaType"];
            422: components["responses"]["Unsuitable"];
        };
    };
    exportDevicesAsCsv: {
        parameters: {
            query?: {
                /**
                 * @description RSQL; all devices without it
                 * @example model==NW-4*;label.ring==canary
                 */
                filter?: components["parameters"]["DeviceFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A head, and a line each */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Attachment"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    exportDevicesAsJsonLines: {
        parameters: {
            query?: {
                /**
                 * @description RSQL; all devices without it
                 * @example model==NW-4*;label.ring==canary
                 */
                filter?: components["parameters"]["DeviceFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A line each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Groups"];
                };
            };
        };
    };
    showGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["GroupName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The group */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    putGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes it, and changes none */
                "If-None-Match"?: "*";
            };
            path: {
                name: components["schemas"]["GroupName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupInput"];
            };
        };
        responses: {
            /** @description The group */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description The group */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    removeGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                name: components["schemas"]["GroupName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    listNodeOrders: {
        parameters: {
            query?: {
                /** @description The most rows in the answer; no more than 100 come */
                limit?: number;
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeOrderPage"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    addNodeOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNodeOrder"];
            };
        };
        responses: {
            /** @description The order */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeOrder"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    askUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuestion"];
            };
        };
        responses: {
            /** @description The order */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeOrder"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
        };
    };
    showNodeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeOrder"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    cancelNodeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeOrder"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    notifyDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NotifyInput"];
            };
        };
        responses: {
            /** @description What was sent, octet by octet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notified"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            502: components["responses"]["BadGateway"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notifications */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notifications"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    listUnansweredDevices: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnansweredPage"];
                };
            };
        };
    };
    bootstrapDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["DeviceId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BootstrapInput"];
            };
        };
        responses: {
            /** @description The message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BootstrapMessage"];
                };
            };
            409: components["responses"]["Conflict"];
        };
    };
    listPackages: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The packages */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Packages"];
                };
            };
        };
    };
    addPackage: {
        parameters: {
            query?: {
                /** @description Made of model and versions when it is left out */
                id?: components["schemas"]["PackageId"];
                name?: string;
                vendor?: string;
                /** @description Needed unless a signed manifest says it */
                model?: string;
                /** @description The version that it starts from; any without it */
                from?: string;
                /** @description Needed unless a signed manifest says it */
                to?: string;
                contentType?: string;
                /** @description Whether devices that ask get it */
                offered?: boolean;
                /** @description Versions of hardware that it fits; repeated */
                hardware?: string[];
            };
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description The package */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedPackage"];
                };
            };
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
            507: components["responses"]["DiskFull"];
        };
    };
    showPackage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PackageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The package */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Package"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    deletePackage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["PackageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    listUploads: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The uploads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploads"];
                };
            };
        };
    };
    beginUpload: {
        parameters: {
            query: {
                /** @description In octets */
                size: number;
                sha256?: string;
                id?: components["schemas"]["PackageId"];
                name?: string;
                vendor?: string;
                model?: string;
                from?: string;
                to?: string;
                contentType?: string;
                offered?: boolean;
                hardware?: string[];
            };
            header?: {
                /**
                 * @description Of the caller's own making. The same call with the same key is made once, for a day: its answer comes again, with
                 *     Idempotency-Replayed. 422 when the key belongs to another call, 409 while the first is at work.
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload */
            201: {
                headers: {
                    "Upload-Offset": components["headers"]["UploadOffset"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unsuitable"];
            507: components["responses"]["DiskFull"];
        };
    };
    showUpload: {
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
            /** @description The upload */
            200: {
                headers: {
                    "Upload-Offset": components["headers"]["UploadOffset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    giveUpUpload: {
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
            /** @description It is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    appendToUpload: {
        parameters: {
            query?: never;
            header: {
                /** @description Where the piece begins */
                "Upload-Offset": number;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description The upload */
            200: {
                headers: {
                    "Upload-Offset": components["headers"]["UploadOffset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Somebody is at work on it, or it does not go on there */
            409: {
                headers: {
                    /** @description Where it goes on */
                    "Upload-Offset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            507: components["responses"]["DiskFull"];
        };
    };
    finishUpload: {
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
            /** @description The package */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedPackage"];
                };
            };
            404: components["responses"]["NotFound"];
            /** @description Somebody is at work on it, or it does not go on there */
            409: {
                headers: {
                    /** @description Where it goes on */
                    "Upload-Offset"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            422: components["responses"]["Unsuitable"];
            507: components["responses"]["DiskFull"];
        };
    };
    listProfiles: {
        parameters: {
            query?: {
                /** @description Whether to count the devices of each, too */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profiles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profiles"];
                };
            };
        };
    };
    showProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenProfile"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    putProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes it, and changes none */
                "If-None-Match"?: "*";
            };
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileInput"];
            };
        };
        responses: {
            /** @description The profile */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenProfile"];
                };
            };
            /** @description The profile */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenProfile"];
                };
            };
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
            422: components["responses"]["Unsuitable"];
        };
    };
    removeProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    checkProfileText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileInput"];
            };
        };
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileTextCheck"];
                };
            };
        };
    };
    listProfileRevisions: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileRevisions"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    showProfileRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The revision */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileRevision"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    putBootstrapSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BootstrapSecret"];
            };
        };
        responses: {
            /** @description It is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
        };
    };
    removeBootstrapSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["ProfileName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
        };
    };
    listReleases: {
        parameters: {
            query?: {
                /** @description Only those of this model */
                model?: string;
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The releases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Releases"];
                };
            };
        };
    };
    showRelease: {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetails"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    deleteRelease: {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    changeRelease: {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseChange"];
            };
        };
        responses: {
            /** @description The release */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    takeReleaseBack: {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    callReleaseTested: {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    releaseRelease: {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetails"];
                };
            };
            202: components["responses"]["Asked"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    withdrawRelease: {
        parameters: {
            query: {
                model: components["parameters"]["Model"];
                version: components["parameters"]["Version"];
            };
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    listAdvisories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The advisories */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        advisories: components["schemas"]["Advisory"][];
                    };
                };
            };
        };
    };
    showAdvisory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["AdvisoryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The advisory */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Advisory"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    putAdvisory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of what was read, or *; 412 when it is another one by now */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: components["parameters"]["AdvisoryId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvisoryInput"];
            };
        };
        responses: {
            /** @description The advisory */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Advisory"];
                };
            };
            /** @description The advisory */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Advisory"];
                };
            };
            409: components["responses"]["Conflict"];
            412: components["responses"]["Stale"];
        };
    };
    removeAdvisory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["AdvisoryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    listAdvisoryDevices: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
                /** @description Whether to count all of them, too */
                count?: boolean;
            };
            header?: never;
            path: {
                id: components["parameters"]["AdvisoryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicePage"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    showOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description Only those of this device */
                device?: components["parameters"]["OfDevice"];
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
        };
    };
    showSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its key; its SessionID too where that is unambiguous */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    exportSession: {
        parameters: {
            query?: {
                /** @description The side that is played */
                as?: "client" | "server";
            };
            header?: never;
            path: {
                /** @description Its key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The scenario */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Attachment"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    watch: {
        parameters: {
            query?: {
                /** @description Which are wanted, with commas between; all without it */
                types?: string;
                /** @description Only those of this device */
                device?: components["parameters"]["OfDevice"];
            };
            header?: {
                /** @description The id of the last event that was told */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events without end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
        };
    };
    addToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description The token */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
        };
    };
    revokeToken: {
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
            /** @description It is revoked */
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
            404: components["responses"]["NotFound"];
        };
    };
    showHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    showReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    showLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
        };
    };
    showOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An OpenAPI document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Webhook"][];
                    };
                };
            };
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description The webhook */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            409: components["responses"]["Conflict"];
        };
    };
    showWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
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
            404: components["responses"]["NotFound"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description The webhook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewWebhookSecret"];
            };
        };
        responses: {
            /** @description The webhook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Only these */
                state?: components["schemas"]["WebhookDeliveryState"];
                /** @description The most rows in the answer */
                limit?: components["parameters"]["Limit"];
                /** @description As it stood in the page before */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveries"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    redeliverDeadWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many */
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
            404: components["responses"]["NotFound"];
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["WebhookId"];
                /** @description The id of the event */
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
        };
    };
}
