import { HashTable, openSpool, type Spool } from "@scanferry/transfer";

import type { Experiment } from "../../schemas/experiment.js";
import type { Owners } from "../owners/owners.js";

/** A selected session, as far as it may have to be named. */
export type SelectedSession = Pick<Experiment, "id" | "project" | "label" | "subjectLabel">;

/** Remembers which of the selected subjects and sessions a pull finds anything of: 16 bytes for each. */
export class Givers {
  readonly #found = new HashTable();
  readonly #isNaming: boolean;
  #selected: Spool<SelectedSession> | undefined;
  /** How many subjects something was found of. */
  subjects = 0;
  /** How many selected sessions nothing was found of so far. */
  idleSessions = 0;

  /** @param isNaming Whether sessions were asked for by name, so that they are told by name. */
  constructor(isNaming: boolean) {
    this.#isNaming = isNaming;
  }

  /** Enters a session that is about to be looked into. */
  async select({ id, project, label, subjectLabel }: Experiment): Promise<void> {
    this.idleSessions++;
    if (!this.#isNaming) return;
    this.#selected ??= await openSpool<SelectedSession>();
    await this.#selected.add({ id, project, label, subjectLabel });
  }

  /** Notes by accession IDs whom something was found of, be it a failure. */
  found({ subject, session }: Pick<Owners, "subject" | "session">): void {
    if (session !== undefined && !this.hasFound(session)) {
      this.#found.set(session, 1);
      this.idleSessions--;
    }
    if (subject !== undefined && !this.hasFound(subject)) {
      this.#found.set(subject, 1);
      this.subjects++;
    }
  }

  /** @param id Accession ID of a subject or a session; no two have the same. */
  hasFound(id: string): boolean {
    return this.#found.get(id) !== undefined;
  }

  /** The sessions that nothing was found of, where they are told by name. */
  async *idle(): AsyncGenerator<SelectedSession, void, undefined> {
    if (this.#selected === undefined) return;
    for await (const session of this.#selected.read()) if (!this.hasFound(session.id)) yield session;
  }

  async close(): Promise<void> {
    await this.#selected?.close();
  }
}
