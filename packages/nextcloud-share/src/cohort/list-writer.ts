import { isScanferryError, type ScanferryError } from "@scanferry/transfer";
import type { ShareListRow } from "../list/columns.js";
import type { ShareList } from "../list/share-list.js";

interface Waiting {
  row: ShareListRow;
  onWritten: () => Promise<void>;
  resolve: (outcome: "written" | "busy") => void;
  reject: (error: unknown) => void;
}

/**
 * Writes the list after each participant. Rows that come while a write is under way go into the next one together, so
 * that a list of thousands does not slow the job down; rows that cannot be written because somebody has the list open
 * wait, and are tried again with every further row.
 */
export class ListWriter {
  readonly #list: ShareList;
  #waiting: Waiting[] = [];
  readonly #held = new Map<string, () => Promise<void>>();
  #writing: Promise<void> | undefined;
  #busyError: ScanferryError | undefined;

  constructor(list: ShareList) {
    this.#list = list;
  }

  /** Why the last write was refused. */
  get busyError(): ScanferryError | undefined {
    return this.#busyError;
  }

  /** Whether the row of a subject still waits for the list to be closed elsewhere. */
  isHeld(subject: string): boolean {
    return this.#held.has(subject);
  }

  /** Puts a row and resolves when it is on the disk, or when another program holds the list. */
  put(row: ShareListRow, onWritten: () => Promise<void>): Promise<"written" | "busy"> {
    this.#list.put(row);
    const done = new Promise<"written" | "busy">((resolve, reject) => {
      this.#waiting.push({ row, onWritten, resolve, reject });
    });
    this.#writing ??= this.#writeAll();
    return done;
  }

  /** Tries once more to write the rows that wait; gives whether all are written. */
  async flush(): Promise<boolean> {
    await this.#writing;
    if (this.#held.size > 0) await this.#save([]);
    return this.#held.size === 0;
  }

  async #writeAll(): Promise<void> {
    // The first row of a batch gives the others of the same moment time to join it.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#save(this.#waiting.splice(0));
    this.#writing = undefined;
  }

  async #save(batch: Waiting[]): Promise<void> {
    try {
      await this.#list.save();
      for (const [subject, onWritten] of [...this.#held]) {
        await onWritten();
        this.#held.delete(subject);
      }
      for (const { onWritten, resolve } of batch) {
        await onWritten();
        resolve("written");
      }
    } catch (error) {
      if (!isScanferryError(error, "local/busy")) {
        for (const { reject } of batch) reject(error);
        if (batch.length === 0) throw error;
        return;
      }
      this.#busyError = error;
      for (const { row, onWritten, resolve } of batch) {
        const earlier = this.#held.get(row.subject);
        // A second row of the same participant (its test failed) must not forget what the first one owes the journal.
        this.#held.set(row.subject, async () => {
          await earlier?.();
          await onWritten();
        });
        resolve("busy");
      }
    }
  }
}
