import { isScanferryError } from "../errors/scanferry-error.js";

/** One silent login for many workers: whoever sees the expired session first logs in, the others wait for the same login. */
export class Renewal {
  /** Grows with each login. A worker remembers it before a request, so that a late failure of the old session does not log in again. */
  generation = 0;
  readonly #login: () => Promise<void>;
  #running: Promise<void> | undefined;
  #refused: unknown;
  /** Whether the present session was of any use yet. */
  #worked = true;

  constructor(login: () => Promise<void>) {
    this.#login = login;
  }

  /** Something went well with the session of `seen`. */
  worked(seen: number): void {
    if (seen === this.generation) this.#worked = true;
  }

  /**
   * Logs in, unless somebody has since `seen`. A refused login is not tried a second time: it might lock the account. Nor is
   * one whose session was refused from the start (LORIS 28 shows accounts with a second factor its page, whatever they ask for): `expired` is
   * thrown then, or each of 100,000 items would log in once.
   */
  async renew(seen: number, expired: Error): Promise<void> {
    if (this.#refused !== undefined) throw this.#refused as Error;
    if (seen !== this.generation) return;
    if (!this.#worked) throw expired;
    this.#running ??= this.#login()
      .then(() => {
        this.generation++;
        this.#worked = false;
      })
      .catch((error: unknown) => {
        if (isScanferryError(error, "auth/rejected")) this.#refused = error;
        throw error;
      })
      .finally(() => {
        this.#running = undefined;
      });
    await this.#running;
  }
}
