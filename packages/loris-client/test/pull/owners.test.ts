import { describe, expect, it } from "vitest";
import type { PullOptions } from "../../src/index.js";

import { rewriteList } from "./support/rewrite-list.js";
import { usePull, type PullStage } from "./support/use-pull.js";

/** One list with a row that names a file of another candidate. */
interface Case {
  what: string;
  dialect: "v28" | "preventad";
  scanTypes: string[];
  visits: string[];
  path: string;
  field: string;
  list: string;
  options: PullOptions;
}

const preventad = { dialect: "preventad" as const, scanTypes: ["t1w"], visits: ["PREBL00"] };
const v28 = { dialect: "v28" as const, scanTypes: ["t1"], visits: ["V1"] };
const endpoint = { ...preventad, path: "/projects/loris/bids/", options: {} };
const images = { ...v28, path: "/projects/Pumpernickel/images", field: "Link", list: "Images" };
const cases: Case[] = [
  { what: "an image of the BIDS endpoint", ...endpoint, list: "Images", field: "NiftiLink" },
  { what: "a JSON of the BIDS endpoint", ...endpoint, list: "Images", field: "JsonLink" },
  { what: "a table of the BIDS endpoint", ...endpoint, list: "SessionFiles", field: "TsvLink" },
  { what: "a MINC image", ...images, options: { type: "minc" } },
  { what: "an image of a stock server", ...images, options: {} },
];

const start = ({ dialect, scanTypes, visits }: Case): Promise<PullStage> =>
  usePull({ dialect, study: { candidates: 2, scanTypes, visits } });

describe("a row that names another candidate's file", () => {
  it.each(cases)("fails alone, and nothing is stored under the wrong name: $what", async (one) => {
    const stage = await start(one);
    const [a, b] = [...new Set(stage.images().map(({ candidate }) => candidate))];
    await rewriteList(stage, one.path, (lists) => {
      const [first, second] = lists[one.list] ?? [];
      first![one.field] = second![one.field];
      // The same file must not be listed twice, or the second would be passed over.
      lists[one.list] = [first!];
    });
    const { results } = await stage.pull(one.options);
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.length).toBeGreaterThanOrEqual(1);
    for (const { id, target, error } of failed) {
      expect([error?.code, target]).toEqual(["data/unsafe-path", ""]);
      expect(id).toContain(`/candidates/${b!}/`);
      expect(error?.message).not.toMatch(/\d{4}/);
    }
    const stored = (await stage.tree()).filter((path) => path.includes(a!) && path.includes(b!));
    expect(stored).toEqual([]);
    for (const { id } of failed) expect(stage.sandbox.log.find("GET", id.split("/").at(-1)!)).toEqual([]);
  });

  it("fails alone where the name in its link is of another visit", async () => {
    const stage = await usePull({
      study: { candidates: 1, scanTypes: ["FLAIR"], visits: ["PREBL00"] },
      images: [
        { candidate: "1000101", visit: "PREBL00", scanType: "t1w", bidsName: "sub-1000101_ses-PREFU12_T1w" },
      ],
    });
    const { results } = await stage.pull();
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.map(({ error }) => error?.code)).toEqual(["data/unsafe-path", "data/unsafe-path"]);
    expect((await stage.tree()).filter((path) => path.includes("PREFU12"))).toEqual([]);
    expect((await stage.tree()).filter((path) => path.endsWith("_FLAIR.nii.gz"))).toHaveLength(1);
  });

  it("is no such row where BIDS writes the visit without its signs", async () => {
    const stage = await usePull({
      study: { candidates: 0 },
      images: [{ candidate: "1000101", visit: "V1_a", scanType: "t1w", bidsName: "sub-1000101_ses-V1a_T1w" }],
    });
    const { results } = await stage.pull();
    expect(results.filter(({ id, status }) => status === "failed" && !id.includes("_scans"))).toEqual([]);
    expect(await stage.tree()).toContain("sub-1000101/ses-V1_a/anat/sub-1000101_ses-V1a_T1w.nii.gz");
  });
});
