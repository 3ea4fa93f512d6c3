import { createReadStream } from "node:fs";
import { mkdir, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { readTarForward } from "../../src/tar/read-tar-forward.js";
import { itWith, runPeer } from "../support/peers.js";
import { temporaryFolder } from "../support/temporary-folder.js";

interface Seen {
  name: string;
  isFile: boolean;
  content: string;
}

async function readAll(bytes: Uint8Array, chunkBytes = 1000): Promise<Seen[]> {
  const seen: Seen[] = [];
  for await (const { name, isFile, body } of readTarForward(inChunks(bytes, chunkBytes))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(Buffer.from(chunk));
    seen.push({ name, isFile, content: Buffer.concat(chunks).toString() });
  }
  return seen;
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** One file as a POSIX tar without an end mark. */
function tarFile(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        0", 148);
  header.write("ustar\0" + "00", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const padded = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  padded.write(content);
  return Buffer.concat([header, padded]);
}

const two = Buffer.concat([tarFile("a/1.dcm", "one"), tarFile("a/2.dcm", "two".repeat(400))]);
const whole = Buffer.concat([two, Buffer.alloc(1024)]);

itWith("tar")("reads what tar writes in its four formats, plain and within gzip", async () => {
  const folder = temporaryFolder();
  await mkdir(join(folder, "S1", "umlaut-ä"), { recursive: true });
  await writeFile(join(folder, "S1", "a.dcm"), "A".repeat(70_000));
  await writeFile(join(folder, "S1", "umlaut-ä", "b.dcm"), "B");
  await writeFile(join(folder, "S1", "empty"), "");
  for (const format of ["gnu", "pax", "ustar", "v7"]) {
    const file = `${format}.tar`;
    await runPeer("tar", [`--format=${format}`, "--sort=name", "-cf", file, "S1"], { cwd: folder });
    const bytes = await readFile(join(folder, file));
    const seen = await readAll(bytes);
    expect(await readAll(gzipSync(bytes))).toEqual(seen);
    expect(seen.map(({ name, isFile, content }) => [name, isFile, content.length])).toEqual([
      ["S1/", false, 0],
      ["S1/a.dcm", true, 70_000],
      ["S1/empty", true, 0],
      ["S1/umlaut-ä/", false, 0],
      ["S1/umlaut-ä/b.dcm", true, 1],
    ]);
  }
});

it("passes over what is not read, and lets a loop over a content end early", async () => {
  const names: string[] = [];
  for await (const { name, body } of readTarForward(inChunks(whole, 100))) {
    names.push(name);
    if (name === "a/2.dcm") for await (const _ of body) break;
  }
  expect(names).toEqual(["a/1.dcm", "a/2.dcm"]);
});

it.each([
  ["within a header", two.subarray(0, 300)],
  ["within a content", two.subarray(0, 1600)],
  ["between two entries", two.subarray(0, 1024)],
  ["behind the last entry, before the end mark", two],
  ["within gzip", gzipSync(whole).subarray(0, 60)],
  ["nothing at all", new Uint8Array()],
])("says that an archive was cut off %s", async (_, bytes) => {
  await expect(readAll(bytes)).rejects.toMatchObject({ code: "data/corrupt" });
});

it("refuses what is no tar", async () => {
  await expect(readAll(Buffer.alloc(4096, "PK"))).rejects.toMatchObject({ code: "data/corrupt" });
});

it("gives the stream's own failure, and stops when it is told to", async () => {
  const missing = createReadStream(join(temporaryFolder(), "no.tar"));
  const read = async (): Promise<void> => {
    for await (const _ of readTarForward(missing)) expect.unreachable();
  };
  await expect(read()).rejects.toMatchObject({ code: "ENOENT" });
  // A mistake in a program is no damage of the archive.
  const mistaken = (): Promise<Seen[]> => readAll({ length: 2000 } as Uint8Array);
  await expect(mistaken()).rejects.toThrow(TypeError);
  const stop = new AbortController();
  const stopped = async (): Promise<void> => {
    for await (const _ of readTarForward(inChunks(whole, 512), { signal: stop.signal })) stop.abort();
  };
  await expect(stopped()).rejects.toMatchObject({ code: "aborted" });
});

it("leaves no file open behind a loop that ends early", async () => {
  const path = join(temporaryFolder(), "x.tar");
  await writeFile(path, Buffer.concat([whole.subarray(0, -1024), Buffer.alloc(1024 * 1024)]));
  const handle = await open(path);
  const stream = handle.createReadStream();
  for await (const { name } of readTarForward(stream)) {
    expect(name).toBe("a/1.dcm");
    break;
  }
  expect(stream.destroyed).toBe(true);
});
