import { basename, dirname, join } from "node:path";
import { openJournal, type Journal } from "@scanferry/transfer";
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
    const journal = await openJournal(shareJournalPath(listPath), { mode: 0o600, durable: true });
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

  /** Overwrites the passwords of a participant's attempt, in place. */
  async blank(subject: string): Promise<void> {
    const state = this.#states.get(subject);
    if (state?.password === undefined) return;
    await this.#journal.blank(state.plannedAt, "password");
    if (state.hasLinkPassword) await this.#journal.blank(state.plannedAt, "linkPassword");
    this.#states.set(subject, { ...state, password: undefined, linkPassword: undefined });
  }

  /** Gives the lock back. */
  async close(): Promise<void> {
    await this.#journal.close();
  }
}
