/** Where the two recorded releases differ; routes ask for the behavior, never for the number. */
export interface NextcloudVersion {
  readonly key: "32" | "27";
  readonly major: number;
  readonly micro: number;
  /** As in status.php. */
  readonly full: string;
  readonly text: string;
  readonly instanceId: string;
  /** 30 and later: names are validated by rules, else by the older checks with their own statuses. */
  readonly nameRules: boolean;
  /** 32 creates missing folders of a PUT with `X-NC-WebDAV-Auto-Mkcol: 1`. */
  readonly autoMkcol: boolean;
  /** 32 answers OCS requests with `X-User-Id`. */
  readonly userIdHeader: boolean;
  /** Status of a password that the policy refuses. */
  readonly weakPasswordStatus: number;
  /** `/public.php/dav/files/TOKEN` exists. */
  readonly publicDav: boolean;
  /** The files_downloadlimit app, send-email and the token endpoint exist. */
  readonly newShareRoutes: boolean;
  /** Errors before the app is loaded are XML whatever Accept says. */
  readonly earlyErrorsXml: boolean;
  /** Chunk PUTs check the destination folder and the quota of the whole upload. */
  readonly checksEarly: boolean;
  /** Login names are matched without regard to case, and DAV paths take e-mail addresses. */
  readonly looseNames: boolean;
  /** The answers about shares carry item_size and its siblings. */
  readonly itemFields: boolean;
  /** File shares by mail answer with the clear password. */
  readonly clearMailPassword: boolean;
  /** An empty `expireDate=` means no expiry even where a default exists. */
  readonly emptyExpiryMeansNone: boolean;
}

const nextcloud32: NextcloudVersion = {
  key: "32",
  major: 32,
  micro: 1,
  full: "32.0.1.2",
  text: "32.0.1",
  instanceId: "ocsandbox032",
  nameRules: true,
  autoMkcol: true,
  userIdHeader: true,
  weakPasswordStatus: 400,
  publicDav: true,
  newShareRoutes: true,
  earlyErrorsXml: false,
  checksEarly: true,
  looseNames: true,
  itemFields: true,
  clearMailPassword: true,
  emptyExpiryMeansNone: true,
};

const nextcloud27: NextcloudVersion = {
  key: "27",
  major: 27,
  micro: 2,
  full: "27.0.2.1",
  text: "27.0.2",
  instanceId: "ocsandbox027",
  nameRules: false,
  autoMkcol: false,
  userIdHeader: false,
  weakPasswordStatus: 403,
  publicDav: false,
  newShareRoutes: false,
  earlyErrorsXml: true,
  checksEarly: false,
  looseNames: false,
  itemFields: false,
  clearMailPassword: false,
  emptyExpiryMeansNone: false,
};

/** The behavior of one recorded release. */
export function nextcloudVersion(key: "32" | "27"): NextcloudVersion {
  return key === "27" ? nextcloud27 : nextcloud32;
}
