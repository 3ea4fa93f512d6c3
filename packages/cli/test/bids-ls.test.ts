import { describe, expect, it } from "vitest";
import { startCloud } from "./helpers/cloud.js";
import { runCli } from "./helpers/run-cli.js";

describe("bids ls", () => {
  it("lists files as records with datatype, suffix, extension and entities", async () => {
    const { dataset } = await startCloud({}, { participants: 2, withT2w: true });
    const { code, records } = await runCli([
      "bids",
      "ls",
      dataset,
      "--suffix",
      "T1w,T2w",
      "--extension",
      ".nii.gz",
      "--subjects",
      "02",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(records).toEqual([
      {
        type: "file",
        path: "sub-02/anat/sub-02_T1w.nii.gz",
        datatype: "anat",
        suffix: "T1w",
        extension: ".nii.gz",
        entities: { sub: "02" },
      },
      {
        type: "file",
        path: "sub-02/anat/sub-02_T2w.nii.gz",
        datatype: "anat",
        suffix: "T2w",
        extension: ".nii.gz",
        entities: { sub: "02" },
      },
    ]);
    const people = await runCli(["bids", "ls", dataset, "--suffix", "T2w", "--extension", ".nii.gz"]);
    expect(people.stdout).toBe("sub-01/anat/sub-01_T2w.nii.gz\nsub-02/anat/sub-02_T2w.nii.gz\n");
  });
});
