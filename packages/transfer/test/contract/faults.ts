import type { ErrorCode, TransferStatus } from "../../src/index.js";
import type { Fault } from "../support/fault-server.js";

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

const done = "done" as const;
const failed = "failed" as const;

export const faultTable: readonly FaultRow[] = [
  // 503, with and without Retry-After
  {
    operation: "download",
    fault: "503 twice",
    faults: [{ kind: "status", status: 503, times: 2 }],
    outcome: { status: done, statuses: [503, 503, 200] },
  },
  {
    operation: "download",
    fault: "503 with Retry-After",
    faults: [{ kind: "status", status: 503, retryAfter: "7", times: 1 }],
    outcome: { status: done, requests: 2 },
  },
  {
    operation: "download",
    fault: "503 for ever",
    faults: [{ kind: "status", status: 503 }],
    outcome: { status: failed, code: "remote/busy", requests: 5 },
  },
  {
    operation: "download",
    fault: "500 once",
    faults: [{ kind: "status", status: 500, times: 1 }],
    outcome: { status: done, statuses: [500, 200] },
  },
  {
    operation: "download",
    fault: "429 with a date far away",
    faults: [{ kind: "status", status: 429, retryAfter: "86400" }],
    outcome: { status: failed, code: "remote/busy", requests: 1 },
  },
  {
    operation: "download",
    fault: "404",
    faults: [{ kind: "status", status: 404 }],
    outcome: { status: failed, code: "remote/not-found", requests: 1 },
  },
  {
    operation: "download",
    fault: "403",
    faults: [{ kind: "status", status: 403 }],
    outcome: { status: failed, code: "auth/forbidden", requests: 1 },
  },
  {
    operation: "download",
    fault: "401",
    faults: [{ kind: "status", status: 401 }],
    outcome: { throws: "auth/rejected", requests: 1 },
  },
  // connection lost
  {
    operation: "download",
    fault: "reset before the answer",
    faults: [{ kind: "reset", times: 1 }],
    outcome: { status: done, requests: 2 },
  },
  {
    operation: "download",
    fault: "reset for ever",
    faults: [{ kind: "reset" }],
    outcome: { status: failed, code: "net/reset", requests: 5 },
  },
  {
    operation: "download",
    fault: "cut at 60 %",
    faults: [{ kind: "cut", percent: 60, times: 1 }],
    outcome: { status: done, statuses: [200, 206], resumedNear: 60 },
  },
  {
    operation: "download",
    fault: "cut at 1 %, 50 % and 99 %",
    faults: [
      { kind: "cut", percent: 1, times: 1 },
      { kind: "cut", percent: 50, times: 1 },
      { kind: "cut", percent: 99, times: 1 },
    ],
    outcome: { status: done, statuses: [200, 206, 206, 206] },
  },
  {
    operation: "download",
    fault: "cut at 60 %, last-modified only",
    faults: [{ kind: "cut", percent: 60, times: 1 }],
    setup: { etag: false, lastModified: "Tue, 03 Mar 2026 10:00:00 GMT" },
    outcome: { status: done, statuses: [200, 206], resumedNear: 60 },
  },
  {
    operation: "download",
    fault: "cut at 60 %, digest only",
    faults: [{ kind: "cut", percent: 60, times: 1 }],
    setup: { etag: false, expect: "sha256" },
    outcome: { status: done, statuses: [200, 206], resumedNear: 60 },
  },
  {
    operation: "download",
    fault: "cut at 60 %, no validator at all",
    faults: [{ kind: "cut", percent: 60, times: 1 }],
    setup: { etag: false },
    outcome: { status: done, statuses: [200, 200] },
  },
  {
    operation: "download",
    fault: "cut at 60 %, weak validator",
    faults: [{ kind: "cut", percent: 60, times: 1 }],
    setup: { etag: 'W/"v1"' },
    outcome: { status: done, statuses: [200, 200] },
  },
  {
    operation: "download",
    fault: "cut at 60 %, server without ranges",
    faults: [{ kind: "cut", percent: 60, times: 1 }],
    setup: { ranges: false },
    outcome: { status: done, statuses: [200, 200] },
  },
  {
    operation: "download",
    fault: "cut at 60 % for ever, no retries",
    faults: [{ kind: "cut", percent: 60 }],
    setup: { retries: 0 },
    outcome: { status: failed, code: "net/reset", requests: 1, leavesPart: true },
  },
  // stalls
  {
    operation: "download",
    fault: "stall at 40 %",
    faults: [{ kind: "stall", percent: 40, times: 1 }],
    outcome: { status: done, statuses: [200, 206], resumedNear: 40 },
  },
  {
    operation: "download",
    fault: "stall for ever",
    faults: [{ kind: "stall", percent: 40 }],
    setup: { retries: 1 },
    outcome: { status: failed, code: "net/timeout", requests: 2, leavesPart: true },
  },
  {
    operation: "download",
    fault: "slow but healthy for longer than the stall limit",
    faults: [{ kind: "trickle", pieces: 12, everyMs: 60, times: 1 }],
    outcome: { status: done, requests: 1 },
  },
  // wrong bytes
  {
    operation: "download",
    fault: "shorter than planned",
    faults: [{ kind: "wrongLength", extraBytes: -10 }],
    outcome: { status: failed, code: "data/size-mismatch", requests: 1 },
  },
  {
    operation: "download",
    fault: "longer than planned",
    faults: [{ kind: "wrongLength", extraBytes: 10 }],
    outcome: { status: failed, code: "data/size-mismatch", requests: 1 },
  },
  {
    operation: "download",
    fault: "flipped byte once, digest known",
    faults: [{ kind: "flipByte", times: 1 }],
    setup: { expect: "sha256" },
    outcome: { status: done, statuses: [200, 200] },
  },
  {
    operation: "download",
    fault: "flipped byte always, digest known",
    faults: [{ kind: "flipByte" }],
    setup: { expect: "sha256" },
    outcome: { status: failed, code: "data/checksum-mismatch", requests: 2 },
  },
  {
    operation: "download",
    fault: "flipped byte once, gzip without digest",
    faults: [{ kind: "flipByte", times: 1 }],
    setup: { gzip: true },
    outcome: { status: done, statuses: [200, 200] },
  },
  {
    operation: "download",
    fault: "flipped byte always, gzip without digest",
    faults: [{ kind: "flipByte" }],
    setup: { gzip: true },
    outcome: { status: failed, code: "data/corrupt", requests: 2 },
  },
  // sessions
  {
    operation: "download",
    fault: "HTML login page, no way to log in again",
    faults: [{ kind: "html" }],
    outcome: { status: failed, code: "auth/expired", requests: 1 },
  },
  {
    operation: "download",
    fault: "expired session, logged in again",
    faults: [{ kind: "expired", times: 1 }],
    setup: { renew: true },
    outcome: { status: done, requests: 2, renewals: 1 },
  },
  {
    operation: "download",
    fault: "expired session that stays expired",
    faults: [{ kind: "expired" }],
    setup: { renew: true },
    outcome: { status: failed, code: "auth/expired", requests: 2, renewals: 1 },
  },
  // uploads
  { operation: "upload", fault: "none", faults: [], outcome: { status: done, requests: 1 } },
  {
    operation: "upload",
    fault: "503 twice",
    faults: [{ kind: "status", status: 503, times: 2 }],
    outcome: { status: done, requests: 3 },
  },
  {
    operation: "upload",
    fault: "401",
    faults: [{ kind: "status", status: 401 }],
    outcome: { throws: "auth/rejected", requests: 1 },
  },
  {
    operation: "upload",
    fault: "507",
    faults: [{ kind: "status", status: 507 }],
    outcome: { status: failed, code: "remote/quota", requests: 1 },
  },
  {
    operation: "upload",
    fault: "412",
    faults: [{ kind: "status", status: 412 }],
    outcome: { status: failed, code: "remote/exists", requests: 1 },
  },
  {
    operation: "upload",
    fault: "reset before the body",
    faults: [{ kind: "reset", times: 1 }],
    outcome: { status: done, requests: 2 },
  },
  {
    operation: "upload",
    fault: "cut at 30 %",
    faults: [{ kind: "cut", percent: 30, times: 1 }],
    outcome: { status: done, requests: 2 },
  },
  {
    operation: "upload",
    fault: "stall once",
    faults: [{ kind: "stall", percent: 10, times: 1 }],
    outcome: { status: done, requests: 2 },
  },
  {
    operation: "upload",
    fault: "stored cut",
    faults: [{ kind: "wrongLength", extraBytes: -3 }],
    setup: { retries: 1 },
    outcome: { status: failed, code: "data/size-mismatch", requests: 2 },
  },
  {
    operation: "upload",
    fault: "flipped byte once",
    faults: [{ kind: "flipByte", times: 1 }],
    outcome: { status: done, requests: 2 },
  },
  {
    operation: "upload",
    fault: "flipped byte always",
    faults: [{ kind: "flipByte" }],
    outcome: { status: failed, code: "data/checksum-mismatch", requests: 2 },
  },
  {
    operation: "upload",
    fault: "expired session, logged in again",
    faults: [{ kind: "expired", times: 1 }],
    setup: { renew: true },
    outcome: { status: done, requests: 2, renewals: 1 },
  },
];
