import { openSpool, type Spool } from "@scanferry/transfer";

/** So many records wait for their group at once. */
const waitingLimit = 4096;

/** Records of many groups in one temporary file. They may come mixed; each group is read by itself, in its order. */
export class GroupedSpool<T> {
  readonly #spool: Spool<T>;
  /** Where the records of each group lie: begin and end of each run, by turns. */
  readonly #runs: number[][] = [];
  #waiting = new Map<number, T[]>();
  #count = 0;

  private constructor(spool: Spool<T>) {
    this.#spool = spool;
  }

  /** @throws {@link ScanferryError} `local/no-space`, `local/denied` */
  static async open<T>(): Promise<GroupedSpool<T>> {
    return new GroupedSpool(await openSpool<T>());
  }

  /** Makes a group and gives its number. */
  group(): number {
    return this.#runs.push([]) - 1;
  }

  async add(group: number, record: T): Promise<void> {
    const waiting = this.#waiting.get(group);
    if (waiting === undefined) this.#waiting.set(group, [record]);
    else waiting.push(record);
    if (++this.#count >= waitingLimit) await this.flush();
  }

  /** Writes what waits. It is to be called before the first reading. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#count = 0;
    for (const [group, records] of waiting) {
      const runs = this.#runs[group] ?? [];
      const begin = this.#spool.mark();
      for (const record of records) await this.#spool.add(record);
      // What follows without a gap is one run.
      if (runs.at(-1) === begin) runs[runs.length - 1] = this.#spool.mark();
      else runs.push(begin, this.#spool.mark());
    }
  }

  /** Reads the records of a group. */
  async *read(group: number): AsyncGenerator<T, void, undefined> {
    const runs = this.#runs[group] ?? [];
    for (let index = 0; index < runs.length; index += 2)
      yield* this.#spool.read(runs[index], runs[index + 1]);
  }

  close(): Promise<void> {
    return this.#spool.close();
  }
}
