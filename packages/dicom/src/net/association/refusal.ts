import { ScanferryError } from "@scanferry/transfer";
import type { KnownPeer } from "../known-peer.js";

/**
 * Makes an error of an A-ASSOCIATE-RJ (PS3.8 table 9-21).
 *
 * @param body result, source and reason lie in its last three bytes
 */
export function rejectError(peer: KnownPeer, body: Buffer): ScanferryError {
  const [, result = 0, source = 0, reason = 0] = body;
  const details = { result, source, reason };
  if (source === 1 && reason === 7) {
    return new ScanferryError("remote/refused", `${peer.name} does not know the called AE title.`, {
      hint: "Ask for the receiver's AE title and give it as the called one; XNAT's is XNAT unless it was changed.",
      details,
    });
  }
  if (source === 1 && reason === 3) {
    return new ScanferryError("remote/refused", `${peer.name} takes nothing from our AE title.`, {
      hint: "Ask the administrator to enter your calling AE title and address, or give the one that is entered.",
      details,
    });
  }
  // The peer's own words: 2 is "transient"; from the presentation layer, 1 is congestion and 2 "too many associations".
  if (result === 2 || (source === 3 && reason <= 2)) {
    return new ScanferryError("remote/busy", `${peer.name} takes no association at the moment.`, {
      hint: "Try again later, with fewer associations at once.",
      retryable: true,
      details,
    });
  }
  return new ScanferryError("remote/refused", `${peer.name} refuses the association.`, {
    hint: "Check host, port and both AE titles with the receiver's administrator.",
    details,
  });
}

/** Makes an error of an A-ABORT (PS3.8 9.3.8). */
export function abortError(peer: KnownPeer, body: Buffer): ScanferryError {
  const [, , source = 0, reason = 0] = body;
  return new ScanferryError("net/reset", `${peer.name} aborted the association.`, {
    hint: "Run the same command again. The receiver's own log says why it aborted.",
    retryable: true,
    details: { source, reason },
  });
}

/** Makes an error of an answer that no receiver should give. */
export function protocolError(peer: KnownPeer): ScanferryError {
  return new ScanferryError("net/reset", `${peer.name} breaks the DICOM protocol.`, {
    hint: "Check the port; if a DICOM receiver listens there, its administrator should know.",
  });
}
