import { createHash } from "node:crypto";
import type { XnatPrearchiveOptions, XnatPrearchiveSession } from "./prearchive-session.js";

/** The sessions that wait in the prearchive, oldest first. */
export class Prearchive {
  readonly #sessions: XnatPrearchiveSession[] = [];

  constructor(
    given: readonly XnatPrearchiveOptions[],
    private readonly now: () => number,
  ) {
    for (const one of given) this.add(one);
  }

  /** All, or those of some projects; `Unassigned` is one of them. */
  list(projects?: readonly string[]): readonly XnatPrearchiveSession[] {
    return this.#sessions.filter((one) => projects === undefined || projects.includes(one.project));
  }

  find(project: string, timestamp: string, folderName: string): XnatPrearchiveSession | undefined {
    return this.#sessions.find(
      (one) => one.project === project && one.timestamp === timestamp && one.folderName === folderName,
    );
  }

  add(given: XnatPrearchiveOptions): XnatPrearchiveSession {
    const project = given.project ?? "Unassigned";
    const name = given.name ?? `${given.subject}_MR1`;
    const folderName = given.folderName ?? name;
    const uploadedMs = given.uploaded === undefined ? this.now() : new Date(given.uploaded).getTime();
    const timestamp = this.#freeTimestamp(uploadedMs);
    const session: XnatPrearchiveSession = {
      project,
      timestamp,
      folderName,
      subject: given.subject,
      name,
      status: given.status ?? "READY",
      tag: given.tag ?? madeUpUid(`${project}/${timestamp}/${folderName}`),
      scanDate: given.scanDate ?? "2020-01-02",
      uploadedMs,
      lastmodMs: uploadedMs,
      autoarchive: given.autoarchive ?? (project === "Unassigned" ? "Manual" : "AutoArchive"),
      url: `/prearchive/projects/${project}/${timestamp}/${folderName}`,
    };
    this.#sessions.push(session);
    return session;
  }

  remove(url: string): void {
    const index = this.#sessions.findIndex((one) => one.url === url);
    if (index >= 0) this.#sessions.splice(index, 1);
  }

  /** Two sessions that arrive in the same millisecond still get folders of their own. */
  #freeTimestamp(ms: number): string {
    let at = ms;
    while (this.#sessions.some((one) => one.timestamp === timestampOf(at))) at += 1;
    return timestampOf(at);
  }
}

/** `20261121_001939962`, UTC as everything here. */
function timestampOf(ms: number): string {
  const digits = new Date(ms).toISOString().replace(/\D/g, "");
  return `${digits.slice(0, 8)}_${digits.slice(8)}`;
}

function madeUpUid(words: string): string {
  const number = BigInt(`0x${createHash("md5").update(words).digest("hex")}`);
  return `2.25.${number.toString()}`;
}
