import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { ZipLengthCounter, zipStream } from "../src/index.js";
import type { ZipEntryInput } from "../src/index.js";
import { pieces } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { itWith } from "./support/peers.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const program = fileURLToPath(new URL("./support/ForwardRead.java", import.meta.url));

/** What Java's forward reader says of a stream, and the length of that. */
async function readByJava(chunks: AsyncIterable<Uint8Array>): Promise<{ told: string; bytes: number }> {
  const java = spawn("java", ["-Xshare:auto", "-XX:TieredStopAtLevel=1", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  const closed = once(java, "close");
  const [told] = await Promise.all([text(java.stdout), pipeline(counted(), java.stdin)]);
  const [code] = (await closed) as [number];
  expect(code).toBe(0);
  return { told: told.trim(), bytes };
}

itWith("java")(
  "reads forward in Java, as XNAT does, what is stored without a known CRC, at the announced length",
  async () => {
    const path = join(temporaryFolder(), "large.bin");
    writeFileSync(path, noise(300_000, 5));
    const contents = [noise(0), noise(1), noise(65_535), noise(65_536), noise(200_001, 3), noise(300_000, 5)];
    const entries = contents.map((bytes, index): ZipEntryInput => {
      const name = `SCANS/${String(index)}/Schädel.dcm`;
      const source =
        index === contents.length - 1 ? path : (): AsyncIterable<Uint8Array> => pieces(bytes, 7001);
      return { name, source, sizeBytes: bytes.length, mtime: new Date(0) };
    });
    const counter = new ZipLengthCounter({ encryption: "none" });
    const all = createHash("sha256");
    let total = 0;
    entries.forEach(({ name, sizeBytes = 0 }, index) => {
      counter.add({ name, sizeBytes });
      all.update(`${name}\n`).update(contents[index] ?? Buffer.alloc(0));
      total += sizeBytes;
    });
    async function* lazy(): AsyncGenerator<ZipEntryInput> {
      yield* entries;
    }
    const { told, bytes } = await readByJava(zipStream(lazy()).stream);
    expect(told).toBe(`${String(contents.length)} ${String(total)} ${all.digest("hex")}`);
    expect(bytes).toBe(counter.bytes);
  },
  60_000,
);

itWith("java")(
  "gives Java more entries than 16 bits count",
  async () => {
    const count = 65_537;
    const counter = new ZipLengthCounter({ encryption: "none" });
    const all = createHash("sha256");
    const nameOf = (index: number): string => `${String(index)}.dcm`;
    for (let index = 0; index < count; index++) {
      counter.add({ name: nameOf(index), sizeBytes: 1 });
      all.update(`${nameOf(index)}\n`).update("x");
    }
    async function* lazy(): AsyncGenerator<ZipEntryInput> {
      for (let index = 0; index < count; index++) yield { name: nameOf(index), source: Buffer.from("x") };
    }
    const { told, bytes } = await readByJava(zipStream(lazy()).stream);
    expect(told).toBe(`${String(count)} ${String(count)} ${all.digest("hex")}`);
    expect(bytes).toBe(counter.bytes);
  },
  60_000,
);
