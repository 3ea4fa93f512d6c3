import type { KnownPeer } from "../known-peer.js";
import { encodePdu, pduType } from "../socket/pdu.js";
import type { PresentationContext } from "./presentation-context.js";

/** PS3.7 A.2.1: the one application context there is. */
const applicationContext = "1.2.840.10008.3.1.1.1";

/** Ours, made from a UUID as PS3.5 B.2 says. */
const implementationClassUid = "2.25.207349118035178245062361774011365920348";
const implementationVersion = "SCANFERRY";

/** What we take in one unit. Answers are far shorter; 16384 is what everybody expects. */
const ourMaxPduLength = 16_384;

/**
 * Writes an A-ASSOCIATE-RQ (PS3.8 9.3.2) with one presentation context per kind and transfer syntax, so that the receiver accepts or
 * refuses each pair by itself and no file needs to be written differently than it lies on the disk.
 *
 * @param contexts their numbers are 1, 3, 5 … in this order
 */
export function associateRequest(peer: KnownPeer, contexts: readonly PresentationContext[]): Buffer {
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(1, 0);
  fixed.write(peer.calledAet.padEnd(16), 4, "latin1");
  fixed.write(peer.callingAet.padEnd(16), 20, "latin1");
  return encodePdu(
    pduType.associateRequest,
    Buffer.concat([
      fixed,
      item(0x10, ascii(applicationContext)),
      ...contexts.map(({ sopClassUid, transferSyntax }, index) =>
        item(
          0x20,
          Buffer.concat([
            Buffer.from([2 * index + 1, 0, 0, 0]),
            item(0x30, ascii(sopClassUid)),
            item(0x40, ascii(transferSyntax)),
          ]),
        ),
      ),
      item(
        0x50,
        Buffer.concat([
          item(0x51, unsigned32(ourMaxPduLength)),
          item(0x52, ascii(implementationClassUid)),
          item(0x55, ascii(implementationVersion)),
        ]),
      ),
    ]),
  );
}

function item(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header[0] = type;
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function ascii(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

function unsigned32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
