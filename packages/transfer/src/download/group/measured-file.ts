import { ScanferryError } from "../../errors/scanferry-error.js";
import { closeBody } from "../close-body.js";
import { isReadOnly } from "../download-context.js";
import { announcedDigest } from "../open-or-restart.js";
import type { FileItem } from "../transfer-item.js";
import { groupFile } from "./group-file.js";
import type { GroupRun } from "./group-run.js";
import type { WantedFile } from "./wanted-file.js";

/**
 * A file of a group as the engine fetches single files, where something tells when it is whole. An answer without a length (a proxy sends it
 * on in pieces) that ends early and cleanly would else be taken for the whole of a file of which the list has neither length nor digest. The
 * stream's reader knows where an entry ends; a group without a stream has to be believed.
 */
export function measuredFile(run: GroupRun, file: WantedFile): { item: FileItem; failed: () => boolean } {
  const item = groupFile(run.item, file);
  let failed = false;
  const isTold = file.sizeBytes !== undefined || announcedDigest(file) !== undefined;
  if (isTold || run.item.entries === undefined || isReadOnly(run.context.options))
    return { item, failed: () => false };
  const open: FileItem["open"] = async (request) => {
    const opened = await item.open(request);
    if (
      opened.status === "unchanged" ||
      opened.sizeBytes !== undefined ||
      announcedDigest(opened) !== undefined
    )
      return opened;
    failed = true;
    await closeBody(opened.body);
    throw unmeasuredError();
  };
  return { item: { ...item, open }, failed: () => failed };
}

/** What is told of a file that the stream did not bring either. */
export function unmeasuredError(): ScanferryError {
  return new ScanferryError("data/size-mismatch", "The server does not say how long a file is.", {
    hint: "Whether it came whole could not be told, so it was left out. A proxy in front of the server may hide the lengths: ask its administrator.",
    retryable: false,
  });
}
