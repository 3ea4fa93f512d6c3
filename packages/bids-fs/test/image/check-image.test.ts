import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkImage, readNiftiHeader } from "../../src/index.js";
import { makeNii, makeNiiGz } from "../support/make-image.js";
import { makeTree } from "../support/make-tree.js";
import type { TreeEntry } from "../support/make-tree.js";

async function reasonFor(name: string, entry: TreeEntry): Promise<string | undefined> {
  return (await checkImage(`${await makeTree({ [name]: entry })}/${name}`)).problem?.reason;
}

describe("checkImage", () => {
  it.each<[string, TreeEntry]>([
    ["a.nii", makeNii()],
    ["a.nii", makeNii({ littleEndian: false })],
    ["a.nii", makeNii({ version: 2 })],
    ["a.nii", makeNii({ version: 2, littleEndian: false, dims: [2, 2, 2, 5] })],
    ["a.nii.gz", makeNiiGz()],
    ["A.NII.GZ", makeNiiGz({ version: 2 })],
    ["a.nii.gz", gzipSync(makeNii({ dims: [64, 64, 64] }), { level: 0 })],
  ])("finds nothing wrong with a whole image %#", async (name, entry) => {
    expect(await reasonFor(name, entry)).toBeUndefined();
  });

  it.each<[string, string, TreeEntry, string]>([
    ["an empty .nii.gz", "a.nii.gz", "", "empty"],
    ["an empty .nii", "a.nii", "", "empty"],
    ["a .nii.gz of one byte", "a.nii.gz", Buffer.from([0x1f]), "not-gzip"],
    ["a .nii.gz of another byte", "a.nii.gz", Buffer.from([0]), "not-gzip"],
    ["a .nii.gz of two bytes", "a.nii.gz", Buffer.from([0x1f, 0x8b]), "damaged"],
    ["a gzip header and nothing more", "a.nii.gz", gzipSync("").subarray(0, 10), "damaged"],
    ["the gzip of nothing", "a.nii.gz", gzipSync(""), "damaged"],
    [
      "gzip with damaged data",
      "a.nii.gz",
      Buffer.concat([gzipSync("").subarray(0, 10), Buffer.alloc(500, 0xff)]),
      "damaged",
    ],
    ["gzip cut within the header", "a.nii.gz", gzipSync(makeNii(), { level: 0 }).subarray(0, 100), "damaged"],
    ["text in gzip", "a.nii.gz", gzipSync("no image ".repeat(500)), "not-nifti"],
    ["an HTML page", "a.nii.gz", "<!DOCTYPE html><title>Log in</title>", "not-gzip"],
    ["an uncompressed image called .gz", "a.nii.gz", makeNii(), "not-gzip"],
    ["a compressed image called .nii", "a.nii", makeNiiGz(), "not-nifti"],
    ["text called .nii", "a.nii", "no image ".repeat(500), "not-nifti"],
    ["a cut header", "a.nii", makeNii().subarray(0, 347), "not-nifti"],
    ["a header with another magic", "a.nii", Buffer.from(makeNii()).fill(0, 344, 348), "not-nifti"],
    ["a header with impossible dimensions", "a.nii", Buffer.from(makeNii()).fill(9, 40, 42), "not-nifti"],
    ["an image cut in its voxels", "a.nii", makeNii().subarray(0, -1), "truncated"],
    ["compressed, cut voxels", "a.nii.gz", gzipSync(makeNii().subarray(0, -1)), "truncated"],
    ["an annex pointer file", "a.nii.gz", "/annex/objects/MD5E-s100--d41d8.nii.gz\n", "not-fetched"],
    ["an annex link turned into text", "a.nii.gz", "../../.git/annex/objects/a/b/MD5E", "not-fetched"],
    [
      "a Git LFS pointer",
      "a.nii.gz",
      "version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
      "not-fetched",
    ],
    ["a dangling annex link", "a.nii.gz", { link: "../../.git/annex/objects/a/b/MD5E" }, "not-fetched"],
    ["another dangling link", "a.nii.gz", { link: "gone.nii.gz" }, "not-there"],
    ["a link to itself", "a.nii.gz", { link: "a.nii.gz" }, "not-there"],
    ["a link to a folder", "a.nii.gz", { link: "." }, "not-a-file"],
  ])("finds %s", async (_, name, entry, reason) => {
    expect(await reasonFor(name, entry)).toBe(reason);
  });

  it("says where a missing image is to be had", async () => {
    const root = await makeTree({ "a.nii.gz": { link: ".git/annex/objects/x" } });
    const { problem } = await checkImage(`${root}/a.nii.gz`);
    expect(problem).toMatchObject({
      code: "local/not-found",
      hint: expect.stringContaining("datalad get") as string,
    });
  });

  it("does not wait for somebody to write into a named pipe", async () => {
    const root = await makeTree({});
    execFileSync("mkfifo", [`${root}/a.nii.gz`]);
    expect((await checkImage(`${root}/a.nii.gz`)).problem?.reason).toBe("not-a-file");
  });

  it("reads through a gzip header that is longer than its first try", async () => {
    const [head, body] = [makeNiiGz().subarray(0, 10), makeNiiGz().subarray(10)];
    head[3] = 0x10; // FLG.FCOMMENT of RFC 1952
    const comment = Buffer.concat([Buffer.alloc(20_000, 0x61), Buffer.from([0])]);
    expect(await reasonFor("a.nii.gz", Buffer.concat([head, comment, body]))).toBeUndefined();
  });

  it("never throws, whatever the bytes", async () => {
    const root = await makeTree({});
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 700 }),
      fc.uint8Array({ maxLength: 50 }).map((tail) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), tail])),
      fc.tuple(fc.nat(351), fc.nat(255)).map(([at, value]) => Buffer.from(makeNii()).fill(value, at, at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom("x.nii", "x.nii.gz"), async (content, name) => {
        await writeFile(`${root}/${name}`, content);
        const check = await checkImage(`${root}/${name}`);
        expect(check.sizeBytes).toBe(content.byteLength);
        expect(check.problem ?? check.header).toBeTypeOf("object");
      }),
      { numRuns: 300 },
    );
  });
});

describe("readNiftiHeader", () => {
  it("gives sizes, voxel sizes and type", async () => {
    const root = await makeTree({
      "a.nii.gz": makeNiiGz({ dims: [2, 3, 4] }),
      "b.nii": makeNii({ version: 2, littleEndian: false }),
    });
    expect(await readNiftiHeader(`${root}/a.nii.gz`)).toEqual({
      version: 1,
      littleEndian: true,
      dims: [2, 3, 4],
      voxelSizes: [1.5, 1.5, 1.5],
      datatype: 4,
      bitsPerVoxel: 16,
      dataOffsetBytes: 352,
    });
    expect(await readNiftiHeader(`${root}/b.nii`)).toMatchObject({
      version: 2,
      littleEndian: false,
      dims: [2, 3, 4],
    });
  });

  it("throws for what is no image, without the path in the message", async () => {
    const root = await makeTree({ "Jane_Doe.nii": "" });
    await expect(readNiftiHeader(`${root}/Jane_Doe.nii`)).rejects.toMatchObject({
      code: "data/corrupt",
      message: expect.not.stringContaining("Jane") as string,
      subject: `${root}/Jane_Doe.nii`,
    });
  });
});
