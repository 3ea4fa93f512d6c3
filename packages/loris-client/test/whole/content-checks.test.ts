import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { makeHdf5 } from "./support/make-hdf5.js";
import { makeNifti } from "./support/make-nifti.js";
import { runChecks } from "./support/run-checks.js";

const page = Buffer.from("<!DOCTYPE html>\n<html><body>Multi-factor authentication</body></html>");
const minc = makeHdf5({ version: 0, width: 8, userBlock: 0, prefixed: false, bodyBytes: 20_000 });
const tarHeader = (): Buffer => {
  const block = Buffer.alloc(1024);
  block.write("DCM_2016-08-15.tar.gz", 0);
  block.fill(0x20, 148, 156);
  const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
};

describe("a web page", () => {
  it.each(["a.mnc", "a.nii.gz", "a.nii", "a.json", "a.bval", "a.tar", "README", "participants.tsv", "a.xyz"])(
    "is never taken for %s",
    async (name) => {
      expect(await runChecks(name, page)).toMatch(/^(auth\/expired|data\/corrupt)$/);
      expect(await runChecks(name, page, 5)).toMatch(/^(auth\/expired|data\/corrupt)$/);
    },
  );
});

describe("an error message of the API", () => {
  const message = Buffer.from('{"error":"not found"}');
  it.each(["a.mnc", "a.nii.gz", "a.nii", "a.bval", "a.bvec", "a.tar"])(
    "is never taken for %s",
    async (name) => {
      expect(await runChecks(name, message)).toBe("data/corrupt");
    },
  );
});

describe("what is kept", () => {
  it.each([
    ["a.mnc", minc],
    ["a.MNC", minc],
    ["a.nii", makeNifti()],
    ["a.nii.gz", gzipSync(makeNifti({ version: 2 }))],
    ["a.json", Buffer.from('\uFEFF \n{"EchoTime": NaN,}\n')],
    ["a.json", Buffer.from("[]")],
    ["a.bval", Buffer.from("0 1000 1e3\n")],
    ["a.bvec", Buffer.from("0 -0.5 nan\n0 1 0\n0 0 1\n")],
    ["a.bval", Buffer.alloc(0)],
    ["a.tar", tarHeader()],
    ["README", Buffer.from("Read me")],
    ["a.xyz", Buffer.from([1, 2, 3])],
  ])("%s", async (name, bytes) => {
    for (const chunkBytes of [1, 7, 64 * 1024]) expect(await runChecks(name, bytes, chunkBytes)).toBe("kept");
  });
});

describe("what is refused", () => {
  it.each([
    ["a MINC file that is cut", "a.mnc", minc.subarray(0, 15_000)],
    ["a MINC file that is something else", "a.mnc", Buffer.alloc(300_000)],
    ["an empty MINC file", "a.mnc", Buffer.alloc(0)],
    ["a NIfTI file of the wrong magic", "a.nii", makeNifti({ magic: "zzz\0" })],
    ["a gzip that holds no NIfTI", "a.nii.gz", gzipSync(Buffer.alloc(2000))],
    ["a gzip that holds nothing", "a.nii.gz", gzipSync(Buffer.alloc(0))],
    ["a JSON file that is cut", "a.json", Buffer.from('{"EchoTime": 0.03')],
    ["an empty JSON file", "a.json", Buffer.alloc(0)],
    ["a tar of noise", "a.tar", Buffer.alloc(1024, 3)],
    ["a short tar", "a.tar", tarHeader().subarray(0, 300)],
  ])("%s", async (_what, name, bytes) => {
    for (const chunkBytes of [1, 64 * 1024]) {
      if (bytes.length > 100_000 && chunkBytes === 1) continue;
      expect(await runChecks(name, bytes, chunkBytes)).toBe("data/corrupt");
    }
  });
});

it("stops reading a file that is wrong from the start", async () => {
  const { headAndLength } = await import("../../src/pull/whole/head-and-length.js");
  const running = headAndLength.start({ name: "a.mnc", hasDigest: false });
  const endless = Buffer.alloc(64 * 1024, 1);
  let chunks = 0;
  await expect(
    (async () => {
      for (; chunks < 100; chunks++) await running?.write(endless);
    })(),
  ).rejects.toMatchObject({ code: "data/corrupt" });
  expect(chunks).toBeLessThan(8);
});
