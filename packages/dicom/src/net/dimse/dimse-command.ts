/** Commands that we send or get (PS3.7 E.1). */
export const command = {
  storeRequest: 0x0001,
  storeAnswer: 0x8001,
  echoRequest: 0x0030,
  echoAnswer: 0x8030,
} as const;

/** What a command set without a data set says in (0000,0800). */
const noDataSet = 0x0101;

/** A request, in the terms of PS3.7 9.3. */
export interface DimseRequest {
  readonly command: number;
  readonly messageId: number;
  readonly sopClassUid: string;
  /** With it, a data set follows. */
  readonly sopInstanceUid?: string | undefined;
}

/** What an answer says. */
export interface DimseAnswer {
  readonly command: number;
  readonly messageId: number;
  readonly status: number;
  /** (0000,0902): the receiver's own words. They may name a patient, so they never go into a message. */
  readonly comment: string | undefined;
  readonly hasDataSet: boolean;
}

/** Writes a command set: always implicit VR little endian, in the order of tags (PS3.7 6.3.1). */
export function encodeCommand(request: DimseRequest): Buffer {
  const stores = request.sopInstanceUid !== undefined;
  const elements = [
    element(0x0002, uid(request.sopClassUid)),
    element(0x0100, unsigned16(request.command)),
    element(0x0110, unsigned16(request.messageId)),
    // Priority: medium.
    ...(stores ? [element(0x0700, unsigned16(0))] : []),
    element(0x0800, unsigned16(stores ? 0x0001 : noDataSet)),
    ...(stores ? [element(0x1000, uid(request.sopInstanceUid))] : []),
  ];
  const bytes = Buffer.concat(elements);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([element(0x0000, length), bytes]);
}

/** Reads an answer's command set; `undefined` where it is none. */
export function decodeAnswer(bytes: Buffer): DimseAnswer | undefined {
  const values = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) return undefined;
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.readUInt16LE(at) !== 0 || length > bytes.length - at - 8) return undefined;
    values.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  const number = (element: number): number | undefined => {
    const value = values.get(element);
    return value?.length === 2 ? value.readUInt16LE(0) : undefined;
  };
  const [code, messageId, status] = [number(0x0100), number(0x0120), number(0x0900)];
  if (code === undefined || messageId === undefined || status === undefined) return undefined;
  return {
    command: code,
    messageId,
    status,
    comment: values.get(0x0902)?.toString("latin1").trim(),
    hasDataSet: (number(0x0800) ?? noDataSet) !== noDataSet,
  };
}

function element(number: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}

function unsigned16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** UIDs are filled with a zero byte to an even length (PS3.5 6.2). */
function uid(text: string): Buffer {
  return Buffer.from(text.length % 2 === 0 ? text : `${text}\0`, "latin1");
}
