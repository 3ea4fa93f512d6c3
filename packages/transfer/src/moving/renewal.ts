import { isScanferryError } from "../errors/scanferry-error.js";

/** One silent login for many workers: whoever sees the expired session first logs in, the others wait for the same login. */
export class Renewal {
  /** Grows with each login. A worker remembers it before a request, so that a late failure of the old session does not log in again. */
  generation = 0;
  readonly #login: () => Promise<void>;
  #running: Promise<void> | undefined;
  #refused: unknown;

  constructor(login: () => Promise<void>) {
    this.#login = login;
  }

  /** Logs in, unless somebody has since `seen`. A refused login is not tried a second time: it might lock the account. */
  async renew(seen: number): Promise<void> {
    if (this.#refused !== undefined) throw this.#refused as Error;
    if (seen !== this.generation) return;
    this.#running ??= this.#login()
      .then(() => {
        this.generation++;
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
