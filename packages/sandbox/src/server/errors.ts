/** The client went away before the announced body was complete. */
export class BodyCutError extends Error {
  constructor(readonly receivedBytes: number) {
    super("the client went away in the middle of its body");
  }
}

/** A fault rule asked for the connection to be reset. */
export class ResetError extends Error {
  constructor() {
    super("reset on demand");
  }
}

/** A small body (form, JSON, PROPFIND) is larger than any honest client's. */
export class BodyTooLargeError extends Error {
  constructor() {
    super("the request body is too large for this route");
  }
}
