import { expect, it } from "vitest";

import { usePull } from "../support/use-pull.js";
import { pullInChild } from "./run-pull-child.js";

/** The full check of the project plans 100,000 images in 200 MB; everywhere else a quarter of it shows the same within seconds. */
const [candidates, limitMb] = process.env["SCANFERRY_REQUIRE_PEERS"] === "1" ? [10_000, 200] : [2500, 160];
const scanTypes = ["t1w", "FLAIR", "T2star", "asl", "fieldmap"];

it(`plans ${candidates * 10} images in at most ${limitMb} MB of memory`, async () => {
  const stage = await usePull({ study: { candidates, scanTypes } });
  const { counts, maxRssBytes } = await pullInChild({
    baseUrl: stage.sandbox.url.loris,
    ...stage.sandbox.credentials.loris,
    dir: stage.dir,
    options: { dryRun: true },
  });
  // Two visits with five images, each with its JSON, and two scans files; five files of the study.
  expect(counts).toEqual({ planned: candidates * 2 * (5 * 2 + 2) + 5 });
  expect(maxRssBytes / 1e6).toBeLessThan(limitMb);
}, 180_000);
