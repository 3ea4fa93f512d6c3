import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

const stock = { dialect: "v28", study: { candidates: 1, visits: ["V1"], scanTypes: ["t1"] } } as const;
const endpoint = { study: { candidates: 1, visits: ["PREBL00"], scanTypes: ["t1w", "bold"] } } as const;

const kept = async ({ dir }: PullStage): Promise<string[]> =>
  (await readdir(join(dir, ".scanferry/replaced"), { recursive: true }).catch(() => [])).sort();
const keptWarnings = (stage: PullStage): string[] =>
  stage.warnings().filter((message) => message.includes(".scanferry/replaced"));

describe("a person's own files in the output folder", () => {
  it("are kept when the study has files of these names", async () => {
    const stage = await usePull(endpoint);
    await stage.write("README", "My notes.\n");
    await stage.write("participants.tsv", "participant_id\tage\tdx\nsub-1\t70\tAD\n");
    const { failed } = await stage.pull({ modalities: ["t1w"] });
    expect(failed).toBe(0);
    expect(await stage.text("README")).not.toContain("My notes.");
    expect(await kept(stage)).toEqual(["README", "participants.tsv"]);
    expect(await stage.text(".scanferry/replaced/README")).toBe("My notes.\n");
    expect(await stage.text(".scanferry/replaced/participants.tsv")).toContain("sub-1\t70\tAD");
    expect(keptWarnings(stage)).toHaveLength(1);
    await stage.pull({ modalities: ["t1w"] });
    expect(keptWarnings(stage)).toEqual([]);
  });

  it.each([undefined, ["t1w"]])(
    "are kept when own columns were added to tables (of %s)",
    async (modalities) => {
      const stage = await usePull(endpoint);
      const options = modalities === undefined ? {} : { modalities };
      await stage.pull(options);
      const scans = (await stage.tree()).find((path) => path.endsWith("_scans.tsv"))!;
      const before = new Map<string, string>();
      for (const path of ["participants.tsv", scans]) {
        before.set(path, await stage.text(path));
        await stage.write(path, before.get(path)!.replaceAll("\n", "\tmine\n"));
      }
      await stage.pull(options);
      for (const [path, text] of before) {
        expect(await stage.text(path)).toBe(text);
        expect(await stage.text(`.scanferry/replaced/${path}`)).toBe(text.replaceAll("\n", "\tmine\n"));
      }
      expect(keptWarnings(stage)).toEqual([expect.stringContaining("2 files")]);
    },
  );

  it("give way without a copy to what the server has anew, and when only the study grew", async () => {
    const stage = await usePull(endpoint);
    await stage.pull({ modalities: ["t1w"] });
    stage.sandbox.state.loris.setStudyFile("README", "A new text of the server.\n");
    await stage.pull();
    expect(await stage.text("README")).toBe("A new text of the server.\n");
    expect(await kept(stage)).toEqual([]);
  });

  it("are kept where a dataset is built here: a participants.json with a comma too many, and edited records of MINC", async () => {
    const stage = await usePull(stock);
    await stage.pull();
    const mine = '{ "age": { "Description": "years" }, }\n';
    await stage.write("participants.json", mine);
    await stage.pull();
    expect(await stage.text(".scanferry/replaced/participants.json")).toBe(mine);
    expect(keptWarnings(stage)).toHaveLength(1);

    await stage.pull({ type: "minc" });
    const record = (await stage.tree()).find((path) => path.endsWith("candidate.json"))!;
    await stage.write(record, '{ "mine": true }');
    await stage.pull({ type: "minc" });
    expect(await stage.text(`.scanferry/replaced/${record}`)).toBe('{ "mine": true }');
    expect(await stage.text(record)).not.toContain("mine");
  });
});
