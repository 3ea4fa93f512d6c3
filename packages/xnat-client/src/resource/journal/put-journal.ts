import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  HashTable,
  fingerprint,
  fsError,
  isScanferryError,
  openJournal,
  type Journal,
} from "@scanferry/transfer";

/** What is noted of a file that was stored. */
interface StoredRecord {
  /** Its address below the server's root. */
  readonly id: string;
  readonly bytes: number;
  readonly md5: string;
  /** Last-Modified of the server's file: somebody else's of the same length has another one. */
  readonly modified: string;
}

/**
 * What was stored from this machine on one server. XNAT 1.6 lists no digests: without it, every file that is there would have to be fetched to be
 * compared. It saves that and decides nothing else: whether a file is there, its size and its date are looked up each time.
 */
export class PutJournal {
  readonly #journal: Journal;
  readonly #isReadOnly: boolean;
  readonly #known = new HashTable();

  private constructor(journal: Journal, isReadOnly: boolean) {
    this.#journal = journal;
    this.#isReadOnly = isReadOnly;
  }

  /**
   * Opens the server's journal in a folder; nothing where another process has it open, which costs time alone.
   *
   * @throws {@link ScanferryError} `local/denied`, `local/no-space`
   */
  static async open(
    folder: string,
    baseUrl: string,
    { readOnly }: { readOnly: boolean },
  ): Promise<PutJournal | undefined> {
    if (!readOnly) {
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw fsError(error, folder);
      });
    }
    const place = createHash("sha256").update(baseUrl).digest("hex").slice(0, 16);
    const path = join(folder, `resources-${place}.ndjson`);
    try {
      const opened = new PutJournal(await openJournal(path, { readOnly }), readOnly);
      for await (const record of opened.#journal.read())
        if (isStored(record)) opened.#known.set(record.id, contentOf(record));
      return opened;
    } catch (error) {
      if (isScanferryError(error, "local/busy")) return undefined;
      throw error;
    }
  }

  /** Whether a file was stored at an address with this content. */
  knows(record: StoredRecord): boolean {
    return this.#known.get(record.id) === contentOf(record);
  }

  /** Notes a file whose arrival was verified. */
  async add({ id, bytes, md5, modified }: StoredRecord): Promise<void> {
    const record = { id, bytes, md5, modified };
    if (this.#isReadOnly || this.knows(record)) return;
    await this.#journal.append(record);
    this.#known.set(id, contentOf(record));
  }

  close(): Promise<void> {
    return this.#journal.close();
  }
}

const contentOf = ({ bytes, md5, modified }: StoredRecord): number =>
  fingerprint(`${String(bytes)} ${md5} ${modified}`);

function isStored(value: unknown): value is StoredRecord {
  const { id, bytes, md5, modified } = (value ?? {}) as Partial<StoredRecord>;
  return [id, md5, modified].every((text) => typeof text === "string") && typeof bytes === "number";
}
