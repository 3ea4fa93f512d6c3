import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HashTable, isScanferryError, type FileItem } from "@scanferry/transfer";

import { candidates } from "../../calls/candidates.js";
import type { LorisContext } from "../../context.js";
import { madeItem } from "../made-item.js";
import type { PullRun } from "../planner.js";
import { participantOnDisk } from "../tables/rows-on-disk.js";
import { isOwnTable } from "./own-table.js";
import { bidsLabel } from "./stock-name.js";

const header = "participant_id\tsex\tsite\tproject\n";

/** Rows that are the same for many participants: per participant the number of one is held. */
class Rows {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #rowOf = new HashTable();

  set(label: string, text: string): void {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    this.#rowOf.set(label, number);
  }

  get(label: string): string | undefined {
    const number = this.#rowOf.get(label);
    return number === undefined ? undefined : this.#texts[number];
  }
}

/** A cell of a table: what would break it becomes a blank, and BIDS writes n/a for nothing. */
function cell(value: string | undefined): string {
  const text = (value ?? "").replaceAll(/\s+/g, " ").trim();
  return text === "" ? "n/a" : text;
}

function sexCell(value: string | undefined): string {
  const sex = (value ?? "").toLowerCase();
  return ["male", "female", "other"].includes(sex) ? sex : "n/a";
}

/** Sex, site and project of the participants in the list, as far as this account may see the candidates. */
async function rowsOf(ctx: LorisContext, wanted: HashTable, signal: AbortSignal): Promise<Rows> {
  const rows = new Rows();
  try {
    for await (const { id, sex, site, project } of candidates(ctx, { signal })) {
      const label = bidsLabel(id);
      if (wanted.get(label) !== undefined)
        rows.set(label, [sexCell(sex), cell(site), cell(project)].join("\t"));
    }
  } catch (error) {
    // An account may see images and not the list of candidates.
    if (!isScanferryError(error, "auth/forbidden") && !isScanferryError(error, "remote/not-found"))
      throw error;
  }
  return rows;
}

/**
 * The table of the participants who stand on disk, those of earlier runs included. Left out are the date of birth, and the PSCID, which
 * would join two pseudonyms in a folder that is made to be passed on.
 */
export async function participantsTable(ctx: LorisContext, run: PullRun): Promise<FileItem | undefined> {
  if (!(await isOwnTable(join(run.root, "participants.tsv"), header))) {
    run.warn(
      "participants.tsv in the output folder has other columns than those that are made here, and is left alone.",
      "New participants are not added to it. Rename it to get a fresh one.",
    );
    return undefined;
  }
  return madeItem("scanferry:participants.tsv", "participants.tsv", async (signal) => {
    const folders = await readdir(run.root).catch(() => []);
    const onDisk = new HashTable();
    const labels: string[] = [];
    for (const folder of folders.sort()) {
      if (!folder.startsWith("sub-") || !(await participantOnDisk(run.root, folder))) continue;
      labels.push(folder.slice(4));
      onDisk.set(folder.slice(4), 1);
    }
    const rows = await rowsOf(ctx, onDisk, signal);
    return [header, ...labels.map((label) => `sub-${label}\t${rows.get(label) ?? "n/a\tn/a\tn/a"}\n`)];
  });
}
