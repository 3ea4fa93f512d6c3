import { randomBytes } from "node:crypto";

const KEPT = 1000;

/** PHP's sessions: the cookie of an answered request is a login of its own. */
export class SessionTable {
  readonly #users = new Map<string, string>();
  readonly #turns = new Map<string, Promise<void>>();

  /** The session of a request: the one it names, or a new one. */
  open(cookies: string | undefined): { readonly id: string; readonly sent: boolean } {
    const named = /(?:^|;\s*)PHPSESSID=([\w,-]+)/.exec(cookies ?? "")?.[1];
    return named === undefined
      ? { id: randomBytes(13).toString("hex"), sent: false }
      : { id: named, sent: true };
  }

  userOf(id: string): string | undefined {
    return this.#users.get(id);
  }

  /** Remembers who a session belongs to; the oldest of many are forgotten. */
  keep(id: string, username: string): void {
    this.#users.delete(id);
    this.#users.set(id, username);
    if (this.#users.size <= KEPT) return;
    const [oldest] = this.#users.keys();
    if (oldest !== undefined) this.#users.delete(oldest);
  }

  forgetAll(): void {
    this.#users.clear();
  }

  /** Waits until no other request of the session is under way; the function ends this one's turn. */
  async turn(id: string): Promise<() => void> {
    const before = this.#turns.get(id) ?? Promise.resolve();
    let end = (): void => undefined;
    const own = new Promise<void>((resolve) => {
      end = resolve;
    });
    const line = before.then(() => own);
    this.#turns.set(id, line);
    await before;
    return () => {
      end();
      if (this.#turns.get(id) === line) this.#turns.delete(id);
    };
  }
}
