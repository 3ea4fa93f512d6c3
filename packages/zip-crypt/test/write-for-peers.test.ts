import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { type ZipEncryption, type ZipEntryInput, createZip } from "../src/index.js";
import { noise } from "./support/noise.js";
import { itWith, runPeer } from "./support/peers.js";
import { temporaryFolder } from "./support/temporary-folder.js";
import { readWithZipJs } from "./support/zip-js.js";

const password = "correct-horse-battery";
const contents = new Map<string, Buffer>([
  ["empty.txt", Buffer.alloc(0)],
  ["one byte.bin", Buffer.from([7])],
  ["anat/sub-01_T1w.nii.gz", noise(700_001)],
  ["anat/sub-01_T1w.json", Buffer.from('{"RepetitionTime":2.3}'.repeat(9_000))],
  ["Übung/日本語.txt", Buffer.from("grüße")],
  ["exactly-65535.dat", noise(65_535, 2)],
  ["exactly-262144.dat", noise(262_144, 3)],
]);

function entries(kind: "sized" | "unsized"): ZipEntryInput[] {
  const files = Array.from(contents, ([name, bytes]) => ({
    name,
    source: kind === "sized" ? bytes : Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]),
  }));
  return [{ name: "folder/", source: Buffer.alloc(0) }, ...files];
}

async function make(encryption: ZipEncryption, level: number, kind: "sized" | "unsized"): Promise<string> {
  const path = join(temporaryFolder(), "made.zip");
  await createZip(path, entries(kind), {
    encryption,
    level,
    ...(encryption === "none" ? {} : { password }),
  });
  return path;
}

function expectUnpacked(folder: string): void {
  for (const [name, bytes] of contents) {
    expect(readFileSync(join(folder, name)).equals(bytes), name).toBe(true);
  }
}

const variants = (["aes-256", "zipcrypto", "none"] as const).flatMap((encryption) =>
  [0, 6].flatMap((level) => (["sized", "unsized"] as const).map((kind) => ({ encryption, level, kind }))),
);

describe.each(variants)(
  "an archive with $encryption, level $level, $kind sources",
  ({ encryption, level, kind }) => {
    itWith("7z")("is unpacked by 7-Zip to the same bytes", async () => {
      const path = await make(encryption, level, kind);
      const folder = temporaryFolder();
      await runPeer("7z", ["x", `-p${password}`, `-o${folder}`, path]);
      expectUnpacked(folder);
    });

    it("is read by zip.js to the same bytes", async () => {
      const path = await make(encryption, level, kind);
      const files = await readWithZipJs(readFileSync(path), password);
      expect([...files.keys()]).toEqual([...contents.keys()]);
      for (const [name, bytes] of contents) expect(files.get(name)?.equals(bytes), name).toBe(true);
    });

    if (encryption !== "aes-256") {
      itWith("unzip")("is unpacked by Info-ZIP unzip to the same bytes", async () => {
        const path = await make(encryption, level, kind);
        const folder = temporaryFolder();
        await runPeer("unzip", ["-q", "-P", password, path, "-d", folder]);
        expectUnpacked(folder);
      });

      itWith("python3")("passes the test of Python's zipfile", async () => {
        const path = await make(encryption, level, kind);
        const script =
          "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); z.setpassword(sys.argv[2].encode()); print(z.testzip())";
        expect((await runPeer("python3", ["-c", script, path, password])).trim()).toBe("None");
      });
    }

    if (encryption === "none") {
      itWith("miniunzip")("is unpacked by minizip to the same bytes", async () => {
        const path = await make(encryption, level, kind);
        const folder = temporaryFolder();
        await runPeer("miniunzip", ["-x", "-o", path, "-d", folder]);
        expectUnpacked(folder);
      });
    }
  },
);

itWith("7z")("shows names, times and methods to 7-Zip as they were given", async () => {
  const path = join(temporaryFolder(), "made.zip");
  const mtime = new Date("2025-03-30T01:30:17Z");
  await createZip(path, [{ name: "Übung/a.nii.gz", source: noise(10), mtime }], { password });
  const listing = await runPeer("7z", ["l", "-slt", path]);
  expect(listing).toContain("Path = Übung/a.nii.gz");
  expect(listing).toContain("Method = AES-256 Store");
  expect(listing).toContain("Size = 10");
  expect(listing).not.toContain("Descriptor");
  const hours = String(mtime.getHours()).padStart(2, "0");
  expect(listing).toContain(`${hours}:${String(mtime.getMinutes()).padStart(2, "0")}:17`);
});
