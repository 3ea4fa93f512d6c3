import type { MergedLogin } from "../config/merge-layers.js";

/** Who the server says that we are. */
export interface Who {
  url: string;
  username: string;
  from: MergedLogin["from"];
  /** Nobody is logged in: the server is open to visitors. */
  visitor?: true;
  /** A session that another program has opened is the login. */
  session?: true;
  /** When a stored token ends (ISO). */
  tokenExpires?: string;
  /** The server did not say when. */
  tokenAssumed?: true;
}
