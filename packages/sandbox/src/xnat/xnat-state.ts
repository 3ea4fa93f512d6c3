import type { XnatFileOptions, XnatSubjectOptions } from "./archive-options.js";
import { findExperiment, findOwner, findResource } from "./archive/find-record.js";
import type { XnatFile } from "./files/xnat-file.js";
import { archivedInstances } from "./prearchive/archived-instances.js";
import type { Prearchive } from "./prearchive/prearchive.js";
import type { DicomReceiver } from "./receiver/dicom-receiver.js";
import type { Xnat } from "./xnat.js";
import type { XnatSettings, XnatUserOptions } from "./xnat-options.js";
import type {
  SandboxXnatFile,
  SandboxXnatInstance,
  SandboxXnatSession,
  SandboxXnatSubject,
  SandboxXnatToken,
} from "./xnat-views.js";

/**
 * The inside of the look-alike XNAT, past HTTP: what an administrator or a scanner would do to it.
 *
 * Resources are named by paths of labels: `P/RES`, `P/SUBJECT/RES`, `P/SUBJECT/SESSION/RES`, `P/SUBJECT/SESSION/SCAN/RES`.
 */
export class XnatState {
  readonly #xnat: Xnat;

  constructor(xnat: Xnat) {
    this.#xnat = xnat;
  }

  /** What can be changed while it runs. */
  get settings(): XnatSettings {
    return this.#xnat.settings;
  }

