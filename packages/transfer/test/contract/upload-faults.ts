import type { FaultRow } from "./faults.js";

const done = "done" as const;
const failed = "failed" as const;

export const uploadFaults: readonly FaultRow[] = [
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
