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
  { fault: "a login page at a chunk", rule: { ...chunk, kind: "html" }, ends: "auth/required" },
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

  it("gives up on a merge that never ends, and leaves the chunks of named content for the next run", async () => {
    await using box = await openBox({ version });
    const jam = box.sandbox.faults.add({ ...move, kind: "status", status: 423, times: 9999 });
    const request = { path: "big.zip", body: bodyOf(bytes), contentId: "x" };
    await failsWith(box.cloud.upload(request, { ...options, mergeTimeoutMs: 60_000 }), "remote/busy");
    expect(box.sandbox.state.nextcloud.uploads()[0]?.chunks).toHaveLength(3);
    jam.remove();
    expect((await box.cloud.upload(request, options)).chunks).toEqual({ sent: 0, kept: 3 });
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
