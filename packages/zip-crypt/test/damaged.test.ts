import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { isScanferryError } from "@scanferry/transfer";
import { type ZipEncryption, listZip, readZipEntries, testZip, zipStream } from "../src/index.js";
import { gather, listed, rejection } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { plainArchive } from "./support/plain-archive.js";
import { readAll } from "./support/read-all.js";

const password = "p";
const bodies = [noise(3_000), Buffer.from("text ".repeat(600))];

function archive(encryption: ZipEncryption, level = 0): Promise<Buffer> {
  const entries = bodies.map((source, index) => ({
    name: `${String(index)}.txt`,
    source,
    salt: noise(encryption === "aes-256" ? 16 : 12, index + 5),
    mtime: new Date("2025-01-01T00:00:00Z"),
  }));
  return gather(zipStream(entries, { encryption, level, password }).stream);
}

const kinds = (["aes-256", "zipcrypto", "none"] as const).flatMap((encryption) =>
  [0, 6].map((level) => ({ encryption, level })),
);

describe.each(kinds)("an archive with $encryption, level $level", ({ encryption, level }) => {
  it("is refused as data/corrupt when it is cut off anywhere", async () => {
    const whole = await archive(encryption, level);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        expect(await rejection(testZip(whole.subarray(0, length), { password }))).toMatchObject({
          code: "data/corrupt",
        });
      }),
      { numRuns: 60 },
    );
  });

  it("never gives wrong bytes when any one byte is changed", async () => {
    const whole = await archive(encryption, level);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, mask) => {
          const changed = Buffer.from(whole);
          changed.writeUInt8(changed.readUInt8(at) ^ mask, at);
          try {
            const files = await readAll(changed, { password });
            expect([...files.values()].map((body) => body.toString("hex"))).toEqual(
              bodies.map((body) => body.toString("hex")),
            );
          } catch (error) {
            if (!isScanferryError(error)) throw error;
            expect(error.code).toMatch(/^(data\/|auth\/|input\/invalid)/);
            expect(error.hint).toBeDefined();
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is refused when bytes of its content are changed", async () => {
    const whole = await archive(encryption, level);
    const changed = Buffer.from(whole);
    const middle = Math.floor(whole.length / 4);
    changed.writeUInt8(changed.readUInt8(middle) ^ 0xff, middle);
    expect(await rejection(testZip(changed, { password }))).toMatchObject({
      code: expect.stringMatching(/^data\//) as string,
    });
  });
});

describe("an entry that is called a folder though it has content", () => {
  it("is read as the file that it is when only its attributes say so", async () => {
    const files = await readAll(
      plainArchive([{ name: "a", body: Buffer.from("hello"), unixMode: 0o040755 }]),
    );
    expect(files.get("a")?.toString()).toBe("hello");
  });

  it("is refused when its name says so", async () => {
    const error = await rejection(testZip(plainArchive([{ name: "a/", body: Buffer.from("hello") }])));
    expect(error).toMatchObject({ code: "data/corrupt", subject: "a/" });
  });
});

describe("passwords", () => {
  it.each(["aes-256", "zipcrypto"] as const)("that are wrong are rejected with %s", async (encryption) => {
    // This password's check bytes were seen to differ for these salts, so the outcome does not hang on luck.
    const error = await rejection(testZip(await archive(encryption), { password: "wrong" }));
    expect(error).toMatchObject({ code: "auth/rejected", retryable: false });
  });

  it.each(["aes-256", "zipcrypto"] as const)("that are missing are asked for with %s", async (encryption) => {
    expect(await rejection(testZip(await archive(encryption)))).toMatchObject({ code: "auth/required" });
  });

  it("do not appear in any error", async () => {
    const error = await rejection(testZip(await archive("aes-256"), { password: "hunter2-secret" }));
    expect(JSON.stringify(error)).not.toContain("hunter2");
    expect(String(error)).not.toContain("hunter2");
    expect(String(error)).not.toContain("0.txt");
  });

  it("that pass the two check bytes by chance still fail by the authentication code", async () => {
    const whole = await archive("aes-256");
    // The verifier of the first entry follows its salt; replace it by the one that the wrong password yields.
    const { deriveAesKeys } = await import("../src/crypto/aes-keys.js");
    const salt = noise(16, 5);
    const keys = await deriveAesKeys("wrong", salt);
    keys.verifier.copy(whole, whole.indexOf(salt) + 16);
    expect(await rejection(testZip(whole, { password: "wrong" }))).toMatchObject({
      code: "data/checksum-mismatch",
    });
  });
});

describe("what is not an archive", () => {
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("<!DOCTYPE html><html>login</html>")],
    ["noise", noise(100_000)],
    [
      "an end record alone that promises entries",
      Buffer.from("504b0506000000000100010000000000000000000000", "hex"),
    ],
  ])("is refused as data/corrupt: %s", async (_, bytes) => {
    expect(await rejection(listed(listZip(bytes)))).toMatchObject({ code: "data/corrupt" });
  });

  it("is reported as missing when the path does not exist", async () => {
    expect(await rejection(listed(listZip("/nowhere/a.zip")))).toMatchObject({ code: "local/not-found" });
  });
});

describe("an archive with a comment", () => {
  it("is read, also when the comment holds a false end record", async () => {
    const whole = await archive("none");
    const comment = Buffer.concat([Buffer.from("504b0506", "hex"), Buffer.alloc(30, 1)]);
    const commented = Buffer.concat([whole, comment]);
    commented.writeUInt16LE(comment.length, whole.length - 2);
    expect((await readAll(commented)).size).toBe(2);
  });
});

describe("an AES entry whose deflate data end early", () => {
  const body = Buffer.from("the part that was meant to be seen");

  /** An archive whose encrypted data are a whole deflate stream with other bytes behind it. */
  async function withTail(tail: Buffer): Promise<Buffer> {
    const payload = Buffer.concat([deflateRawSync(body), tail]);
    const archive = await gather(
      zipStream([{ name: "a", source: payload, store: true }], { password }).stream,
    );
    const local = archive.indexOf("AE") + 3;
    const central = archive.lastIndexOf("AE") + 3;
    for (const at of [local, central]) archive.writeUInt16LE(8, at);
    const directory = archive.readUInt32LE(archive.length - 6);
    archive.writeUInt32LE(body.length, directory + 24);
    return archive;
  }

  it("is read when nothing follows", async () => {
    const files = await readAll(await withTail(Buffer.alloc(0)), { password });
    expect(files.get("a")?.equals(body)).toBe(true);
  });

  it.each([1, 100, 1_000_000])("is refused when %d bytes follow", async (length) => {
    const error = await rejection(testZip(await withTail(noise(length)), { password }));
    expect(error).toMatchObject({ code: "data/corrupt" });
  });

  it.each([1, 100, 1_000_000])(
    "cannot hide %d altered bytes from the authentication code",
    async (length) => {
      const archive = await withTail(noise(length));
      const end = archive.readUInt32LE(archive.length - 6);
      archive.writeUInt8(archive.readUInt8(end - 1) ^ 1, end - 1);
      const error = await rejection(testZip(archive, { password }));
      expect(error).toMatchObject({ code: "data/checksum-mismatch" });
    },
  );

  it("can be left halfway", async () => {
    const archive = await gather(
      zipStream([{ name: "a", source: Buffer.alloc(5_000_000) }], { password, level: 6 }).stream,
    );
    for await (const entry of readZipEntries(archive, { password })) {
      for await (const chunk of entry.stream()) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
    }
    expect(await testZip(archive, { password })).toEqual({ entries: 1, bytes: 5_000_000 });
  });
});
