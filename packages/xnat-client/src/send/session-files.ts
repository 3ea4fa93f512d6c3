import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { SendFile } from "@scanferry/dicom";
import { toScanferryError } from "@scanferry/transfer";
import type { PlannedFile, PlannedSession } from "../plan/planned-session.js";
import { routing } from "./routing.js";

/** The files of a session as the receiver gets them; those of archives lie in a temporary folder while they are on their way. */
export class SessionFiles implements AsyncDisposable {
  readonly #session: PlannedSession;
  readonly #isWanted: (number: number) => boolean;
  readonly #unpacked = new Map<string, string>();
  #folder: string | undefined;
  #count = 0;
  #leftOut = 0;

  /** @param isWanted whether the file of a number, in the plan's order, is to be sent */
  constructor(session: PlannedSession, isWanted: (number: number) => boolean = () => true) {
    this.#session = session;
    this.#isWanted = isWanted;
  }

  /** How many files were not wanted. */
  get leftOut(): number {
    return this.#leftOut;
  }

  async *files(signal?: AbortSignal): AsyncGenerator<SendFile, void, undefined> {
    const patch = routing(this.#session);
    let number = 0;
    for await (const content of this.#session.contents({ signal })) {
      const { file } = content;
      if (!this.#isWanted(number++)) {
        this.#leftOut++;
        continue;
      }
      if (file.inArchive === undefined)
        yield { ...offer(file), path: file.path, mtimeMs: file.mtimeMs, patch };
      else yield { ...offer(file), path: await this.#unpack(file, content.open()), patch };
    }
  }

  /** Says that a file has come to its end. */
  async done(id: string): Promise<void> {
    const path = this.#unpacked.get(id);
    this.#unpacked.delete(id);
    if (path !== undefined) await rm(path, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  /** A file may have to be sent a second time; an archive's entry passes by once. */
  async #unpack({ entry }: PlannedFile, content: AsyncIterable<Uint8Array>): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), "scanferry-unpacked-"));
    const path = join(this.#folder, String(this.#count++));
    this.#unpacked.set(entry, path);
    const sink = createWriteStream(path, { mode: 0o600 });
    await pipeline(content, sink).catch((error: unknown) => {
      throw toScanferryError(error);
    });
    return path;
  }
}

function offer(file: PlannedFile): Omit<SendFile, "path"> {
  const { entry, sizeBytes, sopClassUid, sopInstanceUid, transferSyntax } = file;
  return { id: entry, sizeBytes, header: { sopClassUid, sopInstanceUid, transferSyntax } };
}
