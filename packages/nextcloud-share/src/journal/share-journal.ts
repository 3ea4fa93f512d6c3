import { basename, dirname, join } from "node:path";
import { openJournal, type Journal, type JournalPosition } from "@scanferry/transfer";
import { shareRecordSchema, type ShareRecord } from "./share-record.js";
import { foldShareRecord, type ShareState } from "./share-state.js";

type WithoutNames<T> = T extends unknown ? Omit<T, "subject" | "attempt"> : never;

/** A step without the names that the journal adds itself. */
export type ShareStepRecord = WithoutNames<ShareRecord>;

/** The folder for the journal and temporary files of a list, beside it. */
export function stateFolder(listPath: string): string {
  return join(dirname(listPath), ".scanferry");
}

/** The journal of a list. Two lists in one folder have two journals. */
export function shareJournalPath(listPath: string): string {
  return join(stateFolder(listPath), `${basename(listPath)}.journal.ndjson`);
}

/**
 * The journal of a share list: what is intended is written and flushed before it happens. It is the one place that holds
 * a password before the list does (mode 0600), and the password is blanked once the row is written.
 */
export class ShareJournal {
  readonly #journal: Journal;
  readonly #states: Map<string, ShareState>;

  private constructor(journal: Journal, states: Map<string, ShareState>) {
    this.#journal = journal;
    this.#states = states;
  }

  /**
   * Opens the journal of a list for this process alone and reads what earlier runs left.
   *
   * @throws {@link ScanferryError} `local/busy` when another run uses the same list
   */
  static async open(listPath: string): Promise<ShareJournal> {
    return ShareJournal.#read(await openJournal(shareJournalPath(listPath), { mode: 0o600, durable: true }));
  }

  /** Reads what earlier runs left, beside a run that may be under way; nothing is written. */
  static async openToRead(listPath: string): Promise<ShareJournal> {
    return ShareJournal.#read(await openJournal(shareJournalPath(listPath), { readOnly: true }));
  }

  static async #read(journal: Journal): Promise<ShareJournal> {
    const states = new Map<string, ShareState>();
    try {
      for await (const { record, position } of journal.entries()) {
        const parsed = shareRecordSchema.safeParse(record);
        if (!parsed.success) continue;
        const { subject } = parsed.data;
        const state = foldShareRecord(states.get(subject), parsed.data, position);
        if (state !== undefined) states.set(subject, state);
      }
    } catch (error) {
      await journal.close();
      throw error;
    }
    return new ShareJournal(journal, states);
  }

  /** What is known of a participant. */
  state(subject: string): ShareState | undefined {
    return this.#states.get(subject);
  }

  /** What is known of everybody. */
  states(): Iterable<ShareState> {
    return this.#states.values();
  }

  /** Writes a step; it is on the disk when the promise resolves. */
  async record(subject: string, attempt: string, step: ShareStepRecord): Promise<ShareState> {
    const record: ShareRecord = { subject, attempt, ...step };
    const position = await this.#journal.append(record);
    const state = foldShareRecord(this.#states.get(subject), record, position);
    if (state === undefined) throw new TypeError("A share must be planned before its other steps.");
    this.#states.set(subject, state);
    return state;
  }

  /** Writes what is known of a link of other origin. */
  async remember(
    subject: string,
    attempt: string,
    step: Extract<ShareStepRecord, { step: "imported" }>,
  ): Promise<void> {
    await this.record(subject, attempt, step);
  }

  /** Overwrites the passwords of a participant's attempt, in place. */
  async blank(subject: string): Promise<void> {
    const state = this.#states.get(subject);
    if (state === undefined) return;
    // The present attempt comes last: while it keeps its password, the next run blanks the rest again.
    for (const { plannedAt, hasLinkPassword } of state.doubtful)
      await this.#blankAt(plannedAt, hasLinkPassword);
    if (state.password !== undefined) await this.#blankAt(state.plannedAt, state.hasLinkPassword);
    this.#states.set(subject, { ...state, password: undefined, linkPassword: undefined, doubtful: [] });
  }

  async #blankAt(position: JournalPosition, hasLinkPassword: boolean): Promise<void> {
    await this.#journal.blank(position, "password");
    if (hasLinkPassword) await this.#journal.blank(position, "linkPassword");
  }

  /** Gives the lock back. */
  async close(): Promise<void> {
    await this.#journal.close();
  }
}
