import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wholeOnDisk } from "../../src/pull/whole/whole-on-disk.js";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";
import { makeHdf5 } from "./support/make-hdf5.js";
import { makeNifti } from "./support/make-nifti.js";
import { runChecks } from "./support/run-checks.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-whole-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function proven(name: string, bytes: Uint8Array): Promise<boolean> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return wholeOnDisk(path);
}

describe("a local file", () => {
  const minc = makeHdf5({ version: 2, width: 8, userBlock: 512, prefixed: false, bodyBytes: 9000 });
  it.each([
    ["a.mnc", minc],
    ["a.nii", makeNifti()],
    ["a.nii.gz", gzipSync(makeNifti())],
    ["a.json", Buffer.from('{"a": 1}')],
  ])("is proven to be whole: %s", async (name, bytes) => {
    expect(await proven(name, bytes)).toBe(true);
    expect(await proven(name, bytes.subarray(0, bytes.length - 1))).toBe(false);
    expect(await proven(name, Buffer.alloc(0))).toBe(false);
  });

  it.each([
    ["a.mnc", Buffer.concat([minc, minc])],
    ["a.json", Buffer.from('"text"')],
    ["a.json", Buffer.from("{},")],
    ["a.bval", Buffer.from("0 1000\n")],
    ["a.tsv", Buffer.from("participant_id\n")],
    ["a.tar", Buffer.alloc(1024)],
    ["README", Buffer.from("Read me")],
  ])("is not: %s", async (name, bytes) => {
    expect(await proven(name, bytes)).toBe(false);
  });

  it("is not whole when it is not there, or a folder", async () => {
    expect(await wholeOnDisk(join(folder, "none.mnc"))).toBe(false);
    expect(await wholeOnDisk(folder)).toBe(false);
  });

  it("is given up at once when the work is stopped", async () => {
    await proven("b.nii.gz", gzipSync(makeNifti()));
    const signal = AbortSignal.abort();
    await expect(wholeOnDisk(join(folder, "b.nii.gz"), { signal })).rejects.toThrow();
  });
});

describeShared("real files", () => {
  it("are proven, and no longer once a byte is missing at the end", async () => {
    let seen = 0;
    for (const dir of [
      "minc",
      "nifti",
      "bids_real/sub-01/anat",
      "bids_real/sub-02/anat",
      "bids_real/sub-04/anat",
    ]) {
      for (const name of await readdir(sharedPath(dir))) {
        const bytes = await readFile(sharedPath(join(dir, name)));
        expect(await wholeOnDisk(sharedPath(join(dir, name))), name).toBe(true);
        expect(await runChecks(name, bytes), name).toBe("kept");
        for (const share of [0.1, 0.5, 0.99]) {
          const cut = bytes.subarray(0, Math.floor(bytes.length * share));
          expect(await proven(name, cut), name).toBe(false);
          expect(await runChecks(name, cut), name).toBe("data/corrupt");
        }
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(15);
  });
});
