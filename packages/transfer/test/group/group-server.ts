import {
  ScanferryError,
  type GroupEntry,
  type GroupItem,
  type ListedFile,
  type Opened,
} from "../../src/index.js";

/** What a test's server has of one file, and what it says of it. */
export interface ServedFile {
  data: Buffer;
  /** What the list says, where that is not the truth. */
  listed?: Partial<ListedFile>;
  lastModified?: string;
  /** What the stream gives, where that is not the truth. */
  streamed?: Buffer;
}

/** A group whose files are in memory; it counts what is asked of it. */
export class GroupServer {
  readonly files = new Map<string, ServedFile>();
  readonly asked = { lists: 0, streams: 0, singles: [] as string[], ranges: [] as number[] };
  /** Changes the list before it is read for the given time, from 1. */
  onList: (time: number) => void = () => undefined;
  /** Called before each entry of a stream; what it throws breaks the stream. */
  onEntry: (name: string, stream: number) => void = () => undefined;
  /** Called in the middle of each entry. */
  onBody: (name: string, stream: number) => void = () => undefined;
  /** What the stream gives besides. */
  extra: GroupEntry[] = [];
  sizes = true;
  /** Whether answers for single files tell their length. */
  lengths = true;

  constructor(files: Record<string, Buffer> = {}) {
    for (const [name, data] of Object.entries(files)) this.files.set(name, { data });
  }

  item(more: Partial<GroupItem> = {}): GroupItem {
    return {
      kind: "group",
      id: "G",
      target: "out",
      files: () => this.#list(),
      entries: () => this.#entries(),
      open: (file, { fromByte, knownLastModified }) =>
        Promise.resolve(this.#open(file, fromByte, knownLastModified)),
      ...more,
    };
  }

  async *#list(): AsyncGenerator<ListedFile> {
    await Promise.resolve();
    this.onList(++this.asked.lists);
    for (const [name, { data, listed }] of [...this.files])
      yield {
        id: `G/${name}`,
        target: `out/${name}`,
        entry: name,
        source: name,
        ...(this.sizes ? { sizeBytes: data.length } : {}),
        ...listed,
      };
  }

  async *#entries(): AsyncGenerator<GroupEntry> {
    await Promise.resolve();
    const stream = ++this.asked.streams;
    for (const [name, { data, streamed = data }] of [...this.files]) {
      this.onEntry(name, stream);
      const body = this.#body(name, streamed, stream);
      yield { entry: name, sizeBytes: streamed.length, lastModified: streamDate, body };
      await drained(body);
    }
    yield* this.extra;
  }

  async *#body(name: string, data: Buffer, stream: number): AsyncGenerator<Uint8Array> {
    const half = data.length >> 1;
    if (half > 0) yield data.subarray(0, half);
    await Promise.resolve();
    this.onBody(name, stream);
    if (data.length > 0) yield data.subarray(half);
  }

  #open({ source = "" }: ListedFile, fromByte: number, knownLastModified?: string): Opened {
    this.asked.singles.push(source);
    this.asked.ranges.push(fromByte);
    const file = this.files.get(source);
    if (file === undefined) throw new ScanferryError("remote/not-found", "gone");
    const { data, lastModified } = file;
    if (knownLastModified !== undefined && fromByte === 0) {
      const changed = Date.parse(lastModified ?? fileDate) > Date.parse(knownLastModified);
      if (!changed) return { status: "unchanged" };
    }
    return {
      status: fromByte > 0 ? "partial" : "full",
      fromByte,
      ...(this.lengths ? { sizeBytes: data.length } : {}),
      lastModified: lastModified ?? fileDate,
      date: streamDate,
      body: this.#body(source, data.subarray(fromByte), 0),
    };
  }
}

/** When answers are sent. */
export const streamDate = "Sat, 21 Nov 2026 12:00:00 GMT";

/** When files were last changed, unless they say otherwise. */
const fileDate = "Sat, 21 Nov 2026 11:00:00 GMT";

/** Reads what the engine left of a body, as a reader of archives does. */
async function drained(body: AsyncGenerator<Uint8Array>): Promise<void> {
  while ((await body.next()).done !== true) {
    // Each chunk is dropped.
  }
}
