import { toScanferryError } from "../../errors/to-scanferry-error.js";
import { isFatal } from "../../moving/try-item.js";
import type { ByteStream } from "../../streams/byte-stream.js";
import { placeOf } from "../download-context.js";
import type { GroupEntry } from "../group-item.js";
import { soundSince } from "../sound-date.js";
import { storeBody } from "../store-body.js";
import type { GroupRun } from "./group-run.js";
import type { WantedFile } from "./wanted-file.js";

/** Writes one file out of the stream to its place. What comes back gives its result, also when it is the local disk that refused it. */
export async function storeEntry(
  run: GroupRun,
  file: WantedFile,
  entry: GroupEntry,
  body: ByteStream,
): Promise<() => Promise<void>> {
  const { context, item } = run;
  const { id, origin, expect = {}, localBytes } = file;
  const sizeBytes = file.sizeBytes ?? entry.sizeBytes;
  // A file that changed within the second of the answer may have done so after it was read.
  const lastModified = soundSince(entry.lastModified, entry.lastModified);
  try {
    const place = await placeOf(context, file.target);
    const stored = await storeBody(context, place, {
      id,
      action: item.action ?? "download",
      fromByte: 0,
      expect,
      body,
      ...(origin === undefined ? {} : { origin }),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...(expect.etag === undefined ? {} : { etag: expect.etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
      ...(item.checks === undefined ? {} : { checks: item.checks }),
      ...(localBytes === undefined ? {} : { localBytes }),
    });
    if (file.renamed === true) context.renamed.add(id);
    return () => run.finish(file, stored);
  } catch (caught) {
    const error = toScanferryError(caught);
    const isLocal = error.code.startsWith("local/") || error.code === "data/unsafe-path";
    if (!isLocal || isFatal(error)) throw error;
    return () => run.fail(file, error);
  }
}
