import type { ClockOptions } from "../server/clock.js";

/** Which code base answers: stock LORIS 28.0.1, or PREVENT-AD's fork of 20.1 with its BIDS endpoint. */
export type LorisDialectName = "v28" | "preventad";

/**
 * What a LORIS account is like: `noperm` may see no imaging, `siteuser` only the first site; `suspended` has too many bad
 * logins, `inactive` was switched off; `passwordChange` must set a new password and `mfa` a second factor first.
 */
export type LorisUserKind =
  "normal" | "suspended" | "inactive" | "passwordChange" | "mfa" | "noperm" | "siteuser";

/** One account of the look-alike LORIS. */
export interface LorisUserOptions {
  readonly username: string;
  readonly password: string;
  /** @default "normal" */
  readonly kind?: LorisUserKind;
}

/** What names an image of the study. */
export interface LorisImageName {
  /** CandID, as text. */
  readonly candidate: string;
  readonly visit: string;
  readonly scanType: string;
  /** Counted from 1. */
  readonly run: number;
  /** File name, `….mnc` unless given otherwise. */
  readonly name: string;
}

/** The made-up study; nothing of it is stored, so that 100,000 images take no memory. */
export interface LorisStudyOptions {
  /** @default 3 */
  readonly candidates?: number;
  /** Visit labels of every candidate. @default V1, V2; PREBL00, PREFU12 on PREVENT-AD */
  readonly visits?: readonly string[];
  /** @default t1, t2, dwi25, fMRI; the ten recorded ones on PREVENT-AD */
  readonly scanTypes?: readonly string[];
  /** Images per candidate, visit and scan type. @default 1 */
  readonly runsPerType?: number;
  /** Size of each image file in bytes. @default 4096 */
  readonly imageBytes?: number | ((image: LorisImageName) => number);
  /** Names of the sites, dealt to the candidates in turn; the alias is the first three letters. @default the recorded ones */
  readonly sites?: readonly string[];
  /** CandIDs that are listed and then answer 403. */
  readonly restrictedCandidates?: readonly string[];
  /** Images whose file is not on the server's disk. */
  readonly missingImages?: (image: LorisImageName) => boolean;
  /** What the QC form says of an image. @default "Pass" and selected on v28, nothing on PREVENT-AD */
  readonly qcStatus?: (image: LorisImageName) => "Pass" | "Fail" | null;
  /** `false` for sessions whose stages are empty, which PHP writes as a list. @default true */
  readonly stages?: boolean;
}

/** An image beside the generated ones; its candidate and visit come into being with it. Names are taken as they are. */
export interface LorisImageOptions {
  readonly candidate: string;
  readonly visit: string;
  readonly scanType: string;
  /** File name; made from the rest when left out. */
  readonly name?: string;
  readonly project?: string;
  readonly pscid?: string;
  /** Size in bytes. @default the study's */
  readonly bytes?: number;
  /** Folder of the BIDS endpoint. @default by scan type */
  readonly subfolder?: string;
  /** File name in the BIDS endpoint, without `.nii.gz`. @default by scan type */
  readonly bidsName?: string;
  /** @default "native" */
  readonly outputType?: string;
}

/** What can be changed while the look-alike runs. */
export interface LorisSettings {
  /** Added before every answer. @default 0 */
  latencyMs: number;
  /** Life of a login token. @default 86400000, as recorded */
  tokenLifetimeMs: number;
  /** The server's key is too short to sign tokens with: every login ends in 500. @default false */
  weakKey: boolean;
}

/** Options of the look-alike LORIS. */
export interface LorisSandboxOptions extends Partial<LorisSettings>, ClockOptions {
  /** @default "v28" */
  readonly dialect?: LorisDialectName;
  /** Project that holds the study. @default "Pumpernickel"; "loris" on PREVENT-AD */
  readonly project?: string;
  /** Further projects; with `candidates` they get that many of their own. @default the recorded ones on v28, without candidates */
  readonly projects?: readonly (string | { readonly name: string; readonly candidates?: number })[];
  readonly study?: LorisStudyOptions;
  /** Images beside the generated ones, with names as hostile as wanted. */
  readonly images?: readonly LorisImageOptions[];
  /** Accounts; the first one's login is `sandbox.credentials.loris`. @default one normal account */
  readonly users?: readonly LorisUserOptions[];
  /** Port of this server alone; 0 picks a free one. @default 0 */
  readonly port?: number;
}

/** What a client needs to log in. */
export interface LorisCredentials {
  readonly username: string;
  readonly password: string;
}
