import { ScanferryError } from "@scanferry/transfer";
import type { RemoteBytes } from "../calls/file-bytes.js";
import { fileBytes } from "../calls/file-bytes.js";
import { files } from "../calls/files.js";
import type { Place } from "../calls/place-path.js";
import { listPath, placeName } from "../calls/place-path.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { XnatFile } from "../schemas/xnat-file.js";
import { inspected } from "./handle-line.js";

/** One file of a resource; making it asks nothing of the server. */
export class FileHandle {
  readonly #ctx: XnatContext;
  readonly #place: Place;
  /** Where it lies below its resource. */
  readonly path: string;

  constructor(ctx: XnatContext, place: Place, path: string) {
    this.#ctx = ctx;
    this.#place = place;
    this.path = path;
  }

  /** What the server's list says about it. */
  async show({ signal }: CallOptions = {}): Promise<XnatFile> {
    for await (const file of files(this.#ctx, this.#place, { signal }))
      if (file.path === this.path) return file;
    throw new ScanferryError("remote/not-found", "The resource has no such file.", {
      hint: "The resource's list of files has their paths.",
      subject: `${placeName(this.#place)}/${this.path}`,
    });
  }
  /** Its bytes as a stream. Read it to its end or cancel it: until then it holds a connection. */
  async bytes({ signal }: CallOptions = {}): Promise<RemoteBytes> {
    const above = await listPath(this.#ctx, this.#place, { signal });
    return fileBytes(this.#ctx, `${above}/files/${this.path}`, { signal });
  }
  [inspected](): string {
    return `FileHandle(at ${this.#ctx.baseUrl})`;
  }
  /** What may be printed: where it is, labels left out. */
  toJSON(): { type: string; baseUrl: string } {
    return { type: "FileHandle", baseUrl: this.#ctx.baseUrl };
  }
}
