import { uidOf } from "../dicom/dicom-uids.js";
import { item, items, PDU, pdu } from "./pdus.js";

/** What a peer proposes. */
export interface AssociationRequest {
  readonly calledAet: string;
  readonly callingAet: string;
  readonly contexts: readonly ProposedContext[];
  /** The longest PDU that it takes. */
  readonly maxPduBytes: number;
}

/** A SOP class with the transfer syntaxes that it may come in. */
export interface ProposedContext {
  readonly id: number;
  readonly sopClass: string;
  readonly transferSyntaxes: readonly string[];
}

/** What was agreed for a context: the syntax, or why there is none. */
export type AgreedContext =
  | { readonly id: number; readonly transferSyntax: string }
  | { readonly id: number; readonly refused: "sopClass" | "transferSyntaxes" };

const APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
/** Under the root that anybody may use (PS3.5 §B.2): the look-alike's own. */
export const IMPLEMENTATION_UID = uidOf("scanferry", "sandbox");
const REFUSED = { sopClass: 3, transferSyntaxes: 4 } as const;
/** dcm4che's default, which XNAT leaves as it is (read in its source). */
const MAX_PDU_BYTES = 16_384;

/** Reads an A-ASSOCIATE-RQ. */
export function readAssociationRequest(body: Buffer): AssociationRequest {
  const contexts: ProposedContext[] = [];
  let maxPduBytes = MAX_PDU_BYTES;
  for (const { type, body: content } of items(body.subarray(68))) {
    if (type === 0x20) contexts.push(proposedContext(content));
    if (type === 0x50)
      for (const one of items(content))
        if (one.type === 0x51 && one.body.length >= 4) maxPduBytes = one.body.readUInt32BE(0);
  }
  return {
    calledAet: body.toString("latin1", 4, 20).trim(),
    callingAet: body.toString("latin1", 20, 36).trim(),
    contexts,
    maxPduBytes,
  };
}

function proposedContext(content: Buffer): ProposedContext {
  let sopClass = "";
  const transferSyntaxes: string[] = [];
  for (const { type, body } of items(content.subarray(4))) {
    const uid = body.toString("latin1").replace(/[\0 ]+$/, "");
    if (type === 0x30) sopClass = uid;
    if (type === 0x40) transferSyntaxes.push(uid);
  }
  return { id: content.readUInt8(0), sopClass, transferSyntaxes };
}

/** An A-ASSOCIATE-AC with the titles as they were sent. */
export function associationAccept(request: Buffer, contexts: readonly AgreedContext[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(MAX_PDU_BYTES);
  return pdu(
    PDU.associateAccept,
    Buffer.concat([
      request.subarray(0, 68),
      item(0x10, APPLICATION_CONTEXT),
      ...contexts.map(contextItem),
      item(
        0x50,
        Buffer.concat([item(0x51, length), item(0x52, IMPLEMENTATION_UID), item(0x55, "SCANFERRY_SANDBX")]),
      ),
    ]),
  );
}

function contextItem(context: AgreedContext): Buffer {
  const refused = "refused" in context;
  const head = Buffer.from([context.id, 0, refused ? REFUSED[context.refused] : 0, 0]);
  // A refused context names a syntax too, which nobody looks at (PS3.8 §9.3.3.2).
  const syntax = item(0x40, refused ? "1.2.840.10008.1.2" : context.transferSyntax);
  return item(0x21, Buffer.concat([head, syntax]));
}

/** An A-ASSOCIATE-RJ; results, sources and reasons are those of PS3.8 §9.3.4. */
export function associationReject(result: number, source: number, reason: number): Buffer {
  return pdu(PDU.associateReject, Buffer.from([0, result, source, reason]));
}
