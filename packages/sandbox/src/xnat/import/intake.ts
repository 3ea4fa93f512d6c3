import { anonymizedHead } from "../dicom/anonymize.js";
import type { Rewritten } from "../dicom/dicom-rewrite.js";
import { type DicomFacts, readFacts } from "../dicom/dicom-facts.js";
import { joinedBody } from "../files/disk-range.js";
import type { XnatBody } from "../files/xnat-body.js";
import type { XnatInstance } from "../prearchive/instance.js";
import { armIdleTimer, autoarchiveOf } from "../prearchive/lifecycle.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";
import { identify } from "../receiver/identify.js";
import type { Xnat } from "../xnat.js";
import { XnatError } from "../answers/xnat-error.js";
import { InstancePack } from "./instance-pack.js";

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

/** Bytes up to which an instance is held whole while it is taken. */
export const HELD_BYTES = 16_777_216;
/** Beginning of an instance that nearly always says all that is asked. */
const HEAD_BYTES = 65_536;

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
    const { head, rest } = Buffer.isBuffer(source) ? { head: source, rest: undefined } : await begin(source);
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

/** What a full disk says. */
export function noSpace(): XnatError {
  return new XnatError(507, "java.io.IOException: No space left on device");
}

/** Takes one instance by itself, as the DICOM receiver does. @returns `undefined` for what is no DICOM */
export async function takeInstance(
  xnat: Xnat,
  source: Buffer | AsyncIterable<Uint8Array>,
  target: IntakeTarget = {},
): Promise<TakenInstance | undefined> {
  const intake = new Intake(xnat, target);
  try {
    return await intake.add(source);
  } finally {
    await intake.close();
  }
}

/** Letters, digits, `_` and `-`; what else stands in a name becomes `_`. */
export function labelOf(text: string): string {
  return text.replace(/[^\w-]/g, "_") || "dcm_upload";
}

function factsOf(head: Buffer, whole: boolean): DicomFacts | undefined {
  const start = head.subarray(0, HEAD_BYTES);
  const first = readFacts(start, whole && start.length === head.length);
  if (first !== "more") return first;
  const facts = readFacts(head, whole);
  return facts === "more" ? undefined : facts;
}

/** The beginning of an instance that comes in chunks, and the rest of one that is too big to be held. */
async function begin(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly rest: AsyncIterable<Uint8Array> | undefined }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes <= HELD_BYTES) {
    const step = await iterator.next();
    if (step.done === true) return { head: Buffer.concat(chunks), rest: undefined };
    chunks.push(step.value);
    bytes += step.value.length;
  }
  return { head: Buffer.concat(chunks), rest: { [Symbol.asyncIterator]: () => iterator } };
}
