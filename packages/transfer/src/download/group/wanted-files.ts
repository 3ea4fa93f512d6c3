import { HashTable } from "../../paths/hash-table.js";
import { RowSpool } from "./row-spool.js";
import { fileState, type FileState, type WantedFile } from "./wanted-file.js";

/** So many rows are held in memory; what is beyond goes to a temporary file. */
const heldRows = 4096;

/** What the table of entries says of names that are no row: listed and here already, or two rows of one name. */
const notWanted = -1;
const ambiguous = -2;

/** How much something is, as far as lengths are known. */
export interface Amount {
  files: number;
  bytes: number;
  /** Files of unknown length. */
  unsized: number;
}

/** How long a file is, or was when it came. */
function lengthOf({
  sizeBytes,
  localBytes,
}: Pick<WantedFile, "sizeBytes" | "localBytes">): number | undefined {
  return sizeBytes ?? localBytes;
}

function weigh(amount: Amount, sizeBytes: number | undefined, sign: number): void {
  amount.files += sign;
  if (sizeBytes === undefined) amount.unsized += sign;
  else amount.bytes += sign * sizeBytes;
}

/** The files of a list that are to be brought, in memory that does not grow with them but for some 30 bytes each. */
export class WantedFiles {
  /** The whole list. */
  readonly listed: Amount = { files: 0, bytes: 0, unsized: 0 };
  /** What could still come by stream. */
  readonly pending: Amount = { files: 0, bytes: 0, unsized: 0 };
  /** What the server is asked about, because the list tells no length. */
  readonly asked: Amount = { files: 0, bytes: 0, unsized: 0 };
  #count = 0;
  readonly #entries = new HashTable();
  readonly #held: WantedFile[] = [];
  #states = new Uint8Array(1024);
  readonly #spool: RowSpool<WantedFile>;

  /** @param openTemp Opens the temporary file, if it comes to that. */
  constructor(openTemp: ConstructorParameters<typeof RowSpool>[0]) {
    this.#spool = new RowSpool(openTemp);
  }

  /** Notes a file that is listed and not wanted. */
  pass({ entry, sizeBytes }: Pick<WantedFile, "entry" | "sizeBytes">): void {
    weigh(this.listed, sizeBytes, 1);
    this.#entries.set(entry, this.#entries.get(entry) === undefined ? notWanted : ambiguous);
  }

  /** Whether an entry of that name is on the list. */
  isListed(entry: string): boolean {
    return this.#entries.get(entry) !== undefined;
  }

  /** Adds a file. */
  async add(file: Omit<WantedFile, "row">): Promise<void> {
    const row = this.#count++;
    const whole: WantedFile = { ...file, row };
    if (row >= this.#states.length) {
      const states = new Uint8Array(2 * this.#states.length);
      states.set(this.#states);
      this.#states = states;
    }
    const bytes = lengthOf(file);
    weigh(this.listed, bytes, 1);
    if (file.ask === true && file.sizeBytes === undefined) {
      this.#states[row] = fileState.asked;
      weigh(this.asked, bytes, 1);
    } else if (file.ask === true || file.begun === true) this.#states[row] = fileState.aside;
    else weigh(this.pending, bytes, 1);
    this.#entries.set(file.entry, this.#entries.get(file.entry) === undefined ? row : ambiguous);
    if (row < heldRows) this.#held.push(whole);
    else await this.#spool.add(whole);
  }

  /** Gives the file that an entry of the stream belongs to, while it is still to come. */
  async find(entry: string): Promise<WantedFile | undefined> {
    const row = this.#entries.get(entry);
    if (row === undefined || row < 0 || this.#states[row] !== fileState.pending) return undefined;
    return this.#held[row] ?? (await this.#spool.at(row - heldRows));
  }

  /** Leaves to the stream what the server would be asked about. */
  streamAsked(): void {
    for (let row = 0; row < this.#count; row++)
      if (this.#states[row] === fileState.asked) this.#states[row] = fileState.pending;
    for (const key of ["files", "bytes", "unsized"] as const) {
      this.pending[key] += this.asked[key];
      this.asked[key] = 0;
    }
  }

  /** Notes how a file stands now. */
  mark(file: WantedFile, state: FileState): void {
    const { row } = file;
    const change = Number(state === fileState.pending) - Number(this.#states[row] === fileState.pending);
    if (change !== 0) weigh(this.pending, lengthOf(file), change);
    this.#states[row] = state;
  }

  /** Gives the files that are still to come, in the order of the list. */
  async *unsettled(): AsyncGenerator<WantedFile, void, undefined> {
    for (const file of this.#held) if (this.#isUnsettled(file.row)) yield file;
    for await (const file of this.#spool.rows()) if (this.#isUnsettled(file.row)) yield file;
  }

  /** Removes the temporary file. */
  async close(): Promise<void> {
    await this.#spool.close();
  }

  #isUnsettled(row: number): boolean {
    return this.#states[row] !== fileState.settled;
  }
}
