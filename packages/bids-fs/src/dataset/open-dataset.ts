import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import { localError } from "../errors/local-error.js";
import { throwIfAborted } from "../errors/throw-if-aborted.js";
import { parseBidsIgnore } from "./bids-ignore.js";
import type { IsIgnored } from "./bids-ignore.js";
import { Dataset } from "./dataset.js";
import { detectLayout } from "./detect-layout.js";

/** How a dataset is opened. */
export interface OpenDatasetOptions {
  readonly signal?: AbortSignal;
}

/**
 * Opens a dataset: looks at the root folder, decides on the layout and reads `.bidsignore`; files are read later, on demand.
 *
 * A root with at least one folder named `sub-…` is laid out as BIDS asks (`layout: "bids"`). A root with none, in which at least
 * one folder holds `anat`, `func` or another datatype (directly or below `ses-…`), is a plain one (`layout: "plain"`): every
 * folder is a participant and its name, as it stands, the label.
 *
 * @throws {@link ScanferryError} local/not-found where there is no such folder; input/invalid where it is no dataset, with a hint
 * that says what was expected; local/denied where it may not be read
 *
 * @example
 * ```ts
 * const ds = await openDataset("./mri_images");
 * for await (const pick of ds.pick()) console.log(pick.label, pick.files.length);
 * ```
 */
export async function openDataset(root: string, options: OpenDatasetOptions = {}): Promise<Dataset> {
  throwIfAborted(options.signal);
  const absolute = resolve(root);
  await checkFolder(absolute);
  const layout = detectLayout(absolute);
  const isIgnored = await readBidsIgnore(absolute);
  return new Dataset({ root: absolute, layout, isIgnored });
}

async function checkFolder(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw localError(error, path);
  });
  if (found.isDirectory()) return;
  throw new ScanferryError("input/invalid", "A dataset is a folder, and this is a file.", {
    hint: "Give the folder that holds the participants' folders (sub-01, sub-02 …).",
    subject: path,
  });
}

async function readBidsIgnore(root: string): Promise<IsIgnored | undefined> {
  try {
    return parseBidsIgnore(await readFile(`${root}/.bidsignore`, "utf8"));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "EISDIR") return undefined;
    throw localError(error, ".bidsignore");
  }
}
