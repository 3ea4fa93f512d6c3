import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { HashTable, fsError, openJournal, type Journal } from "@scanferry/transfer";

/** What is noted of a session that was sent. */
export interface SentSession {
  /** `SUBJECT/SESSION`. */
  readonly id: string;
  /** Where it lay then, below the server's root. */
  readonly uri: string;
  /** {@link ExpectedFiles.fingerprint} of what was sent. */
  readonly fingerprint: string;
  readonly files: number;
  /** The server's list of the files when their arrival had been verified ({@link Listing}); without it, the record says nothing. */
  readonly listing?: string | undefined;
  /** By what its arrival was verified. */
  readonly verifiedBy: string;
  /** When, as an ISO date. */
  readonly at: string;
}

/**
 * What was sent from this machine to one project of one server, so that a second run need not read the head of each file. It decides nothing: a session
 * is known by it only while the server's lists of its files are those that were verified.
 */
export class PushJournal {
  readonly #journal: Journal;
  readonly #offsets = new HashTable();

  private constructor(journal: Journal) {
    this.#journal = journal;
  }

  /**
   * Opens the project's journal in a folder, for this process alone.
   *
   * @throws {@link ScanferryError} `local/busy` when another push to the project has it open, `local/denied`
   */
  static async open(folder: string, baseUrl: string, project: string): Promise<PushJournal> {
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw fsError(error, folder);
    });
    const place = createHash("sha256").update(`${baseUrl}\n${project}`).digest("hex").slice(0, 16);
    const opened = new PushJournal(await openJournal(join(folder, `push-${place}.ndjson`)));
    for await (const { record, position } of opened.#journal.entries())
      if (isSentSession(record)) opened.#offsets.set(record.id, position.offset);
    return opened;
  }

  /** The newest record of a session. */
  async find(id: string): Promise<SentSession | undefined> {
    const offset = this.#offsets.get(id);
    const record = offset === undefined ? undefined : await this.#journal.at(offset);
    return isSentSession(record) && record.id === id ? record : undefined;
  }

  /** Notes a session. */
  async add(record: SentSession): Promise<void> {
    const { offset } = await this.#journal.append(record, { sync: true });
    this.#offsets.set(record.id, offset);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }
}

function isSentSession(value: unknown): value is SentSession {
  const { id, uri, fingerprint, files } = (value ?? {}) as Partial<SentSession>;
  return (
    typeof id === "string" &&
    typeof uri === "string" &&
    typeof fingerprint === "string" &&
    typeof files === "number"
  );
}
