import { describe, expect, it } from "vitest";

import type { PullOptions } from "../../src/index.js";
import { rewriteList } from "./support/rewrite-list.js";
import { usePull } from "./support/use-pull.js";

const study = { study: { candidates: 3, visits: ["PREBL00"], scanTypes: ["t1w"] } };
const list = "/projects/loris/bids/";

describe("a row of the list that lacks something", () => {
  it.each([
    ["an image", "Images", { Subfolder: null }],
    ["an image's link", "Images", { NiftiLink: null }],
    ["a session", "SessionFiles", { TsvLink: null }],
  ])("fails by name and costs no other: %s", async (_what, name, change) => {
    const stage = await usePull(study);
    await rewriteList(stage, list, (lists) => Object.assign(lists[name]![1]!, change));
    const { results, failed } = await stage.pull();
    expect(failed).toBe(1);
    const odd = results.find(({ status }) => status === "failed");
    expect(odd?.error).toMatchObject({
      code: "remote/failed",
      message: expect.stringContaining(Object.keys(change)[0]!),
    });
    expect(odd?.id).toMatch(/1000212|\/projects\/loris#\w+\/1/);
    const images = (await stage.tree()).filter((path) => path.endsWith("_T1w.nii.gz"));
    expect(images).toHaveLength(name === "Images" ? 2 : 3);
  });

  it.each<[string, PullOptions]>([
    ["bids", {}],
    ["minc", { type: "minc" }],
  ])(
    "fails by name and costs no other in the list of a project's images: type %s",
    async (_type, options) => {
      const stage = await usePull({
        dialect: "v28",
        study: { candidates: 3, visits: ["V1"], scanTypes: ["t1"] },
      });
      const [, odd] = stage.images();
      await rewriteList(stage, "/projects/Pumpernickel/images", ({ Images }) => delete Images![1]!["Visit"]);
      const { results, failed } = await stage.pull(options);
      expect(failed).toBe(1);
      const { id, error } = results.find(({ status }) => status === "failed")!;
      expect([id, error?.code]).toEqual([odd?.link, "remote/failed"]);
      expect(error?.message).toContain("Visit");
      const images = (await stage.tree()).filter((path) => /\.(nii\.gz|mnc)$/.test(path));
      expect(images).toHaveLength(2);
    },
  );

  it("is judged by the filters like any other", async () => {
    const stage = await usePull(study);
    await rewriteList(stage, list, (lists) => Object.assign(lists["Images"]![1]!, { Subfolder: null }));
    expect((await stage.pull({ candidates: ["1000101"] })).failed).toBe(0);
    expect((await stage.pull({ candidates: ["1000212"] })).failed).toBe(1);
  });
});
