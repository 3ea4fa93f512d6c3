import { ScanferryError } from "@scanferry/transfer";
import type { RemoteBytes } from "../calls/file-bytes.js";
import { fileBytes } from "../calls/file-bytes.js";
import { files } from "../calls/files.js";
import type { Place } from "../calls/place-path.js";
import { placeName } from "../calls/place-path.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { XnatFile } from "../schemas/xnat-file.js";
import { removeFiles } from "../resource/remove/remove-files.js";
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
    const subject = `${placeName(this.#place)}/${this.path}`;
    let found: XnatFile | undefined;
    for await (const file of files(this.#ctx, this.#place, { signal })) {
      if (file.path !== this.path || file.uri === found?.uri) continue;
      if (found !== undefined) {
        throw new ScanferryError("remote/ambiguous", "The resource has two files of this path.", {
          hint: "XNAT 1.6 keeps names as they were sent, escaped or not, and one address may bring the other's bytes. Pull the resource: its zip has both, each under its own name.",
          subject,
        });
      }
      found = file;
    }
    if (found !== undefined) return found;
    throw new ScanferryError("remote/not-found", "The resource has no such file.", {
      hint: "The resource's list of files has their paths.",
      subject,
    });
  }
  /** Its bytes as a stream, at the address that the server's list has. Read it to its end or cancel it: until then it holds a connection. */
  async bytes({ signal }: CallOptions = {}): Promise<RemoteBytes> {
    const { uri, sizeBytes } = await this.show({ signal });
    return fileBytes(this.#ctx, uri, { signal, sizeBytes, project: this.#place.project });
  }
  /**
   * Deletes it. XNAT deletes by the beginning of names: a file whose name begins that of another one is refused.
   *
   * @throws {@link ScanferryError} `remote/not-found`, `remote/refused`, `auth/forbidden`
   */
  async remove({ signal }: CallOptions = {}): Promise<void> {
    const place = { ...this.#place, resource: this.#place.resource ?? "" };
    for await (const { error } of removeFiles(
      this.#ctx,
      place,
      [this.path],
      signal === undefined ? {} : { signal },
    ))
      if (error !== undefined) throw error;
  }
  [inspected](): string {
    return `FileHandle(at ${this.#ctx.baseUrl})`;
  }
  /** What may be printed: where it is, labels left out. */
  toJSON(): { type: string; baseUrl: string } {
    return { type: "FileHandle", baseUrl: this.#ctx.baseUrl };
  }
}
