import type { LorisUpload } from "./dicoms/upload-table.js";
import { type LorisBidsLinks, bidsLinks } from "./bids/image-bids.js";
import type { Loris } from "./loris.js";
import type { LorisImageOptions, LorisSettings, LorisUserOptions } from "./loris-options.js";
import type { ImageChange } from "./study/image-changes.js";
import { insertTime } from "./study/image-maker.js";
import { imageLink, type LorisImage } from "./study/study-types.js";

/** An image of the look-alike, as its listings show it. */
export interface SandboxLorisImage {
  readonly candidate: string;
  readonly pscid: string;
  readonly visit: string;
  readonly scanType: string;
  readonly project: string;
  readonly site: string;
  /** File name. */
  readonly name: string;
  /** Link in the project's list, behind `/api/VERSION`. */
  readonly link: string;
  /** Links of the BIDS endpoint: NiftiLink, JsonLink, … */
  readonly bids: Readonly<LorisBidsLinks>;
  /** Size asked for; a file is never smaller than its headers. */
  readonly bytes: number;
  readonly insertTime: string;
}

/** The inside of the look-alike LORIS, past HTTP: what an administrator or a scanner would do to it. */
export class LorisState {
  readonly #loris: Loris;

  constructor(loris: Loris) {
    this.#loris = loris;
  }

  /** What can be changed while it runs. */
  get settings(): LorisSettings {
    return this.#loris.settings;
  }

  /** The images in the order of the listings, made one by one. */
  *images(): Generator<SandboxLorisImage> {
    for (const image of this.#loris.study.images()) yield viewOf(image);
  }

  /**
   * Gives an image other bytes and a new time, so that it has another ETag and InsertTime.
   *
   * @param image - its link (one of the BIDS endpoint does as well) or its file name
   */
  changeImage(image: string, change: { readonly bytes?: number } = {}): void {
    const found = this.#find(image);
    const edit = this.#loris.study.changes.edit(found);
    edit.revision += 1;
    this.#loris.study.changes.inserts += 1;
    edit.mtime = this.#later(found);
    edit.insertTime = insertTime(edit.mtime);
    if (change.bytes !== undefined) edit.bytes = change.bytes;
  }

  /** Gives an image a new time and nothing else: another ETag for the same bytes. */
  touchImage(image: string): void {
    const found = this.#find(image);
    this.#loris.study.changes.edit(found).mtime = this.#later(found);
  }

  /** Changes what quality control says of an image. */
  setQc(image: string, qc: { readonly status: "Pass" | "Fail" | null; readonly selected?: boolean }): void {
    const edit: ImageChange = this.#loris.study.changes.edit(this.#find(image));
    edit.qc = qc.status;
    edit.selected = qc.selected ?? qc.status === "Pass";
  }

  /** Adds an image. */
  addImage(image: LorisImageOptions): void {
    this.#loris.study.add(image);
    this.#loris.study.changes.inserts += 1;
  }

  /** Takes an image out of all lists. */
  removeImage(image: string): void {
    this.#loris.study.changes.edit(this.#find(image)).removed = true;
    this.#loris.study.changes.inserts += 1;
  }

  /** Takes one file from the server's disk: it stays listed. @param link - of the image, of one of its BIDS files or of a study file */
  removeFile(link: string): void {
    this.#loris.missing.set(link, true);
  }

  /** Puts a file back. */
  restoreFile(link: string): void {
    this.#loris.missing.set(link, false);
  }

  /** Replaces (or adds) a file of the study: `participants.tsv`, `README`, … */
  setStudyFile(name: string, text: string): void {
    this.#loris.studyFiles.set(name, text);
  }

  /** Text of a file of the study. */
  studyFile(name: string): string | undefined {
    return this.#loris.studyFiles.get(name);
  }

  /** Replaces the table of a session, by its link in the BIDS endpoint. */
  setSessionFile(link: string, text: string): void {
    const mtime = Math.max(this.#loris.clock.seconds(), (this.#loris.sessionFiles.get(link)?.mtime ?? 0) + 1);
    this.#loris.sessionFiles.set(link, { text, mtime });
  }

  /** From here on a candidate answers 403; `false` lets it answer again. */
  restrict(candidate: string, restricted = true): void {
    const { restricted: all } = this.#loris.study;
    if (restricted) all.add(candidate);
    else all.delete(candidate);
  }

  /** Adds an account, or replaces the one of that name. */
  addUser(user: LorisUserOptions): void {
    this.#loris.accounts.add(user);
  }

  /** Every token handed out so far, and every session, is refused from here on. */
  expireTokens(): void {
    this.#loris.tokens.forgetAll();
    this.#loris.sessions.forgetAll();
  }

  /** Suspends an account as eleven bad logins in a row would: its tokens are refused as well. */
  lockOut(username: string): void {
    this.#loris.lockOut.suspend(username);
  }

  /** Forgets the bad logins. */
  resetLimits(): void {
    this.#loris.lockOut.clear();
  }

  /** The DICOM archives received. */
  uploads(): readonly LorisUpload[] {
    return this.#loris.uploads.all();
  }

  #find(which: string): LorisImage {
    const { study } = this.#loris;
    const [, first, candidate, visit, images, name] = which.split("/");
    if (first === "candidates" && images === "images") {
      const owner = study.candidate(candidate ?? "");
      const image = owner === undefined ? undefined : study.image(owner, visit ?? "", name ?? "");
      if (image !== undefined) return image;
    }
    for (const image of study.images()) if (image.name === which || which === imageLink(image)) return image;
    throw new Error(`the sandbox has no image ${which}`);
  }

  /** A time after the image's, in seconds: two changes within one second must both be seen. */
  #later(image: LorisImage): number {
    return Math.max(this.#loris.clock.seconds(), image.mtime + 1);
  }
}

function viewOf(image: LorisImage): SandboxLorisImage {
  const { candidate, owner, visit, scanType, name, bytes } = image;
  return {
    candidate,
    pscid: owner.pscid,
    visit,
    scanType,
    project: owner.project,
    site: owner.site[0],
    name,
    link: imageLink(image),
    bids: bidsLinks(image),
    bytes,
    insertTime: image.insertTime,
  };
}
