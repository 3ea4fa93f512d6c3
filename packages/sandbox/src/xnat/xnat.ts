import { join } from "node:path";
import type { SandboxClock } from "../server/clock.js";
import { Archive } from "./archive/archive.js";
import { Accounts } from "./auth/accounts.js";
import { AliasTokens } from "./auth/alias-tokens.js";
import { LockOut } from "./auth/lock-out.js";
import { SessionTable } from "./auth/session-table.js";
import { DiskBodies } from "./files/disk-bodies.js";
import { FileStore } from "./files/file-store.js";
import { StatusTable } from "./import/status-table.js";
import { Prearchive } from "./prearchive/prearchive.js";
import { DicomReceiver } from "./receiver/dicom-receiver.js";
import { takeReceived } from "./receiver/take-received.js";
import { SiteConfig } from "./site/site-config.js";
import { startXnatSettings, type XnatSandboxOptions, type XnatSettings } from "./xnat-options.js";

/** All that a look-alike XNAT remembers. */
export class Xnat {
  readonly version: "1.6" | "1.9";
  /** `/xnat`, or empty. */
  readonly contextPath: string;
  readonly settings: XnatSettings;
  readonly archive: Archive;
  readonly files: FileStore;
  /** Where bytes go that are written at run time. */
  readonly bodies: DiskBodies;
  readonly prearchive: Prearchive;
  /** Listens where `dicomPort` says so. */
  readonly receiver: DicomReceiver;
  /** Anonymization scripts and other texts. */
  readonly config: SiteConfig;
  readonly accounts: Accounts;
  readonly lockOut: LockOut;
  readonly sessions: SessionTable;
  readonly tokens: AliasTokens;
  /** Ids that stay taken. */
  readonly deletedProjects = new Set<string>();
  /** Accession ids of sessions whose AutoRun workflow is still open. */
  readonly openWorkflows = new Set<string>();
  /** Accession ids of sessions that were archived into quarantine. */
  readonly quarantined = new Set<string>();
  /** SOPInstanceUIDs of archived instances by the id of their resource, then by their file's path. */
  readonly #sopInstances = new Map<number, Map<string, string>>();
  /** What imports told those who listened. */
  readonly statuses = new StatusTable();
  /** Bytes of the instances that came in, against `quotaBytes`. */
  usedBytes = 0;
  /** Logins by password or token that were accepted. */
  logins = 0;

  constructor(
    options: XnatSandboxOptions,
    readonly clock: SandboxClock,
    dataDir: string,
  ) {
    this.version = options.version ?? "1.6";
    this.contextPath = (options.contextPath ?? "").replace(/\/+$/, "");
    this.settings = startXnatSettings(options);
    this.accounts = new Accounts(options.users);
    this.lockOut = new LockOut(clock);
    this.sessions = new SessionTable(clock, this.settings);
    this.tokens = new AliasTokens(clock, this.settings, this.version === "1.6");
    this.archive = new Archive({
      projects: options.projects ?? [{ id: "SANDBOX" }],
      startMs: clock.now(),
      insertUser: this.accounts.first.username,
    });
    const now = (): number => clock.now();
    this.config = new SiteConfig(this.settings, {
      nowMs: clock.now(),
      user: this.accounts.first.username,
    });
    this.files = new FileStore(now, clock.now());
    this.bodies = new DiskBodies(join(dataDir, "xnat"));
    this.prearchive = new Prearchive(options.prearchive ?? [], now);
    this.receiver = new DicomReceiver(options.dicomAeTitle ?? "XNAT", (file) => takeReceived(this, file));
  }
  /** SOPInstanceUIDs of the files of a resource that came as DICOM, by their path. */
  sopInstances(resource: number): Map<string, string> {
    let known = this.#sopInstances.get(resource);
    if (known === undefined) this.#sopInstances.set(resource, (known = new Map<string, string>()));
    return known;
  }
}
