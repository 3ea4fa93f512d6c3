import { describe, expect, it } from "vitest";
import type { LorisSandboxOptions } from "@scanferry/sandbox";
import type { PullOptions } from "../../../src/index.js";

import { usePull } from "../support/use-pull.js";
import { pullInChild } from "./run-pull-child.js";
import { writeJournal } from "./write-journal.js";

/** The full check of the project plans 100,000 images; everywhere else fewer show the same within seconds. */
const candidates = process.env["SCANFERRY_REQUIRE_PEERS"] === "1" ? 10_000 : 1500;
const mib = 1024 * 1024;
/** What the project promises for a plan of 100,000; the journal of 240,000 files comes on top of it. */
const limits = { plan: 200, planWithJournal: 220 };

interface Plan {
  what: string;
  dialect: NonNullable<LorisSandboxOptions["dialect"]>;
  scanTypes: string[];
  options?: PullOptions;
  /** Whether all of it was in the folder once. */
  journal?: boolean;
  /** Files of two visits with five images each, and files of the study. */
  files: [ofCandidate: number, ofStudy: number];
}

const endpoint = { dialect: "preventad" as const, scanTypes: ["t1w", "FLAIR", "T2star", "asl", "fieldmap"] };
const stock = { dialect: "v28" as const, scanTypes: ["t1", "t2", "flair", "asl", "fieldmap"] };
const plans: Plan[] = [
  // Each image with its JSON, and two scans files.
  {
    what: "out of the BIDS endpoint into a folder that had them all",
    ...endpoint,
    journal: true,
    files: [2 * (5 * 2 + 2), 5],
  },
  { what: "out of the BIDS endpoint into an empty folder", ...endpoint, files: [2 * (5 * 2 + 2), 5] },
  // One scans file, made here.
  { what: "as BIDS from a stock server", ...stock, files: [2 * (5 * 2 + 1), 4] },
  // Each image with its quality control, the visit and the candidate.
  { what: "as MINC", ...stock, options: { type: "minc" }, files: [2 * (5 * 2 + 1) + 1, 0] },
];

describe(`a plan of ${candidates * 10} images`, () => {
  it.each(plans)(
    `takes at most ${limits.plan} MB of memory (${limits.planWithJournal} with a journal): $what`,
    async ({ dialect, scanTypes, options, journal = false, files: [ofCandidate, ofStudy] }) => {
      const stage = await usePull({ dialect, study: { candidates, scanTypes } });
      if (journal) await writeJournal(stage);
      const { counts, maxRssBytes } = await pullInChild({
        baseUrl: stage.sandbox.url.loris,
        ...stage.sandbox.credentials.loris,
        dir: stage.dir,
        options: { dryRun: true, ...options },
      });
      expect(counts).toEqual({ planned: candidates * ofCandidate + ofStudy });
      expect(maxRssBytes / mib).toBeLessThan(journal ? limits.planWithJournal : limits.plan);
    },
    180_000,
  );
});
