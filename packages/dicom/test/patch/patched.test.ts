import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { isScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { patched, type ElementPatch, type PatchedFile } from "../../src/index.js";
import {
  explicitLittle,
  madeElements,
  madeFile,
  type MadeElement,
  type MadeEncoding,
} from "../support/make-dicom.js";

const comments = 0x00104000;
const routing: ElementPatch = { tag: comments, value: "Project:P Subject:S Session:E_1" };

const encodings: Readonly<Record<string, [MadeEncoding, syntax: string]>> = {
  "explicit little endian": [{}, explicitLittle],
  "implicit little endian": [{ explicit: false }, "1.2.840.10008.1.2"],
  "explicit big endian": [{ bigEndian: true }, "1.2.840.10008.1.2.2"],
};

async function bytesOf(file: PatchedFile, fromByte?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.chunks(fromByte)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Writes bytes to a file, patches that, and gives what came out. */
async function patch(bytes: Buffer, how: ElementPatch = routing): Promise<PatchedFile & { bytes: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), "scanferry-patch-"));
  try {
    const path = join(folder, "made.dcm");
    await writeFile(path, bytes);
    const file = await patched(path, how);
    const whole = await bytesOf(file);
    expect((await bytesOf(file, file.dataSetOffset)).equals(whole.subarray(file.dataSetOffset))).toBe(true);
    return { ...file, bytes: whole };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const delimited = (tag: number, vr: string, inner: Buffer, encoding: MadeEncoding): Buffer => {
  // An element of undefined length with one item of undefined length.
  const number = (value: number, count: 2 | 4): Buffer => {
    const bytes = Buffer.alloc(count);
    if (encoding.bigEndian === true) bytes.writeUIntBE(value, 0, count);
    else bytes.writeUIntLE(value, 0, count);
    return bytes;
  };
  const tagged = (group: number, element: number, length: number): Buffer =>
    Buffer.concat([number(group, 2), number(element, 2), number(length, 4)]);
  const head = Buffer.concat([
    number(tag >>> 16, 2),
    number(tag & 0xffff, 2),
    ...(encoding.explicit === false ? [] : [Buffer.from(`${vr}\0\0`)]),
    number(0xffffffff, 4),
  ]);
  return Buffer.concat([
    head,
    tagged(0xfffe, 0xe000, 0xffffffff),
    inner,
    tagged(0xfffe, 0xe00d, 0),
    tagged(0xfffe, 0xe0dd, 0),
  ]);
};

describe.each(Object.entries(encodings))("patched(), %s", (_, [encoding, syntax]) => {
  const before = madeElements(
    [
      [0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4"],
      [0x00080018, "UI", "2.25.17"],
      [0x00090010, "LO", "SCANFERRY"],
      [0x00091010, "UN", Buffer.from([1, 2, 3, 4, 5, 6])],
    ],
    encoding,
  );
  const after = madeElements(
    [
      [0x00200011, "IS", "4"],
      [0x7fe00010, "OW", Buffer.alloc(70_000, 7)],
    ],
    encoding,
  );
  const written = madeElements([[comments, "LT", routing.value]], encoding);

  it("inserts the element where the order of tags puts it", async () => {
    const file = await patch(madeFile(Buffer.concat([before, after]), syntax));
    expect(file.bytes.equals(madeFile(Buffer.concat([before, written, after]), syntax))).toBe(true);
    expect(file).toMatchObject({ sizeBytes: file.bytes.length, transferSyntax: syntax, previous: undefined });
  });

  it("replaces the element that is there and tells its value", async () => {
    const old = madeElements([[comments, "LT", "born in May"]], encoding);
    const file = await patch(madeFile(Buffer.concat([before, old, after]), syntax));
    expect(file.bytes.equals(madeFile(Buffer.concat([before, written, after]), syntax))).toBe(true);
    expect(file.previous?.toString("latin1")).toBe("born in May ");
  });

  it("appends the element to a data set that ends before its place, without a meta header too", async () => {
    const file = await patch(before);
    expect(file.bytes.equals(Buffer.concat([before, written]))).toBe(true);
    expect(file.transferSyntax).toBe(syntax);
  });

  it("goes round sequences of undefined length, in which the element may lie as well", async () => {
    const inner = madeElements([[comments, "LT", "of the item"]], encoding);
    // An unknown value of undefined length is written in implicit little endian, whatever is around it.
    const unknown = delimited(
      0x00091011,
      "UN",
      madeElements([[comments, "LT", "x"]], { explicit: false }),
      {},
    );
    const sequence = delimited(0x00081140, "SQ", inner, encoding);
    const isPlain = encoding.explicit !== false && encoding.bigEndian !== true;
    const front = Buffer.concat([
      madeElements([[0x00080018, "UI", "2.25.17"]], encoding),
      sequence,
      ...(isPlain ? [unknown] : []),
    ]);
    const file = await patch(madeFile(Buffer.concat([front, after]), syntax));
    expect(file.bytes.equals(madeFile(Buffer.concat([front, written, after]), syntax))).toBe(true);
  });

  it("corrects the length of the element's group, and no other", async () => {
    const name: MadeElement = [0x00100010, "PN", "Phantom"];
    const length = (value: number): Buffer => {
      const bytes = Buffer.alloc(4);
      if (encoding.bigEndian === true) bytes.writeUInt32BE(value);
      else bytes.writeUInt32LE(value);
      return bytes;
    };
    const group = (bytes: Buffer): Buffer =>
      Buffer.concat([madeElements([[0x00100000, "UL", length(bytes.length)]], encoding), bytes]);
    const names = madeElements([name], encoding);
    const start = Buffer.concat([
      madeElements([[0x00080000, "UL", length(before.length)]], encoding),
      before,
    ]);
    const file = await patch(madeFile(Buffer.concat([start, group(names), after]), syntax));
    const wanted = Buffer.concat([start, group(Buffer.concat([names, written])), after]);
    expect(file.bytes.equals(madeFile(wanted, syntax))).toBe(true);
  });
});

describe("patched()", () => {
  const front: MadeElement[] = [
    [0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4"],
    [0x00080018, "UI", "2.25.17"],
  ];
  const image: MadeElement[] = [...front, [0x7fe00010, "OW", Buffer.alloc(300_000, 7)]];

  it("inflates and deflates a deflated data set, whose elements stay as they are", async () => {
    const deflated = "1.2.840.10008.1.2.1.99";
    const file = await patch(madeFile(deflateRawSync(madeElements(image)), deflated));
    const written = madeElements([...front, [comments, "LT", routing.value], ...image.slice(2)]);
    expect(inflateRawSync(file.bytes.subarray(file.dataSetOffset)).equals(written)).toBe(true);
    expect(file.bytes.length % 2).toBe(file.dataSetOffset % 2);
    expect(file.sizeBytes).toBeUndefined();
  });

  it.each<[name: string, bytes: Buffer]>([
    ["is empty", Buffer.alloc(0)],
    ["is no DICOM", Buffer.from("<html>".repeat(100))],
    ["ends within an element before", madeFile(madeElements(image).subarray(0, 40), explicitLittle)],
    [
      "ends within the element itself",
      madeFile(madeElements([...front, [comments, "LT", "long comments"]]).subarray(0, -6), explicitLittle),
    ],
    [
      "has its elements in another order",
      madeFile(madeElements([[0x00080018, "UI", "2.25.1"], ...front]), explicitLittle),
    ],
    [
      "has a sequence without an end",
      madeFile(delimited(0x00081140, "SQ", Buffer.alloc(0), {}).subarray(0, -8), explicitLittle),
    ],
    [
      "has a deflated data set without an end",
      madeFile(deflateRawSync(madeElements(image)).subarray(0, 30), "1.2.840.10008.1.2.1.99"),
    ],
  ])("refuses a file that %s", async (_, bytes) => {
    await expect(patch(bytes)).rejects.toSatisfy((error) => isScanferryError(error, "data/corrupt"));
  });

  it.each<[name: string, how: ElementPatch]>([
    ["is too long", { tag: comments, value: "x".repeat(10_241) }],
    ["is too long for its kind", { tag: 0x00100020, vr: "LO", value: "x".repeat(65) }],
    ["is not ASCII", { tag: comments, value: "Jürgen" }],
    ["has a control character", { tag: 0x00100020, vr: "LO", value: "a\nb" }],
    ["belongs to the meta header", { tag: 0x00020010, vr: "UI", value: "1.2" }],
    ["is the length of a group", { tag: 0x00100000, value: "1" }],
  ])("refuses a value that %s", async (_, how) => {
    const made = madeFile(madeElements(image), explicitLittle);
    await expect(patch(made, how)).rejects.toSatisfy((error) => isScanferryError(error, "input/invalid"));
  });

  it("changes nothing but its element in any data set", async () => {
    const value = fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes.filter((_, i) => i > 0)));
    const even = value.map((bytes) => bytes.subarray(0, bytes.length & ~1));
    const tag = fc.integer({ min: 0x00080020, max: 0x00400000 }).filter((one) => (one & 0xffff) !== 0);
    const element = fc.tuple(tag, fc.constantFrom("LO", "OB", "UN", "SH", "UT"), even, fc.boolean());
    const elements = fc.uniqueArray(element, { selector: ([one]) => one, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        elements,
        fc.constantFrom(...Object.values(encodings)),
        async (list, [encoding, syntax]) => {
          const sorted = [...list].filter(([one]) => one !== comments).sort(([a], [b]) => a - b);
          const write = (part: typeof sorted): Buffer =>
            Buffer.concat(
              part.map(([one, vr, bytes, isSequence]) =>
                isSequence && vr === "OB"
                  ? delimited(one, "SQ", madeElements([[0x00080100, "SH", bytes]], encoding), encoding)
                  : madeElements([[one, vr, bytes]], encoding),
              ),
            );
          const first = madeElements([[0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4"]], encoding);
          const split = sorted.findIndex(([one]) => one > comments);
          const place = split < 0 ? sorted.length : split;
          const [front, back] = [sorted.slice(0, place), sorted.slice(place)].map(write);
          const file = await patch(madeFile(Buffer.concat([first, front!, back!]), syntax));
          const written = madeElements([[comments, "LT", routing.value]], encoding);
          expect(file.bytes.equals(madeFile(Buffer.concat([first, front!, written, back!]), syntax))).toBe(
            true,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
