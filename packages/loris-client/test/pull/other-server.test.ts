import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { collect } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";

import type { PullOptions } from "../../src/index.js";
import { usePull } from "./support/use-pull.js";

const study = { candidates: 1, visits: ["V1"], scanTypes: ["t1w"] };

describe("the folder of one LORIS", () => {
  it.each<PullOptions>([{}, { check: true }, { dryRun: true }, { type: "minc" }])(
    "is refused to another LORIS before anything is asked (%o)",
    async (options) => {
      const [one, two] = [await usePull({ study }), await usePull({ dialect: "v28", study })];
      await one.pull();
      const before = await one.tree({ sidecars: true, internal: true });
      two.sandbox.log.clear();
      await expect(collect(two.loris.pull(one.dir, options))).rejects.toMatchObject({
        code: "input/invalid",
        message: "The output folder holds files of another LORIS.",
        hint: expect.stringContaining(one.sandbox.url.loris) as string,
      });
      expect(two.sandbox.log.find("GET", /./)).toEqual([]);
      expect(await one.tree({ sidecars: true, internal: true })).toEqual(before);
    },
  );

  it("is noted by the first pull that brings something, and not by one that looks or is refused", async () => {
    const stage = await usePull({ study });
    const note = join(stage.dir, ".scanferry/loris.json");
    await stage.pull({ check: true });
    await expect(stage.pull({ modalities: ["nothing"] })).rejects.toMatchObject({ code: "input/invalid" });
    expect(await stage.tree({ internal: true })).toEqual([]);
    await stage.pull();
    expect(JSON.parse(await readFile(note, "utf8"))).toEqual({ server: stage.sandbox.url.loris });
  });

  it("stays that of a server whose note is lost or cut, or that moved to https", async () => {
    const stage = await usePull({ study });
    await stage.pull();
    for (const noted of [
      "",
      "{",
      JSON.stringify({ server: `${stage.sandbox.url.loris.replace("http:", "https:")}/` }),
    ]) {
      await stage.write(".scanferry/loris.json", noted);
      expect(await stage.pull()).toMatchObject({ failed: 0, done: 0 });
    }
    await rm(join(stage.dir, ".scanferry/loris.json"));
    expect(await stage.pull()).toMatchObject({ failed: 0, done: 0 });
    expect(await stage.text(".scanferry/loris.json")).toContain(stage.sandbox.url.loris);
  });
});
