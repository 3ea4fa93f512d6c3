import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readNaming } from "@scanferry/dicom";
import { describe, expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";
import { useResource } from "./support/use-resource.js";

/** A PAR of version 4.2 with one image of 11 × 1 bytes, as short as it can be. */
function par(protocol: string, number: number): string {
  const line = (name: string, value: string): string => `.    ${name.padEnd(34)}:   ${value}`;
  return [
    "# === DATA DESCRIPTION FILE ======================================================",
    "# CLINICAL TRYOUT             Research image export tool     V4.2",
    "# === GENERAL INFORMATION ========================================================",
    line("Patient name", "x"),
    line("Examination name", "study"),
    line("Protocol name", protocol),
    line("Acquisition nr", String(number)),
    line("Reconstruction nr", "1"),
    "1 1 1 1 0 2 0 8 0 11 1",
    "",
  ].join("\n");
}

const naming = `series:
  - match: { protocol: "*T1*" }
    scanType: T1w
  - match: { file: "*bold*" }
    scanType: bold
    resource: RAW
  - match: { protocol: "*TFE*" }
    scanType: other
  - match: { protocol: "*survey*" }
    skip: localizer
`;

describe.each(["1.6", "1.9"] as const)("PAR/REC pairs with a naming file on %s", (version) => {
  it("go to scans of their number and type, and what makes no pair or has no rule is said first", async () => {
    const { sandbox, xnat, write, run, texts, dir } = await useResource({ version });
    const folder = await write({
      "s1_WIP_T1_TFE_4_1.PAR": par("WIP T1_TFE", 4),
      "s1_WIP_T1_TFE_4_1.REC": "recording 4",
      "s1_bold_5_1.par": par("FE_EPI", 5),
      "s1_bold_5_1.rec": "recording 5",
      "s1_survey_1_1.PAR": par("survey", 1),
      "s1_survey_1_1.REC": "recording 1",
      "s1_DTI_6_1.PAR": par("DTI", 6),
      "s1_DTI_6_1.REC": "recording 6",
      "s1_lone_7_1.PAR": par("WIP T1", 7),
      "s1_lost_8_1.REC": "recording 8",
      "s1_T1_cut_9_1.PAR": par("WIP T1", 9),
      "s1_T1_cut_9_1.REC": "cut",
    });
    await write({ "naming.yaml": naming }, ".");
    const rules = await readNaming(join(dir, "naming.yaml"));
    const session = xnat.project("P").subject("S1").experiment("S1_MR1");
    const warnings: string[] = [];
    const put = (dryRun: boolean): ReturnType<typeof run> =>
      run(
        session.putParRec("PARREC", [folder], {
          rules,
          dryRun,
          onEvent: (event) => event.type === "warning" && warnings.push(event.hint ?? ""),
        }),
      );
    const plan = await put(true);
    expect([plan.planned, plan.failed, plan.skipped]).toEqual([4, 3, 2]);
    expect(sandbox.log.find("PUT", /./)).toEqual([]);
    const { done, failed, results } = await put(false);
    expect([done, failed]).toEqual([4, 3]);
    expect(results.slice(0, 5).map(({ id, status }) => [status, id.split("/").at(-1)])).toEqual([
      ["failed", "s1_T1_cut_9_1.REC"],
      ["failed", "s1_lone_7_1.PAR"],
      ["failed", "s1_lost_8_1.REC"],
      ["skipped", "s1_DTI_6_1.PAR"],
      ["skipped", "s1_survey_1_1.PAR"],
    ]);
    expect(warnings).toEqual(["They are the rules 1, 3.", "They are the rules 1, 3."]);
    expect(Object.keys(await texts("P/S1/S1_MR1/4/PARREC")).sort()).toEqual([
      "s1_WIP_T1_TFE_4_1.PAR",
      "s1_WIP_T1_TFE_4_1.REC",
    ]);
    expect((await texts("P/S1/S1_MR1/5/RAW"))["s1_bold_5_1.rec"]).toBe("recording 5");
    const types = (await allOf(session.scans())).map(({ id, type, xsiType }) => [id, type, xsiType]);
    expect(types).toContainEqual(["4", "T1w", "xnat:mrScanData"]);
    expect(types).toContainEqual(["5", "bold", "xnat:mrScanData"]);
    expect((await put(false)).unchanged).toBe(4);
    await failsWith(allOf(session.putParRec("PARREC", [folder], { rules, strict: true })), "input/invalid");
  });
});

describe("a scan that has the number of a pair", () => {
  it("gets the pair where it is of the rule's type, or described as in the PAR, and stays as it is where it is not", async () => {
    const { sandbox, xnat, write, run, dir } = await useResource();
    const session = xnat.project("P").subject("S1").experiment("S1_MR1");
    await session.scan("4").create({ type: "T2w", seriesDescription: "t2_tse" });
    await session.scan("5").create({ type: "T1w", seriesDescription: "mprage" });
    await session.scan("6").create({ type: "epi", seriesDescription: "FE_EPI" });
    await session.scan("7").create({ type: "epi", seriesDescription: "b0" });
    const folder = await write(
      Object.fromEntries(
        [4, 5, 6, 7].flatMap((number) => {
          const name = `s${String(number)}`;
          const content = par(number < 6 ? "WIP T1" : "FE_EPI", number);
          return [
            [`${name}.PAR`, content],
            [`${name}.REC`, `recording ${String(number)}`],
          ];
        }),
      ),
    );
    const rules =
      'series:\n  - match: { protocol: "*T1*" }\n    scanType: T1w\n  - match: { protocol: "*EPI*" }\n    resource: RAW\n';
    await write({ "naming.yaml": rules }, ".");
    const { done, failed, results } = await run(
      session.putParRec("PARREC", [folder], { rules: await readNaming(join(dir, "naming.yaml")) }),
    );
    expect([done, failed]).toEqual([4, 2]);
    expect(
      results.flatMap(({ id, error }) => (error === undefined ? [] : [[id.split("/").at(-1), error.code]])),
    ).toEqual([
      ["s4.PAR", "remote/conflict"],
      ["s7.PAR", "remote/conflict"],
    ]);
    expect(sandbox.log.find("PUT", /scans\/[47]\/.*files/)).toEqual([]);
  });
});

describe("a third file with the name of a pair", () => {
  it("is named, and the pair is stored all the same", async () => {
    const { xnat, write, run, dir } = await useResource();
    const folder = await write({
      "x.PAR": par("WIP T1", 4),
      "x.REC": "recording 4",
      "x.nii": "made of them",
      "a.PAR": par("WIP T1", 5),
      "a.nii": "a",
      "a.rec": "recording 5",
    });
    await write({ "naming.yaml": naming }, ".");
    const rules = await readNaming(join(dir, "naming.yaml"));
    const session = xnat.project("P").subject("S1").experiment("S1_MR1");
    const { results } = await run(session.putParRec("PARREC", [folder], { rules }));
    expect(results.map(({ id, status }) => `${status} ${id.split("/").at(-1) ?? ""}`).sort()).toEqual([
      "done a.PAR",
      "done a.rec",
      "done x.PAR",
      "done x.REC",
      "failed a.nii",
      "failed x.nii",
    ]);
  });
});

describeShared("real PAR/REC files", () => {
  it("are paired, stored in the scan of their acquisition, and fetched back byte by byte; PARs without a REC are problems", async () => {
    const { xnat, write, run, dir } = await useResource();
    await write({ "naming.yaml": 'series:\n  - match: { protocol: "*" }\n    scanType: epi\n' }, ".");
    const rules = await readNaming(join(dir, "naming.yaml"));
    const session = xnat.project("P").subject("S1").experiment("S1_MR1");
    const { done, failed, results } = await run(
      session.putParRec("PARREC", [sharedPath("parrec")], { rules }),
    );
    expect([done, failed]).toEqual([2, 6]);
    expect(new Set(results.flatMap(({ error }) => error?.code ?? []))).toEqual(new Set(["input/invalid"]));
    const scan = results.find(({ status }) => status === "done")?.id.split("/")[3] ?? "";
    await run(session.scan(scan).resource("PARREC").get(join(dir, "out")));
    for (const ending of ["PAR", "REC"]) {
      const name = `phantom_EPI_asc_CLEAR_2_1.${ending}`;
      const there = await readFile(join(dir, "out/PARREC", name));
      expect(there.equals(await readFile(sharedPath(`parrec/${name}`)))).toBe(true);
    }
  });
});
