import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type BundleEntry, type BundleItem, collect, download } from "@scanferry/transfer";
import { readZipForward } from "../../src/index.js";
import { type StreamedEntry, streamedArchive } from "../support/forward-archive.js";
import { pieces } from "../support/gather.js";
import { noise } from "../support/noise.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const entries: StreamedEntry[] = [
  { name: "files/", body: Buffer.alloc(0), method: 0 },
  { name: "files/a.dcm", body: noise(200_000), method: 0 },
  { name: "files/b.dcm", body: noise(200_000, 2), descriptor: { signature: true, wide: false } },
];

/** A bundle whose archive arrives as given, another one with each try. */
function bundleOf(...tries: Buffer[]): BundleItem {
  async function* read(signal: AbortSignal): AsyncGenerator<BundleEntry> {
    const archive = tries.shift() ?? Buffer.alloc(0);
    for await (const entry of readZipForward(pieces(archive, 30_000), { signal })) {
      if (!entry.isDirectory) yield { path: entry.name, ...entry };
    }
  }
  return { id: "scan-1", target: "", entries: ({ signal }) => read(signal) };
}

async function* only(item: BundleItem): AsyncGenerator<BundleItem> {
  yield await Promise.resolve(item);
}

const sleep = (): Promise<void> => Promise.resolve();

it("a bundle that is cut off between two files is fetched again and comes whole", async () => {
  const whole = streamedArchive(entries);
  const cut = whole.subarray(0, whole.indexOf(Buffer.from("files/b.dcm")) - 30);
  const folder = temporaryFolder();
  const { results, ...summary } = await collect(download(only(bundleOf(cut, whole)), folder, { sleep }));
  expect(summary).toMatchObject({ done: 2, failed: 0 });
  expect(results).toHaveLength(2);
  expect(readFileSync(join(folder, "files/a.dcm")).equals(noise(200_000))).toBe(true);
  expect(readFileSync(join(folder, "files/b.dcm")).equals(noise(200_000, 2))).toBe(true);
});

it("a file that arrives damaged each time fails alone and leaves nothing under its name", async () => {
  const damaged = streamedArchive(
    entries.map((entry) => (entry.name === "files/a.dcm" ? { ...entry, crc32: 1 } : entry)),
  );
  const folder = temporaryFolder();
  const { results } = await collect(download(only(bundleOf(damaged, damaged)), folder, { sleep }));
  expect(results.map(({ target, status }) => [target, status])).toEqual([
    ["files/a.dcm", "failed"],
    ["files/b.dcm", "done"],
  ]);
  expect(readdirSync(join(folder, "files")).filter((name) => !name.endsWith(".part"))).toEqual(["b.dcm"]);
});
