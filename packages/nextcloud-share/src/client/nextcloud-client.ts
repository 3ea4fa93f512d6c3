import { revokeAppPassword } from "../auth/revoke-app-password.js";
import { abandonUpload } from "../chunked/abandon-upload.js";
import type { PreflightReport, PreflightRequest } from "../preflight/finding.js";
import { assertPreflight, preflight } from "../preflight/preflight.js";
import type { PasswordDemands } from "../preflight/password-demands.js";
import { passwordDemands } from "../preflight/password-demands.js";
import type { PasswordVerdict } from "../preflight/validate-password.js";
import { validatePassword } from "../preflight/validate-password.js";
import type { PublicDownload, PublicDownloadOptions } from "../verify/download-public.js";
import { downloadPublic } from "../verify/download-public.js";
import type { LinkReport, LinkToVerify } from "../verify/verify-link.js";
import { verifyLink } from "../verify/verify-link.js";
import type { VerifyLinksOptions } from "../verify/verify-links.js";
import { verifyLinks } from "../verify/verify-links.js";
import type { CallOptions } from "../webdav/stat.js";
import type { UploadOptions, UploadRequest, UploadResult } from "../webdav/upload-types.js";
import { upload } from "../webdav/upload.js";
import type { Capabilities } from "./capabilities-schema.js";
import type { ConnectOptions } from "./connect.js";
import { connect } from "./connect.js";
import type { NextcloudContext } from "./context.js";
import { FilesHandle } from "./files-handle.js";
import type { ServerInfo, TimeZoneInfo } from "./server-info.js";
import { SharesHandle } from "./shares-handle.js";

/**
 * One account on one Nextcloud. Make it with {@link NextcloudClient.connect}; close it when done.
 *
 * @example
 * ```ts
 * const cloud = await NextcloudClient.connect({ baseUrl, auth: { username, appPassword } });
 * const { sha256, verifiedBy } = await cloud.upload({ path: "MRI-share/sub-01.zip", body: { lengthBytes, open: () => createReadStream("sub-01.zip") } });
 * const { share } = await cloud.shares.create({ path: "MRI-share/sub-01.zip", expire: "2026-12-24" });
 * console.log(share.url);
 * await cloud.close();
 * ```
 */
export class NextcloudClient implements AsyncDisposable {
  readonly #ctx: NextcloudContext;
  /** Files and folders of the account. */
  readonly files: FilesHandle;
  /** Public links of the account. */
  readonly shares: SharesHandle;

  private constructor(ctx: NextcloudContext) {
    this.#ctx = ctx;
    this.files = new FilesHandle(ctx);
    this.shares = new SharesHandle(ctx);
  }

  /** Connects with an app password; see {@link connect} for what it finds out and throws. */
  static async connect(options: ConnectOptions, call: CallOptions = {}): Promise<NextcloudClient> {
    return new NextcloudClient(await connect(options, call));
  }

  get baseUrl(): string {
    return this.#ctx.baseUrl;
  }
  /** The true user id, whatever name was used to log in. */
  get userId(): string {
    return this.#ctx.userId;
  }
  get server(): ServerInfo {
    return this.#ctx.server;
  }
  get capabilities(): Capabilities {
    return this.#ctx.capabilities;
  }
  /** The zone in which days of links end, and how it is known. */
  get timeZone(): TimeZoneInfo {
    return this.#ctx.timeZone;
  }
  /** What the server demands of link passwords; `undefined` without a policy. */
  get passwordDemands(): PasswordDemands | undefined {
    return passwordDemands(this.#ctx.capabilities);
  }
  /** Whether every link must carry a password. */
  get linkPasswordRequired(): boolean {
    return this.#ctx.capabilities.files_sharing?.public?.password?.enforced === true;
  }

  /** Predicts every refusal without writing anything. */
  preflight(request: PreflightRequest, options?: CallOptions): Promise<PreflightReport> {
    return preflight(this.#ctx, request, options);
  }
  /** As {@link preflight}, and throws the first error found. */
  assertPreflight(request: PreflightRequest, options?: CallOptions): Promise<PreflightReport> {
    return assertPreflight(this.#ctx, request, options);
  }
  /** Asks the policy about a link password (never about an archive's). */
  validatePassword(password: string, options?: CallOptions): Promise<PasswordVerdict | undefined> {
    return validatePassword(this.#ctx, password, options);
  }
  /** Uploads one file, verified. */
  upload(request: UploadRequest, options?: UploadOptions): Promise<UploadResult> {
    return upload(this.#ctx, request, options);
  }
  /** Removes what an interrupted chunked upload left on the server. */
  abandonUpload(request: { path: string; contentId: string }, options?: CallOptions): Promise<void> {
    return abandonUpload(this.#ctx, request, options);
  }
  /** Looks at a link as its recipient would. */
  verifyLink(link: LinkToVerify, options?: CallOptions): Promise<LinkReport> {
    return verifyLink(this.#ctx, link, options);
  }
  /** Looks at many links, several at once. */
  verifyLinks(
    links: Iterable<LinkToVerify> | AsyncIterable<LinkToVerify>,
    options?: VerifyLinksOptions,
  ): AsyncIterable<LinkReport> {
    return verifyLinks(this.#ctx, links, options);
  }
  /** Downloads through a link, without the account's login. */
  downloadPublic(link: string, options?: PublicDownloadOptions): Promise<PublicDownload> {
    return downloadPublic(this.#ctx, link, options);
  }
  /** Revokes the app password in use; the client is of no use afterwards. */
  revokeAppPassword(options?: CallOptions): Promise<void> {
    return revokeAppPassword(this.#ctx, options);
  }
  /** Closes the connections. */
  async close(): Promise<void> {
    await Promise.all([this.#ctx.http.close(), this.#ctx.anonymous.close()]);
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
  /** One readable line in notebooks and logs. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `NextcloudClient(${this.userId} at ${this.baseUrl}, Nextcloud ${this.server.version})`;
  }
  /** What may be printed; no secret is in it. */
  toJSON(): { baseUrl: string; userId: string; version: string } {
    return { baseUrl: this.baseUrl, userId: this.userId, version: this.server.version };
  }
}
