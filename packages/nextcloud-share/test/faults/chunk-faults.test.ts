import type { FaultRule } from "@scanferry/sandbox";
import type { ErrorCode, NetworkOptions } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { bodyOf, patternedBytes, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox, realPause } from "../support/open-box.js";

const MiB = 1024 * 1024;
const bytes = patternedBytes(11 * MiB, 9);
const options = { chunkThresholdBytes: MiB, chunkBytes: 5 * MiB };

const chunk = { method: "PUT", path: /\/00002$/ };
const move = { method: "MOVE", path: /\.file$/ };

const rows: readonly {
  fault: string;
  rule: FaultRule;
  ends: "stored" | ErrorCode;
  puts?: number;
  network?: NetworkOptions;
}[] = [
  { fault: "a chunk answered 503", rule: { ...chunk, kind: "status", status: 503 }, ends: "stored", puts: 4 },
  {
    fault: "a chunk cut at 50 %",
    rule: { ...chunk, kind: "cutUploadAtPercent", percent: 50 },
    ends: "stored",
    puts: 4,
  },
  {
    fault: "a chunk whose answer is lost",
    rule: { ...chunk, kind: "reset", when: "after" },
    ends: "stored",
    puts: 4,
  },
  {
    fault: "a chunk that stalls",
    rule: { ...chunk, kind: "stallUpload", afterBytes: MiB, ms: 500 },
    ends: "stored",
    network: { stallMs: 400, answerMs: 400 },
  },
  { fault: "a flipped bit in a chunk", rule: { ...chunk, kind: "flipUploadByte" }, ends: "stored", puts: 6 },
  {
    fault: "flipped bits for good",
    rule: { ...chunk, kind: "flipUploadByte", times: 99 },
    ends: "data/checksum-mismatch",
    puts: 6,
  },
  {
    fault: "a chunk that is stored short",
    rule: { ...chunk, kind: "truncateUpload", bytes: 10 },
    ends: "stored",
    puts: 6,
  },
  {
    fault: "401 at a chunk",
    rule: { ...chunk, kind: "status", status: 401, times: 99 },
    ends: "auth/rejected",
    puts: 2,
  },
  { fault: "507 at a chunk", rule: { ...chunk, kind: "status", status: 507 }, ends: "remote/quota" },
  { fault: "a web page at a chunk", rule: { ...chunk, kind: "html" }, ends: "remote/failed" },
  {
    fault: "a merge whose answer is lost",
    rule: { ...move, kind: "reset", when: "after" },
    ends: "stored",
    puts: 3,
  },
  {
    fault: "a merge that a proxy gives up on",
    rule: { ...move, kind: "status", status: 504, when: "detached" },
    ends: "stored",
    puts: 3,
  },
  {
    fault: "a merge that never reached the server",
    rule: { ...move, kind: "reset" },
    ends: "stored",
    puts: 3,
  },
  { fault: "a merge answered 423", rule: { ...move, kind: "status", status: 423 }, ends: "stored", puts: 3 },
];

describe.each(["32", "27"] as const)("a chunked upload to Nextcloud %s", (version) => {
  it.each(rows)("with $fault ends as $ends", async ({ rule, ends, puts, network }) => {
    await using box = await openBox(
      { version },
      network === undefined ? {} : { network, retries: 20, sleep: realPause },
    );
    box.sandbox.faults.add(rule);
    box.sandbox.log.clear();
    const work = box.cloud.upload({ path: "MRI/big.zip", body: bodyOf(bytes) }, options);
    if (ends === "stored") {
      expect(await work).toMatchObject({ sha256: sha256(bytes), verifiedBy: "server-sha256" });
      expect(sha256(await box.sandbox.state.nextcloud.readFile("/MRI/big.zip"))).toBe(sha256(bytes));
    } else {
      await failsWith(work, ends);
      expect(box.sandbox.state.nextcloud.files().filter((file) => file.path.endsWith("big.zip"))).toEqual([]);
    }
    if (ends !== "auth/rejected") expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
    if (puts !== undefined) expect(box.sandbox.log.find("PUT", "/uploads/")).toHaveLength(puts);
  });

  it("waits for a slow merge instead of sending the file again", async () => {
    await using box = await openBox({ version, assembleMs: 150 });
    box.sandbox.faults.add({ ...move, kind: "status", status: 504, when: "detached" });
    const waits: string[] = [];
    await box.cloud.upload(
      { path: "big.zip", body: bodyOf(bytes) },
      {
        ...options,
        onEvent: (event) => {
          if (event.type === "wait") waits.push(event.reason);
        },
      },
    );
    expect(box.sandbox.log.find("PUT", "/uploads/")).toHaveLength(3);
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/big.zip"))).toBe(sha256(bytes));
  });

  it("never joins a source that is shorter or longer than announced", async () => {
    await using box = await openBox({ version });
    for (const lengthBytes of [bytes.byteLength - 1, bytes.byteLength + 1]) {
      const body = { ...bodyOf(bytes), lengthBytes };
      await failsWith(
        box.cloud.upload({ path: "big.zip", body, contentId: "x" }, options),
        "data/size-mismatch",
      );
    }
    expect(box.sandbox.state.nextcloud.files()).toEqual([]);
    expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
  });

  it("stops before the first chunk when the target exists", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/big.zip", "theirs");
    await failsWith(box.cloud.upload({ path: "big.zip", body: bodyOf(bytes) }, options), "remote/exists");
    expect(box.sandbox.log.find("PUT", "/uploads/")).toEqual([]);
  });

  it("replaces a file when it is told to", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/big.zip", "old");
    await box.cloud.upload({ path: "big.zip", body: bodyOf(bytes), replace: true }, options);
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/big.zip"))).toBe(sha256(bytes));
  });

  it("tells a full account and leaves no chunks", async () => {
    await using box = await openBox({ version, quotaBytes: 6 * MiB });
    await failsWith(box.cloud.upload({ path: "big.zip", body: bodyOf(bytes) }, options), "remote/quota");
    expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
  });
});

