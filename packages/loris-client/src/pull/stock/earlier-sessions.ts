import { join } from "node:path";
import { openJournal } from "@scanferry/transfer";

/** A file of an earlier run: the session's folder that it lies in, and whose it is. */
export interface EarlierFile {
  /** Below the output folder. */
  path: string;
  sessionFolder: string;
  candidate: string;
  visit: string;
}

/** Reads out of the journal, from the oldest entry on, whose images earlier runs put into which session's folder. */
export async function* earlierFiles(root: string): AsyncGenerator<EarlierFile, void, undefined> {
  const journal = await openJournal(join(root, ".scanferry", "journal.ndjson"), { readOnly: true });
  try {
    for await (const record of journal.read()) {
      const { id, path } = (record ?? {}) as Partial<Record<"id" | "path", unknown>>;
      if (typeof id !== "string" || typeof path !== "string") continue;
      const [, candidate, visit] = /^\/candidates\/([^/]+)\/([^/]+)\/images\//.exec(id) ?? [];
      const [sessionFolder] = /^sub-[^/]+\/ses-[^/]+(?=\/)/.exec(path) ?? [];
      if (candidate === undefined || visit === undefined || sessionFolder === undefined) continue;
      yield { path, sessionFolder, candidate, visit };
    }
  } finally {
    await journal.close();
  }
}
