import { listFolder } from "../webdav/list-folder.js";
import { makeFolder } from "../webdav/make-folder.js";
import type { Quota } from "../webdav/quota.js";
import { quota } from "../webdav/quota.js";
import type { RemoteEntry } from "../webdav/remote-entry.js";
import { remove } from "../webdav/remove.js";
import { serverDigest } from "../webdav/server-digest.js";
import type { CallOptions } from "../webdav/stat.js";
import { stat } from "../webdav/stat.js";
import type { NextcloudContext } from "./context.js";

/** Files and folders of the account; paths are counted from its home. */
export class FilesHandle {
  readonly #ctx: NextcloudContext;
  constructor(ctx: NextcloudContext) {
    this.#ctx = ctx;
  }

  /** One file or folder; `undefined` when there is none. */
  stat(path: string, options?: CallOptions): Promise<RemoteEntry | undefined> {
    return stat(this.#ctx, path, options);
  }
  /** The direct children of a folder. */
  list(path: string, options?: CallOptions): AsyncIterable<RemoteEntry> {
    return listFolder(this.#ctx, path, options);
  }
  /** Makes a folder and those above it. */
  makeFolder(path: string, options?: CallOptions): Promise<void> {
    return makeFolder(this.#ctx, path, options);
  }
  /** Moves a file or folder to the trash bin; `false` when there was none. */
  remove(path: string, options?: CallOptions & { ifMatch?: string }): Promise<boolean> {
    this.#ctx.knownFolders.clear();
    return remove(this.#ctx, path, options);
  }
  /** Space left for a folder. */
  quota(path = "", options?: CallOptions): Promise<Quota> {
    return quota(this.#ctx, path, options);
  }
  /** SHA-256 that the server computes over the stored file; `undefined` where it cannot. */
  digest(path: string, options?: CallOptions): Promise<string | undefined> {
    return serverDigest(this.#ctx, path, options);
  }
}
