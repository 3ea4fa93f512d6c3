import type { TransferResult } from "@scanferry/transfer";
import type { AliasToken, IssuedToken } from "../calls/alias-tokens.js";
import { invalidateToken, issueToken, validateToken } from "../calls/alias-tokens.js";
import { prearchive } from "../calls/prearchive.js";
import type { ProjectsOptions } from "../calls/projects.js";
import { projects } from "../calls/projects.js";
import type { RequestOptions, XnatAnswer, XnatStream } from "../calls/request.js";
import { request, requestStream } from "../calls/request.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { FindOptions } from "../find/find.js";
import { find } from "../find/find.js";
import type { Finding } from "../find/finding.js";
import { ExperimentHandle } from "../handles/experiment-handle.js";
import { PrearchiveSessionHandle } from "../handles/prearchive-session-handle.js";
import { inspected } from "../handles/handle-line.js";
import { ProjectHandle } from "../handles/project-handle.js";
import type { AnonScript } from "../manage/anon-script.js";
import { anonScript, enableAnon, setAnonScript } from "../manage/anon-script.js";
import type { ProjectFields } from "../manage/create-project.js";
import { createProject } from "../manage/create-project.js";
import type { MadeThing, MakeOptions } from "../manage/settle-fields.js";
import type { PullOptions, PullScope } from "../pull/pull-options.js";
import { pull } from "../pull/pull.js";
import type { ArchivePlace } from "../prearchive/archive-place.js";
import type { ArchivedBefore } from "../prearchive/archived-before.js";
import { archivedBefore } from "../prearchive/archived-before.js";
import type { NamedSession } from "../prearchive/named-sessions.js";
import { namedSession, namedSessions } from "../prearchive/named-sessions.js";
import type { PutOptions, PutTask } from "../resource/put-options.js";
import { putByTemplate } from "../resource/many/put-by-template.js";
import type { PutTemplate } from "../resource/many/template-tasks.js";
import { putResources } from "../resource/put-resources.js";
import type { PushOptions } from "../push/push-options.js";
import type { PushSources } from "../push/push.js";
import { push } from "../push/push.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import type { Project } from "../schemas/project.js";
import type { SendStudiesOptions } from "../send/send-options.js";
import { send } from "../send/send-studies.js";
import type { ConnectOptions } from "./connect-options.js";
import { connect } from "./connect.js";
import type { XnatVersion } from "./xnat-version.js";

/**
 * One account on one XNAT, with one session that all workers share. Make it with {@link XnatClient.connect}; close it when done.
 *
 * @example
 * ```ts
 * const xnat = await XnatClient.connect({ baseUrl, auth: { username, password } });
 * for await (const { id, name } of xnat.projects()) console.log(id, name);
 * for await (const { label } of xnat.project("SANDBOX").subjects()) console.log(label);
 * await xnat.close();
 * ```
 */
export class XnatClient implements AsyncDisposable {
  readonly #ctx: XnatContext;

  private constructor(ctx: XnatContext) {
    this.#ctx = ctx;
  }

  /** Connects and logs in; see {@link connect} for what it finds out and throws. */
  static async connect(options: ConnectOptions, call: CallOptions = {}): Promise<XnatClient> {
    return new XnatClient(await connect(options, call));
  }

  /** Root of the XNAT with its context path. */
  get baseUrl(): string {
    return this.#ctx.baseUrl;
  }
  /** The version that the server tells; "1.6 or older" where it tells none. */
  get version(): XnatVersion {
    return this.#ctx.version;
  }
  /** Who the server says is logged in; "guest" without an account. */
  get user(): string {
    return this.#ctx.user;
  }
  /** The server session in use: its id is a secret, and undefined for a guest that has none. */
  get session(): { readonly id: string | undefined; readonly idleMs: number } {
    const { id, idleMs } = this.#ctx.session;
    return { id, idleMs };
  }

