import type { XnatUserOptions } from "../xnat-options.js";

/** An account, as it was given. */
export type XnatAccount = XnatUserOptions;

/** Who asks where no login is required and none was sent. */
export const GUEST: XnatAccount = { username: "guest", password: "" };

/** The accounts by user name. */
export class Accounts {
  readonly #accounts = new Map<string, XnatAccount>();
  /** The one whose login is handed out. */
  readonly first: XnatAccount;

  constructor(users: readonly XnatUserOptions[] = []) {
    const [first, ...others] = users;
    this.first = this.add({ admin: true, ...(first ?? { username: "admin", password: "Xn4t-Pass-word" }) });
    for (const user of others) this.add(user);
  }

  /** Adds an account, or replaces the one of that name. */
  add(user: XnatUserOptions): XnatAccount {
    this.#accounts.set(user.username, user);
    return user;
  }

  /** Makes an account an owner of a project: whoever creates one owns it. */
  grant(username: string, project: string): void {
    const account = this.#accounts.get(username);
    if (account !== undefined) this.add({ ...account, owns: [...(account.owns ?? []), project] });
  }

  get(username: string): XnatAccount | undefined {
    return this.#accounts.get(username);
  }
}