  /** Ids of the projects. */
  projects(): string[] {
    return [...this.#xnat.archive.projects()].map(({ id }) => id);
  }

  /** The subjects that a project lists, made one by one. */
  *subjects(project: string): Generator<SandboxXnatSubject> {
    for (const { id, label } of this.#xnat.archive.subjects(project)) yield { id, label };
  }

  /** The sessions that a project lists, those shared with it included. */
  *experiments(project: string): Generator<SandboxXnatSession> {
    const { archive, prearchive } = this.#xnat;
    prearchive.timers.settle();
    for (const one of archive.experiments(project)) {
      const { id, label, xsiType, date, subject } = one;
      const scans = archive.scans(one).map((scan) => scan.id);
      const quarantine = this.#xnat.quarantined.has(id);
      yield { id, label, project: one.project, subject: subject.label, xsiType, date, scans, quarantine };
    }
  }

  /** The DICOM instances of a session that came by an import or by the receiver. @param session - `P/SUBJECT/SESSION` or its accession id */
  instances(session: string): SandboxXnatInstance[] {
    return archivedInstances(this.#xnat, findExperiment(this.#xnat.archive, session));
  }

  /** Ends the processing that archiving began, so that the session may be sent again. @param session - all of them when left out */
  finishProcessing(session?: string): void {
    const { archive, openWorkflows } = this.#xnat;
    if (session === undefined) openWorkflows.clear();
    else openWorkflows.delete(findExperiment(archive, session).id);
  }

  /** The catalog of a resource. */
  files(resource: string): SandboxXnatFile[] {
    const { archive, files } = this.#xnat;
    return [...files.list(findResource(archive, resource))].map((file) => ({
      path: file.path,
      bytes: file.bytes,
      md5: files.md5(file),
      mtimeMs: file.mtimeMs,
    }));
  }

  /** SOPInstanceUIDs of an archived session, those of its scans that came as DICOM. @param session - `P/SUBJECT/SESSION` or its accession id */
  sopInstances(session: string): string[] {
    const { archive } = this.#xnat;
    return archive
      .scans(findExperiment(archive, session))
      .flatMap((scan) => archive.resources(scan))
      .flatMap((resource) => [...this.#xnat.sopInstances(resource.id).values()]);
  }

  /** The bytes of a file. */
  async fileBytes(resource: string, path: string): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#file(resource, path).body().chunks()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Puts a file into a resource (made when it is missing), or other bytes under a name that is there. @param path - as stored */
  addFile(
    resource: string,
    path: string,
    content: string | Uint8Array,
    fields: Pick<XnatFileOptions, "format" | "tags"> = {},
  ): void {
    const { archive, files, bodies } = this.#xnat;
    const cut = resource.lastIndexOf("/");
    const owner = findOwner(archive, resource.slice(0, cut));
    const label = resource.slice(cut + 1);
    const into = archive.resource(owner, label) ?? archive.writes.resource(owner, label);
    files.put(into, path, bodies.keep(Buffer.from(content)), fields);
  }

  /** Gives a file other bytes and a new time: made-up ones, as many as before unless told otherwise, or those handed in. */
  changeFile(
    resource: string,
    path: string,
    to: { readonly bytes?: number; readonly content?: string | Uint8Array } = {},
  ): void {
    const { files, bodies } = this.#xnat;
    const file = this.#file(resource, path);
    if (to.content === undefined) files.change(file, to.bytes);
    else files.put(file.resource, path, bodies.keep(Buffer.from(to.content)));
  }

  /** Gives a file other bytes, as many as before: only a digest or a date can tell. */
  sameLengthChange(resource: string, path: string): void {
    this.changeFile(resource, path);
  }

  /** Takes a file from the server's disk: it stays listed, asking for it gives 404 and archives lack it. */
  removeFile(resource: string, path: string): void {
    this.#xnat.files.lose(this.#file(resource, path));
  }

  /** Puts a file back that `removeFile` took. */
  restoreFile(resource: string, path: string): void {
    this.#xnat.files.lose(this.#file(resource, path), false);
  }

  /** Takes a file out of its catalog. */
  unlistFile(resource: string, path: string): void {
    this.#xnat.files.unlist(this.#file(resource, path));
  }

  /** Adds a subject without sessions. */
  addSubject(
    project: string,
    subject: Pick<XnatSubjectOptions, "label" | "fields" | "inserted">,
  ): SandboxXnatSubject {
    const { id, label } = this.#xnat.archive.writes.subject(project, subject.label, subject.fields ?? {}, {
      ...this.#writer(),
      ...(subject.inserted === undefined ? {} : { nowMs: new Date(subject.inserted).getTime() }),
    });
    return { id, label };
  }

  /** Adds a session to a subject. @param subject - `P/SUBJECT` @returns its accession id */
  addSession(
    subject: string,
    session: { readonly label: string; readonly xsiType?: string; readonly date?: string },
  ): string {
    const { archive } = this.#xnat;
    const owner = findOwner(archive, subject);
    if (owner.kind !== "subject") throw new Error(`${subject} is no subject`);
    const { label, xsiType = "xnat:mrSessionData", date } = session;
    const given = { xsiType, ...(date === undefined ? {} : { date }) };
    return archive.writes.experiment(owner, label, given, this.#writer()).id;
  }

  /** Adds a scan to a session. @param session - `P/SUBJECT/SESSION` */
  addScan(
    session: string,
    id: string,
    fields: { readonly type?: string; readonly seriesDescription?: string } = {},
  ): void {
    const { archive } = this.#xnat;
    archive.writes.scan(findExperiment(archive, session), id, fields, this.#writer());
  }

  /** Deletes a project, subject, session or scan by its path of labels. */
  remove(path: string): void {
    this.#xnat.archive.overlay.remove(findOwner(this.#xnat.archive, path));
  }

  /** Lists a session in another project too, under another label where one is given. @param session - `P/SUBJECT/SESSION` or its accession id */
  shareSession(session: string, project: string, label?: string): void {
    const { archive } = this.#xnat;
    const experiment = findExperiment(archive, session);
    archive.overlay.share(experiment.id, project, label ?? experiment.label);
  }

  /** Changes who may see a project. */
  setAccessibility(project: string, accessibility: "private" | "protected" | "public"): void {
    const owner = findOwner(this.#xnat.archive, project);
    if (owner.kind === "project") this.#xnat.archive.overlay.change(owner, { accessibility });
  }

  /** The DICOM receiver: where it listens, what it took, and what goes wrong in it. */
  get dicomReceiver(): DicomReceiver {
    return this.#xnat.receiver;
  }

  /** What waits in the prearchive; it can be added to and taken from. */
  get prearchive(): Prearchive {
    return this.#xnat.prearchive;
  }

  /** Adds an account, or replaces the one of that name: its kind, its password, its projects. */
  addUser(user: XnatUserOptions): void {
    this.#xnat.accounts.add(user);
  }

  /** Every session ends, as after fifteen idle minutes. */
  expireSessions(): void {
    this.#xnat.sessions.endAll();
  }

  /** How many logins are open as sessions with a JSESSIONID. */
  sessions(): number {
    return this.#xnat.sessions.size;
  }

  /** How many logins by password or alias token were accepted. */
  logins(): number {
    return this.#xnat.logins;
  }

  /** The alias tokens that live. */
  tokens(): readonly SandboxXnatToken[] {
    const { tokens } = this.#xnat;
    return tokens.all().map((token) => {
      const { alias, secret, username } = token;
      return { alias, secret, username, endsMs: tokens.endOf(token) };
    });
  }

  /** Ends an alias token before its time. */
  invalidateToken(alias: string): void {
    this.#xnat.tokens.invalidate(alias);
  }

  #file(resource: string, path: string): XnatFile {
    const file = this.#xnat.files.find(findResource(this.#xnat.archive, resource), path);
    if (file === undefined) throw new Error(`the sandbox's archive has no ${resource}/${path}`);
    return file;
  }

  #writer(): { readonly nowMs: number; readonly user: string } {
    return { nowMs: this.#xnat.clock.now(), user: this.#xnat.accounts.first.username };
  }
}
