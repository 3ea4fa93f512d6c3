import type { TransferResult } from "@scanferry/transfer";

/** The `--json` record of one item. */
export type ResultRecord = Readonly<Record<string, unknown>>;

/** Makes the `--json` record of an item; its error brings no label, because `id` is there for that. */
export function resultRecord(result: TransferResult): ResultRecord {
  const { id, target, action, status, bytes, error, sha256 } = result;
  return {
    type: "result",
    id,
    target,
    action,
    status,
    bytes,
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(error === undefined ? {} : { error: error.toJSON() }),
  };
}
