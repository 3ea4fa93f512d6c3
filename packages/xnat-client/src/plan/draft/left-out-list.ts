import { openSpool, type Spool } from "@scanferry/transfer";
import type { LeftOutFile, LeftOutReason } from "../left-out-file.js";
import type { FoundFile } from "../sources/found-file.js";

/** The files that are not sent, in a temporary file, and how many there are of each reason. */
export class LeftOutList {
  readonly counts: Partial<Record<LeftOutReason, number>> = {};
  readonly #spool: Spool<LeftOutFile>;

  private constructor(spool: Spool<LeftOutFile>) {
    this.#spool = spool;
  }

  static async open(): Promise<LeftOutList> {
    return new LeftOutList(await openSpool<LeftOutFile>());
  }

  /** Takes a file as it was found. */
  async leave(
    { source, path, sizeBytes }: FoundFile,
    reason: LeftOutReason,
    facts: Pick<LeftOutFile, "by" | "series" | "isFolder"> = {},
  ): Promise<void> {
    // An archive of which something stays behind cannot go as it is.
    source.asIs = false;
    const place =
      source.kind === "folder"
        ? { path: path === "" ? source.path : `${source.path}/${path}` }
        : { path: source.path, inArchive: path };
    await this.add({ ...place, sizeBytes, reason, ...facts });
  }

  async add(file: LeftOutFile): Promise<void> {
    this.counts[file.reason] = (this.counts[file.reason] ?? 0) + 1;
    await this.#spool.add(file);
  }

  read(): AsyncGenerator<LeftOutFile, void, undefined> {
    return this.#spool.read();
  }

  close(): Promise<void> {
    return this.#spool.close();
  }
}
