import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { writePhantomDataset } from "../src/index.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const N = 40;

function voxel(image: Buffer, x: number, y: number, z: number): number {
  return image.readInt16LE(352 + 2 * (x + N * (y + N * z)));
}

describe("writePhantomDataset", () => {
  it("writes images with a whole header, a head in the middle and air around it", async () => {
    const dir = await temporaryFolder();
    const [first] = await writePhantomDataset(dir, { participants: 1, sizeVoxels: N });
    const image = gunzipSync(await readFile(join(dir, first?.images[0]?.path ?? "")));
    expect(image.length).toBe(352 + 2 * N ** 3);
    expect(image.readInt32LE(0)).toBe(348);
    expect([40, 42, 44, 46].map((at) => image.readInt16LE(at))).toEqual([3, N, N, N]);
    expect([image.readInt16LE(70), image.readInt16LE(72), image.readFloatLE(108)]).toEqual([4, 16, 352]);
    expect([image.readInt16LE(252), image.readInt16LE(254), image.toString("latin1", 344, 347)]).toEqual([
      1,
      1,
      "n+1",
    ]);
    // sform: the middle voxel lies at the origin, axes point right, front and top.
    const rows = [280, 296, 312].map((at) => [0, 4, 8, 12].map((column) => image.readFloatLE(at + column)));
    expect(rows).toEqual([
      [6, 0, 0, -117],
      [0, 6, 0, -117],
      [0, 0, 6, -117],
    ]);
    expect(voxel(image, 0, 0, 0)).toBeLessThan(60);
    expect(voxel(image, 14, 20, 22)).toBeGreaterThan(400);
  });

  it("writes the same bytes for the same seed, other heads for other participants and seeds", async () => {
    const hashes = async (seed: string): Promise<string[]> => {
      const dir = await temporaryFolder();
      const people = await writePhantomDataset(dir, { participants: 2, sizeVoxels: 16, seed });
      return Promise.all(
        people.map(async (one) =>
          createHash("sha256")
            .update(await readFile(join(dir, one.images[0]?.path ?? "")))
            .digest("hex"),
        ),
      );
    };
    const [first, again, other] = [await hashes("a"), await hashes("a"), await hashes("b")];
    expect(again).toEqual(first);
    expect(new Set([...first, ...other]).size).toBe(4);
  });

  it("lays out sessions, participants with T2w only, and tables", async () => {
    const dir = await temporaryFolder();
    const people = await writePhantomDataset(dir, {
      participants: ["A1", "B2"],
      sessions: ["pre", "post"],
      withoutT1w: 1,
      sizeVoxels: [8, 10, 12],
    });
    expect(people.map((one) => one.images.map((image) => image.path))).toEqual([
      ["sub-A1/ses-pre/anat/sub-A1_ses-pre_T1w.nii.gz", "sub-A1/ses-post/anat/sub-A1_ses-post_T1w.nii.gz"],
      ["sub-B2/ses-pre/anat/sub-B2_ses-pre_T2w.nii.gz", "sub-B2/ses-post/anat/sub-B2_ses-post_T2w.nii.gz"],
    ]);
    const tables = await readFile(join(dir, "participants.tsv"), "utf8");
    expect(tables.split("\n").map((row) => row.split("\t")[0])).toEqual([
      "participant_id",
      "sub-A1",
      "sub-B2",
      "",
    ]);
    const description = JSON.parse(await readFile(join(dir, "dataset_description.json"), "utf8")) as Record<
      string,
      unknown
    >;
    expect(description["BIDSVersion"]).toBe("1.10.0");
  });

  it("writes the plain layout of today's script, and nothing beside it", async () => {
    const dir = await temporaryFolder();
    const people = await writePhantomDataset(dir, {
      participants: 2,
      layout: "plain",
      sizeVoxels: 8,
      uncompressed: true,
    });
    expect(people.map((one) => [one.label, one.images[0]?.path])).toEqual([
      ["subj1", "subj1/anat/subj1_T1w.nii"],
      ["subj2", "subj2/anat/subj2_T1w.nii"],
    ]);
    expect((await readdir(dir)).sort()).toEqual(["subj1", "subj2"]);
    expect(people[0]?.images[0]?.sizeBytes).toBe(352 + 2 * 8 ** 3);
  });
});
