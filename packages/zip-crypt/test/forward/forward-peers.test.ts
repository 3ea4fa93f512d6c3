import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { gather, pieces } from "../support/gather.js";
import { noise } from "../support/noise.js";
import { itWith, runPeer } from "../support/peers.js";
import { readForward } from "../support/read-forward.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const contents = new Map<string, Buffer>([
  ["empty.txt", Buffer.alloc(0)],
  ["anat/scan 1.nii.gz", noise(300_000)],
  ["anat/scän.json", Buffer.from('{"EchoTime":0.003}'.repeat(5_000))],
]);

function sourceFolder(extra: Map<string, Buffer> = new Map()): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of [...contents, ...extra]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

/** What a program writes to a pipe, which it cannot seek in. */
async function piped(program: string, args: string[], cwd: string): Promise<Buffer> {
  const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  return gather(child.stdout);
}

interface Expected {
  tempFolder?: string;
  /** What is in the archive besides. */
  more?: Map<string, Buffer>;
  without?: string;
}

async function expectContents(archive: Buffer, { more, without, ...options }: Expected = {}): Promise<void> {
  const expected = [...contents, ...(more ?? [])].filter(([name]) => name !== without);
  const files = (await readForward(pieces(archive, 10_000), options)).filter(([name]) => !name.endsWith("/"));
  const read = new Map(files);
  for (const [name, bytes] of expected) expect(read.get(name)?.equals(bytes), name).toBe(true);
  expect(files).toHaveLength(expected.length);
}

for (const [what, switches] of [
  ["deflated", []],
  ["stored", ["-0"]],
] as const) {
  // It stores empty files with their length, which is nothing, behind them.
  const without = "empty.txt";
  itWith("zip")(`Info-ZIP's stream, ${what}, is read`, async () => {
    const args = ["-q", "-r", ...switches, "-", ".", "-x", without];
    await expectContents(await piped("zip", args, sourceFolder()), { without });
  });

  itWith("zip")(`Info-ZIP's stream with an empty file, ${what}, is read by a temporary file`, async () => {
    const archive = await piped("zip", ["-q", "-r", ...switches, "-", "."], sourceFolder());
    await expectContents(archive, { tempFolder: temporaryFolder() });
  });

  itWith("zip")(`Info-ZIP's file, ${what}, is read`, async () => {
    const path = join(temporaryFolder(), "made.zip");
    await runPeer("zip", ["-q", "-r", ...switches, path, "."], { cwd: sourceFolder() });
    await expectContents(readFileSync(path));
  });
}

itWith("zip", "sh")("what Info-ZIP makes of a pipe in a pipe is read", async () => {
  const archive = await piped("sh", ["-c", "cat anat/sc* | zip -q - -"], sourceFolder());
  const [only] = await readForward(archive);
  expect(only?.[1].length).toBe(300_000 + 18 * 5_000);
});

itWith("zip")("a stored entry that holds a whole archive gives no entries of that archive", async () => {
  const inner = await piped("zip", ["-q", "-r", "-0", "-", "."], sourceFolder());
  const more = new Map([["inner.zip", inner]]);
  const folder = sourceFolder(more);
  for (const level of ["-0", "-6"]) {
    const archive = await piped("zip", ["-q", "-r", level, "-n", ".txt", "-", "."], folder);
    await expectContents(archive, { more, tempFolder: temporaryFolder() });
  }
});

for (const switches of [["-mx0"], ["-mx5"], ["-mx5", "-mm=Deflate64"]]) {
  itWith("7z")(`7-Zip's file (${switches.join(" ")}) is read`, async () => {
    const path = join(temporaryFolder(), "made.zip");
    await runPeer("7z", ["a", "-tzip", ...switches, path, "."], { cwd: sourceFolder() });
    await expectContents(readFileSync(path));
  });
}

const pythonScript = `
import os, sys, zipfile
class Unseekable:
    def __init__(self, raw): self.raw = raw
    def write(self, data): return self.raw.write(data)
    def flush(self): self.raw.flush()
kind = getattr(zipfile, sys.argv[1])
with zipfile.ZipFile(Unseekable(sys.stdout.buffer), "w", kind) as z:
    z.mkdir("folder") if hasattr(z, "mkdir") else z.writestr("folder/", b"")
    for base, _, names in os.walk("."):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as f, z.open(os.path.relpath(path, "."), "w", force_zip64=len(sys.argv) > 2) as out:
                out.write(f.read())`;

for (const [kind, ...wide] of [
  ["ZIP_DEFLATED"],
  ["ZIP_DEFLATED", "zip64"],
  ["ZIP_STORED"],
  ["ZIP_STORED", "zip64"],
]) {
  itWith("python3")(`Python's stream (${[kind, ...wide].join(", ")}) is read`, async () => {
    const archive = await piped("python3", ["-c", pythonScript, kind ?? "", ...wide], sourceFolder());
    await expectContents(archive, kind === "ZIP_STORED" ? { tempFolder: temporaryFolder() } : {});
  });
}

itWith("python3")("names in the old character set are decoded as by the other reader", async () => {
  const script = `
import io, sys, zipfile
b = io.BytesIO(); z = zipfile.ZipFile(b, "w"); z.writestr("xx.txt", b"hi"); z.close()
sys.stdout.buffer.write(b.getvalue().replace(b"xx.txt", b"\\x81\\x84.txt"))`;
  const archive = await piped("python3", ["-c", script], temporaryFolder());
  expect((await readForward(archive)).map(([name]) => name)).toEqual(["üä.txt"]);
});
