import type { HeaderPair } from "../../server/answer.js";

/** How an error differs from Restlet's page around a message. */
export interface XnatErrorOptions {
  /** Who writes the page: Restlet's status page, or Tomcat's for what its filters refuse. @default "restlet" */
  readonly page?: "restlet" | "tomcat";
  /** Headers beside those of the page. */
  readonly headers?: readonly HeaderPair[];
  /** Whether the answer was negotiated, so that it has `Vary`. @default false */
  readonly negotiated?: boolean;
}

/** What a route says instead of an answer; the routes' one catch writes it down. */
export class XnatError extends Error {
  constructor(
    readonly status: number,
    /** In the page; Restlet's own words for the status when left out. */
    readonly text?: string,
    readonly options: XnatErrorOptions = {},
  ) {
    super(text ?? String(status));
  }
}
