import { openSpool, type Spool } from "@scanferry/transfer";

import type { CallOptions, XnatContext } from "../../context.js";
import { listRows } from "../../http/list-rows.js";
import { xnatFileOf, type XnatFile } from "../../schemas/xnat-file.js";
import type { FileMatcher } from "../../select/file-matcher.js";
import { NameTable } from "../names/name-table.js";
import { isRenamed } from "../names/renaming.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import type { NamedFile } from "./listed-file.js";

/** So many files of a list stay in memory; the rest of it goes through a file. */
const heldFiles = 512;

interface LoadOptions extends CallOptions {
  /** Which of them are wanted. @default all */
  readonly files?: FileMatcher | undefined;
}

type Held = Omit<NamedFile, "path" | "isHidden"> & Pick<XnatFile, "path">;

/** The files of one resource as the server listed them, read whole: the names of some depend on the others. */
export class LoadedList {
  readonly #names = new NameTable();
  readonly #held: Held[] = [];
  #rest: Spool<Held> | undefined;
  /** How many rows the list has; catalogs can name a file twice. */
  rows = 0;
  /** How many files there are. */
  count = 0;
  /** Their bytes, as far as the server says. */
  bytes = 0;
  /** Whether the server says of each of them what its bytes must come to. */
  hasDigests = true;
  /** Whether the server's zip gives some of them other names, so that not every name in it proves something. */
  hasRenamed = false;
  /** Called when it is closed. */
  onClose: () => void = () => undefined;

  /** Reads a resource's list. @throws {@link ScanferryError} as {@link listRows} */
  static async load(
    ctx: XnatContext,
    place: ResourcePlace,
    { signal, files }: LoadOptions,
  ): Promise<LoadedList> {
    const list = new LoadedList();
    try {
      const rows = listRows(ctx, `${place.path}/files`, {
        signal,
        subject: place.id,
        project: place.project,
      });
      for await (const row of rows) {
        const file = xnatFileOf(row, ctx.version.line);
        if (isOf(place, file) && files?.meets(file.path) !== false) await list.#add(file, place);
      }
      return list;
    } catch (error) {
      await list.close();
      throw error;
    }
  }

  async #add(file: XnatFile, place: ResourcePlace): Promise<void> {
    const { path, stored, uri, sizeBytes, md5 } = file;
    this.rows++;
    if (!this.#names.see(file)) return;
    this.count++;
    this.bytes += sizeBytes ?? 0;
    this.hasDigests &&= md5 !== undefined;
    this.hasRenamed ||= isRenamed(stored, place.renamed);
    const held: Held = { path, stored, uri };
    if (sizeBytes !== undefined) held.sizeBytes = sizeBytes;
    if (md5 !== undefined) held.md5 = md5;
    if (this.#held.length < heldFiles) this.#held.push(held);
    else await (this.#rest ??= await openSpool<Held>()).add(held);
  }

  /** Reads the list, any number of times. */
  async *files(): AsyncGenerator<NamedFile, void, undefined> {
    for (const held of this.#held) yield this.#named(held);
    if (this.#rest !== undefined) for await (const held of this.#rest.read()) yield this.#named(held);
  }

  #named(held: Held): NamedFile {
    const file: NamedFile = { ...held, path: this.#names.choose(held) };
    if (this.#names.isHidden(held)) file.isHidden = true;
    return file;
  }

  /** Frees what it holds. */
  async close(): Promise<void> {
    const rest = this.#rest;
    this.#rest = undefined;
    this.onClose();
    await rest?.close();
  }
}

/** Whether a row is of this resource: an address whose scan ID is also another scan's type lists the files of both. */
function isOf({ number }: ResourcePlace, { uri }: XnatFile): boolean {
  const [, listed] = /\/resources\/(\d+)\/files\//.exec(uri) ?? [];
  return listed === undefined || listed === number;
}
