import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHeaderFromStream } from "../../src/index.js";
import { headerBench } from "../support/header-bench.js";
import type { HeaderBench } from "../support/header-bench.js";
import { elements, expected, explicitSet, identity, pixels, uid } from "../support/header-elements.js";
import { explicitLittle, madeElements, madeFile } from "../support/make-dicom.js";

let bench: HeaderBench;
beforeAll(async () => {
  bench = await headerBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const implicitSet = madeElements([...elements, pixels], { explicit: false });
const bigSet = madeElements([...elements, pixels], { bigEndian: true });
const group = (value: number): Buffer => Buffer.from([value, 0, 0, 0]);

describe("readHeader reads every field, a header longer than its first read too,", () => {
  it.each<[string, Buffer, string, boolean]>([
    ["of explicit little endian", madeFile(explicitSet, explicitLittle), explicitLittle, true],
    ["of implicit little endian", madeFile(implicitSet, uid.implicit), uid.implicit, true],
    ["of explicit big endian", madeFile(bigSet, uid.big), uid.big, true],
    ["of a deflated data set", madeFile(deflateRawSync(explicitSet), uid.deflated), uid.deflated, true],
    [
      "of a deflated data set with padding behind it",
      madeFile(Buffer.concat([deflateRawSync(explicitSet), Buffer.alloc(1)]), uid.deflated),
      uid.deflated,
      true,
    ],
    ["without preamble", madeFile(explicitSet, explicitLittle).subarray(132), explicitLittle, false],
    ["without meta header", explicitSet, explicitLittle, false],
    ["without meta header, implicit", implicitSet, uid.implicit, false],
    ["without meta header, big endian", bigSet, uid.big, false],
    [
      "whose meta header says implicit where it is explicit",
      madeFile(explicitSet, uid.implicit),
      uid.implicit,
      true,
    ],
    [
      "whose meta header says explicit where it is implicit",
      madeFile(implicitSet, explicitLittle),
      explicitLittle,
      true,
    ],
    [
      "with a meta header that has no transfer syntax",
      Buffer.concat([
        Buffer.alloc(128),
        Buffer.from("DICM"),
        madeElements([[0x00020000, "UL", group(0)]]),
        implicitSet,
      ]),
      uid.implicit,
      true,
    ],
    [
      "with a line end behind the pixels",
      Buffer.concat([madeFile(explicitSet, explicitLittle), Buffer.from("\r\n")]),
      explicitLittle,
      true,
    ],
    [
      "padded with zeros",
      Buffer.concat([madeFile(explicitSet, explicitLittle), Buffer.alloc(333)]),
      explicitLittle,
      true,
    ],
    [
      "of a compressed syntax",
      madeFile(explicitSet, "1.2.840.10008.1.2.4.90"),
      "1.2.840.10008.1.2.4.90",
      true,
    ],
  ])("%s", async (_, bytes, transferSyntax, hasPreamble) => {
    const wanted = { ...expected, transferSyntax, hasPreamble };
    expect(await bench.read(bytes)).toEqual(wanted);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 999) }, (_one, at) =>
      bytes.subarray(at * 999, at * 999 + 999),
    );
    expect(await readHeaderFromStream(pieces, { sizeBytes: bytes.length })).toEqual({ header: wanted });
  });
});

const item = (length: number): Buffer => head(0xfffee000, length);
const end = { item: head(0xfffee00d, 0), sequence: head(0xfffee0dd, 0) };

/** Tag and length of an item, a delimiter, or an implicit element. */
function head(tag: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(tag >>> 16, 0);
  bytes.writeUInt16LE(tag & 0xffff, 2);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

/** An explicit element of undefined length. */
function open(tag: number, vr: string, ...content: Buffer[]): Buffer {
  const start = madeElements([[tag, vr, Buffer.alloc(0)]]);
  start.writeUInt32LE(0xffffffff, 8);
  return Buffer.concat([start, ...content, end.sequence]);
}

const study = madeElements([[0x0020000d, "UI", "2.25.99"]]);
const innermost = open(0x00081111, "SQ", item(0xffffffff), study, end.item);

describe("readHeader passes over", () => {
  it.each([
    ["a sequence within a sequence", innermost],
    ["an item of known length", open(0x00081111, "SQ", item(study.length), study)],
    [
      "deeply nested items",
      Array.from({ length: 200 }).reduce<Buffer>(
        (inner) => open(0x00081111, "SQ", item(0xffffffff), inner, end.item),
        study,
      ),
    ],
    [
      "an unknown value of undefined length, implicit inside",
      open(0x00091001, "UN", item(0xffffffff), head(0x0020000d, 2), Buffer.from("99"), end.item),
    ],
    ["a private element without a VR", Buffer.concat([head(0x00091001, 6), Buffer.alloc(6, 3)])],
    [
      "a long sequence of small items",
      open(
        0x00081111,
        "SQ",
        ...Array.from({ length: 3000 }, () => Buffer.concat([item(study.length), study])),
      ),
    ],
  ])("%s", async (_, between) => {
    const bytes = madeFile(
      Buffer.concat([
        madeElements(identity.slice(0, 2)),
        between,
        madeElements([...identity.slice(2), pixels]),
      ]),
      explicitLittle,
    );
    expect(await bench.read(bytes)).toMatchObject({ studyUid: "2.25.1", seriesUid: "2.25.2" });
    expect(await bench.reasonOf(bytes.subarray(0, -1))).toBe("truncated");
  });

  it("pixels in fragments, whose end it looks for", async () => {
    const fragments = Array.from({ length: 5 }, () => Buffer.concat([item(9000), Buffer.alloc(9000, 7)]));
    const bytes = madeFile(
      Buffer.concat([madeElements(identity), open(0x7fe00010, "OB", item(0), ...fragments)]),
      "1.2.840.10008.1.2.5",
    );
    expect(await bench.read(bytes)).toMatchObject({ sopInstanceUid: "2.25.3" });
    for (const missing of [1, 8, 9, 9000, 30_000])
      expect(await bench.reasonOf(bytes.subarray(0, -missing))).toBe("truncated");
    // A stream is not read behind the head of the pixels unless that is asked for.
    const cut = [bytes.subarray(0, -9)];
    expect(await readHeaderFromStream(cut)).toHaveProperty("header.sopInstanceUid", "2.25.3");
    expect(await readHeaderFromStream(cut, { toTheEnd: true })).toEqual({ unreadable: "truncated" });
  });
});
