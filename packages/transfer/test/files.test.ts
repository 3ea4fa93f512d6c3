import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fsError, openPartFile, toScanferryError, writeFileAtomic } from "../src/index.js";
import { noise } from "./support/noise.js";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-files-"));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe("writeFileAtomic", () => {
  it("writes texts, bytes and streams, makes folders, and replaces what was there", async () => {
    const path = join(dir, "a/b/list.csv");
    await writeFileAtomic(path, "old");
    await writeFileAtomic(path, Buffer.from("newer"));
    expect(await readFile(path, "utf8")).toBe("newer");
    const data = noise(3_000_001);
    await writeFileAtomic(
      path,
      (async function* () {
        for (let start = 0; start < data.length; start += 70_000) {
          await Promise.resolve();
          yield data.subarray(start, start + 70_000);
        }
      })(),
    );
    expect((await readFile(path)).equals(data)).toBe(true);
    expect(await readdir(join(dir, "a/b"))).toEqual(["list.csv"]);
  });

  it.skipIf(platform() === "win32")("gives the mode asked for, whatever the umask", async () => {
    await writeFileAtomic(join(dir, "secret"), "x", { mode: 0o600 });
    expect((await stat(join(dir, "secret"))).mode & 0o777).toBe(0o600);
  });

  it("leaves the old file and no part when the source fails or the caller aborts", async () => {
    const path = join(dir, "list");
    await writeFileAtomic(path, "old");
    const stop = new AbortController();
    async function* aborting(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("new");
      await Promise.resolve();
      stop.abort();
      yield Buffer.from("more");
    }
    await expect(writeFileAtomic(path, aborting(), { signal: stop.signal })).rejects.toMatchObject({
      code: "aborted",
    });
    expect(await readdir(dir)).toEqual(["list"]);
    expect(await readFile(path, "utf8")).toBe("old");
  });

  it("says local/denied when a folder stands in the way", async () => {
    await mkdir(join(dir, "list/x"), { recursive: true });
    await expect(writeFileAtomic(join(dir, "list"), "x")).rejects.toMatchObject({ code: "local/denied" });
    expect(await readdir(dir)).toEqual(["list"]);
  });

  it.skipIf(platform() !== "linux")("says local/no-space on a full device", async () => {
    // /dev/full answers every write with ENOSPC, without a file system of our own to mount.
    const full = await writeFile("/dev/full", "x").catch((error: unknown) => error);
    expect(fsError(full, "/data/sub-Jane")).toMatchObject({
      code: "local/no-space",
      subject: "/data/sub-Jane",
    });
    expect(fsError(full, "/data/sub-Jane").message).not.toContain("Jane");
  });
});

describe("errors of the file system", () => {
  it.each([
    ["ENOSPC", "local/no-space"],
    ["EDQUOT", "local/no-space"],
    ["EACCES", "local/denied"],
    ["EPERM", "local/denied"],
    ["EROFS", "local/denied"],
    ["EBUSY", "local/busy"],
    ["ENOENT", "local/not-found"],
    ["EMFILE", "local/busy"],
    ["EWHATEVER", "internal"],
  ])("%s become %s and keep paths out of message and cause", (code, expected) => {
    const error = fsError(
      Object.assign(new Error(`${code}: open '/srv/sub-Jane/a'`), { code }),
      "/srv/sub-Jane/a",
    );
    expect(error.code).toBe(expected);
    expect(error.message + (error.cause as Error).message + JSON.stringify(error)).not.toContain("Jane");
    expect(toScanferryError(error)).toBe(error);
  });
});

describe("openPartFile", () => {
  it("keeps the part with a note and removes it without one when it is given up", async () => {
    for (const [name, note] of [
      ["kept", { id: "a", etag: "e" }],
      ["gone", undefined],
    ] as const) {
      const file = await openPartFile(join(dir, name), note === undefined ? {} : { note });
      await file.write(noise(10_000));
      await file.abandon();
    }
    expect((await readdir(dir)).sort()).toEqual(["kept.part", "kept.part.json"]);
    expect((await stat(join(dir, "kept.part"))).size).toBe(10_000);
  });

  it("continues a part with the digest of the whole", async () => {
    const data = noise(700_000);
    const note = { id: "a", etag: "e" };
    const first = await openPartFile(join(dir, "f"), { note });
    await first.write(data.subarray(0, 400_000));
    await first.abandon();
    const second = await openPartFile(join(dir, "f"), { note, fromByte: 300_000 });
    await second.write(data.subarray(300_000));
    const finished = await second.finish({ sizeBytes: data.length });
    const { createHash } = await import("node:crypto");
    const { mtimeMs } = await stat(join(dir, "f"));
    const digest = createHash("sha256").update(data).digest("hex");
    expect(finished).toEqual({ bytes: data.length, sha256: digest, mtimeMs });
    expect(await readdir(dir)).toEqual(["f"]);
  });
});
