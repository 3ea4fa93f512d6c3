import type { DicomFacts } from "../dicom/dicom-facts.js";
import type { XnatBody } from "../files/xnat-body.js";
import type { SandboxXnatPrearchiveFile, XnatInstance } from "./instance.js";
import { isoDate, madeUpUid, timestampOf, urlOf } from "./folder-names.js";
import { PrearchiveContent } from "./prearchive-content.js";
import type {
  XnatPrearchiveOptions,
  XnatPrearchiveSession,
  XnatPrearchiveStatus,
} from "./prearchive-session.js";
import { PrearchiveTimers } from "./prearchive-timers.js";

/** Where an incoming instance goes. */
export interface PrearchiveRoute {
  readonly project: string;
  readonly subject: string;
  /** Label of the session. */
  readonly session: string;
  /** @default the session's label */
  readonly folderName?: string;
  /** @default as the project has it */
  readonly autoarchive?: string;
  readonly preventAutoCommit?: boolean;
  readonly preventAnon?: boolean;
  readonly source?: string;
  /** Opens a session of its own, whatever is there: as SI does. @default false */
  readonly apart?: boolean;
}

/** Statuses in which a session takes further instances. */
const OPEN: ReadonlySet<XnatPrearchiveStatus> = new Set([
  "RECEIVING",
  "BUILDING",
  "READY",
  "CONFLICT",
  "ERROR",
]);

/** The sessions that wait in the prearchive, oldest first. */
export class Prearchive {
  readonly #sessions: XnatPrearchiveSession[] = [];
  readonly #contents = new Map<XnatPrearchiveSession, PrearchiveContent>();
  /** What happens by itself later on. */
  readonly timers: PrearchiveTimers;

  constructor(
    given: readonly XnatPrearchiveOptions[],
    private readonly now: () => number,
  ) {
    this.timers = new PrearchiveTimers(now);
    for (const one of given) this.add(one);
  }

  /** All, or those of some projects; `Unassigned` is one of them. */
  list(projects?: readonly string[]): readonly XnatPrearchiveSession[] {
    this.timers.settle();
    return this.#sessions.filter((one) => projects === undefined || projects.includes(one.project));
  }

  find(project: string, timestamp: string, folderName: string): XnatPrearchiveSession | undefined {
    return this.list([project]).find((one) => one.timestamp === timestamp && one.folderName === folderName);
  }

  /** By `/prearchive/projects/P/TIMESTAMP/FOLDER`, with or without `/data` in front. */
  byUrl(url: string): XnatPrearchiveSession | undefined {
    const wanted = url.replace(/^\/?(?:(?:data|REST)\/)?/, "/");
    return this.list().find((one) => one.url === wanted);
  }

  add(given: XnatPrearchiveOptions): XnatPrearchiveSession {
    const project = given.project ?? "Unassigned";
    const name = given.name ?? `${given.subject}_MR1`;
    const folderName = given.folderName ?? name;
    const uploadedMs = given.uploaded === undefined ? this.now() : new Date(given.uploaded).getTime();
    const timestamp = this.#freeTimestamp(uploadedMs);
    const status = given.status ?? "READY";
    const session: XnatPrearchiveSession = {
      project,
      timestamp,
      folderName,
      subject: given.subject,
      name,
      status,
      tag: given.tag ?? madeUpUid(`${project}/${timestamp}/${folderName}`),
      scanDate: given.scanDate ?? "2020-01-02",
      uploadedMs,
      lastmodMs: uploadedMs,
      autoarchive: given.autoarchive ?? (project === "Unassigned" ? "Manual" : "AutoArchive"),
      preventAutoCommit: given.preventAutoCommit ?? false,
      preventAnon: given.preventAnon ?? false,
      source: "",
      built: status !== "RECEIVING",
      url: urlOf(project, timestamp, folderName),
    };
    this.#sessions.push(session);
    return session;
  }

  /**
   * The session that takes an incoming instance: one of the same project, StudyInstanceUID and label that is there already
   * (recorded: 132 opens another one beside E11 of the same study), else a new one. It is RECEIVING afterwards.
   */
  receive(facts: DicomFacts, route: PrearchiveRoute): XnatPrearchiveSession {
    const known =
      route.apart === true
        ? undefined
        : this.#sessions.find(
            (one) =>
              one.project === route.project &&
              one.tag === facts.studyUid &&
              one.name === route.session &&
              OPEN.has(one.status),
          );
    const session =
      known ??
      this.add({
        project: route.project,
        subject: route.subject,
        name: route.session,
        folderName: route.folderName ?? route.session,
        status: "RECEIVING",
        tag: facts.studyUid,
        scanDate: isoDate(facts.text(0x00080020)),
        ...(route.autoarchive === undefined ? {} : { autoarchive: route.autoarchive }),
        preventAutoCommit: route.preventAutoCommit ?? false,
        preventAnon: route.preventAnon ?? false,
      });
    if (route.source !== undefined) session.source = route.source;
    this.reopen(session);
    return session;
  }

  /** A session takes more: it is RECEIVING, and nothing happens to it by itself until an idle timer is set again. */
  reopen(session: XnatPrearchiveSession): void {
    session.status = "RECEIVING";
    session.built = false;
    session.lastmodMs = this.now();
    this.timers.forget(session);
  }

  /** Puts an instance into a session. */
  store(session: XnatPrearchiveSession, facts: DicomFacts, body: XnatBody, fileName?: string): XnatInstance {
    session.lastmodMs = this.now();
    return this.content(session).add(facts, body, fileName);
  }

  /** Scans and files of a session. */
  content(session: XnatPrearchiveSession): PrearchiveContent {
    let content = this.#contents.get(session);
    if (content === undefined) this.#contents.set(session, (content = new PrearchiveContent()));
    return content;
  }

  /** All files of a session, as the tests look at them. */
  files(session: XnatPrearchiveSession): SandboxXnatPrearchiveFile[] {
    return this.content(session).scans.flatMap((scan) =>
      [...scan.files.values()].map(({ name, sopInstanceUid, body }) => ({
        scan: scan.id,
        name,
        bytes: body.bytes,
        sopInstanceUid,
        seriesUid: scan.seriesUid,
      })),
    );
  }

  /** Moves a session to another project; `moveSession` does what else comes with it. */
  move(session: XnatPrearchiveSession, project: string): void {
    session.project = project;
    session.url = urlOf(project, session.timestamp, session.folderName);
    session.lastmodMs = this.now();
  }

  remove(url: string): void {
    const index = this.#sessions.findIndex((one) => one.url === url);
    const [session] = index >= 0 ? this.#sessions.splice(index, 1) : [];
    if (session === undefined) return;
    this.#contents.delete(session);
    this.timers.forget(session);
  }

  /** Two sessions that arrive in the same millisecond still get folders of their own. */
  #freeTimestamp(ms: number): string {
    let at = ms;
    while (this.#sessions.some((one) => one.timestamp === timestampOf(at))) at += 1;
    return timestampOf(at);
  }
}
