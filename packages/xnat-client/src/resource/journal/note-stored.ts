import { fileTarget } from "../send/file-result.js";
import type { Sending } from "../send/sending.js";
import type { SourceFile } from "../sources/source-file.js";

/** Digest of a file's bytes, and when the server's file was written. */
interface StoredContent {
  readonly md5: string | undefined;
  readonly modified: string | undefined;
}

/** Notes in the journal what the server has. */
export async function noteStored(
  { target, journal }: Sending,
  file: SourceFile,
  { md5, modified }: StoredContent,
): Promise<void> {
  if (md5 === undefined || modified === undefined) return;
  await journal?.add({ id: fileTarget(target, file), bytes: file.sizeBytes, md5, modified });
}

/** Makes the function that says whether the journal knows the server's file of a date; nothing where it is not asked. */
export function notedContent(
  { target, journal, options }: Sending,
  file: SourceFile,
): ((md5: string, modified: string) => boolean) | undefined {
  if (journal === undefined || options.checksum === true) return undefined;
  return (md5, modified) =>
    journal.knows({ id: fileTarget(target, file), bytes: file.sizeBytes, md5, modified });
}
