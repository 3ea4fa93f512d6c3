import type { FaultRow } from "./faults.js";

const done = "done" as const;
const failed = "failed" as const;

export const downloadFaults: readonly FaultRow[] = [
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
];
