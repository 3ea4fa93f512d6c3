import { isScanferryError, type ScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";

import type { PullOptions } from "../../src/index.js";
import { usePull, type PullStage } from "./support/use-pull.js";

const scanTypes = ["t1w", "T2star", "qT2star", "bold", "task-encoding-bold", "FLAIR", "FLAIR-x"];
const use = (): Promise<PullStage> =>
  usePull({
    study: { candidates: 3, visits: ["PREBL00", "PREFU12"], scanTypes, sites: ["Montreal", "Rome"] },
  });

/** The scan types, visits and candidates of the images that came. */
async function came(stage: PullStage, options: PullOptions) {
  const { failed, results } = await stage.pull(options);
  expect(failed).toBe(0);
  const links = new Set(results.filter(({ status }) => status === "done").map(({ id }) => id));
  const images = stage.images().filter(({ bids }) => links.has(bids["NiftiLink"]));
  const distinct = (values: string[]): string[] => [...new Set(values)].sort();
  return {
    count: images.length,
    types: distinct(images.map(({ scanType }) => scanType)),
    visits: distinct(images.map(({ visit }) => visit)),
    candidates: distinct(images.map(({ candidate }) => candidate)),
    sites: distinct(images.map(({ site }) => site)),
  };
}

async function refusal(stage: PullStage, options: PullOptions): Promise<ScanferryError> {
  const error: unknown = await stage.pull(options).catch((caught: unknown) => caught);
  if (!isScanferryError(error)) throw new Error("nothing was refused");
  return error;
}

describe("filters of a pull", () => {
  it("takes scan types exactly unless told otherwise", async () => {
    expect((await came(await use(), { modalities: ["T2star", "FLAIR"] })).types).toEqual(["FLAIR", "T2star"]);
  });

  it("takes scan types as the notebook does with `contains`: substrings, but bold exactly, and all names that are given", async () => {
    const { types } = await came(await use(), {
      modalities: ["bold", "T2star", "FLAIR"],
      modalityMatch: "contains",
    });
    expect(types).toEqual(["FLAIR", "FLAIR-x", "T2star", "bold", "qT2star"]);
  });

  it("takes pattern characters for what they are", async () => {
    const { code } = await refusal(await use(), { modalities: ["t1."], modalityMatch: "contains" });
    expect(code).toBe("input/invalid");
  });

  it("takes visits", async () => {
    const { visits, count } = await came(await use(), { visits: ["PREFU12"] });
    expect([visits, count]).toEqual([["PREFU12"], 21]);
  });

  it("takes candidates by CandID, PSCID and BIDS name", async () => {
    const stage = await use();
    const [first, , third] = [...new Set(stage.images().map(({ candidate }) => candidate))];
    const second = stage.images().find(({ candidate }) => candidate !== first && candidate !== third);
    const { candidates } = await came(stage, {
      candidates: [`sub-${first!}`, second!.pscid],
      modalities: ["t1w"],
    });
    expect(candidates).toEqual([first, second!.candidate]);
  });

  it("takes sites and times, which only the project's list of images knows", async () => {
    const stage = await use();
    expect(await came(stage, { site: "Rome", modalities: ["t1w"] })).toMatchObject({
      sites: ["Rome"],
      count: 2,
    });
    const late = stage.images().find(({ visit }) => visit === "PREFU12")!;
    const other = await use();
    const { visits } = await came(other, { since: new Date(late.insertTime), modalities: ["t1w"] });
    expect(visits).toEqual(["PREFU12"]);
  });

  it("takes all filters together", async () => {
    const stage = await use();
    const { count } = await came(stage, {
      site: ["Montreal"],
      visits: ["PREBL00"],
      modalities: ["t1w", "bold"],
    });
    expect(count).toBe(4);
  });

  it.each([
    ["scan type", { modalities: ["t1w", "t1x"] }, "T2star, bold, FLAIR"],
    ["visit", { visits: ["NOVISIT"] }, "PREBL00, PREFU12"],
    ["site", { site: "Paris" }, "Montreal, Rome"],
    ["project", { project: "PREVENT" }, "loris"],
  ] satisfies [string, PullOptions, string][])(
    "stops at an unknown %s before the first file, and prints the valid ones",
    async (noun, options, valid) => {
      const stage = await use();
      const { code, hint, message, subject } = await refusal(stage, options);
      expect(code).toBe("input/invalid");
      expect(message).toContain(noun);
      for (const name of valid.split(", ")) expect(hint).toContain(name);
      // What was asked for may be a label.
      expect(message).not.toContain(subject);
      expect(await stage.tree({ internal: true })).toEqual([]);
      expect(stage.sandbox.log.find("GET", /bidsfiles|\/bids\/./)).toEqual([]);
    },
  );

  it("stops at candidates that the server does not know, and says how many", async () => {
    const stage = await use();
    const known = stage.images()[0]!.candidate;
    const error = await refusal(stage, { candidates: [known, "9999999", "NOBODY"] });
    expect(error).toMatchObject({
      code: "input/invalid",
      subject: "9999999, NOBODY",
      details: { unknown: 2, asked: 3 },
    });
    expect(JSON.stringify(error)).not.toContain("9999999");
  });

  it("goes on with a warning for a candidate that is known and has no images", async () => {
    const stage = await use();
    const images = stage.images();
    const [first] = images;
    const last = images.at(-1)!.candidate;
    for (const image of images)
      if (image.candidate === last) stage.sandbox.state.loris.removeImage(image.link);
    const { candidates } = await came(stage, { candidates: [first!.candidate, last], modalities: ["t1w"] });
    expect(candidates).toEqual([first!.candidate]);
    expect(stage.warnings()).toEqual(["1 of the candidates that were asked for have no images."]);
  });

  it("warns of an empty list, which is what an account without permission gets", async () => {
    const stage = await usePull({ study: { candidates: 0 } });
    const { failed } = await stage.pull();
    expect(failed).toBe(0);
    expect(stage.warnings()).toEqual(["The server lists no images."]);
  });

  it("warns when the filters leave nothing together", async () => {
    const stage = await usePull({
      study: { candidates: 1, scanTypes: ["t1w"], visits: ["PREBL00"] },
      images: [{ candidate: "1000101", visit: "PREFU12", scanType: "bold" }],
    });
    await stage.pull({ modalities: ["bold"], visits: ["PREBL00"] });
    expect(stage.warnings()).toEqual(["No image passes all the filters together."]);
  });

  it("refuses options that no list can be asked about", async () => {
    const stage = await use();
    const wrong = [
      { type: "nifti" },
      { modalityMatch: "regex" },
      { since: new Date("soon") },
      { candidates: [""] },
    ];
    for (const options of wrong)
      expect((await refusal(stage, options as PullOptions)).code).toBe("input/invalid");
    expect(stage.sandbox.log.entries).toEqual([]);
  });
});
