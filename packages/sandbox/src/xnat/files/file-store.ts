import { Filler } from "../../bytes/filler.js";
import type { XnatResource } from "../archive/archive-types.js";
import { type MadeUpFile, MadeUpFiles } from "./made-up-files.js";
import { memoryBody, type XnatBody } from "./xnat-body.js";
import type { FileEdit, XnatFile } from "./xnat-file.js";

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const DIGESTS_KEPT = 100_000;

/** How many files a resource has, and how much they hold. */
export interface FileStats {
  readonly files: number;
  readonly bytes: number;
}

/** The files of all resources: made-up ones, with what was written, changed or deleted since. */
export class FileStore {
  readonly #made = new MadeUpFiles(new Filler());
  /** By resource id, then by path. */
  readonly #edits = new Map<number, Map<string, FileEdit>>();
  readonly #digests = new Map<string, string>();
  /** Made-up files were written the day before: what changes at run time is always newer, also in whole seconds. */
  readonly #madeMs: number;

  constructor(
    private readonly now: () => number,
    startMs: number,
  ) {
    this.#madeMs = wholeSecond(startMs - DAY_MS);
  }

  /** The catalog of a resource. */
  *list(resource: XnatResource): Generator<XnatFile> {
    const edits = this.#edits.get(resource.id);
    let number = 0;
    for (const made of this.#made.list(resource)) {
      const edit = edits?.get(made.path);
      number = made.number;
      if (edit?.unlisted !== true) yield this.#file(resource, made, edit);
    }
    for (const [path, edit] of edits ?? []) {
      if (edit.unlisted === true || this.#made.find(resource, path) !== undefined) continue;
      number += 1;
      yield this.#file(resource, { path, number }, edit);
    }
  }

  /** By its path as stored. */
  find(resource: XnatResource, path: string): XnatFile | undefined {
    const edit = this.#edits.get(resource.id)?.get(path);
    const made = this.#made.find(resource, path);
    if (edit?.unlisted === true || (edit === undefined && made === undefined)) return undefined;
    return this.#file(resource, made ?? { path, number: 1 }, edit);
  }

  /** What `file_stats` tells; catalogs themselves are not counted (recorded: 9 files listed, 8 counted). */
  stats(resource: XnatResource): FileStats {
    const made = resource.made?.template;
    if (
      made !== undefined &&
      typeof made.files === "number" &&
      typeof made.fileBytes === "number" &&
      made.files > 0 &&
      !this.#edits.has(resource.id)
    ) {
      const one = this.#made.bytes(resource, { path: "", number: 1 });
      return { files: made.files, bytes: made.files * one };
    }
    let files = 0;
    let bytes = 0;
    for (const file of this.list(resource)) {
      if (file.path.endsWith("_catalog.xml")) continue;
      files += 1;
      bytes += file.bytes;
    }
    return { files, bytes };
  }

  /** MD5 of a file, counted once. */
  md5(file: XnatFile): string {
    const key = `${file.resource.id}/${file.revision}/${file.path}`;
    let digest = this.#digests.get(key);
    if (digest === undefined) {
      digest = file.body().md5();
      if (this.#digests.size >= DIGESTS_KEPT) this.#digests.clear();
      this.#digests.set(key, digest);
    }
    return digest;
  }

  /** Puts a file into a catalog, or other bytes under a name that is there. */
  put(
    resource: XnatResource,
    path: string,
    body: XnatBody,
    fields: Partial<Pick<FileEdit, "format" | "content" | "tags">> = {},
  ): XnatFile {
    const before = this.find(resource, path);
    const edit = this.#edit(resource, path);
    edit.body = body;
    edit.revision += 1;
    edit.mtimeMs = this.#later(before);
    edit.missing = false;
    edit.unlisted = false;
    Object.assign(edit, fields);
    return this.#file(resource, this.#made.find(resource, path) ?? { path, number: 1 }, edit);
  }

  /** Gives a file other made-up bytes, as many as before unless told otherwise, and a new time. */
  change(file: XnatFile, bytes?: number): void {
    const { resource, path } = file;
    const made = this.#made.find(resource, path);
    const edit = this.#edit(resource, path);
    edit.revision += 1;
    edit.mtimeMs = this.#later(file);
    delete edit.body;
    if (made === undefined) edit.body = memoryBody(Buffer.alloc(bytes ?? file.bytes, edit.revision));
    else edit.bytes = bytes ?? file.bytes;
  }

  /** Takes a file from the disk: it stays listed. */
  lose(file: XnatFile, missing = true): void {
    this.#edit(file.resource, file.path).missing = missing;
  }

  /** Takes a file out of its catalog. */
  unlist(file: XnatFile): void {
    this.#edit(file.resource, file.path).unlisted = true;
  }

  #edit(resource: XnatResource, path: string): FileEdit {
    let edits = this.#edits.get(resource.id);
    if (edits === undefined) this.#edits.set(resource.id, (edits = new Map<string, FileEdit>()));
    let edit = edits.get(path);
    if (edit === undefined) edits.set(path, (edit = { revision: 0 }));
    return edit;
  }

  #file(resource: XnatResource, made: MadeUpFile, edit: FileEdit | undefined): XnatFile {
    const { options } = made;
    const bytes = edit?.body?.bytes ?? this.#made.bytes(resource, made, edit?.bytes);
    const revision = edit?.revision ?? 0;
    return {
      resource,
      path: made.path,
      bytes,
      mtimeMs: edit?.mtimeMs ?? this.#madeMs,
      format: edit?.format ?? options?.format ?? "",
      content: edit?.content ?? options?.contentName ?? "",
      tags: edit?.tags ?? options?.tags ?? "",
      missing: edit?.missing ?? options?.missing ?? false,
      number: made.number,
      revision,
      body: () => edit?.body ?? this.#made.body(resource, made, bytes, revision),
    };
  }

  /** The next whole second, and later than before: a client that asks by a date of this very second must see the change. */
  #later(before: XnatFile | undefined): number {
    return Math.max(wholeSecond(this.now()), before?.mtimeMs ?? 0) + SECOND_MS;
  }
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS;
}
