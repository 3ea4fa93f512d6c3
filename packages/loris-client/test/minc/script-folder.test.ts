import { rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "../pull/support/use-pull.js";

/** A folder as the notebook would have left it, had its MINC half worked: sidecars, Python in the JSON files, no journal. */
async function useScriptFolder(): Promise<PullStage> {
  const stage = await usePull({
    dialect: "preventad",
    study: { candidates: 1, visits: ["PREBL00"], scanTypes: ["t1w", "bold"] },
  });
  await stage.pull({ type: "minc" });
  await rm(join(stage.dir, ".scanferry"), { recursive: true });
  const { candidate } = stage.images()[0]!;
  await stage.write(`${candidate}/candidate.json`, `{'CandID': '${candidate}', 'EDC': None}`);
  return stage;
}

describe("a MINC folder with the notebook's sidecars and no journal", () => {
  it("is continued: no image is fetched again, and the records become real JSON", async () => {
    const stage = await useScriptFolder();
    const { candidate } = stage.images()[0]!;
    const { results, failed } = await stage.pull({ type: "minc" });
    expect(failed).toBe(0);
    expect(stage.imageBytes()).toBe(0);
    expect(results.filter(({ status }) => status === "done").map(({ target }) => target)).toEqual([
      `${candidate}/candidate.json`,
    ]);
    expect(JSON.parse(await stage.text(`${candidate}/candidate.json`))).toMatchObject({ CandID: candidate });
  });

  it("gets an image again that is cut or gone beside its sidecar", async () => {
    const stage = await useScriptFolder();
    const [cut, gone] = stage.images().map(({ candidate, visit, name }) => `${candidate}/${visit}/${name}`);
    const whole = await stage.text(cut!);
    await truncate(join(stage.dir, cut!), 3000);
    await rm(join(stage.dir, gone!));
    const { failed } = await stage.pull({ type: "minc" });
    expect(failed).toBe(0);
    expect(await stage.text(cut!)).toBe(whole);
    expect(await stage.tree()).toContain(gone);
  });
});
