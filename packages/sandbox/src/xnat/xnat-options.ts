import type { ClockOptions } from "../server/clock.js";
import type { XnatProjectOptions } from "./archive-options.js";
import type { XnatPrearchiveOptions } from "./prearchive/prearchive-session.js";

/** What an XNAT account is like. */
export type XnatUserKind = "normal" | "locked" | "expiredPassword" | "disabled";

/** One account of the look-alike XNAT. */
export interface XnatUserOptions {
  readonly username: string;
  readonly password: string;
  /** @default "normal" */
  readonly kind?: XnatUserKind;
  /** Sees every project and the Unassigned prearchive. @default true for the first account */
  readonly admin?: boolean;
  /** Login provider whose name goes before the user's: `ldap1/ada`. @default the site's own accounts */
  readonly provider?: string;
  /** Project ids that it owns. */
  readonly owns?: readonly string[];
  /** Project ids that it may write to. */
  readonly member?: readonly string[];
  /** Project ids that it may read. */
  readonly collaborator?: readonly string[];
}

/** How zips are made. */
export interface XnatZipSettings {
  /** 0 stores with sizes in the local headers (measured on 1.6.4), 8 deflates with data descriptors as Java's writer does. @default 0 */
  method: 0 | 8;
  /** Zips below this size have a Content-Length, others are chunked. @default 8192, as measured */
  chunkedFromBytes: number;
  /** What becomes of an archive whose files are not all on the disk: it lacks them, or ends at the first with status 200 (inferred). @default "omit" */
  missing: "omit" | "cut";
  /** `false`: every request for an archive ends in 500. @default true */
  works: boolean;
}

/** What can be changed while the look-alike runs. */
export interface XnatSettings {
  /** Added before every answer. @default 0 */
  latencyMs: number;
  /** How long a session lives without a request. @default 900000 */
  sessionTimeoutMs: number;
  /** @default 172800000, two days */
  aliasTokenLifetimeMs: number;
  /** `false`: a guest sees public projects. @default true */
  requireLogin: boolean;
  /** Whether file lists carry MD5 digests; with `"some"` every other file has none, as after an out-of-band change. @default true on 1.9; 1.6 has no such column */
  digests: boolean | "some";
  /** Whether the site's script rewrites what is imported (measured on 1.6.4; `PUT /data/config/edit/image/dicom/status` changes it). @default true */
  anonymize: boolean;
  /** Whether the AutoRun workflow of an archived session stays open, so that sending it again is refused (recorded). @default true */
  pipelines: boolean;
  /** How long a session of the prearchive waits for more before it is built. @default 300000 */
  idleMs: number;
  /** How long a session is BUILDING after that. @default 0 */
  buildDelayMs: number;
  /** How many bytes of imports fit on its disk. @default Infinity */
  quotaBytes: number;
  readonly zip: XnatZipSettings;
}

/** Options of the look-alike XNAT. */
export interface XnatSandboxOptions extends Partial<Omit<XnatSettings, "zip">>, ClockOptions {
  /** 1.6 as recorded; 1.9 as read in its source, not measured. @default "1.6" */
  readonly version?: "1.6" | "1.9";
  /** Path before `/data`. @default "" */
  readonly contextPath?: string;
  /** Accounts; the first one's login is `sandbox.credentials.xnat`. @default one administrator */
  readonly users?: readonly XnatUserOptions[];
  /** @default one project SANDBOX: 3 subjects with a MR session each, DICOM and NIFTI resources */
  readonly projects?: readonly XnatProjectOptions[];
  readonly zip?: Partial<XnatZipSettings>;
  /** What lies in the prearchive. */
  readonly prearchive?: readonly XnatPrearchiveOptions[];
  /** Port of this server alone; 0 picks a free one. @default 0 */
  readonly port?: number;
  /** Port of the DICOM receiver; 0 picks a free one. Without it there is no receiver. */
  readonly dicomPort?: number;
  /** What the receiver is called; associations for others are refused. @default "XNAT" */
  readonly dicomAeTitle?: string;
}

/** What a client needs to log in. */
export interface XnatCredentials {
  readonly username: string;
  readonly password: string;
}

/** The settings to start with. */
export function startXnatSettings(options: XnatSandboxOptions): XnatSettings {
  return {
    latencyMs: options.latencyMs ?? 0,
    sessionTimeoutMs: options.sessionTimeoutMs ?? 900_000,
    aliasTokenLifetimeMs: options.aliasTokenLifetimeMs ?? 172_800_000,
    requireLogin: options.requireLogin ?? true,
    digests: options.digests ?? options.version === "1.9",
    anonymize: options.anonymize ?? true,
    pipelines: options.pipelines ?? true,
    idleMs: options.idleMs ?? 300_000,
    buildDelayMs: options.buildDelayMs ?? 0,
    quotaBytes: options.quotaBytes ?? Infinity,
    zip: {
      method: options.zip?.method ?? 0,
      chunkedFromBytes: options.zip?.chunkedFromBytes ?? 8192,
      missing: options.zip?.missing ?? "omit",
      works: options.zip?.works ?? true,
    },
  };
}
