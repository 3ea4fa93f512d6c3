import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { DicomPeer } from "../../src/index.js";

/** What the look-alike does at a point: a status is an answer, bytes are sent as they are. */
export type Turn =
  number | Buffer | "mute" | "close" | "reset" | "abort" | "abort-open" | "release" | "wrong-id" | "pieces";

/** How the look-alike behaves. */
export interface LookalikeOptions {
  /** What comes instead of an A-ASSOCIATE-AC, by the number of the association from 0. */
  associate?: (association: number) => Turn | undefined;
  /** The answer to an object, by its number over all associations from 0. @default 0: stored */
  store?: (object: number) => Turn;
  /** Objects are answered only then. @default at once */
  storeAfter?: Promise<void>;
  /** Called when an association's connection has ended. */
  closed?: (association: number) => void;
  /** What it does when an object has begun to come, instead of reading on. */
  during?: (object: number) => Turn | undefined;
  /** It stops reading after that. */
  deafAfterwards?: boolean;
  /** Result of a presentation context, by its number in the request. @default 0: accepted */
  context?: (index: number) => number;
  maxPduLength?: number;
  /** Does not say goodbye. */
  keepsMuteAtRelease?: boolean;
}

/** A receiver that misbehaves as told; its code shares nothing with ours. */
export interface Lookalike extends AsyncDisposable {
  readonly peer: DicomPeer;
  /** Associations that were asked for. */
  readonly associations: number;
  /** Contexts asked for, by association, as "SOP class|syntax". */
  readonly contexts: string[][];
  /** The data sets that came whole. */
  readonly received: Buffer[];
  readonly longestPdu: number;
  readonly aborts: number;
}

