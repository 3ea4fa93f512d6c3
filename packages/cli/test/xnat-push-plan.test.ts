import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { results, tree } from "./helpers/pulled.js";
import { noXnatLogin, startXnat, type Xnat } from "./helpers/xnat.js";

/** The scans of a session as `xnat pull` puts them. */
const scans = (subject: string): string => `out/${subject}/${subject}_MR1/scans`;

describe("xnat push -n", () => {
  it("plans a pulled tree as it lay on the server, and says that it is there", async () => {
    const xnat = await startXnat();
    expect((await xnat.run(["xnat", "pull", "SANDBOX", "-o", "out", "-q"])).code).toBe(0);
    xnat.sandbox.log.clear();
    const plan = await xnat.run(["xnat", "push", "out", "--project", "SANDBOX", "-n", "--json"]);
    expect(plan.stderr).not.toMatch(/error|warning/);
    expect(plan.code).toBe(0);
    const sessions = results(plan.records);
    expect(
      sessions.map(({ id, target, action, status, note }) => [id, target, action, status, note]),
    ).toEqual(
      ["002", "S1", "S3"].map((subject) => [
        `${subject}/${subject}_MR1`,
        "/data/prearchive/projects/SANDBOX",
        "push",
        "planned",
        "in the archive",
      ]),
    );
    const series = plan.records.filter(({ type }) => type === "series");
    expect(series).toHaveLength(9);
    expect(series[0]).toMatchObject({ session: "002/002_MR1", folder: "1-T1w_MPRAGE", files: 3 });
    const left = plan.records.filter(({ type }) => type === "left-out");
    // What the program keeps for itself is not looked into.
    expect(left.filter(({ path }) => String(path).includes(".scanferry"))).toEqual([]);
    expect(left.filter(({ path }) => String(path).endsWith(".nii.gz"))).toHaveLength(9);
    expect(new Set(left.map(({ reason }) => reason))).toEqual(new Set(["not-dicom"]));
    expect(plan.records.at(-1)).toMatchObject({ type: "summary", planned: 3, failed: 0 });
    expect(xnat.sandbox.log.entries.filter(({ method }) => method === "PUT")).toEqual([]);
    await theScriptsLine(xnat);
    await whatIsRefused(xnat);
  });
});

/** The call of the labs' script, on a tree as its README has it, with no login at all. */
async function theScriptsLine(xnat: Xnat): Promise<void> {
  const folder = (path: string): string => join(xnat.folder, "dicomdir", path);
  for (const [session, subject, series] of [
    ["007/post", "002", ["AAHEAD_SCOUT_MPR_SAG_0002", "JJWANGS_PCASL_0006", "T1-MPRAGE_0011"]],
    ["007/pre", "S1", ["T1-MPRAGE_ND_0010", "T2_FLAIR_0012"]],
  ] as const) {
    const found = tree(join(xnat.folder, scans(subject))).filter((path) => path.endsWith(".dcm"));
    series.forEach((name, index) => {
      for (const path of found.filter((one) => one.startsWith(String(index + 1))))
        cpSync(
          join(xnat.folder, scans(subject), path),
          folder(`${session}/${name}/${path.split("/").at(-1) ?? ""}`),
        );
    });
  }
  writeFileSync(
    join(xnat.folder, "Exclusions.json"),
    '{\n"Exclude":["Localizers","AAHEAD","MoCoSeries","JJWANGS"\n    ]\n}\n',
  );
  const args = [
    "xnat",
    "push",
    "dicomdir",
    "--project",
    "P",
    "--config",
    "Exclusions.json",
    "--workdir",
    "work",
    "-n",
  ];
  const { code, stdout, stderr } = await xnat.run(args, { env: noXnatLogin });
  expect(code).toBe(0);
  expect(stdout.replace(/\t[\d.]+ KB$/gm, "")).toBe(
    [
      "planned\t007/007_post\t/data/prearchive/projects/P\t3 files",
      "\t3\tT1-MPRAGE_0011\t3 files",
      "planned\t007/007_pre\t/data/prearchive/projects/P\t6 files",
      "\t1\tT1-MPRAGE_ND_0010\t3 files",
      "\t2\tT2_FLAIR_0012\t3 files",
      "",
    ].join("\n"),
  );
  expect(stderr).toContain("--workdir is not needed and not used");
  expect(stderr).toContain("excluded · by AAHEAD · AAHEAD_SCOUT_MPR_SAG_0002: 3 files");
  expect(stderr).toContain("No server was asked");
}

function firstScan(xnat: Xnat): string {
  const found = tree(join(xnat.folder, scans("S1"))).find((path) => path.endsWith(".dcm"));
  if (found === undefined) throw new Error("The download has no scan.");
  return found;
}

/** Each refusal has the exit code of its kind, and nothing is asked of the server. */
async function whatIsRefused(xnat: Xnat): Promise<void> {
  const run = async (...args: string[]) => xnat.run(["xnat", "push", ...args, "-n"], { env: noXnatLogin });
  const mixed = await run("dicomdir/007", "--project", "P", "--subject", "S1", "--session", "x");
  expect(mixed.code).toBe(2);
  expect(mixed.stderr).toMatch(/failed S1\/S1_x: The session mixes 2 studies\..*--split-studies/);
  expect((await run("dicomdir", "--project", "P", "--subjects", "007,009", "--strict")).code).toBe(5);
  const missing = await run("dicomdir", "--project", "P", "--subjects", "007,009");
  expect([missing.code, missing.stderr]).toEqual([
    0,
    expect.stringContaining("A subject of the list is in no source."),
  ]);
  const whole = readFileSync(join(xnat.folder, scans("S1"), firstScan(xnat)));
  mkdirSync(join(xnat.folder, "cut/S1/x/T1"), { recursive: true });
  const cut = join(xnat.folder, "cut/S1/x/T1/1.dcm");
  writeFileSync(cut, whole.subarray(0, -100));
  const broken = await run("cut", "--project", "P");
  expect([broken.code, broken.stderr]).toEqual([8, expect.stringContaining(`is cut off or empty. (${cut})`)]);
  expect((await run("cut", "--project", "P", "--redact")).stderr).not.toContain(cut);
  expect((await run("nowhere", "--project", "P")).code).toBe(5);
  expect((await run("dicomdir", "--project", "no project")).code).toBe(2);
  expect((await run("dicomdir")).code).toBe(2);
  const none = await run("dicomdir", "--project", "P", "--series", "*nothing*", "--error-if-empty");
  expect([none.code, none.stdout]).toEqual([9, ""]);
}
