import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { readExclusions } from "../../src/plan/choice/read-exclusions.js";
import { image, readPlan, useTree, type Tree } from "./support/use-tree.js";

/** The tree of the labs' script (today/002). */
function exampleTree(): Tree {
  const tree: Record<string, Tree[string]> = {};
  let study = 0;
  for (const subject of ["007", "008"]) {
    for (const [session, folders] of [
      ["post", ["AAHEAD_SCOUT_MPR_SAG_0002", "JJWANGS_PCASL_0006", "T1-MPRAGE_0011"]],
      ["pre", ["T1-MPRAGE_ND_0010", "T2_FLAIR_0012"]],
    ] as const) {
      study++;
      for (const folder of folders)
        for (const number of [1, 2])
          tree[`${subject}/${session}/${folder}/IM${number}`] = image(
            `${study}`,
            Number(folder.slice(-4)),
            number,
            {
              patient: subject,
            },
          );
    }
  }
  return tree;
}

const exclusions = `{
"Exclude":["Localizers","AAHEAD","MoCoSeries","JJWANGS"
    ]
}
`;

it("gives exactly the sessions and series that the script's README promises", async () => {
  const dir = await useTree(exampleTree());
  const file = join(dir, "..", `${dir.split("/").at(-1) ?? ""}.json`);
  await writeFile(file, exclusions);
  const { series, problems, leftOut, plan } = await readPlan(dir, {
    excludeFrom: await readExclusions(file),
  });
  expect(series).toEqual({
    "007/007_post": ["T1-MPRAGE_0011"],
    "007/007_pre": ["T1-MPRAGE_ND_0010", "T2_FLAIR_0012"],
    "008/008_post": ["T1-MPRAGE_0011"],
    "008/008_pre": ["T1-MPRAGE_ND_0010", "T2_FLAIR_0012"],
  });
  expect(Object.values(problems).flat()).toEqual([]);
  expect(
    leftOut.map(({ series: folder, reason, by }) => `${reason} ${folder ?? ""} ${by ?? ""}`).sort(),
  ).toEqual(
    ["excluded AAHEAD_SCOUT_MPR_SAG_0002 AAHEAD", "excluded JJWANGS_PCASL_0006 JJWANGS"].flatMap((line) => [
      line,
      line,
      line,
      line,
    ]),
  );
  expect(plan.totals).toMatchObject({ sessions: 4, refused: 0, files: 12, leftOut: { excluded: 8 } });
});

it("plans the files of a session with names and sizes that a server takes", async () => {
  const dir = await useTree({
    "007/pre/T1 (sag)/Bild ü.dcm": image("1", 3, 1),
    "007/pre/T1 (sag)/Bild ö.dcm": image("1", 3, 2),
    "007/pre/T1 (sag)/scan.zip": image("1", 3, 3),
    "007/pre/loose.dcm": image("1", 4, 1),
  });
  const { sessions } = await readPlan(dir);
  const entries = [];
  for await (const { entry, sizeBytes } of sessions[0]?.entries() ?? [])
    entries.push([entry, sizeBytes > 600]);
  expect(entries).toEqual([
    ["4-Series_4/loose.dcm", true],
    ["T1__sag_/Bild__.dcm", true],
    ["T1__sag_/Bild___2.dcm", true],
    ["T1__sag_/scan.zip.dcm", true],
  ]);
  expect(sessions[0]?.series.map(({ folder, number, files }) => [folder, number, files])).toEqual([
    ["", 4, 1],
    ["T1 (sag)", 3, 3],
  ]);
});
