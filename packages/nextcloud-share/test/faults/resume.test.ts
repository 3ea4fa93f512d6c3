import { describe, expect, it } from "vitest";
import { bodyOf, patternedBytes, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

const MiB = 1024 * 1024;
const bytes = patternedBytes(11 * MiB, 9);
const options = { chunkThresholdBytes: MiB, chunkBytes: 5 * MiB };

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
