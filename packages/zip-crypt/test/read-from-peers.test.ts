import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import * as zipJs from "@zip.js/zip.js";
import { extractZip, listZip, testZip } from "../src/index.js";
import { listed } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { itWith, runPeer } from "./support/peers.js";
import { readAll } from "./support/read-all.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const password = "six long words";
const contents = new Map<string, Buffer>([
  ["empty.txt", Buffer.alloc(0)],
  ["anat/scan.nii.gz", noise(300_000)],
  ["anat/scan.json", Buffer.from('{"EchoTime":0.003}'.repeat(5_000))],
]);

/** Lays the files out in a folder, for programs that pack folders. */
function sourceFolder(): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of contents) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

async function expectContents(path: string): Promise<void> {
  const files = await readAll(path, { password });
  for (const [name, bytes] of contents) expect(files.get(name)?.equals(bytes), name).toBe(true);
  expect(files.size).toBe(contents.size);
}

describe("archives made by 7-Zip", () => {
  const kinds: [string, string[]][] = [
    ["AES-256, stored", ["-mem=AES256", "-mx0", `-p${password}`]],
    ["AES-256, deflated", ["-mem=AES256", "-mx5", `-p${password}`]],
    ["AES-192", ["-mem=AES192", `-p${password}`]],
    ["AES-128", ["-mem=AES128", `-p${password}`]],
    ["ZipCrypto, stored", ["-mem=ZipCrypto", "-mx0", `-p${password}`]],
    ["ZipCrypto, deflated", ["-mem=ZipCrypto", "-mx5", `-p${password}`]],
    ["no encryption", ["-mx5"]],
  ];
  for (const [name, switches] of kinds) {
    itWith("7z")(`are opened: ${name}`, async () => {
      const folder = sourceFolder();
      const path = join(temporaryFolder(), "made.zip");
      await runPeer("7z", ["a", "-tzip", ...switches, path, "."], { cwd: folder });
      await expectContents(path);
    });
  }

  itWith("7z")("are named as unsupported when they use another compression method", async () => {
    const path = join(temporaryFolder(), "made.zip");
    await runPeer("7z", ["a", "-tzip", "-mm=LZMA", path, "."], { cwd: sourceFolder() });
    await expect(testZip(path)).rejects.toMatchObject({ code: "input/invalid", details: { method: 14 } });
  });
});

describe("archives made by Info-ZIP zip", () => {
  for (const [name, switches] of [
    ["stored", ["-0"]],
    ["deflated", []],
    ["ZipCrypto, stored", ["-0", "-P", password]],
    ["ZipCrypto, deflated", ["-P", password]],
  ] as const) {
    itWith("zip")(`are opened: ${name}`, async () => {
      const path = join(temporaryFolder(), "made.zip");
      await runPeer("zip", ["-q", "-r", ...switches, path, "."], { cwd: sourceFolder() });
      await expectContents(path);
    });
  }

  itWith("zip", "sh")("are opened when they were streamed, zip64 and with descriptors", async () => {
    const path = join(temporaryFolder(), "made.zip");
    const command = `cat anat/scan.json | zip -q -fz - - > "$0"`;
    await runPeer("sh", ["-c", command, path], { cwd: sourceFolder() });
    const files = await readAll(path);
    expect(files.get("-")?.equals(contents.get("anat/scan.json") ?? Buffer.alloc(0))).toBe(true);
  });

  itWith("zip", "sh")("are opened behind other bytes, as self-extracting archives are", async () => {
    const path = join(temporaryFolder(), "made.zip");
    await runPeer("sh", ["-c", `(head -c 1000 /dev/zero; zip -q -r - .) > "$0"`, path], {
      cwd: sourceFolder(),
    });
    await expectContents(path);
  });

  itWith("zip", "ln")("are refused when they hold symbolic links", async () => {
    const folder = sourceFolder();
    await runPeer("ln", ["-s", "/etc/passwd", "link"], { cwd: folder });
    const path = join(temporaryFolder(), "made.zip");
    await runPeer("zip", ["-q", "-r", "-y", path, "."], { cwd: folder });
    await expect(extractZip(path, join(temporaryFolder(), "out"))).rejects.toMatchObject({
      code: "data/unsafe-path",
    });
  });
});

describe("archives made by minizip", () => {
  for (const level of ["-0", "-6"]) {
    itWith("minizip")(`are opened: level ${level}`, async () => {
      const path = join(temporaryFolder(), "made.zip");
      await runPeer("minizip", ["-o", level, path, ...contents.keys()], { cwd: sourceFolder() });
      await expectContents(path);
    });
  }

  // Debian's minizip 1.1 writes ZipCrypto entries that unzip, 7-Zip and its own miniunzip refuse: so do we.
  itWith("minizip", "7z")("with a password are refused exactly when 7-Zip refuses them", async () => {
    const path = join(temporaryFolder(), "made.zip");
    await runPeer("minizip", ["-o", "-6", "-p", password, path, "anat/scan.json"], { cwd: sourceFolder() });
    const opens = (work: Promise<unknown>): Promise<boolean> =>
      work.then(
        () => true,
        () => false,
      );
    const theirs = await opens(runPeer("7z", ["t", `-p${password}`, path]));
    expect(await opens(testZip(path, { password }))).toBe(theirs);
  });
});

describe("archives made by Python's zipfile", () => {
  itWith("python3")("are opened with names in the old character set", async () => {
    const path = join(temporaryFolder(), "made.zip");
    const script = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1], "w")
info = zipfile.ZipInfo("xx.txt"); z.writestr(info, b"hi"); z.close()
data = open(sys.argv[1], "rb").read().replace(b"xx.txt", b"\\x81\\x84.txt")
open(sys.argv[1], "wb").write(data)`;
    await runPeer("python3", ["-c", script, path]);
    expect((await listed(listZip(path))).map((entry) => entry.name)).toEqual(["üä.txt"]);
  });
});

describe("archives made by zip.js", () => {
  for (const [name, options] of [
    ["AES-256 with descriptors", { password, encryptionStrength: 3 as const }],
    ["AES-128, zip64", { password, encryptionStrength: 1 as const, zip64: true }],
    ["ZipCrypto", { password, zipCrypto: true }],
    ["no encryption, no descriptors", { dataDescriptor: false }],
  ] as const) {
    it(`are opened: ${name}`, async () => {
      const writer = new zipJs.ZipWriter(new zipJs.Uint8ArrayWriter());
      for (const [file, bytes] of contents)
        await writer.add(file, new zipJs.Uint8ArrayReader(bytes), options);
      const archive = await writer.close();
      const files = await readAll(archive, { password });
      for (const [file, bytes] of contents) expect(files.get(file)?.equals(bytes), file).toBe(true);
    });
  }
});

it("reads from anything that reads at a given place", async () => {
  const writer = new zipJs.ZipWriter(new zipJs.Uint8ArrayWriter());
  await writer.add("a", new zipJs.TextReader("hello"));
  const archive = await writer.close();
  let closed = false;
  const files = await readAll({
    sizeBytes: archive.length,
    read: (offset, length) => Promise.resolve(archive.slice(offset, offset + length)),
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  });
  expect(files.get("a")?.toString()).toBe("hello");
  expect(closed).toBe(false);
});
