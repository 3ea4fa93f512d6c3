import type { LorisUserOptions } from "../loris-options.js";

/** An account. */
export type LorisAccount = Required<LorisUserOptions>;

/** The accounts by user name. */
export class Accounts {
  readonly #accounts = new Map<string, LorisAccount>();
  /** The one whose login is handed out. */
  readonly first: LorisAccount;

  constructor(users: readonly LorisUserOptions[] = []) {
    const [first, ...others] = users;
    this.first = this.add(first ?? { username: "researcher", password: "R3search-Pass-word" });
    for (const user of others) this.add(user);
  }

  /** Adds an account, or replaces the one of that name. */
  add(user: LorisUserOptions): LorisAccount {
    const account = { kind: "normal", ...user } as const;
    this.#accounts.set(user.username, account);
    return account;
  }

  get(username: string): LorisAccount | undefined {
    return this.#accounts.get(username);
  }
}