  /** The projects that the server lists for the account. */
  projects(options?: ProjectsOptions): AsyncIterable<Project> {
    return projects(this.#ctx, options);
  }
  /** @param id The project's ID; see {@link XnatClient.projects}. */
  project(id: string): ProjectHandle {
    return new ProjectHandle(this.#ctx, id);
  }
  /** @param id The experiment's accession ID, e.g. "XNAT_E00001"; labels are known inside their project alone. */
  experiment(id: string): ExperimentHandle {
    return new ExperimentHandle(this.#ctx, { experiment: id });
  }
  /** What waits in the prearchive. @param project One project, or "Unassigned" (administrators). @default all that the account may see */
  prearchive(project?: string, options?: CallOptions): AsyncIterable<PrearchiveSession> {
    return prearchive(this.#ctx, project, options);
  }
  /** @param uri The session's address in the prearchive, as {@link XnatClient.prearchive} lists it. */
  prearchiveSession(uri: string): PrearchiveSessionHandle {
    return new PrearchiveSessionHandle(this.#ctx, uri);
  }
  /** The one session of the prearchive of this label, folder, Study Instance UID or address. */
  findPrearchiveSession(
    name: string,
    options?: CallOptions & { readonly project?: string | undefined },
  ): Promise<PrearchiveSession> {
    return namedSession(this.#ctx, name, options);
  }
  /** What each of several such names means: one session, or why it is none. The prearchive is listed once. */
  findPrearchiveSessions(
    names: readonly string[],
    options?: CallOptions & { readonly project?: string | undefined },
  ): AsyncIterable<NamedSession> {
    return namedSessions(this.#ctx, names, options);
  }
  /** The archive's session that one was to become which is no longer in the prearchive; nothing where there is none, or several. @param name What the prearchive called it. */
  archivedBefore(
    name: string,
    labels: Partial<ArchivePlace>,
    options?: CallOptions,
  ): Promise<ArchivedBefore | undefined> {
    return archivedBefore(this.#ctx, name, labels, options);
  }
  /** Makes a project; see {@link ProjectHandle.create}. @param id What stands in addresses and in the names of folders. */
  createProject(id: string, fields?: ProjectFields, options?: MakeOptions): Promise<MadeThing> {
    return createProject(this.#ctx, id, fields, options);
  }
  /** The site's anonymization script, and whether it runs on what arrives. */
  anonScript(options?: CallOptions): Promise<AnonScript> {
    return anonScript(this.#ctx, undefined, options);
  }
  /** Writes the site's anonymization script (administrators). @param script DicomEdit's text. */
  setAnonScript(script: string, options?: CallOptions): Promise<void> {
    return setAnonScript(this.#ctx, undefined, script, options);
  }
  /** Says whether the site's anonymization script runs (administrators). */
  enableAnon(enabled: boolean, options?: CallOptions): Promise<void> {
    return enableAnon(this.#ctx, undefined, enabled, options);
  }
  /** Says where something lies (archive, prearchive, under which project), and what to do next. */
  find(text: string, options?: FindOptions): AsyncIterable<Finding> {
    return find(this.#ctx, text, options);
  }
  /** Brings a project, subject, session, scan or resource into a folder, and keeps that up to date. The handles' `pull` does the same. */
  pull(scope: PullScope, dir: string, options: PullOptions = {}): AsyncIterable<TransferResult> {
    return pull(this.#ctx, scope, dir, options);
  }

  /** Stores files in many resources, of which every place is looked for before anything is sent; see {@link ResourceHandle.put}. */
  putResources(tasks: Iterable<PutTask>, options: PutOptions = {}): AsyncIterable<TransferResult> {
    return putResources(this.#ctx, tasks, options);
  }
  /**
   * Stores files of many places that a template finds, such as one folder per subject.
   *
   * @example
   * ```ts no-run=it-needs-folders-of-yours
   * const place = { project: "erc-wp1", subject: "{subject}", experiment: "{subject}-mri", resource: "qBOLD" };
   * await collect(xnat.putByTemplate({ place, files: "data/erc-wp1-{subject}", only: ["p020", "p021"] }));
   * ```
   */
  putByTemplate(template: PutTemplate, options: PutOptions = {}): AsyncIterable<TransferResult> {
    return putByTemplate(this.#ctx, template, options);
  }

  /** Sends scans of folders and archives, or of a plan of them ({@link planPush}), as sessions of a project: one result per session. */
  push(sources: PushSources, options: PushOptions = {}): AsyncIterable<TransferResult> {
    return push(this.#ctx, sources, options);
  }

  /** Sends scans to the DICOM receiver of this XNAT ({@link sendStudies}) and looks here that they arrive: one result per session. */
  send(sources: PushSources, options: Omit<SendStudiesOptions, "xnat">): AsyncIterable<TransferResult> {
    return send(this.#ctx, sources, options);
  }

  /** Makes an alias token, which logs in without the password for two days by default. */
  issueToken(options?: CallOptions): Promise<IssuedToken> {
    return issueToken(this.#ctx, options);
  }
  /** The user as whom a token logs in; undefined for one that the server no longer takes. */
  validateToken(token: AliasToken, options?: CallOptions): Promise<string | undefined> {
    return validateToken(this.#ctx, token, options);
  }
  /** Ends a token; one that has ended already is no error. */
  invalidateToken(token: AliasToken, options?: CallOptions): Promise<void> {
    return invalidateToken(this.#ctx, token, options);
  }

  /** Sends any request below the server's root, in this session. */
  request(method: string, path: string, options?: RequestOptions): Promise<XnatAnswer> {
    return request(this.#ctx, method, path, options);
  }
  /** Sends a GET below the server's root, in this session; its answer is a stream. */
  requestStream(
    path: string,
    options?: Pick<RequestOptions, "query" | "headers" | "signal">,
  ): Promise<XnatStream> {
    return requestStream(this.#ctx, path, options);
  }

  /** Ends the session on the server, unless it was handed in, and closes the connections. */
  close(): Promise<void> {
    return this.#ctx.http.close();
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
  /** One readable line in notebooks and logs, without a secret. */
  [inspected](): string {
    return `XnatClient(${this.baseUrl}, XNAT ${this.version.text}, user ${this.user})`;
  }
  /** What may be printed; no secret is in it. */
  toJSON(): { baseUrl: string; version: string; user: string } {
    return { baseUrl: this.baseUrl, version: this.version.text, user: this.user };
  }
}
