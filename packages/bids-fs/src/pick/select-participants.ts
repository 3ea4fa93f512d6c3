import { isScanferryError } from "@scanferry/transfer";
import type { DatasetContext } from "../dataset/dataset.js";
import { holdsDatatype } from "../dataset/detect-layout.js";
import { participantFolders, participantRows } from "../participants/list-participants.js";
import { narrowSubjects } from "./narrow-subjects.js";
import type { PickProblem } from "./pick.js";
import type { PickOptions } from "./pick-options.js";
import { listOf } from "./wanted-images.js";

/** A participant to be picked for, or the reason why there is nothing to pick from. */
export interface Selected {
  readonly label: string;
  readonly problem?: PickProblem;
}

/** Who is to be picked for, in the order of the labels, digits by their value. */
export async function selectParticipants(
  context: DatasetContext,
  options: PickOptions,
): Promise<{ readonly selected: readonly Selected[]; readonly folders: ReadonlySet<string> }> {
  const folders = participantFolders(context);
  const known = new Map<string, Selected>([...folders].map((label) => [label, { label }]));
  for (const label of await labelsOfTable(context, folders, options)) {
    if (!known.has(label)) known.set(label, { label, problem: noFolder });
  }
  if (context.layout === "bids") {
    for (const label of strayFolders(context)) known.set(label, { label, problem: strayFolder });
  }
  const natural = new Intl.Collator("en", { numeric: true });
  const everybody = [...known.values()].sort(
    (a, b) => natural.compare(a.label, b.label) || (a.label < b.label ? -1 : 1),
  );
  const { subjects } = options;
  return {
    selected: subjects === undefined ? everybody : narrowSubjects(everybody, listOf(subjects)),
    folders,
  };
}

/** A damaged table keeps nobody from getting an image: the folders are the truth, and the caller is told. */
async function labelsOfTable(
  context: DatasetContext,
  folders: ReadonlySet<string>,
  options: PickOptions,
): Promise<string[]> {
  const labels: string[] = [];
  const { signal, onEvent } = options;
  try {
    for await (const { label } of participantRows(context, folders, signal === undefined ? {} : { signal }))
      labels.push(label);
  } catch (error) {
    if (!isScanferryError(error) || error.code === "aborted") throw error;
    onEvent?.({ type: "table-unread", path: "participants.tsv", error });
  }
  return labels;
}

/** Folders that hold images and lack the prefix that the others have. */
function strayFolders(context: DatasetContext): string[] {
  return [...participantFolders({ ...context, layout: "plain" })].filter(
    (name) => !name.startsWith("sub-") && holdsDatatype(`${context.root}/${name}`),
  );
}

const noFolder: PickProblem = {
  code: "local/not-found",
  reason: "no-folder",
  message: "The participant stands in participants.tsv and has no folder.",
  hint: "Add the folder, or take the row out of participants.tsv.",
};

const strayFolder: PickProblem = {
  code: "input/invalid",
  reason: "stray-folder",
  message: "A folder holds images, but its name does not begin with sub- as the others' do.",
  hint: "Rename it and its files to sub-LABEL if it is a participant's.",
};
