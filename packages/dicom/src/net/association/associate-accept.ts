/** What the receiver said to one presentation context: 0 yes, 1 to 4 no (PS3.8 table 9-18). */
export interface ContextAnswer {
  readonly result: number;
  /** It means something only where `result` is 0. */
  readonly transferSyntax: string;
}

/** What an A-ASSOCIATE-AC says. */
export interface AssociateAccept {
  /** By the number of the context. */
  readonly contexts: ReadonlyMap<number, ContextAnswer>;
  /** The longest unit that the receiver takes; 0 is no limit. */
  readonly maxPduLength: number;
}

/** What a receiver takes that names no limit: what everybody takes. */
const usualMaxPduLength = 16_384;

/** Reads the body of an A-ASSOCIATE-AC (PS3.8 9.3.3); `undefined` where it is none. */
export function readAssociateAccept(body: Buffer): AssociateAccept | undefined {
  const contexts = new Map<number, ContextAnswer>();
  let maxPduLength = usualMaxPduLength;
  const top = items(body.subarray(68));
  if (body.length < 68 || top === undefined) return undefined;
  for (const { type, value } of top) {
    if (type === 0x21) {
      const inner = items(value.subarray(4));
      if (value.length < 4 || inner === undefined) return undefined;
      const syntax = inner.find((one) => one.type === 0x40)?.value.toString("latin1") ?? "";
      contexts.set(value.readUInt8(0), {
        result: value.readUInt8(2),
        transferSyntax: syntax.replace(/[\0 ]+$/, ""),
      });
    } else if (type === 0x50) {
      const inner = items(value);
      if (inner === undefined) return undefined;
      const limit = inner.find((one) => one.type === 0x51)?.value;
      if (limit?.length === 4) maxPduLength = limit.readUInt32BE(0);
    }
  }
  return { contexts, maxPduLength };
}

function items(bytes: Buffer): { type: number; value: Buffer }[] | undefined {
  const found: { type: number; value: Buffer }[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readUInt16BE(at + 2);
    if (length > bytes.length - at - 4) return undefined;
    found.push({ type: bytes.readUInt8(at), value: bytes.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return found;
}
