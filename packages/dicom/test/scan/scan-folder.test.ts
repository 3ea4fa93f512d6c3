import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanFolder } from "../../src/index.js";
import type { ScannedFile } from "../../src/index.js";
import { madeImage } from "../support/make-dicom.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-scan-"));
  for (const name of ["b/2", "b/10", "a", "empty"]) await mkdir(join(folder, name), { recursive: true });
  for (const [at, name] of ["b/x.dcm", "b/2/IM1", "b/10/ü 山.DCM", "z", "a/1.2.3"].entries())
    await writeFile(join(folder, name), madeImage(at));
  await writeFile(join(folder, "b/.DS_Store"), "Bud1");
  await symlink(join(folder, "z"), join(folder, "a/link"));
  await symlink(folder, join(folder, "a/loop"));
  // Sparse: a file whose pixels are 3 GB is no more work than another.
  await writeFile(join(folder, "a/huge"), madeImage(9, 0xfffe));
  await truncate(join(folder, "a/huge"), 3 * 2 ** 30);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function scan(options: Parameters<typeof scanFolder>[1] = {}): Promise<ScannedFile[]> {
  const files: ScannedFile[] = [];
  for await (const file of scanFolder(folder, options)) files.push(file);
  return files;
}

describe("scanFolder", () => {
  it.each([1, 3, 64])(
    "tells every file in the same order, %i at once, and follows no link",
    async (concurrency) => {
      const files = await scan({ concurrency });
      expect(
        files.map(({ path, header, unreadable, error }) => [
          path,
          header?.sopInstanceUid ?? unreadable ?? error?.code,
        ]),
      ).toEqual([
        ["z", "2.25.1000.3"],
        ["a/1.2.3", "2.25.1000.4"],
        ["a/huge", "2.25.1000.9"],
        ["a/link", "input/invalid"],
        ["a/loop", "input/invalid"],
        ["b/.DS_Store", "not-dicom"],
        ["b/x.dcm", "2.25.1000.0"],
        ["b/10/ü 山.DCM", "2.25.1000.2"],
        ["b/2/IM1", "2.25.1000.1"],
      ]);
      expect(files[0]).toMatchObject({
        sizeBytes: madeImage(3).length,
        mtimeMs: expect.any(Number) as number,
      });
    },
  );

  it("tells files and folders that vanish under its hands, and goes on", async () => {
    const files: string[] = [];
    for await (const { path, error } of scanFolder(folder, { concurrency: 1 })) {
      files.push(`${path} ${error?.code ?? ""}`);
      if (path === "a/1.2.3") await rename(join(folder, "a/huge"), join(folder, "elsewhere"));
      if (path === "a/loop") await rename(join(folder, "b"), join(folder, "c"));
    }
    await rename(join(folder, "c"), join(folder, "b"));
    await rename(join(folder, "elsewhere"), join(folder, "a/huge"));
    expect(files).toEqual([
      "z ",
      "a/1.2.3 ",
      "a/huge local/not-found",
      "a/link input/invalid",
      "a/loop input/invalid",
      "b local/not-found",
    ]);
  });

  it.skipIf(process.platform === "win32")("tells a pipe without opening it", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const files = await scan();
    await rm(pipe);
    expect(files[0]).toMatchObject({ path: "pipe", error: { code: "input/invalid" } });
  });

  it("throws for a folder that is not there, or is a file, and when it is stopped", async () => {
    const first = (root: string): Promise<unknown> => scanFolder(root).next();
    await expect(first(join(folder, "none"))).rejects.toMatchObject({ code: "local/not-found" });
    await expect(first(join(folder, "z"))).rejects.toMatchObject({ code: "local/denied" });
    const stop = new AbortController();
    const scanning = scanFolder(folder, { signal: stop.signal, concurrency: 1 });
    await scanning.next();
    stop.abort();
    await expect(scanning.next()).rejects.toMatchObject({ code: "aborted" });
  });
});