describe("resuming", () => {
  const brokenAt = (at: number): { lengthBytes: number; open(): AsyncIterable<Uint8Array> } => ({
    lengthBytes: bytes.byteLength,
    async *open() {
      await Promise.resolve();
      yield bytes.subarray(0, at);
      throw new Error("killed");
    },
  });

  it("keeps whole chunks of the same content and sends the rest", async () => {
    await using box = await openBox();
    const path = "MRI/big.zip";
    await expect(
      box.cloud.upload({ path, body: brokenAt(10 * MiB + 1), contentId: "one" }, options),
    ).rejects.toThrow("killed");
    expect(box.sandbox.state.nextcloud.uploads()[0]?.chunks.map((one) => one.name)).toEqual([
      "00001",
      "00002",
    ]);
    const result = await box.cloud.upload({ path, body: bodyOf(bytes), contentId: "one" }, options);
    expect(result.chunks).toEqual({ sent: 1, kept: 2 });
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/MRI/big.zip"))).toBe(sha256(bytes));
  });

  it("never continues with other content, and starts again where kept chunks turn out to differ", async () => {
    await using box = await openBox();
    const path = "MRI/big.zip";
    await expect(
      box.cloud.upload({ path, body: brokenAt(10 * MiB + 1), contentId: "one" }, options),
    ).rejects.toThrow("killed");
    const other = patternedBytes(11 * MiB, 77);
    const fresh = await box.cloud.upload(
      { path: "MRI/other.zip", body: bodyOf(other), contentId: "two" },
      options,
    );
    expect(fresh.chunks).toEqual({ sent: 3, kept: 0 });
    // The caller claims the same content, wrongly: the digest tells, and everything is sent.
    const claimed = await box.cloud.upload({ path, body: bodyOf(other), contentId: "one" }, options);
    expect(claimed.chunks).toEqual({ sent: 3, kept: 0 });
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/MRI/big.zip"))).toBe(sha256(other));
  });

  it("removes leftovers of another cut, so that they are not joined", async () => {
    await using box = await openBox();
    const path = "big.zip";
    await expect(
      box.cloud.upload({ path, body: brokenAt(10 * MiB + 1), contentId: "one" }, options),
    ).rejects.toThrow("killed");
    const result = await box.cloud.upload(
      { path, body: bodyOf(bytes), contentId: "one" },
      { ...options, chunkBytes: 20 * MiB },
    );
    expect(result.chunks).toEqual({ sent: 1, kept: 0 });
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/big.zip"))).toBe(sha256(bytes));
  });

  it("takes a file that a killed run had finished as it is", async () => {
    await using box = await openBox();
    for (const threshold of [MiB, 100 * MiB]) {
      const path = `done-${String(threshold)}.zip`;
      const request = { path, body: bodyOf(bytes), contentId: "one" };
      await box.cloud.upload(request, { ...options, chunkThresholdBytes: threshold });
      box.sandbox.log.clear();
      expect(await box.cloud.upload(request, { ...options, chunkThresholdBytes: threshold })).toMatchObject({
        sha256: sha256(bytes),
      });
      expect(box.sandbox.log.find("PUT", "/uploads/")).toEqual([]);
      await failsWith(
        box.cloud.upload(
          { ...request, body: bodyOf(patternedBytes(11 * MiB, 3)) },
          { ...options, chunkThresholdBytes: threshold },
        ),
        "remote/exists",
      );
    }
  });

  it("removes what an abandoned upload left", async () => {
    await using box = await openBox();
    await expect(
      box.cloud.upload({ path: "big.zip", body: brokenAt(10 * MiB + 1), contentId: "one" }, options),
    ).rejects.toThrow("killed");
    await box.cloud.abandonUpload({ path: "big.zip", contentId: "one" });
    await box.cloud.abandonUpload({ path: "big.zip", contentId: "one" });
    expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
  });
});
