import type { MergedLogin } from "../config/merge-layers.js";

/** Who the server says that we are. */
export interface Who {
  url: string;
  username: string;
  from: MergedLogin["from"];
  /** Nobody is logged in: the server is open to visitors. */
  visitor?: true;
  /** When a stored token ends (ISO). */
  tokenExpires?: string;
}
