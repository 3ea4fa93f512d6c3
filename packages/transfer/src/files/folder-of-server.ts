import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { ScanferryError } from "../errors/scanferry-error.js";
import { writeFileAtomic } from "./write-file-atomic.js";

/** A server that fills a folder. */
export interface FillingServer {
  /** What it is, as people call it; the note's name is made of it: "LORIS" is noted in `.scanferry/loris.json`. */
  kind: string;
  /** Its root. */
  baseUrl: string;
}

/**
 * Which server a folder is of, as its first pull noted.
 *
 * @example
 * ```ts
 * const folder = await FolderOfServer.check({ kind: "XNAT", baseUrl: "https://xnat.example/" }, "out");
 * await folder.note(undefined);
 * ```
 */
export class FolderOfServer {
  readonly #path: string;
  readonly #server: string;
  readonly #isNoted: boolean;

  private constructor(path: string, server: string, isNoted: boolean) {
    this.#path = path;
    this.#server = server;
    this.#isNoted = isNoted;
  }

  /**
   * Refuses the folder of another server of the same kind. Labels and paths of two servers may be the same, and the journal's ids are names without a
   * server, so that the files of one would be taken for those of the other.
   *
   * @throws {@link ScanferryError} `input/invalid`
   */
  static async check({ kind, baseUrl }: FillingServer, root: string): Promise<FolderOfServer> {
    const file = `.scanferry/${kind.toLowerCase()}.json`;
    const path = join(root, file);
    const noted = await readServer(path);
    if (noted !== undefined && placeOf(noted) !== placeOf(baseUrl)) throw otherServer(kind, noted, file);
    return new FolderOfServer(path, baseUrl, noted !== undefined);
  }

  /** Notes the server, unless it is noted already. */
  async note(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isNoted) return;
    await writeFileAtomic(this.#path, `${JSON.stringify({ server: this.#server }, undefined, 2)}\n`, {
      ...(signal === undefined ? {} : { signal }),
    });
  }
}

/** The server that is noted; nothing where no address can be read, as after a cut. */
async function readServer(path: string): Promise<string | undefined> {
  try {
    const { server } = JSON.parse(await readFile(path, "utf8")) as { server?: unknown };
    return typeof server === "string" && URL.canParse(server) ? server : undefined;
  } catch {
    return undefined;
  }
}

/** What makes two addresses one server: one that moved from http to https is the same. */
function placeOf(address: string): string {
  const { host, pathname } = new URL(address);
  return host + pathname.replace(/\/+$/, "");
}

function otherServer(kind: string, noted: string, file: string): ScanferryError {
  return new ScanferryError("input/invalid", `The output folder holds files of another ${kind}.`, {
    hint: `It was filled from ${noted}. Choose another output folder (-o). If that is this server's earlier address, write the new one into ${file} there.`,
  });
}
