import { describe, expect, it } from "vitest";

import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { usePull, type PullStage } from "./support/use-pull.js";

const study = { candidates: 2, visits: ["PREBL00", "PREFU12"], scanTypes: ["t1w"], sites: ["Rome", "Oslo"] };
/** PREVENT-AD with a second project: its candidate is the third one, at the first site. */
const two = { study, projects: [{ name: "other", candidates: 1 }] };
const third = "1000323";

/** The candidates that have a folder, and how many images lie in them. */
async function came(stage: PullStage): Promise<[candidates: string[], images: number]> {
  const images = (await stage.tree()).filter((path) => /\.(mnc|nii\.gz)$/.test(path));
  const folders = images.map((path) => path.split("/")[0]!.replace("sub-", ""));
  return [[...new Set(folders)].sort(), images.length];
}

const forbidden = { kind: "status", status: 403, body: '{"error":"forbidden"}', times: 99 } as const;

describe("a PREVENT-AD server with several projects", () => {
  it("gives the images of all of them as MINC", async () => {
    const stage = await usePull(two);
    expect((await stage.pull({ type: "minc" })).failed).toBe(0);
    expect(await came(stage)).toEqual([["1000101", "1000212", third], 6]);
    expect(stage.warnings()).toEqual([]);
  });

  it.each(["minc", "bids"] as const)("gives one project alone as %s", async (type) => {
    const stage = await usePull(two);
    expect((await stage.pull({ type, project: "other" })).failed).toBe(0);
    expect(await came(stage)).toEqual([[third], 2]);
    if (type === "bids") expect(await stage.text("participants.tsv")).not.toContain("1000212");
  });

  it("takes the sites and times of all projects into account on the BIDS endpoint", async () => {
    const stage = await usePull(two);
    const late = stage.images().find(({ visit }) => visit === "PREFU12")!;
    await stage.pull({ site: "Rome", since: new Date(late.insertTime) });
    expect(await came(stage)).toEqual([["1000101", third], 2]);
    expect((await stage.tree()).filter((path) => path.includes("PREBL00"))).toEqual([]);
  });

  it("says how many images are left out because their site is not known", async () => {
    const stage = await usePull(two);
    stage.sandbox.faults.add({ path: /\/projects\/other\/images$/, ...forbidden });
    await stage.pull({ site: "Rome" });
    expect(await came(stage)).toEqual([["1000101"], 2]);
    expect(stage.warnings()).toEqual([
      "1 of the 2 projects do not let this account read the list of their images.",
      "2 images are left out, because no list of the server says of which site they are.",
    ]);
  });

  it("warns of candidates without a project, whose images no list names", async () => {
    const stage = await usePull(two);
    const list = [
      { CandID: "1000101", PSCID: "PAD0000", Site: "ROM", Project: "loris" },
      { CandID: "1000999", PSCID: "PAD0009", Site: "ROM", Project: null },
    ];
    stage.sandbox.faults.add({
      path: /\/candidates\/$/,
      kind: "status",
      status: 200,
      body: JSON.stringify({ Candidates: list }),
    });
    await stage.pull({ type: "minc" });
    expect(stage.warnings()).toEqual([
      "1 candidates belong to no project, so that no list names their images.",
    ]);
  });
});

describe("a project that refuses its list of images", () => {
  const stock = { dialect: "v28", study: { candidates: 1, visits: ["V1"], scanTypes: ["t1"] } } as const;

  it.each(["minc", "bids"] as const)("does not stop the others, as %s", async (type) => {
    const stage = await usePull({ ...stock, projects: [{ name: "Rye", candidates: 1 }] });
    stage.sandbox.faults.add({ path: /\/projects\/Rye\/images$/, ...forbidden });
    const { failed } = await stage.pull({ type });
    expect(failed).toBe(0);
    expect(await came(stage)).toEqual([["300001"], 1]);
    expect(stage.warnings()).toEqual([
      "1 of the 2 projects do not let this account read the list of their images.",
    ]);
  });

  it("is an error when it is the only one, or when all do", async () => {
    const stage = await usePull({ ...stock, projects: [{ name: "Rye", candidates: 1 }] });
    stage.sandbox.faults.add({ path: /\/projects\/[^/]+\/images$/, ...forbidden });
    await failsWith(stage.pull({ type: "minc" }), "auth/forbidden");
    await failsWith(stage.pull({ type: "minc", project: "Rye" }), "auth/forbidden");
    expect(await stage.tree({ internal: true })).toEqual([]);
  });
});
