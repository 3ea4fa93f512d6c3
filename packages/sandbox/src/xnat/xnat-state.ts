import type { Xnat } from "./xnat.js";
import type { XnatSettings } from "./xnat-options.js";

/** The inside of the look-alike XNAT, past HTTP. */
export class XnatState {
  readonly #xnat: Xnat;

  constructor(xnat: Xnat) {
    this.#xnat = xnat;
  }

  /** What can be changed while it runs. */
  get settings(): XnatSettings {
    return this.#xnat.settings;
  }
}
