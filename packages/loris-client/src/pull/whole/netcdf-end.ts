/** So many first bytes are searched for the header of a MINC 1 file; longer ones (whole DICOM headers, long histories) stay unproven. */
export const netcdfHeadBytes = 256 * 1024;

/** Bytes per value of the types 1 to 11: byte, char, short, int, float, double; in CDF-5 also ubyte, ushort, uint, int64, uint64. */
const typeBytes = [0, 1, 1, 2, 4, 4, 8, 1, 2, 4, 8, 8] as const;

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

class BeyondHead extends Error {}

/** Reads the header's numbers one after the other. */
class HeaderReader {
  #at = 4;
  readonly #head: Buffer;
  readonly #wideCounts: boolean;
  readonly #wideOffsets: boolean;

  constructor(head: Buffer, version: number) {
    this.#head = head;
    this.#wideCounts = version === 5;
    this.#wideOffsets = version !== 1;
  }

  get at(): number {
    return this.#at;
  }

  skip(bytes: number): void {
    this.#at += bytes;
    if (!Number.isSafeInteger(this.#at) || this.#at > this.#head.length) throw new BeyondHead();
  }

  int32(): number {
    this.skip(4);
    return this.#head.readUInt32BE(this.#at - 4);
  }

  int64(): number {
    this.skip(8);
    return Number(this.#head.readBigUInt64BE(this.#at - 8));
  }

  count(): number {
    return this.#wideCounts ? this.int64() : this.int32();
  }

  offset(): number {
    return this.#wideOffsets ? this.int64() : this.int32();
  }

  name(): void {
    this.skip(padded(this.count()));
  }

  /** Begins a list: its tag (0 where it is absent) and the number of its members. */
  list(): number {
    this.int32();
    return this.count();
  }

  attributes(): void {
    for (let left = this.list(); left > 0; left--) {
      this.name();
      const bytes = typeBytes[this.int32()] ?? 0;
      this.skip(padded(this.count() * bytes));
    }
  }
}

interface Variable {
  begin: number;
  bytes: number;
  record: boolean;
}

function readVariable(reader: HeaderReader, dimensions: readonly number[]): Variable {
  reader.name();
  let values = 1;
  let record = false;
  for (let left = reader.count(), index = 0; left > 0; left--, index++) {
    const length = dimensions[reader.count()] ?? 0;
    // A length of 0 is the one dimension that grows; it comes first.
    if (index === 0 && length === 0) record = true;
    else values *= length;
  }
  reader.attributes();
  const bytes = values * (typeBytes[reader.int32()] ?? 0);
  reader.count();
  return { begin: reader.offset(), bytes, record };
}

function endOf(headerEnd: number, variables: readonly Variable[], records: number): number {
  const growing = variables.filter(({ record }) => record);
  // One growing variable alone is not padded (NetCDF classic format specification, "Note on vsize").
  const perRecord = growing.reduce(
    (sum, { bytes }) => sum + (growing.length === 1 ? bytes : padded(bytes)),
    0,
  );
  return variables.reduce((end, { begin, bytes, record }) => {
    if (!record) return Math.max(end, begin + bytes);
    return records === 0 ? end : Math.max(end, begin + (records - 1) * perRecord + bytes);
  }, headerEnd);
}

/**
 * Gives the place behind the last value of a NetCDF classic file (MINC 1; versions CDF-1, CDF-2 and CDF-5), `"unknown"` where the header
 * is not understood or longer than what is given, and nothing where the file is no NetCDF. Up to 3 bytes of padding may follow.
 */
export function netcdfEnd(head: Buffer): number | "unknown" | undefined {
  const version = head[3] ?? 0;
  if (head.toString("latin1", 0, 3) !== "CDF" || ![1, 2, 5].includes(version)) return undefined;
  try {
    const reader = new HeaderReader(head, version);
    const records = reader.count();
    const dimensions: number[] = [];
    for (let left = reader.list(); left > 0; left--) {
      reader.name();
      dimensions.push(reader.count());
    }
    reader.attributes();
    const variables: Variable[] = [];
    for (let left = reader.list(); left > 0; left--) variables.push(readVariable(reader, dimensions));
    const end = endOf(reader.at, variables, records);
    // All bits set in the number of records means that it is still being written.
    return variables.length === 0 || !Number.isSafeInteger(end) || records >= 0xffff_ffff ? "unknown" : end;
  } catch (error) {
    if (!(error instanceof BeyondHead)) throw error;
    // A head that is shorter than asked for is the whole file: it ends within its own header.
    return head.length < netcdfHeadBytes ? head.length + 1 : "unknown";
  }
}
