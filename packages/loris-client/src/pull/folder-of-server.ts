import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ScanferryError, writeFileAtomic } from "@scanferry/transfer";

import type { LorisContext } from "../context.js";
import { jsonText } from "./made-item.js";

const file = ".scanferry/loris.json";

/** Which LORIS a folder is of, as its first pull noted. */
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
   * Refuses the folder of another LORIS. CandIDs and paths of two servers may be the same, and the journal's ids are links without a server, so
   * that the files of one would be taken for those of the other.
   *
   * @throws {@link ScanferryError} `input/invalid`
   */
  static async check({ baseUrl }: Pick<LorisContext, "baseUrl">, root: string): Promise<FolderOfServer> {
    const path = join(root, file);
    const noted = await readServer(path);
    if (noted !== undefined && placeOf(noted) !== placeOf(baseUrl)) throw otherServer(noted);
    return new FolderOfServer(path, baseUrl, noted !== undefined);
  }

  /** Notes the server, unless it is noted already. */
  async note(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isNoted) return;
    await writeFileAtomic(this.#path, jsonText({ server: this.#server }), {
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

/** What makes two addresses one server: a LORIS that moved from http to https is the same. */
function placeOf(address: string): string {
  const { host, pathname } = new URL(address);
  return host + pathname.replace(/\/+$/, "");
}

function otherServer(noted: string): ScanferryError {
  return new ScanferryError("input/invalid", "The output folder holds files of another LORIS.", {
    hint: `It was filled from ${noted}. Choose another output folder (-o). If that is this server's earlier address, write the new one into ${file} there.`,
  });
}
