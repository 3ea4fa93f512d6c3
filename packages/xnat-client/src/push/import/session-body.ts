import { isZipGapless, zipStream } from "@scanferry/zip-crypt";
import type { PlannedSession } from "../../plan/planned-session.js";
import type { ExpectedFiles } from "../look/expected-files.js";
import { zipBytesOf } from "../look/expected-files.js";
import { plannedBytes } from "./planned-bytes.js";
import { zipEntries } from "./zip-entries.js";

/** What is sent of a session, of known length. */
export interface SessionBody {
  readonly lengthBytes: number;
  readonly source: AsyncIterable<Uint8Array>;
}

/** What of a session is sent, and how. */
export interface BodyOptions {
  readonly expected: ExpectedFiles;
  /** Which of its files are sent; all where it is left out. */
  readonly isWanted?: ((number: number) => boolean) | undefined;
  /** Whether digests of what is sent are noted, for servers that tell theirs. */
  readonly withDigests: boolean;
  readonly signal: AbortSignal;
}

/**
 * Makes the archive of a session while it is sent: entries of method 8 whose blocks are merely stored, with descriptors behind them, as Java reads them;
 * the length is known from the sizes (wire/xnat.md, 11b: STORED entries with descriptors are refused). An archive that may go as it is does,
 * unless the server, which reads it from its beginning, would find more in it than its directory lists.
 */
export async function sessionBody(session: PlannedSession, options: BodyOptions): Promise<SessionBody> {
  const { isWanted, signal } = options;
  const { archive } = session;
  if (isWanted === undefined && archive?.asIs === true && (await isZipGapless(archive.path, { signal }))) {
    return { lengthBytes: archive.sizeBytes, source: plannedBytes(archive) };
  }
  const lengthBytes = await zipBytesOf(session, isWanted ?? (() => true));
  const { stream } = zipStream(zipEntries(session, options), { encryption: "none", level: 0, signal });
  return { lengthBytes, source: stream };
}
