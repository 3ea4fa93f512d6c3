/**
 * The parts of the capabilities of Nextcloud 27.0.2 that no setting changes, as a fresh installation answers them.
 *
 * @param base `http://HOST` of the look-alike
 */
export function fixedCapabilities27(base: string): Record<string, unknown> {
  return {
    core: {
      pollinterval: 60,
      "webdav-root": "remote.php/webdav",
      "reference-api": true,
      "reference-regex":
        "(\\s|\\n|^)(https?:\\/\\/)((?:[-A-Z0-9+_]+\\.)+[-A-Z]+(?:\\/[-A-Z0-9+&@#%?=~_|!:,.;()]*)*)(\\s|\\n|$)",
    },
    metadataAvailable: {
      size: ["/image\\/(png|jpeg|heif|webp|tiff)/"],
      gps: ["/image\\/(png|jpeg|heif|webp|tiff)/"],
    },
    files: {
      bigfilechunking: true,
      blacklisted_files: [".htaccess"],
      directEditing: {
        url: `${base}/ocs/v2.php/apps/files/api/v1/directEditing`,
        etag: "c748e8fc588b54fc5af38c4481a19d20",
        supportsFileId: true,
      },
      comments: true,
      undelete: true,
      versioning: true,
      version_labeling: true,
      version_deletion: true,
    },
    activity: {
      apiv2: ["filters", "filters-api", "previews", "rich-strings"],
    },
    circles: {
      version: "27.0.1",
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
            "64": "Join Request",
            "128": "Friends",
            "256": "Password Protected",
            "512": "No Owner",
            "1024": "Hidden",
            "2048": "Backend",
            "4096": "Local",
            "8192": "Root",
            "16384": "Circle Invite",
            "32768": "Federated",
            "65536": "Mount point",
          },
          source: {
            core: {
              "1": "Nextcloud Account",
              "2": "Nextcloud Group",
              "4": "Email Address",
              "8": "Contact",
              "16": "Circle",
              "10000": "Nextcloud App",
            },
            extra: {
              "10001": "Circles App",
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
    },
    ocm: {
      enabled: true,
      apiVersion: "1.0-proposal1",
      endPoint: `${base}/ocm`,
      resourceTypes: [
        {
          name: "file",
          shareTypes: ["user", "group"],
          protocols: {
            webdav: "/public.php/webdav/",
          },
        },
      ],
    },
    dav: {
      chunking: "1.0",
      bulkupload: "1.0",
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
      ],
      push: ["devices", "object-data", "delete"],
      "admin-notifications": ["ocs", "cli"],
    },
    provisioning_api: {
      version: "1.17.0",
      AccountPropertyScopesVersion: 2,
      AccountPropertyScopesFederatedEnabled: true,
      AccountPropertyScopesPublishedEnabled: true,
    },
    theming: {
      name: "Nextcloud",
      url: "https://nextcloud.com",
      slogan: "a safe home for all your data",
      color: "#0082c9",
      "color-text": "#ffffff",
      "color-element": "#0082c9",
      "color-element-bright": "#0082c9",
      "color-element-dark": "#0082c9",
      logo: `${base}/core/img/logo/logo.svg?v=0`,
      background: `${base}/apps/theming/img/background/kamil-porembinski-clouds.jpg`,
      "background-plain": false,
      "background-default": true,
      logoheader: `${base}/core/img/logo/logo.svg?v=0`,
      favicon: `${base}/core/img/logo/logo.svg?v=0`,
    },
    user_status: {
      enabled: true,
      restore: true,
      supports_emoji: true,
    },
  };
}
