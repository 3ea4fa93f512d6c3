import type { LorisDialectName } from "./loris-options.js";

/** Where the two recorded code bases differ; routes ask for the behavior, never for the name. */
export interface Dialect {
  readonly name: LorisDialectName;
  /** API versions in the URL that are answered. */
  readonly versions: readonly string[];
  readonly jsonType: string;
  /** PREVENT-AD escapes `/` in JSON as PHP does unless told otherwise. */
  readonly keepSlashes: boolean;
  /** Only PREVENT-AD: the BIDS endpoint, data releases, other shapes of candidates. */
  readonly legacy: boolean;
  /** A request that sends the session cookie waits for the one before it. */
  readonly serialSessions: boolean;
  /** The header is looked up by this spelling alone. */
  readonly exactAuthorization: boolean;
  /** Bodies below this size answer a Range; the others are always whole. */
  readonly rangeBelowBytes: number;
  readonly unauthorized: string;
  readonly project: string;
  readonly projects: readonly string[];
  readonly visits: readonly string[];
  readonly scanTypes: readonly string[];
  readonly sites: readonly (readonly [name: string, alias: string])[];
  /** First CandID and the step to the next one. */
  readonly candId: { readonly first: number; readonly step: number };
  /** First word of image file names. */
  readonly prefix: string;
}

const V28: Dialect = {
  name: "v28",
  versions: ["v0.0.3", "v0.0.4-dev"],
  jsonType: "application/json",
  keepSlashes: true,
  legacy: false,
  serialSessions: false,
  exactAuthorization: false,
  rangeBelowBytes: 0,
  unauthorized: "unauthorized",
  project: "Pumpernickel",
  projects: ["Challah", "DCP", "Rye"],
  visits: ["V1", "V2"],
  scanTypes: ["t1", "t2", "dwi25", "fMRI"],
  sites: [
    ["Data Coordinating Center", "DCC"],
    ["Rome", "ROM"],
    ["Ottawa", "OTT"],
    ["Montreal", "MTL"],
  ],
  candId: { first: 300_001, step: 7 },
  prefix: "demo",
};

const PREVENTAD: Dialect = {
  name: "preventad",
  versions: ["v0.0.3-dev"],
  jsonType: "text/html; charset=utf-8",
  keepSlashes: false,
  legacy: true,
  serialSessions: true,
  exactAuthorization: true,
  // Measured: "206 only for tiny files", 200 for 20 MB; where between the two it changes was not measured.
  rangeBelowBytes: 1024,
  unauthorized: "User not authenticated",
  project: "loris",
  projects: [],
  visits: ["PREBL00", "PREFU12"],
  scanTypes: [
    "t1w",
    "FLAIR",
    "T2star",
    "asl",
    "dwi65",
    "fieldmap",
    "bold",
    "task-encoding-bold",
    "task-retrieval-bold",
    "MP2RAGE",
  ],
  sites: [["Data Coordinating Center", "DCC"]],
  candId: { first: 1_000_101, step: 111 },
  prefix: "PreventAD",
};

/** The behavior of a dialect. */
export function dialectOf(name: LorisDialectName): Dialect {
  return name === "v28" ? V28 : PREVENTAD;
}
