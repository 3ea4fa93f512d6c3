import type { DatasetContext } from "../dataset/dataset.js";
import { foldersOf, holdsDatatype } from "../dataset/detect-layout.js";
import { participantFolders, participantRows } from "../participants/list-participants.js";
import { bare } from "../query/match-query.js";
import type { PickProblem } from "./pick.js";
import type { PickOptions } from "./pick-options.js";
import { listOf } from "./wanted-images.js";

/** A participant to be picked for, or the reason why there is nothing to pick from. */
export interface Selected {
  readonly label: string;
  readonly problem?: PickProblem;
}

/** Who is to be picked for: in the order of the folders' names, digits by their value. */
export async function selectParticipants(
  context: DatasetContext,
  options: PickOptions,
): Promise<{ readonly selected: readonly Selected[]; readonly folders: ReadonlySet<string> }> {
  const folders = participantFolders(context);
  const known = new Map<string, Selected>([...folders].map((label) => [label, { label }]));
  for (const label of await labelsOfTable(context, options)) {
    if (!known.has(label)) known.set(label, { label, problem: noFolder });
  }
  if (context.layout === "bids") {
    for (const label of strayFolders(context))
      if (!known.has(label)) known.set(label, { label, problem: strayFolder });
  }
  const natural = new Intl.Collator("en", { numeric: true });
  const everybody = [...known.values()].sort(
    (a, b) => natural.compare(a.label, b.label) || (a.label < b.label ? -1 : 1),
  );
  return {
    selected: options.subjects === undefined ? everybody : narrow(everybody, listOf(options.subjects)),
    folders,
  };
}

/** Each asked-for label once, in the order of the dataset; unknown ones at the end. */
function narrow(everybody: readonly Selected[], asked: readonly string[]): Selected[] {
  const found = new Set<Selected>();
  const unknown = new Map<string, Selected>();
  for (const label of asked) {
    const exact = everybody.filter((one) => one.label.normalize("NFC") === label.normalize("NFC"));
    const matches =
      exact.length > 0 ? exact : everybody.filter((one) => bare(one.label, "sub-") === bare(label, "sub-"));
    for (const match of matches) found.add(match);
    if (matches.length === 0) unknown.set(label, { label, problem: unknownSubject(everybody, label) });
  }
  return [...everybody.filter((one) => found.has(one)), ...unknown.values()];
}

/** A damaged table does not keep anybody from getting an image: the folders are the truth. */
async function labelsOfTable(context: DatasetContext, options: PickOptions): Promise<string[]> {
  const labels: string[] = [];
  try {
    for await (const { label } of participantRows(
      context,
      options.signal === undefined ? {} : { signal: options.signal },
    ))
      labels.push(label);
  } catch {
    return labels;
  }
  return labels;
}

/** Folders that hold images and lack the prefix that the others have. */
function strayFolders(context: DatasetContext): string[] {
  const plain: DatasetContext = { ...context, layout: "plain" };
  return [...participantFolders(plain)].filter(
    (name) =>
      !name.startsWith("sub-") &&
      !name.startsWith("tpl-") &&
      foldersOf(context.root).includes(name) &&
      holdsDatatype(`${context.root}/${name}`),
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

function unknownSubject(everybody: readonly Selected[], label: string): PickProblem {
  const fold = (text: string) =>
    bare(text, "sub-")
      .toLowerCase()
      .replace(/^0+(?=.)/, "");
  const near = everybody.find((one) => fold(one.label) === fold(label));
  return {
    code: "local/not-found",
    reason: "unknown-subject",
    message: "There is no participant of this label.",
    hint:
      near === undefined
        ? "See which participants there are, e.g. with scanferry bids ls."
        : `Did you mean ${near.label}? Case and leading zeros count.`,
  };
}
