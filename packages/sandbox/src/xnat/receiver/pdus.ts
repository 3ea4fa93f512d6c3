/** The kinds of PDU (PS3.8 §9.3). */
export const PDU = {
  associateRequest: 1,
  associateAccept: 2,
  associateReject: 3,
  data: 4,
  releaseRequest: 5,
  releaseResponse: 6,
  abort: 7,
} as const;

/** One protocol data unit. */
export interface Pdu {
  readonly type: number;
  readonly body: Buffer;
}

/** Far beyond every honest PDU: the receiver announces 16 KiB. */
const MOST_BYTES = 1_048_576;

/** The PDUs that arrive on a connection. @throws Error for one that is longer than anybody may send */
export async function* readPdus(source: AsyncIterable<Buffer>): AsyncGenerator<Pdu> {
  const chunks: Buffer[] = [];
  let held = 0;
  let length: number | undefined;
  for await (const chunk of source) {
    chunks.push(chunk);
    held += chunk.length;
    if (held < 6 || (length !== undefined && held < length)) continue;
    let bytes = Buffer.concat(chunks.splice(0));
    while (bytes.length >= 6) {
      length = 6 + bytes.readUInt32BE(2);
      if (length > MOST_BYTES) throw new Error("a PDU is longer than was agreed");
      if (bytes.length < length) break;
      yield { type: bytes.readUInt8(0), body: bytes.subarray(6, length) };
      bytes = bytes.subarray(length);
      length = undefined;
    }
    held = bytes.length;
    if (held > 0) chunks.push(bytes);
  }
}

/** The bytes of a PDU. */
export function pdu(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** An item within a PDU: type, a length of two bytes, content. */
export function item(type: number, body: Buffer | string): Buffer {
  const content = Buffer.from(body as string, "latin1");
  const head = Buffer.alloc(4);
  head.writeUInt8(type, 0);
  head.writeUInt16BE(content.length, 2);
  return Buffer.concat([head, content]);
}

/** The items that stand one behind the other. */
export function* items(bytes: Buffer): Generator<{ readonly type: number; readonly body: Buffer }> {
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    yield { type: bytes.readUInt8(at), body: bytes.subarray(at + 4, end) };
    at = end;
  }
}
