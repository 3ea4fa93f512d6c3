import type { CallOptions, XnatContext } from "../context.js";
import type { ArchiveOptions } from "../prearchive/archive-session.js";
import { archiveSession } from "../prearchive/archive-session.js";
import type { CommitOptions, SettledSession } from "../prearchive/commit-session.js";
import { commitSession } from "../prearchive/commit-session.js";
import { moveSession } from "../prearchive/move-session.js";
import type { ArchivePlan } from "../prearchive/plan-archive.js";
import { planArchive } from "../prearchive/plan-archive.js";
import type { PrearchiveScan } from "../prearchive/prearchive-scans.js";
import { prearchiveScans } from "../prearchive/prearchive-scans.js";
import { rebuildSession } from "../prearchive/rebuild-session.js";
import { removeSession } from "../prearchive/remove-session.js";
import { replacedByCommit } from "../prearchive/replaced-by-commit.js";
import { sessionAddress } from "../prearchive/session-address.js";
import { presentSession } from "../prearchive/session-at.js";
import type { WaitOptions } from "../prearchive/wait-for.js";
import { waitFor } from "../prearchive/wait-for.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { inspected } from "./handle-line.js";

/** One session in the prearchive, by its address; making it asks nothing of the server. */
export class PrearchiveSessionHandle {
  readonly #ctx: XnatContext;
  /** `/prearchive/projects/PROJECT/TIMESTAMP/FOLDER`. */
  readonly uri: string;

  constructor(ctx: XnatContext, uri: string) {
    this.#ctx = ctx;
    this.uri = sessionAddress(uri).uri;
  }

  /** Its row, with its status. */
  show(options?: CallOptions): Promise<PrearchiveSession> {
    return presentSession(this.#ctx, this.uri, options);
  }
  /** Its scans, once it was built. */
  scans(options?: CallOptions): AsyncIterable<PrearchiveScan> {
    return prearchiveScans(this.#ctx, this.uri, options);
  }
  /** Waits until it has one of the statuses `until`, or has come to rest; gives its row, or undefined once it is gone. */
  wait({ until, ...options }: WaitOptions & { readonly until?: readonly string[] | undefined } = {}): Promise<
    PrearchiveSession | undefined
  > {
    return waitFor(this.#ctx, this.uri, until, options);
  }
  /** Tells the server that it is complete, without waiting for the minutes after which it takes it for complete. */
  commit(options?: CommitOptions): Promise<SettledSession> {
    return commitSession(this.#ctx, this.uri, options);
  }
  /** The address of the archive's session that a commit would replace, in a project with the prearchive code 5; changes nothing. */
  async replacedByCommit(options?: CallOptions): Promise<string | undefined> {
    return replacedByCommit(this.#ctx, await this.show(options), options);
  }
  /** Moves it to another project's prearchive; gives its row there. @param project The project's ID. */
  move(project: string, options?: WaitOptions): Promise<PrearchiveSession> {
    return moveSession(this.#ctx, this.uri, project, options);
  }
  /** Looks where it would go with these options, and whether a session is there; changes nothing. */
  planArchive(options?: ArchiveOptions): Promise<ArchivePlan> {
    return planArchive(this.#ctx, this.uri, options);
  }
  /** Brings it into the archive, under its own labels or corrected ones. */
  archive(options?: ArchiveOptions): Promise<SettledSession> {
    return archiveSession(this.#ctx, this.uri, options);
  }
  /** Has the server read its files again and put it together anew; gives its row afterwards. */
  rebuild(options?: WaitOptions): Promise<PrearchiveSession> {
    return rebuildSession(this.#ctx, this.uri, options);
  }
  /** Deletes it with its files. */
  remove(options?: WaitOptions): Promise<void> {
    return removeSession(this.#ctx, this.uri, options);
  }
  [inspected](): string {
    return `PrearchiveSessionHandle(at ${this.#ctx.baseUrl})`;
  }
  /** What may be printed: where it is, labels left out. */
  toJSON(): { type: string; baseUrl: string } {
    return { type: "PrearchiveSessionHandle", baseUrl: this.#ctx.baseUrl };
  }
}
