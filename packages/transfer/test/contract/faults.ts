import type { ErrorCode, TransferStatus } from "../../src/index.js";
import type { Fault } from "../support/fault-server.js";

import { downloadFaults } from "./download-faults.js";
import { uploadFaults } from "./upload-faults.js";

/** How the server and the item are set up for one row. */
export interface Setup {
  etag?: string | false;
  lastModified?: string;
  ranges?: boolean;
  ignoreIfRange?: boolean;
  /** What the item announces. @default "size" */
  expect?: "size" | "sha256" | "nothing";
  /** Whether there is a way to log in again. @default false */
  renew?: boolean;
  retries?: number;
  /** The content is a gzip file named so. @default false */
  gzip?: boolean;
}

/** One row: an operation under a fault, and how it must end. */
export interface FaultRow {
  operation: "download" | "upload";
  fault: string;
  faults: Fault[];
  setup?: Setup;
  outcome: {
    status?: TransferStatus;
    code?: ErrorCode;
    /** When the whole transfer must throw. */
    throws?: ErrorCode;
    requests?: number;
    /** Statuses that the server answered, in order. */
    statuses?: number[];
    /** Where the last Range request began, as a share of the file in percent. */
    resumedNear?: number;
    /** Whether an unfinished part may be left. */
    leavesPart?: boolean;
    renewals?: number;
  };
}

export const faultTable: readonly FaultRow[] = [...downloadFaults, ...uploadFaults];
