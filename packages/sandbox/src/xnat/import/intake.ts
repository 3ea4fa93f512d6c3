import { anonymizedHead } from "../dicom/anonymize.js";
import type { Rewritten } from "../dicom/dicom-rewrite.js";
import type { DicomFacts } from "../dicom/dicom-facts.js";
import { joinedBody } from "../files/disk-range.js";
import type { XnatBody } from "../files/xnat-body.js";
import type { XnatInstance } from "../prearchive/instance.js";
import { armIdleTimer, autoarchiveOf } from "../prearchive/lifecycle.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";
import { identify } from "../receiver/identify.js";
import type { Xnat } from "../xnat.js";
import { beginningOf, factsOf, HEAD_BYTES } from "./instance-head.js";
import { InstancePack } from "./instance-pack.js";
import { labelOf } from "./label-of.js";
import { noSpace } from "./no-space.js";

/** Where incoming instances are to go; what is left out is read in them. */
export interface IntakeTarget {
  /** Id of a project that there is, or `Unassigned`: then nothing is read in the instances. */
  readonly project?: string;
  readonly subject?: string;
  /** Label of the session. */
  readonly session?: string;
  /** A session of the prearchive that takes all of it. */
  readonly into?: XnatPrearchiveSession;
  /** Whether an import never adds to what is there, as SI does. @default false */
  readonly apart?: boolean;
  /** Whether files are named by the template, whatever they were called. @default false */
  readonly rename?: boolean;
  readonly autoarchive?: string;
  readonly preventAutoCommit?: boolean;
  readonly preventAnon?: boolean;
  readonly source?: string;
}

/** An instance that was taken, and the session that it is in. */
export interface TakenInstance {
  readonly facts: DicomFacts;
  readonly instance: XnatInstance;
  readonly session: XnatPrearchiveSession;
}

/** Takes instances one by one into the prearchive: reads, routes, anonymizes and stores each. */
export class Intake {
  /** The sessions that took something. */
  readonly sessions = new Set<XnatPrearchiveSession>();
  readonly #pack: InstancePack;
  /** By StudyInstanceUID: what an import that stays apart has opened. */
  readonly #apart = new Map<string, XnatPrearchiveSession>();
  #kept = false;

  constructor(
    private readonly xnat: Xnat,
    private readonly target: IntakeTarget,
  ) {
    this.#pack = new InstancePack(xnat.bodies.newPath());
  }

  /**
   * Takes the file of an instance.
   *
   * @param lying - the same bytes where they lie already and stay: then they are not written again
   * @returns `undefined` for what is no DICOM
   */
  async add(
    source: Buffer | AsyncIterable<Uint8Array>,
    fileName?: string,
    lying?: XnatBody,
  ): Promise<TakenInstance | undefined> {
    const { head, rest } = Buffer.isBuffer(source)
      ? { head: source, rest: undefined }
      : await beginningOf(source);
    const facts = factsOf(head, rest === undefined);
    if (facts === undefined) return undefined;
    const session = this.#sessionOf(facts);
    const anew = this.#anonymized(head, rest === undefined, session);
    const body = await this.#stored({ head, rest, lying, anew });
    this.#count(body);
    const { prearchive } = this.xnat;
    const wanted = this.target.rename === true ? undefined : fileName;
    const instance = prearchive.store(session, facts, body, wanted);
    this.#kept = true;
    this.sessions.add(session);
    return { facts, instance, session };
  }

  /** Ends the taking: all bytes are on the disk, and idle timers run for the sessions that still receive. */
  async close(): Promise<void> {
    await this.#pack.close(this.#kept);
    for (const session of this.sessions) if (session.status === "RECEIVING") armIdleTimer(this.xnat, session);
  }

  /** Waits until all bytes are on the disk. */
  flush(): Promise<void> {
    return this.#pack.flush();
  }

  /** Takes back all that was taken; for SI, which refuses a whole import. */
  drop(): void {
    for (const session of this.sessions)
      if (session !== this.target.into) this.xnat.prearchive.remove(session.url);
    this.sessions.clear();
    this.#kept = false;
  }

  #sessionOf(facts: DicomFacts): XnatPrearchiveSession {
    const { xnat, target } = this;
    if (target.into !== undefined) {
      this.xnat.prearchive.reopen(target.into);
      return target.into;
    }
    const apart = target.apart === true ? this.#apart.get(facts.studyUid) : undefined;
    if (apart !== undefined) return apart;
    const found = target.project === undefined ? identify(xnat, facts) : {};
    const project = target.project ?? found.project ?? "Unassigned";
    const patient = labelOf(facts.text(0x00100020));
    const session = target.session ?? found.session ?? patient;
    const opened = xnat.prearchive.receive(facts, {
      project,
      subject: target.subject ?? found.subject ?? labelOf(facts.text(0x00100010)),
      session,
      // SI's folders are named after the patient, whatever label was asked (recorded: 133).
      folderName: target.apart === true ? patient : session,
      autoarchive: target.autoarchive ?? autoarchiveOf(xnat, project),
      preventAutoCommit: target.preventAutoCommit ?? false,
      preventAnon: target.preventAnon ?? false,
      ...(target.source === undefined ? {} : { source: target.source }),
      apart: target.apart ?? false,
    });
    if (target.apart === true) this.#apart.set(facts.studyUid, opened);
    return opened;
  }

  #anonymized(head: Buffer, whole: boolean, session: XnatPrearchiveSession): Rewritten | undefined {
    if (!this.xnat.config.anonymizes(session.project)) return undefined;
    const names = { project: session.project, subject: session.subject, session: session.name };
    const start = head.subarray(0, HEAD_BYTES);
    const begun = start.length < head.length ? anonymizedHead(start, names, false) : undefined;
    return begun ?? anonymizedHead(head, names, whole);
  }

  async #stored(of: {
    readonly head: Buffer;
    readonly rest: AsyncIterable<Uint8Array> | undefined;
    readonly lying: XnatBody | undefined;
    readonly anew: Rewritten | undefined;
  }): Promise<XnatBody> {
    const { head, rest, lying, anew } = of;
    if (rest === undefined && lying !== undefined)
      return anew === undefined
        ? lying
        : joinedBody(await this.#pack.append([anew.bytes]), lying, anew.replaced);
    const pieces = anew === undefined ? [head] : [anew.bytes, head.subarray(anew.replaced)];
    if (rest !== undefined) return this.#pack.stream(pieces, rest);
    const body = await this.#pack.append(pieces);
    // The pieces are those of an entry, whose memory the next one uses.
    await this.#pack.flush();
    return body;
  }

  #count(body: XnatBody): void {
    this.xnat.usedBytes += body.bytes;
    if (this.xnat.usedBytes <= this.xnat.settings.quotaBytes) return;
    this.xnat.usedBytes -= body.bytes;
    throw noSpace();
  }
}
