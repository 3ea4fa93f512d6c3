import { throwIfAborted } from "@scanferry/transfer";
import { Association } from "./association/association.js";
import { command } from "./dimse/dimse-command.js";
import type { DicomPeer } from "./dicom-peer.js";
import { knownPeer } from "./known-peer.js";
import { statusError } from "./send/status-error.js";

/** What an echo found out. */
export interface EchoAnswer {
  /** DIMSE status; 0 is success. */
  readonly status: number;
  /** From the first packet to the answer, in milliseconds. */
  readonly ms: number;
}

/** Verification (PS3.4 A.4), in the one transfer syntax that everybody knows. */
const verification = { sopClassUid: "1.2.840.10008.1.1", transferSyntax: "1.2.840.10008.1.2" };

/**
 * Asks a DICOM receiver for a sign of life (C-ECHO): it finds host, port, TLS and both AE titles right or wrong, and stores nothing.
 *
 * @throws {@link ScanferryError} `net/unreachable` · `net/tls` · `net/timeout` · `net/reset` · `remote/refused` · `remote/busy` · `input/invalid` · `aborted`
 * @example
 * ```ts
 * const { ms } = await echo({ host: "xnat.example.org", port: 8104, calledAet: "XNAT" });
 * console.log(`answered after ${ms.toFixed(0)} ms`);
 * ```
 */
export async function echo(peer: DicomPeer, options: { signal?: AbortSignal } = {}): Promise<EchoAnswer> {
  throwIfAborted(options.signal);
  const known = knownPeer(peer);
  const begun = performance.now();
  const association = await Association.open(known, [verification], options.signal);
  const verdict = association.verdict(verification);
  if (verdict !== 0) {
    await association.release();
    // PS3.4 A.1 obliges every receiver to answer an echo, but some do not: the association alone was a sign of life.
    return { status: 0x0122, ms: performance.now() - begun };
  }
  const { status } = await association.ask({
    context: verification,
    request: { command: command.echoRequest, sopClassUid: verification.sopClassUid },
  });
  const ms = performance.now() - begun;
  await association.release();
  if (status !== 0) throw statusError(known.name, status);
  return { status, ms };
}
