import type { CreatedShare, CreateShareRequest } from "../shares/create-share.js";
import { createShare } from "../shares/create-share.js";
import { extendShare } from "../shares/extend-share.js";
import { getShare } from "../shares/get-share.js";
import type { ShareQuery } from "../shares/list-shares.js";
import { listShares } from "../shares/list-shares.js";
import type { RevokeOutcome, RevokeQuery } from "../shares/revoke-matching.js";
import { findRevocable, revokeMatching } from "../shares/revoke-matching.js";
import type { RevokedShare, RevokeOptions } from "../shares/revoke-share.js";
import { revokeShare } from "../shares/revoke-share.js";
import type { PacingOptions } from "../shares/share-pacing.js";
import type { ShareSettings } from "../shares/share-settings.js";
import type { Share, ShareId } from "../shares/share.js";
import { updateShare } from "../shares/update-share.js";
import type { Expiry } from "../expiry/last-usable-day.js";
import type { CallOptions } from "../webdav/stat.js";
import type { NextcloudContext } from "./context.js";

/** Public links of the account. */
export class SharesHandle {
  readonly #ctx: NextcloudContext;
  constructor(ctx: NextcloudContext) {
    this.#ctx = ctx;
  }

  /** All links, those of one path, or those of a folder's files. */
  list(query?: ShareQuery, options?: CallOptions): AsyncIterable<Share> {
    return listShares(this.#ctx, query, options);
  }
  get(id: ShareId, options?: CallOptions): Promise<Share> {
    return getShare(this.#ctx, id, options);
  }
  /** Makes a link or brings the existing one to the settings; waits out the server's limit. */
  create(request: CreateShareRequest, options?: PacingOptions): Promise<CreatedShare> {
    return createShare(this.#ctx, request, options);
  }
  update(id: ShareId, settings: ShareSettings, options?: CallOptions): Promise<Share> {
    return updateShare(this.#ctx, id, settings, options);
  }
  /** Moves the last day. */
  extend(id: ShareId, expiry: Expiry, options?: CallOptions): Promise<Share> {
    return extendShare(this.#ctx, id, expiry, options);
  }
  /** Ends a link and removes its file, unless `keepFile`. */
  revoke(target: ShareId | Share, options?: RevokeOptions): Promise<RevokedShare> {
    return revokeShare(this.#ctx, target, options);
  }
  /** The links that {@link revokeMatching} would end. */
  findRevocable(query: RevokeQuery, options?: RevokeOptions): AsyncIterable<Share> {
    return findRevocable(this.#ctx, query, options);
  }
  /** Ends all links of a list, a folder, or those that are over. */
  revokeMatching(query: RevokeQuery, options?: RevokeOptions): AsyncIterable<RevokeOutcome> {
    return revokeMatching(this.#ctx, query, options);
  }
  /** Tells of links made by others or earlier, so that the countdown at the limit is exact. */
  rememberCreations(times: Iterable<Date | number>): void {
    this.#ctx.pacing.remember(times);
  }
}
