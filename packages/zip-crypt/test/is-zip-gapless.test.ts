import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { unlistedEntry } from "../../../tools/test-support/unlisted-entry.js";
import { createZip, isZipGapless, zipStream } from "../src/index.js";

const entries = ["a", "b", "c"].map((name) => ({ name: `${name}.dcm`, source: Buffer.alloc(3000, name) }));

async function made(): Promise<Buffer> {
  const { stream } = zipStream(entries, { encryption: "none", level: 6 });
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Gives an entry another name, in its own header alone. */
function renamed(zip: Buffer): Buffer {
  const copy = Buffer.from(zip);
  copy.write("x.dcm", copy.indexOf("b.dcm"));
  return copy;
}

it("knows an archive that holds what it lists and nothing else", async () => {
  const zip = await made();
  expect(await isZipGapless(zip)).toBe(true);
  const dir = await mkdtemp(join(tmpdir(), "scanferry-gapless-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, "a.zip");
  await createZip(path, entries, { encryption: "none" });
  expect(await isZipGapless(path)).toBe(true);
});

it.each([
  ["the first entry is not listed", (zip: Buffer) => unlistedEntry(zip, "a.dcm")],
  ["one in the middle is not listed", (zip: Buffer) => unlistedEntry(zip, "b.dcm")],
  ["the last one is not listed", (zip: Buffer) => unlistedEntry(zip, "c.dcm")],
  ["something stands before it", (zip: Buffer) => Buffer.concat([Buffer.alloc(100), zip])],
  ["an entry calls itself otherwise", renamed],
])("and one that is read otherwise from its beginning: %s", async (_, spoil) => {
  expect(await isZipGapless(spoil(await made()))).toBe(false);
});
