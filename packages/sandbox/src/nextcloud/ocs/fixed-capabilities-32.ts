/**
 * The parts of the capabilities of Nextcloud 32.0.1 that no setting changes, as a fresh installation answers them.
 *
 * @param base `http://HOST` of the look-alike
 * @param timeZone IANA name of the user's zone
 */
export function fixedCapabilities32(base: string, timeZone: string): Record<string, unknown> {
  return {
    core: {
      pollinterval: 60,
      "webdav-root": "remote.php/webdav",
      "reference-api": true,
      "reference-regex":
        "(\\s|\\n|^)(https?:\\/\\/)([-A-Z0-9+_.]+(?::[0-9]+)?(?:\\/[-A-Z0-9+&@#%?=~_|!:,.;()]*)*)(\\s|\\n|$)",
      "mod-rewrite-working": true,
      user: {
        language: "",
        locale: "",
        timezone: timeZone,
      },
    },
    files: {
      $comment: '"blacklisted_files" is deprecated as of Nextcloud 30, use "forbidden_filenames" instead',
      blacklisted_files: [".htaccess"],
      bigfilechunking: true,
      chunked_upload: {
        max_size: 104857600,
        max_parallel_count: 5,
      },
      file_conversions: [],
      directEditing: {
        url: `${base}/ocs/v2.php/apps/files/api/v1/directEditing`,
        etag: "5b2f367cfe076ab42b79601036409c2e",
        supportsFileId: true,
      },
      comments: true,
      undelete: true,
      delete_from_trash: true,
      versioning: true,
      version_labeling: true,
      version_deletion: true,
    },
    activity: {
      apiv2: ["filters", "filters-api", "previews", "rich-strings"],
    },
    app_api: {
      loglevel: 2,
      version: "32.0.0",
    },
    circles: {
      version: "32.0.0",
      status: {
        globalScale: false,
      },
      settings: {
        frontendEnabled: true,
        allowedCircles: 262143,
        allowedUserTypes: 31,
        membersLimit: -1,
      },
      circle: {
        constants: {
          flags: {
            "1": "Single",
            "2": "Personal",
            "4": "System",
            "8": "Visible",
            "16": "Open",
            "32": "Invite",
            "64": "Join request",
            "128": "Friends",
            "256": "Password protected",
            "512": "No Owner",
            "1024": "Hidden",
            "2048": "Backend",
            "4096": "Local",
            "8192": "Root",
            "16384": "Team invite",
            "32768": "Federated",
            "65536": "Mount point",
          },
          source: {
            core: {
              "1": "Nextcloud Account",
              "2": "Nextcloud Group",
              "4": "Email address",
              "8": "Contact",
              "16": "Team",
              "10000": "Nextcloud App",
            },
            extra: {
              "10001": "Teams App",
              "10002": "Admin Command Line",
            },
          },
        },
        config: {
          coreFlags: [1, 2, 4],
          systemFlags: [512, 1024, 2048],
        },
      },
      member: {
        constants: {
          level: {
            "1": "Member",
            "4": "Moderator",
            "8": "Admin",
            "9": "Owner",
          },
        },
        type: {
          "0": "single",
          "1": "user",
          "2": "group",
          "4": "mail",
          "8": "contact",
          "16": "circle",
          "10000": "app",
        },
      },
      teamResourceProviders: ["files"],
    },
    ocm: {
      enabled: true,
      apiVersion: "1.0-proposal1",
      version: "1.1.0",
      endPoint: `${base}/ocm`,
      publicKey: null,
      resourceTypes: [
        {
          name: "file",
          shareTypes: ["user", "group"],
          protocols: {
            webdav: "/public.php/webdav/",
          },
        },
      ],
      capabilities: ["/invite-accepted", "/notifications", "/shares"],
    },
    dav: {
      chunking: "1.0",
      public_shares_chunking: false,
      bulkupload: "1.0",
      "absence-supported": true,
      "absence-replacement": true,
    },
    downloadlimit: {
      enabled: true,
      "default-limit": -1,
    },
    notifications: {
      "ocs-endpoints": [
        "list",
        "get",
        "delete",
        "delete-all",
        "icons",
        "rich-strings",
        "action-web",
        "user-status",
        "exists",
        "test-push",
      ],
      push: ["devices", "object-data", "delete"],
      "admin-notifications": ["ocs", "cli"],
    },
    provisioning_api: {
      version: "1.22.0",
      AccountPropertyScopesVersion: 2,
      AccountPropertyScopesFederatedEnabled: true,
      AccountPropertyScopesPublishedEnabled: false,
    },
    systemtags: {
      enabled: true,
    },
    theming: {
      name: "Nextcloud",
      productName: "Nextcloud",
      url: "https://nextcloud.com",
      slogan: "a safe home for all your data",
      color: "#00679e",
      "color-text": "#ffffff",
      "color-element": "#00679e",
      "color-element-bright": "#00679e",
      "color-element-dark": "#00679e",
      logo: `${base}/core/img/logo/logo.svg?v=0`,
      background: `${base}/apps/theming/img/background/jo-myoung-hee-fluid.webp`,
      "background-text": "#ffffff",
      "background-plain": false,
      "background-default": true,
      logoheader: `${base}/core/img/logo/logo.svg?v=0`,
      favicon: `${base}/core/img/logo/logo.svg?v=0`,
    },
    user_status: {
      enabled: true,
      restore: true,
      supports_emoji: true,
      supports_busy: true,
    },
  };
}
