import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readHeader } from "../../src/index.js";
import type { DicomHeader } from "../../src/index.js";

/** A folder in which bytes become files whose headers are read. */
export interface HeaderBench extends AsyncDisposable {
  readonly folder: string;
  read(bytes: Buffer): Promise<DicomHeader>;
  /** The reason why they are not read, "readable", or an error of another kind. */
  reasonOf(bytes: Buffer): Promise<unknown>;
}

/** Makes such a folder. */
export async function headerBench(): Promise<HeaderBench> {
  const folder = await mkdtemp(join(tmpdir(), "scanferry-header-"));
  const read: HeaderBench["read"] = async (bytes) => {
    const path = join(folder, "file");
    await writeFile(path, bytes);
    return readHeader(path);
  };
  const reasonOf: HeaderBench["reasonOf"] = (bytes) =>
    read(bytes).then(
      () => "readable",
      (error: unknown) => (error as { details?: { reason?: unknown } }).details?.reason ?? error,
    );
  return { folder, read, reasonOf, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
