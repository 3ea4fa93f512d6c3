import type { ScanferryError } from "@scanferry/transfer";
import type { KnownPeer } from "../known-peer.js";
import type { FileLine } from "./file-line.js";
import { KnownContexts } from "./known-contexts.js";
import type { SendOptions } from "./send-options.js";

/** So many files in a row that were lost twice each: the receiver is gone, and the rest is not tried. */
const mostLosses = 3;

/** What the associations of one run share. */
export class SendRun {
  readonly peer: KnownPeer;
  readonly line: FileLine;
  readonly options: SendOptions;
  readonly contexts = new KnownContexts();
  /** Senders that have an association, or have had one and go on. */
  working = 0;
  /** Senders that are just opening one. */
  opening = 0;
  /** Why nothing more is tried. */
  gone: ScanferryError | undefined;
  #losses = 0;

  constructor(peer: KnownPeer, line: FileLine, options: SendOptions) {
    this.peer = peer;
    this.line = line;
    this.options = options;
  }

  /** The receiver has answered a file, in whatever way. */
  answered(): void {
    this.#losses = 0;
  }

  /** A file has been lost for good. */
  lost(error: ScanferryError): void {
    this.#losses += 1;
    if (this.#losses >= mostLosses) this.gone ??= error;
  }
}
