import { ScanferryError } from "@scanferry/transfer";
import type { DicomPeer, DicomTls } from "./dicom-peer.js";

/** A receiver with all its defaults put in, and checked. */
export interface KnownPeer {
  readonly host: string;
  readonly port: number;
  readonly calledAet: string;
  readonly callingAet: string;
  readonly tls: DicomTls | undefined;
  readonly connectTimeoutMs: number;
  readonly associationTimeoutMs: number;
  readonly dimseTimeoutMs: number;
  readonly releaseTimeoutMs: number;
  /** How messages name it. */
  readonly name: string;
}

/**
 * Puts the defaults in.
 *
 * @throws {@link ScanferryError} `input/invalid` for a port or a title that no association can have
 */
export function knownPeer(peer: DicomPeer): KnownPeer {
  if (!Number.isInteger(peer.port) || peer.port < 1 || peer.port > 65_535) {
    throw new ScanferryError("input/invalid", "The port of a DICOM receiver is a number from 1 to 65535.");
  }
  if (peer.host.trim() === "") {
    throw new ScanferryError("input/invalid", "The DICOM receiver has no host name.");
  }
  return {
    host: peer.host,
    port: peer.port,
    calledAet: aeTitle(peer.calledAet ?? "XNAT", "called"),
    callingAet: aeTitle(peer.callingAet ?? "SCANFERRY", "calling"),
    tls: peer.tls,
    connectTimeoutMs: peer.connectTimeoutMs ?? 15_000,
    associationTimeoutMs: peer.associationTimeoutMs ?? 30_000,
    dimseTimeoutMs: peer.dimseTimeoutMs ?? 120_000,
    releaseTimeoutMs: peer.releaseTimeoutMs ?? 5_000,
    name: `${peer.host}:${String(peer.port)}`,
  };
}

/** PS3.5 6.2: 1 to 16 characters of ASCII without backslash and control characters; blanks around them mean nothing. */
function aeTitle(title: string, which: "called" | "calling"): string {
  const trimmed = title.trim();
  if (/^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(trimmed)) return trimmed;
  throw new ScanferryError("input/invalid", `The ${which} AE title cannot be sent.`, {
    hint: "An AE title has 1 to 16 plain characters, without backslash.",
  });
}
