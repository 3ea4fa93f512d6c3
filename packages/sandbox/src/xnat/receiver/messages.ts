import { type Command, readCommand } from "./command-set.js";
import { PDU, type Pdu, pdu } from "./pdus.js";

/** A DIMSE message: its command, and its data set as it comes in. */
export interface Message {
  readonly contextId: number;
  readonly command: Command;
  /** Empty for a message without one; what is not read is skipped before the next message. */
  readonly dataSet: AsyncIterable<Buffer>;
}

interface Value {
  readonly contextId: number;
  readonly isCommand: boolean;
  readonly isLast: boolean;
  readonly bytes: Buffer;
}

/** The messages of an association, one after the other, until it is released; no data set is held whole. */
export async function* readMessages(pdus: AsyncIterator<Pdu>): AsyncGenerator<Message> {
  const values = readValues(pdus);
  for (;;) {
    const command: Buffer[] = [];
    let contextId = 0;
    for (;;) {
      const step = await values.next();
      if (step.done === true) return;
      ({ contextId } = step.value);
      command.push(step.value.bytes);
      if (step.value.isLast) break;
    }
    const read = readCommand(Buffer.concat(command));
    const dataSet = read.hasDataSet ? untilLast(values) : nothing();
    yield { contextId, command: read, dataSet };
    while ((await dataSet.next()).done !== true);
  }
}

async function* readValues(pdus: AsyncIterator<Pdu>): AsyncGenerator<Value> {
  for (;;) {
    const step = await pdus.next();
    if (step.done === true || step.value.type !== PDU.data) {
      if (step.done !== true && step.value.type === PDU.releaseRequest) return;
      throw new Error("the association ended without a release");
    }
    const { body } = step.value;
    for (let at = 0; at + 6 <= body.length;) {
      const end = at + 4 + body.readUInt32BE(at);
      const control = body.readUInt8(at + 5);
      yield {
        contextId: body.readUInt8(at + 4),
        isCommand: (control & 1) === 1,
        isLast: (control & 2) === 2,
        bytes: body.subarray(at + 6, end),
      };
      at = end;
    }
  }
}

async function* untilLast(values: AsyncGenerator<Value>): AsyncGenerator<Buffer> {
  for (;;) {
    const step = await values.next();
    if (step.done === true || step.value.isCommand) throw new Error("a data set ended before its last part");
    yield step.value.bytes;
    if (step.value.isLast) return;
  }
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A message without a data set.
}

/** A P-DATA-TF with a whole command in it. */
export function commandPdu(contextId: number, command: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32BE(command.length + 2, 0);
  head.writeUInt8(contextId, 4);
  head.writeUInt8(3, 5);
  return pdu(PDU.data, Buffer.concat([head, command]));
}
