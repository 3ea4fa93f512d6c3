import { fileTarget } from "../send/file-result.js";
import type { Sending } from "../send/sending.js";
import type { SourceFile } from "../sources/source-file.js";

/** Notes in the journal what the server has. */
export async function noteStored({ target, journal }: Sending, file: SourceFile, md5: string): Promise<void> {
  await journal?.add({ id: fileTarget(target, file), bytes: file.sizeBytes, md5 });
}

/** Whether the journal says that the server has a file with this content. */
export function isNoted({ target, journal, options }: Sending, file: SourceFile, md5: string): boolean {
  if (journal === undefined || options.checksum === true) return false;
  return journal.knows({ id: fileTarget(target, file), bytes: file.sizeBytes, md5 });
}
