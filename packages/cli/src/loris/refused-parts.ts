import { isScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { warn } from "../transfer/warn.js";

/**
 * Parts of a list that the account may not see: LORIS names candidates of other sites in a project and then refuses each of
 * them (403). A list goes on without them and says so; a pull fails on them.
 */
export class RefusedParts {
  readonly #noun: string;
  #count = 0;

  /** @param noun What is refused, e.g. "candidates". */
  constructor(noun: string) {
    this.#noun = noun;
  }

  /** Gives what a part holds; nothing for one that is refused. */
  async of<T>(part: Promise<readonly T[]>): Promise<readonly T[]> {
    try {
      return await part;
    } catch (error) {
      if (!isScanferryError(error, "auth/forbidden")) throw error;
      this.#count++;
      return [];
    }
  }

  /** Warns of what was left out, if anything was. */
  warn(call: CallContext): void {
    if (this.#count === 0) return;
    warn(call, {
      message: `Left out are ${this.#noun} that this account may not see: ${String(this.#count)}.`,
      hint: "Ask the study's coordinator for access.",
    });
  }
}
