import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect } from "vitest";
import { patched, readHeader, readHeaderFromStream, scanFolder } from "../../src/index.js";
import { itWithScans, kinds, scans } from "../support/real-scans.js";

const run = promisify(execFile);
const patch = { tag: 0x00104000, value: "Project:P Subject:S Session:E" };

describe("patched() with real scans", () => {
  itWithScans("dcmdump")("leaves every other element as it is, in the eyes of DCMTK", async () => {
    const folder = await mkdtemp(join(tmpdir(), "scanferry-real-"));
    try {
      await Promise.all(
        kinds.map(async (path, index) => {
          const copy = join(folder, `${String(index)}.dcm`);
          await writeFile(copy, (await patched(path, patch)).chunks());
          const [before, after] = await Promise.all([path, copy].map(dump));
          // The line itself may be new, and the length of its group, where there is one, follows.
          const others = (lines: string[] = []): string[] =>
            lines.filter((line) => !/^\((0010,4000|0010,0000)\)/.test(line));
          expect(others(after)).toEqual(others(before));
          expect(after?.filter((line) => line.includes("[Project:P Subject:S Session:E]"))).toHaveLength(1);
        }),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  itWithScans()("is read back with the same header, whatever scanner it comes from", async () => {
    let files = 0;
    for await (const { path, header } of scanFolder(scans)) {
      if (header === undefined) continue;
      files++;
      const changed = await patched(join(scans, path), patch);
      const read = await readHeaderFromStream(changed.chunks());
      expect(read.header).toEqual({ ...header, patientComments: patch.value });
    }
    expect(files).toBeGreaterThan(200);
    expect((await readHeader(kinds[0] ?? "")).patientComments).not.toBe(patch.value);
  });
});

async function dump(path: string): Promise<string[]> {
  // Whole values, without the comments at the end of lines, which count bytes.
  const { stdout } = await run("dcmdump", ["-q", "+L", "+R", "4096", path], {
    maxBuffer: 64 * 1024 * 1024,
    encoding: "latin1",
  });
  return stdout.split("\n");
}
