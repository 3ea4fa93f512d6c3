import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { FileItem } from "@scanferry/transfer";

import type { LorisContext } from "../../context.js";
import { jsonText, madeItem } from "../made-item.js";
import type { PullRun } from "../planner.js";
import { wholeOnDisk } from "../whole/whole-on-disk.js";

const participantsDescription = {
  participant_id: { Description: "Unique label of the participant: sub- and the CandID of LORIS" },
  sex: { Description: "Sex as LORIS has it", Levels: { male: "male", female: "female", other: "other" } },
  site: { Description: "Site at which LORIS has the participant registered" },
  project: { Description: "Project of LORIS" },
};

function readme(projects: string, server: string): string {
  return `# ${projects}

Images of the LORIS at ${server}, brought and named by Scanferry.

- \`sub-\` is followed by the CandID, \`ses-\` by the letters and digits of the visit label.
- The scan type decides on datatype, suffix and entities. \`run-2\` is the image whose file name in LORIS ends in \`_002\`.
- \`participants.tsv\` and \`*_scans.tsv\` name what stands in this folder.

The terms of use are those of the study. Please replace this text by what others should know about the data.
`;
}

/**
 * The files that describe the dataset: made where they are missing or broken, and left alone otherwise, because people go on writing in
 * them (authors, license, how the data came about).
 */
export async function* datasetFiles(
  ctx: LorisContext,
  projects: string,
  run: PullRun,
): AsyncGenerator<FileItem, void, undefined> {
  const description = {
    Name: projects,
    BIDSVersion: "1.10.0",
    DatasetType: "raw",
    GeneratedBy: [{ Name: "Scanferry", Description: "Built from the images of a LORIS" }],
    SourceDatasets: [{ URL: ctx.baseUrl }],
  };
  const texts = {
    "dataset_description.json": jsonText(description),
    README: readme(projects, ctx.baseUrl),
    "participants.json": jsonText(participantsDescription),
  };
  for (const [name, text] of Object.entries(texts)) {
    if (await isThere(join(run.root, name))) continue;
    yield madeItem(`scanferry:${name}`, name, () => Promise.resolve([text]));
  }
}

async function isThere(path: string): Promise<boolean> {
  if (path.endsWith(".json")) return wholeOnDisk(path);
  // BIDS takes a README with and without an extension.
  const found = await Promise.all(["", ".md", ".rst", ".txt"].map((extension) => isFilled(path + extension)));
  return found.some(Boolean);
}

function isFilled(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile() && found.size > 0,
    () => false,
  );
}
