import { describe, expect, it } from "vitest";

import type { PullOptions } from "../../src/index.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { usePull } from "./support/use-pull.js";

const noImages = "The server lists no images.";
const study = { candidates: 2, visits: ["V1", "V2"], scanTypes: ["t1"] };
const withoutPermission = { users: [{ username: "u", password: "p", kind: "noperm" }] } as const;

describe("an empty list of images, as an account without permission gets it", () => {
  it("is told as it is whatever the time since when images are wanted", async () => {
    const stage = await usePull({ dialect: "v28", study, ...withoutPermission });
    await stage.pull({ since: new Date("2020-01-01"), type: "minc" });
    expect(stage.warnings()).toEqual([noImages]);
  });

  it("does not hide a misspelled visit, project or candidate, which other lists of the server know", async () => {
    const stage = await usePull({ dialect: "v28", study, ...withoutPermission });
    const visit = await failsWith(stage.pull({ type: "minc", visits: ["V1", "V9"] }), "input/invalid");
    expect([visit.hint, visit.subject]).toEqual(["Valid here: V1, V2.", "V9"]);
    await failsWith(stage.pull({ type: "minc", project: "Nobody's" }), "input/invalid");
    const empty = await usePull({ dialect: "v28", study: { ...study, candidates: 0 } });
    const candidate = await failsWith(empty.pull({ type: "minc", candidates: ["NOBODY"] }), "input/invalid");
    expect(candidate.subject).toBe("NOBODY");
  });

  it.each([
    [{ modalities: ["t9"], visits: ["V1"] }, "scan types"],
    [{ candidates: ["NOBODY"], site: "Atlantis" }, "sites, candidates"],
  ] satisfies [PullOptions, string][])("says what cannot be told then: %j", async (options, what) => {
    const stage = await usePull({ dialect: "v28", study, ...withoutPermission });
    expect((await stage.pull({ type: "minc", ...options })).results).toEqual([]);
    expect(stage.warnings()).toEqual([
      noImages,
      `Whether the server knows the ${what} that were asked for cannot be told.`,
    ]);
  });

  it("is not what a list is called whose images are all older", async () => {
    const stage = await usePull({ dialect: "v28", study });
    await stage.pull({ type: "minc", since: new Date("2099-01-01") });
    expect(stage.warnings()).toEqual(["The server lists no images that it took in since then."]);
  });
});
