import type { Socket } from "node:net";
import {
  type AgreedContext,
  associationAccept,
  associationReject,
  readAssociationRequest,
} from "./association.js";
import { type Command, responseTo } from "./command-set.js";
import { commandPdu, type Message, readMessages } from "./messages.js";
import { negotiate } from "./negotiate.js";
import { fileHead } from "./part10.js";
import { PDU, type Pdu, pdu, readPdus } from "./pdus.js";
import type { DicomReceiverSettings } from "./receiver-settings.js";

/** What an association hands on. */
export interface AssociationHost {
  readonly aeTitle: string;
  readonly settings: DicomReceiverSettings;
  /** Takes the file of an instance and gives the status of its C-STORE. */
  readonly store: (file: AsyncIterable<Uint8Array>) => Promise<number>;
}

const ECHO = 0x0030;
const STORE = 0x0001;
const REFUSED_SOP_CLASS = 0x0122;
const UNKNOWN_OPERATION = 0x0211;
const ABORT = pdu(PDU.abort, Buffer.from([0, 0, 2, 0]));

/** Serves one connection from its association request to its release. */
export async function receiveAssociation(socket: Socket, host: AssociationHost): Promise<void> {
  const { settings } = host;
  const pdus = readPdus(socket as AsyncIterable<Buffer>);
  // What is still sent is read, so that the last answer arrives before the connection ends.
  const end = async (last: Buffer): Promise<void> => {
    socket.end(last);
    while ((await pdus.next()).done !== true);
  };
  const first = await pdus.next();
  if (first.done === true) return;
  if (first.value.type !== PDU.associateRequest) return end(ABORT);
  const request = readAssociationRequest(first.value.body);
  // Transient, by the provider's presentation layer: local limit exceeded.
  if (settings.refuse) return end(associationReject(2, 3, 2));
  if (settings.mute !== "association") {
    // Permanent, by the service user: called AE title not recognized.
    if (request.calledAet !== host.aeTitle) return end(associationReject(1, 1, 7));
    const agreed = negotiate(request.contexts, settings);
    socket.write(associationAccept(first.value.body, agreed));
    const last = await answerMessages({ socket, pdus, host }, agreed, request.callingAet);
    if (last !== undefined) return end(last);
  }
  // Mute, or reset: nothing more is said.
  while ((await pdus.next()).done !== true);
}

/** Answers until the association ends. @returns what is said last, if anything is */
async function answerMessages(
  on: { readonly socket: Socket; readonly pdus: AsyncIterator<Pdu>; readonly host: AssociationHost },
  agreed: readonly AgreedContext[],
  sourceAet: string,
): Promise<Buffer | undefined> {
  const { socket, host } = on;
  const { settings } = host;
  const syntaxes = new Map(
    agreed.flatMap((one) => ("refused" in one ? [] : [[one.id, one.transferSyntax] as const])),
  );
  let stored = 0;
  for await (const message of readMessages(on.pdus)) {
    const { contextId, command } = message;
    const syntax = syntaxes.get(contextId);
    if (syntax === undefined) return ABORT;
    if (command.field === STORE) {
      if (settings.mute === "store") continue;
      if (settings.abortAfter === stored) {
        await message.dataSet[Symbol.asyncIterator]().next();
        if (settings.abortBy === "abort") return ABORT;
        socket.resetAndDestroy();
        return undefined;
      }
      stored += 1;
    }
    const status = await answerTo(message, { syntax, sourceAet, host });
    socket.write(commandPdu(contextId, responseTo(command, status)));
  }
  return pdu(PDU.releaseResponse, Buffer.alloc(4));
}

function answerTo(
  { command, dataSet }: Message,
  with_: { readonly syntax: string; readonly sourceAet: string; readonly host: AssociationHost },
): Promise<number> {
  const { host, syntax, sourceAet } = with_;
  if (command.field === ECHO) return Promise.resolve(0);
  if (command.field !== STORE) return Promise.resolve(UNKNOWN_OPERATION);
  if (command.sopInstanceUid === "" || !command.hasDataSet) return Promise.resolve(REFUSED_SOP_CLASS);
  const status = host.settings.status(command.sopInstanceUid);
  if (status !== 0 && status >>> 12 !== 0xb) return Promise.resolve(status);
  return host.store(fileOf(command, dataSet, { syntax, sourceAet })).then((done) => done || status);
}

async function* fileOf(
  command: Command,
  dataSet: AsyncIterable<Buffer>,
  of: { readonly syntax: string; readonly sourceAet: string },
): AsyncGenerator<Uint8Array> {
  const { sopClassUid, sopInstanceUid } = command;
  yield fileHead({ sopClassUid, sopInstanceUid, transferSyntax: of.syntax, sourceAet: of.sourceAet });
  yield* dataSet;
}
