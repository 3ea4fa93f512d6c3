import type { SandboxClock } from "../server/clock.js";
import { Accounts } from "./auth/accounts.js";
import { LockOut } from "./auth/lock-out.js";
import { SessionTable } from "./auth/session-table.js";
import { TokenMint } from "./auth/token-mint.js";
import { StudyFiles } from "./bids/study-files.js";
import { type Dialect, dialectOf } from "./dialect.js";
import { UploadTable } from "./dicoms/upload-table.js";
import type { LorisSandboxOptions, LorisSettings } from "./loris-options.js";
import { Filler } from "../bytes/filler.js";
import { Study } from "./study/study.js";

/** All that a look-alike LORIS remembers. */
export class Loris {
  readonly dialect: Dialect;
  readonly settings: LorisSettings;
  readonly study: Study;
  readonly studyFiles: StudyFiles;
  readonly accounts: Accounts;
  readonly lockOut: LockOut;
  readonly tokens: TokenMint;
  readonly sessions = new SessionTable();
  readonly uploads = new UploadTable();
  readonly filler = new Filler();
  /** Tables of sessions that were set, by link. */
  readonly sessionFiles = new Map<string, { readonly text: string; readonly mtime: number }>();
  /** Paths of files that were taken from the disk (`true`) or put back (`false`). */
  readonly missing = new Map<string, boolean>();

  constructor(
    options: LorisSandboxOptions,
    readonly clock: SandboxClock,
  ) {
    this.dialect = dialectOf(options.dialect ?? "v28");
    this.settings = {
      latencyMs: options.latencyMs ?? 0,
      tokenLifetimeMs: options.tokenLifetimeMs ?? 86_400_000,
      weakKey: options.weakKey ?? false,
    };
    this.study = new Study(this.dialect, options);
    this.studyFiles = new StudyFiles(this.study);
    this.accounts = new Accounts(options.users);
    this.lockOut = new LockOut(clock);
    this.tokens = new TokenMint(clock, this.settings);
  }
}
