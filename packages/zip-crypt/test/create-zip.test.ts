import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { WritableStream } from "node:stream/web";
import { describe, expect, it } from "vitest";
import { type ZipEntryInput, createZip } from "../src/index.js";
import { temporaryFolder } from "./support/temporary-folder.js";

describe("createZip", () => {
  const entries = (): ZipEntryInput[] => [{ name: "a.txt", source: Buffer.from("hello") }];
  const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

  it("writes a file and tells its length, digest and number of entries", async () => {
    const path = join(temporaryFolder(), "a.zip");
    const made = await createZip(path, entries(), { password: "p" });
    const bytes = readFileSync(path);
    expect(made).toEqual({ bytes: bytes.length, entries: 1, sha256: sha256(bytes) });
  });

  it("writes to a Node stream and to a web stream", async () => {
    const node: Buffer[] = [];
    const toNode = await createZip(
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          node.push(chunk);
          done();
        },
      }),
      entries(),
      { password: "p" },
    );
    const web: Uint8Array[] = [];
    const toWeb = await createZip(
      new WritableStream<Uint8Array>({ write: (chunk) => void web.push(chunk) }),
      entries(),
      {
        password: "p",
      },
    );
    expect(sha256(Buffer.concat(node))).toBe(toNode.sha256);
    expect(sha256(Buffer.concat(web))).toBe(toWeb.sha256);
  });

  it("leaves nothing behind when a source is missing", async () => {
    const folder = temporaryFolder();
    const failing = [...entries(), { name: "b", source: join(folder, "missing.bin") }];
    await expect(createZip(join(folder, "a.zip"), failing, { password: "p" })).rejects.toMatchObject({
      code: "local/not-found",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves an existing archive as it was when the new one fails", async () => {
    const path = join(temporaryFolder(), "a.zip");
    await createZip(path, entries(), { password: "p" });
    const before = readFileSync(path);
    const failing: ZipEntryInput[] = [{ name: "a", source: Buffer.alloc(10), sizeBytes: 11 }];
    await expect(createZip(path, failing, { password: "p" })).rejects.toMatchObject({
      code: "data/size-mismatch",
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("stops with aborted and leaves nothing behind", async () => {
    const folder = temporaryFolder();
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        yield await Promise.resolve(Buffer.alloc(100_000));
        stop.abort();
      }
    }
    const making = createZip(join(folder, "a.zip"), [{ name: "a", source: endless() }], {
      password: "p",
      signal: stop.signal,
    });
    await expect(making).rejects.toMatchObject({ code: "aborted" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves the digest out when asked to", async () => {
    const made = await createZip(join(temporaryFolder(), "a.zip"), entries(), { sha256: false });
    expect(made).toMatchObject({ entries: 1, sha256: "" });
  });

  it("passes on the failure of a stream that it writes to", async () => {
    const full = new Error("no more room");
    const node = new Writable({
      write(_chunk, _encoding, done) {
        done(full);
      },
    });
    await expect(createZip(node, entries())).rejects.toBe(full);
    const web = new WritableStream<Uint8Array>({ write: () => Promise.reject(full) });
    await expect(createZip(web, entries())).rejects.toBe(full);
  });
});
