import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAssociateAccept } from "../../src/net/association/associate-accept.js";
import { decodeAnswer } from "../../src/net/dimse/dimse-command.js";
import { MessageReader } from "../../src/net/dimse/message-reader.js";
import { PduReader } from "../../src/net/socket/pdu-reader.js";

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

/** Numbers that lie near the edges of what a length may say. */
const length = fc.oneof(fc.constantFrom(0, 1, 2, 3, 0xffff_ffff, 0x8000_0000), fc.nat(40));

describe("what a receiver sends", () => {
  it("is never more than bytes to the readers: they give up, and do not throw or read beyond", () => {
    fc.assert(
      fc.property(bytes, length, (body, said) => {
        const value = Buffer.concat([Buffer.alloc(4), Buffer.from([1, 3]), body]);
        value.writeUInt32BE(said, 0);
        const answer = new MessageReader().feed(value);
        if (typeof answer === "object") expect(answer.status).toBeGreaterThanOrEqual(0);
        expect(() => decodeAnswer(body)).not.toThrow();
        expect(() => readAssociateAccept(Buffer.concat([Buffer.alloc(68), body]))).not.toThrow();
      }),
    );
  });

  it("is cut into the same units however the network cuts it", () => {
    const units = fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), bytes), { maxLength: 5 });
    fc.assert(
      fc.property(units, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (list, cuts) => {
        const whole = Buffer.concat(
          list.map(([type, body]) => {
            const head = Buffer.from([type, 0, 0, 0, 0, 0]);
            head.writeUInt32BE(body.length, 2);
            return Buffer.concat([head, body]);
          }),
        );
        const reader = new PduReader();
        const read: { type: number; body: string }[] = [];
        for (let at = 0, cut = 0; at < whole.length; cut++) {
          const size = cuts[cut % cuts.length] ?? 1;
          for (const { type, body } of reader.feed(whole.subarray(at, at + size)) ?? [])
            read.push({ type, body: body.toString("hex") });
          at += size;
        }
        expect(read).toEqual(list.map(([type, body]) => ({ type, body: body.toString("hex") })));
      }),
    );
  });
});
