import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isScanferryError } from "@scanferry/transfer";
import { testZip, zipStream } from "../src/index.js";
import { gather, rejection } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { itWith, runPeer } from "./support/peers.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const password = "right";
const mtime = new Date("2025-01-01T00:00:00Z");

function archive(entries: number, level: number): Promise<Buffer> {
  const inputs = Array.from({ length: entries }, (_, index) => ({
    name: `${String(index)}.txt`,
    source: Buffer.from(`text ${String(index)} `.repeat(300)),
    salt: noise(12, index + 1),
    mtime,
  }));
  return gather(zipStream(inputs, { encryption: "zipcrypto", level, password }).stream);
}

/** Tries wrong passwords until one passes the check byte of the first entry, and gives it with what came of it. */
async function luckyPassword(bytes: Uint8Array): Promise<{ lucky: string; error: unknown }> {
  for (let index = 0; index < 10_000; index++) {
    const lucky = `wrong-${String(index)}`;
    const error = await rejection(testZip(bytes, { password: lucky }));
    if (!isScanferryError(error) || error.code !== "auth/rejected") return { lucky, error };
  }
  throw new Error("No wrong password passed, which chance alone does not explain.");
}

const doubt = {
  code: expect.stringMatching(/^data\//) as string,
  hint: expect.stringContaining("Most likely the password is wrong") as string,
};

describe("a wrong ZipCrypto password that passes the check byte", () => {
  it.each([0, 6])(
    "is named as the likelier cause when one entry is all there is, level %d",
    async (level) => {
      expect((await luckyPassword(await archive(1, level))).error).toMatchObject(doubt);
    },
  );

  it.each([0, 6])("is rejected when the other entries refuse it, level %d", async (level) => {
    const { lucky } = await luckyPassword(await archive(1, level));
    const error = await rejection(testZip(await archive(3, level), { password: lucky }));
    expect(error).toMatchObject({ code: "auth/rejected", subject: "0.txt" });
  });

  itWith("7z")("is named as the likelier cause with Deflate64 too", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.txt"), "text ".repeat(300));
    const path = join(folder, "made.zip");
    const switches = ["-mm=Deflate64", "-mem=ZipCrypto", `-p${password}`];
    await runPeer("7z", ["a", "-tzip", ...switches, path, "a.txt"], { cwd: folder });
    expect((await luckyPassword(readFileSync(path))).error).toMatchObject(doubt);
  });
});

describe("a damaged ZipCrypto entry", () => {
  it("is damage when the password opens the other entries", async () => {
    const bytes = await archive(3, 0);
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
    expect(await rejection(testZip(bytes, { password }))).toMatchObject({
      code: "data/checksum-mismatch",
      hint: expect.stringContaining("it was damaged") as string,
    });
  });

  it("alone leaves both causes open", async () => {
    const bytes = await archive(1, 0);
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
    expect(await rejection(testZip(bytes, { password }))).toMatchObject(doubt);
  });
});
