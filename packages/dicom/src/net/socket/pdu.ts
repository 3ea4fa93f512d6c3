/** The kinds of protocol data units (PS3.8 9.3.1). */
export const pduType = {
  associateRequest: 1,
  associateAccept: 2,
  associateReject: 3,
  data: 4,
  releaseRequest: 5,
  releaseAnswer: 6,
  abort: 7,
} as const;

/** One protocol data unit, its six bytes of header taken off. */
export interface Pdu {
  readonly type: number;
  readonly body: Buffer;
}

/** Puts the header before a unit's body. */
export function encodePdu(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header[0] = type;
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}
