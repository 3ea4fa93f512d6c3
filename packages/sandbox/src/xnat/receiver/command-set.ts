/** A DIMSE message's command (PS3.7 §E): the few elements that are looked at. */
export interface Command {
  /** C-STORE 0x0001, C-ECHO 0x0030; answers have 0x8000 in it. */
  readonly field: number;
  readonly messageId: number;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly hasDataSet: boolean;
}

const NO_DATA_SET = 0x0101;

/** Reads a command set, which is always implicit little endian. */
export function readCommand(bytes: Buffer): Command {
  const values = new Map<number, Buffer>();
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (bytes.readUInt16LE(at) === 0) values.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, end));
    at = end;
  }
  const number = (element: number): number => {
    const value = values.get(element);
    return value === undefined || value.length < 2 ? 0 : value.readUInt16LE(0);
  };
  const uid = (element: number): string =>
    (values.get(element)?.toString("latin1") ?? "").replace(/[\0 ]+$/, "");
  return {
    field: number(0x0100),
    messageId: number(0x0110),
    sopClassUid: uid(0x0002),
    sopInstanceUid: uid(0x1000),
    hasDataSet: number(0x0800) !== NO_DATA_SET,
  };
}

/** The answer to a command, with its status (PS3.7 §C). */
export function responseTo(command: Command, status: number): Buffer {
  const body = Buffer.concat([
    ...(command.sopClassUid === "" ? [] : [element(0x0002, uidBytes(command.sopClassUid))]),
    element(0x0100, short(command.field | 0x8000)),
    element(0x0120, short(command.messageId)),
    element(0x0800, short(NO_DATA_SET)),
    element(0x0900, short(status)),
    ...(command.sopInstanceUid === "" ? [] : [element(0x1000, uidBytes(command.sopInstanceUid))]),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([element(0x0000, length), body]);
}

function element(number: number, value: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(number, 2);
  head.writeUInt32LE(value.length, 4);
  return Buffer.concat([head, value]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uidBytes(uid: string): Buffer {
  return Buffer.from(uid.length % 2 === 0 ? uid : `${uid}\0`, "latin1");
}
