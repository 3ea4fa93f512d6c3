import { readdir } from "node:fs/promises";
import { dirname, basename } from "node:path";
import { describe, expect, it } from "vitest";
import type { LorisImageOptions } from "@scanferry/sandbox";

import { targetOf } from "../../src/pull/target-of.js";
import { usePull } from "./support/use-pull.js";

const prefix = "sub-1000101_ses-PREBL00_";
const at = { candidate: "1000101", visit: "PREBL00", scanType: "t1w" };

/** One image with a name that must not be written, and one beside it that must. */
const hostile: [string, Partial<LorisImageOptions>][] = [
  ["a way out in the folder", { subfolder: "../../.." }],
  ["a way out in the visit", { visit: ".." }],
  ["a way out in the candidate", { candidate: "../../x" }],
  ["an absolute folder", { subfolder: "/etc" }],
  ["a folder of two", { subfolder: "anat/deeper" }],
  ["a backslash", { bidsName: `${prefix}a\\b` }],
  ["NUL", { bidsName: `${prefix}a\0b` }],
  ["a line break", { bidsName: `${prefix}a\nb` }],
  ["a device of Windows", { subfolder: "CON" }],
  ["300 characters", { bidsName: `${prefix}${"x".repeat(300)}` }],
  ["a dot at the end of a folder", { subfolder: "anat." }],
];

describe("names from a hostile server", () => {
  it.each(hostile)("cost one clear error each and nothing outside of the folder: %s", async (_, names) => {
    const stage = await usePull({
      study: { candidates: 1, visits: ["PREBL00"], scanTypes: ["FLAIR"] },
      images: [{ ...at, ...names }],
    });
    const around = await readdir(dirname(stage.dir));
    const { results } = await stage.pull();
    const failed = results.filter(({ status, id }) => status === "failed" && !id.includes("_scans"));
    const [bad] = failed;
    expect(failed.length).toBeGreaterThanOrEqual(1);
    expect(bad?.error?.code).toBe("data/unsafe-path");
    // The image and its JSON alone.
    expect(failed.filter(({ id }) => !/\.(nii\.gz|json)$/.test(id))).toEqual([]);
    expect((await stage.tree()).filter((path) => path.endsWith("_FLAIR.nii.gz"))).toHaveLength(1);
    const now = await readdir(dirname(stage.dir));
    const new_ = now.filter(
      (name) => !around.includes(name) && !/^scanferry-/.test(name) && name !== basename(stage.dir),
    );
    expect(new_.filter((name) => /^x$|sub-|ses-|anat|T1w/.test(name))).toEqual([]);
  });

  it.each(["a?b=c", "a*b", "a b#c", "100%", "é東京"])(
    "are written as they are where the disk takes them: %s",
    async (name) => {
      const stage = await usePull({
        study: { candidates: 0 },
        images: [{ ...at, bidsName: `${prefix}${name}` }],
      });
      const { failed } = await stage.pull();
      expect(failed).toBe(0);
      expect(await stage.tree()).toContain(`sub-1000101/ses-PREBL00/anat/${prefix}${name}.nii.gz`);
      expect((await stage.pull()).done).toBe(0);
    },
  );

  it("that differ in case alone are refused for the second file", async () => {
    const stage = await usePull({
      study: { candidates: 0 },
      images: [
        { ...at, name: "1.mnc", bidsName: `${prefix}image` },
        { ...at, name: "2.mnc", bidsName: `${prefix}IMAGE` },
      ],
    });
    const { results } = await stage.pull();
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.map(({ error }) => error?.code)).toEqual(["data/unsafe-path", "data/unsafe-path"]);
    const images = (await stage.tree()).filter((path) => /image\.(nii\.gz|json)$/i.test(path));
    expect(images).toEqual([
      `sub-1000101/ses-PREBL00/anat/${prefix}image.json`,
      `sub-1000101/ses-PREBL00/anat/${prefix}image.nii.gz`,
    ]);
  });

  it("never take the place of a sidecar", async () => {
    const stage = await usePull({ study: { candidates: 0 }, images: [{ ...at, bidsName: `${prefix}x` }] });
    expect(() => targetOf("anat", ".x.nii.gz.etag")).toThrow(
      expect.objectContaining({ code: "data/unsafe-path" }),
    );
    expect((await stage.pull()).failed).toBe(0);
  });
});
