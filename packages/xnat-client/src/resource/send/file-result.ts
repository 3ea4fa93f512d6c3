import type { ScanferryError, TransferResult } from "@scanferry/transfer";
import type { PutTarget } from "../place/put-target.js";
import type { SourceFile } from "../sources/source-file.js";

/** What a file is called in results. */
export function fileId({ name }: PutTarget, file: Pick<SourceFile, "name">): string {
  return `${name}/${file.name}`;
}

/** Where a file goes, readable. */
export function fileTarget({ path }: PutTarget, file: Pick<SourceFile, "name">): string {
  return `${decodeURIComponent(path)}/files/${file.name}`;
}

/** The result of one file. */
export function fileResult(
  target: PutTarget,
  file: SourceFile,
  status: "done" | "unchanged" | "planned",
  more: { readonly sha256?: string | undefined; readonly note?: string } = {},
): TransferResult {
  const { sha256, note } = more;
  return {
    id: fileId(target, file),
    target: fileTarget(target, file),
    action: "upload",
    status,
    bytes: file.sizeBytes,
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The result of a file that was not stored, or not known to be. */
export function failedFile(target: PutTarget, file: SourceFile, error: ScanferryError): TransferResult {
  const [id, where] = [fileId(target, file), fileTarget(target, file)];
  return { id, target: where, action: "upload", status: "failed", bytes: 0, error };
}
