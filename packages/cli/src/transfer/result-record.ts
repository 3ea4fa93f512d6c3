import type { TransferResult } from "@scanferry/transfer";

/** The `--json` record of one item. */
export type ResultRecord = Readonly<Record<string, unknown>>;

/** What the record of an uploaded archive says besides. */
interface ArchiveFacts {
  readonly uploadId?: string;
  readonly processing?: string;
}

/** Makes the `--json` record of an item; its error brings no label, because `id` is there for that. */
export function resultRecord(result: TransferResult & ArchiveFacts): ResultRecord {
  const { id, target, action, status, bytes, error, note, sha256, uploadId, processing } = result;
  return {
    type: "result",
    id,
    target,
    action,
    status,
    // What is only planned may have no size yet: 0 would be one.
    ...(status === "planned" && bytes === 0 ? {} : { bytes }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(uploadId === undefined ? {} : { uploadId }),
    ...(processing === undefined ? {} : { processing }),
    ...(note === undefined ? {} : { note }),
    ...(error === undefined ? {} : { error: error.toJSON() }),
  };
}
