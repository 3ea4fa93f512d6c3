import { throwIfAborted } from "../../errors/aborted.js";
import { toScanferryError } from "../../errors/to-scanferry-error.js";
import { drain } from "../../streams/drain.js";
import type { GroupEntry } from "../group-item.js";
import { gather } from "./gather.js";
import type { GroupRun } from "./group-run.js";
import { isOfEntry } from "./is-of-entry.js";
import { StoreBehind } from "./store-behind.js";
import { storeEntry } from "./store-entry.js";
import { fileState, type WantedFile } from "./wanted-file.js";

/** Files up to this length are held until they are whole, and written while the next ones arrive. */
const smallBytes = 1024 ** 2;

/**
 * Takes the wanted files out of a stream. Damage to one entry leaves that file to be fetched singly; what is wrong with the stream itself
 * is thrown when all that arrived is on the disk.
 */
export async function takeStream(run: GroupRun, entries: AsyncIterable<GroupEntry>): Promise<void> {
  const { wanted, signal } = run;
  const behind = new StoreBehind(run);
  try {
    for await (const entry of entries) {
      throwIfAborted(signal);
      const file = await wanted.find(entry.entry);
      if (file !== undefined) await takeEntry(run, entry, file, behind);
      else {
        if (!wanted.isListed(entry.entry)) run.disagrees = true;
        // What follows is not wanted either.
        if (wanted.pending.files === 0) break;
        await pass(entry);
      }
    }
  } finally {
    await behind.end();
  }
  behind.check();
}

/** Reads over an entry that is not wanted, whatever is wrong with it. */
async function pass(entry: GroupEntry): Promise<void> {
  try {
    await drain(entry.body);
  } catch (caught) {
    if (!isOfEntry(toScanferryError(caught))) throw caught;
  }
}

async function takeEntry(
  run: GroupRun,
  entry: GroupEntry,
  file: WantedFile,
  behind: StoreBehind,
): Promise<void> {
  const { wanted } = run;
  const size = entry.sizeBytes ?? file.sizeBytes;
  if (file.sizeBytes !== undefined && size !== file.sizeBytes) {
    run.disagrees = true;
    wanted.mark(file, fileState.aside);
    await pass(entry);
    return;
  }
  wanted.mark(file, fileState.taken);
  try {
    const isLarge = size !== undefined && size > smallBytes;
    const { whole, bytes, body } = await gather(entry.body, isLarge ? 0 : smallBytes);
    if (whole) await behind.begin(file, bytes, () => storeEntry(run, file, entry, body));
    else {
      const tell = await storeEntry(run, file, entry, body);
      await tell();
    }
  } catch (caught) {
    const error = toScanferryError(caught);
    const alone = isOfEntry(error);
    wanted.mark(file, alone ? fileState.aside : fileState.pending);
    if (!alone) throw error;
  }
}
