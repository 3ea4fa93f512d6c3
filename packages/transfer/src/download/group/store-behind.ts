import type { ScanferryError } from "../../errors/scanferry-error.js";
import { toScanferryError } from "../../errors/to-scanferry-error.js";
import { isFatal } from "../../moving/try-item.js";
import type { GroupRun } from "./group-run.js";
import { isOfEntry } from "./is-of-entry.js";
import { fileState, type WantedFile } from "./wanted-file.js";

/** Stores small files while the stream is read on, several at once, so that it never waits for a disk that only has to rename. */
export class StoreBehind {
  readonly #run: GroupRun;
  readonly #running = new Set<Promise<void>>();
  #failure: ScanferryError | undefined;

  constructor(run: GroupRun) {
    this.#run = run;
  }

  /** Begins to store a file, as soon as there is room; what `store` gives is called when its bytes are given up. */
  async begin(file: WantedFile, bytes: number, store: () => Promise<() => Promise<void>>): Promise<void> {
    const { groups } = this.#run.context;
    const giveFile = await groups.backlogFiles.take();
    const giveBytes = await groups.backlogBytes.take(bytes);
    const mine = this.#store(file, store, giveBytes).finally(() => {
      giveFile();
      this.#running.delete(mine);
    });
    this.#running.add(mine);
    this.check();
  }

  /** Throws what stops everything, such as a full disk. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Waits until all is stored. */
  async end(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #store(
    file: WantedFile,
    store: () => Promise<() => Promise<void>>,
    giveBytes: () => void,
  ): Promise<void> {
    let tell: (() => Promise<void>) | undefined;
    try {
      tell = await store();
    } catch (caught) {
      const error = toScanferryError(caught);
      if (isFatal(error)) this.#failure ??= error;
      else if (isOfEntry(error)) this.#run.wanted.mark(file, fileState.aside);
      else tell = () => this.#run.fail(file, error);
    } finally {
      giveBytes();
    }
    await tell?.();
  }
}
