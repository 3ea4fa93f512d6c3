/** One message of an import that somebody listens to. */
export interface StatusMessage {
  readonly msg: string;
  readonly status: "PROCESSING" | "COMPLETED" | "FAILED" | "WARNING";
}

/** What imports told those who named themselves by `http-session-listener=ID` (recorded: 225, 226). */
export class StatusTable {
  readonly #messages = new Map<string, StatusMessage[]>();

  /** Starts anew for a listener; without one nobody is told. */
  listener(id: string | null): (status: StatusMessage["status"], msg: string) => void {
    if (id === null || id === "") return () => undefined;
    const messages: StatusMessage[] = [];
    this.#messages.set(id, messages);
    return (status, msg) => messages.push({ msg, status });
  }

  /** What was told so far; nothing for an id that nobody listens under. */
  of(id: string): readonly StatusMessage[] {
    return this.#messages.get(id) ?? [];
  }
}
