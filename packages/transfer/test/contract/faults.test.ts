import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  collect,
  createHttp,
  download,
  errorFromStatus,
  httpSink,
  isScanferryError,
  looksLikeHtml,
  openFromHttp,
  upload,
  type Collected,
  type Http,
  type TransferItem,
  type UploadItem,
} from "../../src/index.js";
import { FaultServer } from "../support/fault-server.js";
import { noise } from "../support/noise.js";
import { faultTable, type FaultRow } from "./faults.js";

const plain = noise(1_000_000);
const zipped = gzipSync(noise(400_000));
const sha256 = (data: Buffer): string => createHash("sha256").update(data).digest("hex");

let dir: string;
let server: FaultServer;
let http: Http;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-faults-"));
});
afterEach(async () => {
  await http.close();
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

async function run(
  row: FaultRow,
): Promise<{ result: unknown; content: Buffer; renewals: number; waits: number[] }> {
  const { setup = {} } = row;
  const content = setup.gzip === true ? zipped : plain;
  server = await new FaultServer({
    content,
    ...(setup.etag === undefined ? {} : { etag: setup.etag }),
    ...(setup.lastModified === undefined ? {} : { lastModified: setup.lastModified }),
    ...(setup.ranges === undefined ? {} : { ranges: setup.ranges }),
  }).listen();
  server.faults = structuredClone(row.faults);
  // The stall limit is well above the 60 ms of the healthy trickle and its whole length (720 ms) well above the limit.
  http = createHttp({ baseUrl: server.url, network: { stallMs: 500, answerMs: 1000 } });
  let renewals = 0;
  const waits: number[] = [];
  const options = {
    sleep: (ms: number): Promise<void> => {
      waits.push(ms);
      return Promise.resolve();
    },
    random: () => 0.5,
    ...(setup.retries === undefined ? {} : { retries: setup.retries }),
    ...(setup.renew === true
      ? {
          renew: (): Promise<void> => {
            renewals++;
            return Promise.resolve();
          },
        }
      : {}),
  };
  const action =
    row.operation === "download"
      ? download([downloadItem(row, content)], dir, options)
      : upload([uploadItem(content)], options);
  const result = await collect(action).catch((error: unknown) => error);
  return { result, content, renewals, waits };
}

function downloadItem({ setup = {} }: FaultRow, content: Buffer): TransferItem {
  const expectation = setup.expect ?? "size";
  return {
    id: "thing",
    target: setup.gzip === true ? "folder/thing.nii.gz" : "folder/thing.bin",
    open: openFromHttp(http, "/thing"),
    ...(expectation === "nothing" ? {} : { sizeBytes: content.length }),
    ...(expectation === "sha256" ? { expect: { sha256: sha256(content) } } : {}),
  };
}

function uploadItem(content: Buffer): UploadItem {
  return {
    id: "thing",
    target: "/thing",
    sizeBytes: content.length,
    async *open() {
      for (let start = 0; start < content.length; start += 100_000)
        yield content.subarray(start, start + 100_000);
    },
    put: () =>
      Promise.resolve(
        httpSink(http, "/thing", {
          mapStatus: (status, headers, text) =>
            looksLikeHtml(text) ? errorFromStatus(status, headers, text) : undefined,
          receipt: ({ headers }) => ({
            sizeBytes: Number(headers.get("x-size")),
            sha256: headers.get("x-sha256") ?? "",
          }),
        }),
      ),
  };
}

describe.each(["download", "upload"] as const)("%s", (operation) => {
  it.each(faultTable.filter((row) => row.operation === operation).map((row) => [row.fault, row] as const))(
    "under %s ends as the table says",
    async (_, row) => {
      const { result, content, renewals, waits } = await run(row);
      const { outcome } = row;
      if (outcome.throws !== undefined) {
        expect(isScanferryError(result, outcome.throws), String(result)).toBe(true);
      } else {
        const { results } = result as Collected;
        expect(results, String(result)).toHaveLength(1);
        expect(results[0]?.error?.code).toBe(outcome.code);
        expect(results[0]?.status).toBe(outcome.status);
      }
      if (outcome.requests !== undefined) expect(server.seen).toHaveLength(outcome.requests);
      if (outcome.statuses !== undefined)
        expect(server.seen.map((one) => one.status)).toEqual(outcome.statuses);
      if (outcome.renewals !== undefined) expect(renewals).toBe(outcome.renewals);
      if (outcome.resumedNear !== undefined) {
        const from = Number(/\d+/.exec(server.seen.at(-1)?.headers.range ?? "")?.[0]);
        expect(from / content.length).toBeCloseTo(outcome.resumedNear / 100, 5);
      }
      // Every wait between tries is at least what the server asked for, and grows otherwise.
      const [fault] = row.faults;
      if (fault?.kind === "status" && fault.retryAfter === "7") expect(waits[0]).toBeGreaterThanOrEqual(7000);
      if (operation === "download") await checkFolder(row, content);
      else if (outcome.status === "done") expect(server.stored.get("/thing")?.equals(content)).toBe(true);
    },
  );
});

/** What stands under its real name is whole; nothing else is left unless the row allows an unfinished part. */
async function checkFolder({ outcome }: FaultRow, content: Buffer): Promise<void> {
  const names = await readdir(join(dir, "folder")).catch(() => [] as string[]);
  const finished = names.filter((name) => !/\.part(\.json)?$/.test(name));
  expect(finished).toHaveLength(outcome.status === "done" ? 1 : 0);
  for (const name of finished) expect((await readFile(join(dir, "folder", name))).equals(content)).toBe(true);
  expect(names.some((name) => name.endsWith(".part"))).toBe(outcome.leavesPart ?? false);
}
