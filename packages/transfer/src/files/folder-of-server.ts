import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
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
   * @throws {@link ScanferryError} `input/invalid`, also for a note that names no server; `local/denied` for one that cannot be read
   */
  static async check({ kind, baseUrl }: FillingServer, root: string): Promise<FolderOfServer> {
    const file = `.scanferry/${kind.toLowerCase()}.json`;
    const path = join(root, file);
    const noted = await readServer(kind, path, file);
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

/**
 * The server that is noted; nothing where no note is, or what a power cut left of one. A note that somebody wrote and that names no
 * server is not replaced: it may have been another one's.
 */
async function readServer(kind: string, path: string, file: string): Promise<string | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  let note: unknown;
  try {
    note = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { server } = (note ?? {}) as { server?: unknown };
  if (typeof server === "string" && URL.canParse(server)) return server;
  throw new ScanferryError(
    "input/invalid",
    `The note on which ${kind} the output folder is of names no server.`,
    {
      hint: `Write the address of the server that filled the folder into ${file} there, as {"server": "https://…"}, or choose another output folder (-o).`,
    },
  );
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCodesOf(error).includes("ENOENT")) return undefined;
    throw fsError(error, path);
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
