import type { MergedLogin } from "../config/merge-layers.js";

/** Who the server says that we are. */
export interface Who {
  url: string;
  username: string;
  from: MergedLogin["from"];
  /** When a stored token ends (ISO). */
  tokenExpires?: string;
}
