import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import {
  ScanferryError,
  collect,
  openJournal,
  upload,
  type TransferEvent,
  type UploadItem,
  type UploadSink,
} from "../src/index.js";
import { noise } from "./support/noise.js";

const content = noise(250_000);
const sha256 = createHash("sha256").update(content).digest("hex");
const quick = { sleep: () => Promise.resolve(), random: () => 0 };

async function* pieces(data: Uint8Array, size = 40_000): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < data.length; start += size) {
    await Promise.resolve();
    yield data.subarray(start, start + size);
  }
}

/** A server that takes chunks and keeps them over tries, as Nextcloud's upload folders do. */
class ChunkServer implements UploadSink {
  chunks: Buffer[] = [];
  failAfter: number | undefined;
  finished: { bytes: number; sha256?: string } | undefined;
  aborted = 0;

  get offsetBytes(): number {
    return Buffer.concat(this.chunks).length;
  }

  async write({ source }: { source: AsyncIterable<Uint8Array> }): Promise<void> {
    for await (const chunk of source) {
      if (this.failAfter !== undefined && this.offsetBytes >= this.failAfter) {
        this.failAfter = undefined;
        throw new ScanferryError("net/reset", "cut", { retryable: true });
      }
      this.chunks.push(Buffer.from(chunk));
    }
  }

  finish(sent: { bytes: number; sha256?: string }): Promise<{ sizeBytes: number; sha256: string }> {
    this.finished = sent;
    const whole = Buffer.concat(this.chunks);
    return Promise.resolve({
      sizeBytes: whole.length,
      sha256: createHash("sha256").update(whole).digest("hex"),
    });
  }

  abort(): Promise<void> {
    this.aborted++;
    return Promise.resolve();
  }
}

const itemFor = (sink: UploadSink, more: Partial<UploadItem> = {}): UploadItem => ({
  id: "a",
  target: "/a",
  sizeBytes: content.length,
  open: () => pieces(content),
  put: () => Promise.resolve(sink),
  ...more,
});
const run = (items: UploadItem[], options: Parameters<typeof upload>[1] = {}): ReturnType<typeof collect> =>
  collect(upload(items, { ...quick, ...options }));

describe("a sink", () => {
  it("gets the whole body and is asked for what the server has", async () => {
    const sink = new ChunkServer();
    const { results } = await run([itemFor(sink)]);
    expect(results[0]).toMatchObject({ status: "done", bytes: content.length, sha256 });
    expect(sink.finished).toMatchObject({ bytes: content.length, sha256 });
  });

  it("goes on where the server is, and the digest is still that of the whole", async () => {
    const sink = new ChunkServer();
    sink.failAfter = 100_000;
    const events: TransferEvent[] = [];
    const { results } = await run([itemFor(sink)], { onEvent: (event) => events.push(event) });
    expect(results[0]).toMatchObject({ status: "done", sha256 });
    expect(Buffer.concat(sink.chunks).equals(content)).toBe(true);
    expect(events.filter(({ type }) => type === "start")).toMatchObject([
      { fromByte: 0 },
      { fromByte: 120_000 },
    ]);
    expect(sink.aborted).toBe(1);
  });

  it("that has more than the file has, ends in remote/conflict", async () => {
    const sink = new ChunkServer();
    sink.chunks = [Buffer.alloc(content.length + 1)];
    expect((await run([itemFor(sink)])).results[0]?.error?.code).toBe("remote/conflict");
  });

  it("that reads only a part of the body does not count as done", async () => {
    const lazy: UploadSink = { write: () => Promise.resolve(), finish: () => Promise.resolve({}) };
    expect((await run([itemFor(lazy)], { retries: 1 })).results[0]?.error?.code).toBe("remote/failed");
  });

  it("may say that the server has it already", async () => {
    const { results } = await run([
      itemFor(new ChunkServer(), { put: () => Promise.resolve({ unchanged: true, etag: "e" }) }),
    ]);
    expect(results[0]).toMatchObject({ status: "unchanged", etag: "e" });
  });
});

describe("a source", () => {
  it.each([
    ["shorter", 250_001],
    ["longer", 249_999],
  ])(
    "that is %s than announced fails with data/size-mismatch and is not tried again",
    async (_, sizeBytes) => {
      const sink = new ChunkServer();
      const { results } = await run([itemFor(sink, { sizeBytes })]);
      expect(results[0]?.error?.code).toBe("data/size-mismatch");
      expect(sink.finished).toBeUndefined();
      expect(sink.aborted).toBe(1);
    },
  );

  it("of unknown length is sent and counted", async () => {
    const { sizeBytes: _, ...item } = itemFor(new ChunkServer());
    expect((await run([item])).results[0]).toMatchObject({ status: "done", bytes: content.length });
  });
});

describe("what the server stored", () => {
  it.each([
    ["another length", { sizeBytes: 1 }, "data/size-mismatch"],
    ["another SHA-256", { sha256: "0".repeat(64) }, "data/checksum-mismatch"],
    ["another MD5", { md5: "0".repeat(32) }, "data/checksum-mismatch"],
  ])("with %s is a failure", async (_, receipt, code) => {
    const sink: UploadSink = {
      write: async ({ source }) => {
        for await (const chunk of source) expect(chunk.length).toBeGreaterThan(0);
      },
      finish: () => Promise.resolve(receipt),
    };
    const { results } = await run([itemFor(sink, { digests: ["md5", "sha256"] })], { retries: 1 });
    expect(results[0]?.error?.code).toBe(code);
  });
});

describe("an item that must not be repeated", () => {
  it("is tried once, whatever happens", async () => {
    let tries = 0;
    const put = (): Promise<UploadSink> => {
      tries++;
      return Promise.reject(new ScanferryError("net/reset", "cut", { retryable: true }));
    };
    expect((await run([itemFor(new ChunkServer(), { put, repeatable: false })])).failed).toBe(1);
    expect(tries).toBe(1);
  });
});

describe("with a journal", () => {
  it("an item of the same fingerprint is unchanged, another one is sent", async () => {
    const dir = await mkdtemp(join(tmpdir(), "scanferry-upload-"));
    const journal = await openJournal(join(dir, "journal.ndjson"));
    try {
      const statuses: (string | undefined)[] = [];
      for (const fingerprint of ["v1", "v1", "v2", undefined]) {
        const more = fingerprint === undefined ? {} : { fingerprint };
        statuses.push((await run([itemFor(new ChunkServer(), more)], { journal })).results[0]?.status);
      }
      expect(statuses).toEqual(["done", "unchanged", "done", "done"]);
      expect(
        (
          await run([itemFor(new ChunkServer(), { fingerprint: "v2", target: "/b" })], {
            journal,
            dryRun: true,
          })
        ).planned,
      ).toBe(1);
    } finally {
      await journal.close();
      await rm(dir, { recursive: true });
    }
  });
});
