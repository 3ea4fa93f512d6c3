import fc from "fast-check";
import { expect, it } from "vitest";
import { readHeaderFromStream } from "../../src/index.js";
import { elements, pixels } from "../support/header-elements.js";
import { explicitLittle, madeElements, madeFile, madeImage } from "../support/make-dicom.js";

const reasons = [undefined, "empty", "not-dicom", "truncated", "dicomdir", "no-identity"];

async function isAnswered(bytes: Uint8Array): Promise<void> {
  for (const toTheEnd of [false, true]) {
    const found = await readHeaderFromStream([bytes], { sizeBytes: bytes.length, toTheEnd });
    expect(reasons).toContain(found.unreadable);
    expect(found.header === undefined).toBe(found.unreadable !== undefined);
  }
}

const samples = [
  madeImage(1, 40),
  madeFile(
    madeElements([...elements.filter(([tag]) => tag !== 0x00091010), pixels], { explicit: false }),
    "1.2.840.10008.1.2",
  ),
  madeElements(
    elements.filter(([tag]) => tag !== 0x00091010),
    { bigEndian: true },
  ),
];

/** Lengths, tags and VRs that lead parsers astray. */
const nasty = fc.constantFrom(
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0]),
  Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]),
  Buffer.from("SQ\0\0\xff\xff\xff\xff", "latin1"),
  Buffer.from("UN\0\0\xff\xff\xff\xff", "latin1"),
  Buffer.alloc(12),
);

it("any bytes are answered", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), isAnswered), { numRuns: 300 });
});

it("any bytes behind a preamble, and behind a beginning, are answered", async () => {
  const begin = fc.constantFrom(
    Buffer.concat([Buffer.alloc(128), Buffer.from("DICM")]),
    madeFile(Buffer.alloc(0), explicitLittle),
    Buffer.from([8, 0, 5, 0]),
  );
  const piece = fc.oneof(nasty, fc.uint8Array({ maxLength: 24 }));
  await fc.assert(
    fc.asyncProperty(begin, fc.array(piece, { maxLength: 40 }), (first, rest) =>
      isAnswered(Buffer.concat([first, ...rest])),
    ),
    { numRuns: 400 },
  );
});

it("a file in which bytes were changed or cut is answered", async () => {
  const change = fc.record({
    at: fc.nat(1500),
    bytes: fc.oneof(nasty, fc.uint8Array({ minLength: 1, maxLength: 4 })),
  });
  const file = fc.constantFrom(...samples);
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.nat(40),
      async (sample, changes, cut) => {
        const bytes = Buffer.from(sample);
        for (const { at, bytes: other } of changes)
          bytes.set(other.subarray(0, Math.max(0, bytes.length - (at % bytes.length))), at % bytes.length);
        await isAnswered(bytes.subarray(0, bytes.length - cut));
      },
    ),
    { numRuns: 400 },
  );
});

it("a megabyte of items that open and never close is answered at once", async () => {
  const open = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff]);
  const sequence = Buffer.from("\x08\0\x11\x11SQ\0\0\xff\xff\xff\xff", "latin1");
  const level = Buffer.concat([sequence, open]);
  const bytes = madeFile(Buffer.concat(Array.from({ length: 50_000 }, () => level)), explicitLittle);
  const start = performance.now();
  await isAnswered(bytes);
  expect(performance.now() - start).toBeLessThan(5000);
});