const pdu = (type: number, body: Buffer): Buffer => {
  const head = Buffer.from([type, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
};
const item = (type: number, body: Buffer): Buffer => {
  const head = Buffer.from([type, 0, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
};
const element = (number: number, value: number, bytes: 2 | 4 = 2): Buffer => {
  const made = Buffer.alloc(8 + bytes);
  made.writeUInt16LE(number, 2);
  made.writeUInt32LE(bytes, 4);
  made.writeUIntLE(value, 8, bytes);
  return made;
};

/** Starts it on a free port. */
export async function startLookalike(options: LookalikeOptions = {}): Promise<Lookalike> {
  const state = {
    associations: 0,
    contexts: [] as string[][],
    received: [] as Buffer[],
    longestPdu: 0,
    aborts: 0,
  };
  const objects = { begun: 0, done: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket, options, state, objects);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(state, {
    peer: { host: "127.0.0.1", port: (server.address() as AddressInfo).port },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  });
}

function serve(
  socket: Socket,
  options: LookalikeOptions,
  state: {
    associations: number;
    contexts: string[][];
    received: Buffer[];
    longestPdu: number;
    aborts: number;
  },
  objects: { begun: number; done: number },
): void {
  let waiting = Buffer.alloc(0);
  let command = Buffer.alloc(0);
  let dataSet: Buffer[] = [];
  let begun = false;
  let commandEnded = true;
  const act = (turn: Turn, answer: (status: number, idShift: number) => Buffer): void => {
    if (typeof turn === "number") socket.write(answer(turn, 0));
    else if (Buffer.isBuffer(turn)) socket.write(turn);
    else if (turn === "wrong-id") socket.write(answer(0, 1));
    else if (turn === "abort") socket.end(pdu(7, Buffer.from([0, 0, 2, 0])));
    else if (turn === "abort-open") socket.write(pdu(7, Buffer.from([0, 0, 2, 0])));
    else if (turn === "release") socket.write(pdu(5, Buffer.alloc(4)));
    else if (turn === "close") socket.end();
    else if (turn === "reset") socket.resetAndDestroy();
    else if (turn === "pieces") {
      const bytes = answer(0, 0);
      for (const byte of bytes) socket.write(Buffer.from([byte]));
    } else socket.pause();
  };
  const answerTo = (request: Buffer, contextId: number) => (status: number, idShift: number) => {
    const id = request.readUInt16LE(request.indexOf(Buffer.from([0, 0, 0x10, 1])) + 8);
    const code = request.readUInt16LE(request.indexOf(Buffer.from([0, 0, 0, 1])) + 8) | 0x8000;
    const set = Buffer.concat([
      element(0x0100, code),
      element(0x0120, (id + idShift) & 0xffff),
      element(0x0800, 0x0101),
      element(0x0900, status),
    ]);
    const whole = Buffer.concat([element(0, set.length, 4), set]);
    const value = Buffer.concat([Buffer.from([0, 0, 0, 0, contextId, 3]), whole]);
    value.writeUInt32BE(whole.length + 2);
    return pdu(4, value);
  };
  const take = (type: number, body: Buffer): void => {
    if (type === 1) {
      const number = state.associations++;
      socket.once("close", () => options.closed?.(number));
      const turn = options.associate?.(number);
      const accept = acceptOf(body, options, state.contexts);
      act(turn ?? accept, () => Buffer.alloc(0));
    } else if (type === 4) {
      state.longestPdu = Math.max(state.longestPdu, body.length);
      const control = body[5] ?? 0;
      const part = body.subarray(6);
      const answer = (): ReturnType<typeof answerTo> => answerTo(command, body[4] ?? 0);
      if ((control & 1) === 1) {
        command = Buffer.concat([commandEnded ? Buffer.alloc(0) : command, part]);
        commandEnded = (control & 2) !== 0;
        const isEcho =
          commandEnded && command.readUInt16LE(command.indexOf(Buffer.from([0, 0, 0, 1])) + 8) === 0x30;
        if (isEcho) act(0, answer());
        return;
      }
      if (!begun) {
        begun = true;
        const turn = options.during?.(objects.begun++);
        if (turn !== undefined) {
          act(turn, answer());
          if (options.deafAfterwards === true) socket.pause();
          return;
        }
      }
      dataSet.push(Buffer.from(part));
      if ((control & 2) === 0) return;
      begun = false;
      const turn = options.store?.(objects.done++) ?? 0;
      if (typeof turn === "number" || turn === "pieces") state.received.push(Buffer.concat(dataSet));
      dataSet = [];
      const reply = answer();
      if (options.storeAfter === undefined) act(turn, reply);
      else
        void options.storeAfter.then(() => {
          act(turn, reply);
        });
    } else if (type === 5) {
      if (options.keepsMuteAtRelease !== true) socket.end(pdu(6, Buffer.alloc(4)));
    } else if (type === 7) state.aborts++;
  };
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 6 && waiting.length >= 6 + waiting.readUInt32BE(2)) {
      const length = 6 + waiting.readUInt32BE(2);
      const [type, body] = [waiting[0] ?? 0, waiting.subarray(6, length)];
      waiting = waiting.subarray(length);
      take(type, body);
    }
  });
}

function acceptOf(request: Buffer, options: LookalikeOptions, seen: string[][]): Buffer {
  const asked: string[] = [];
  const answers: Buffer[] = [];
  for (let at = 68; at < request.length; at += 4 + request.readUInt16BE(at + 2)) {
    if (request[at] !== 0x20) continue;
    const value = request.subarray(at + 4, at + 4 + request.readUInt16BE(at + 2));
    const classLength = value.readUInt16BE(6);
    const [sopClass, syntax] = [value.subarray(8, 8 + classLength), value.subarray(12 + classLength)];
    const result = options.context?.(answers.length) ?? 0;
    asked.push(`${sopClass.toString()}|${syntax.toString()}`);
    answers.push(item(0x21, Buffer.concat([Buffer.from([value[0] ?? 0, 0, result, 0]), item(0x40, syntax)])));
  }
  seen.push(asked);
  const limit = Buffer.alloc(4);
  limit.writeUInt32BE(options.maxPduLength ?? 16_384);
  const head = Buffer.from(request.subarray(0, 68));
  return pdu(
    2,
    Buffer.concat([
      head,
      item(0x10, Buffer.from("1.2.840.10008.3.1.1.1")),
      ...answers,
      item(0x50, item(0x51, limit)),
    ]),
  );
}
