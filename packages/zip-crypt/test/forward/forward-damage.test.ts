import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isScanferryError } from "@scanferry/transfer";
import { readZipForward, zipStream } from "../../src/index.js";
import { streamedArchive } from "../support/forward-archive.js";
import { gather, pieces, rejection } from "../support/gather.js";
import { noise } from "../support/noise.js";
import { readForward } from "../support/read-forward.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const text = Buffer.from("text ".repeat(40));
const descriptor = { signature: true, wide: false };
const contents: [string, Buffer][] = [
  ["a.txt", text],
  ["folder/", Buffer.alloc(0)],
  ["b.bin", noise(90)],
  ["c", Buffer.alloc(0)],
];
const entries = contents.map(
  ([name, body], index) => ({ name, body, method: index % 2 === 0 ? 8 : 0 }) as const,
);

const archives: [string, Buffer][] = [
  ["sizes before the data", streamedArchive(entries)],
  ["descriptors", streamedArchive(entries.map((entry) => ({ ...entry, method: 8, descriptor })))],
  [
    "64-bit descriptors without signature and a comment",
    streamedArchive(
      entries.map((entry) => ({ ...entry, method: 8, descriptor: { signature: false, wide: true } })),
      "a comment",
    ),
  ],
];
const mixed = streamedArchive([
  ...entries,
  { name: "stored", body: noise(70), method: 0, descriptor },
  { name: "last", body: text, descriptor },
]);

/** Gives bytes in pieces of the given lengths, again and again, some of them empty. */
async function* cut(bytes: Uint8Array, lengths: number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let index = 0; at < bytes.length; index++) {
    const length = lengths[index % lengths.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(at, at + length));
    at += length;
  }
}

describe.each(archives)("an archive with %s", (_, archive) => {
  it("is data/corrupt and worth a retry wherever it is cut off", async () => {
    for (let length = 0; length < archive.length; length++) {
      const error = await rejection(readForward(archive.subarray(0, length)));
      expect(error, `cut at ${String(length)}`).toMatchObject({ code: "data/corrupt", retryable: true });
    }
  });

  it("is refused when bytes follow it", async () => {
    const longer = Buffer.concat([archive, Buffer.from("x")]);
    expect(await rejection(readForward(longer))).toMatchObject({ code: "data/corrupt" });
  });

  it("gives the same however the bytes come in", async () => {
    const lengths = fc
      .array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 })
      .filter((list) => list.some((length) => length > 0));
    await fc.assert(
      fc.asyncProperty(lengths, async (list) => {
        expect(await readForward(cut(archive, list))).toEqual(contents);
      }),
      { numRuns: 60, examples: [[[1]], [[archive.length]]] },
    );
  });

  it("never gives wrong bytes when any one byte is changed", async () => {
    for (let at = 0; at < archive.length; at++) {
      const changed = Buffer.from(archive);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
      try {
        const read = await readForward(changed);
        expect(
          read.map(([, content]) => content),
          `byte ${String(at)}`,
        ).toEqual(contents.map(([, content]) => content));
        expect(
          read.map(([name]) => name),
          `byte ${String(at)}`,
        ).toEqual(contents.map(([name]) => name));
      } catch (error) {
        if (!isScanferryError(error)) throw error;
        expect(error.code, `byte ${String(at)}`).toMatch(/^(data\/(corrupt|checksum|size)|input\/invalid)/);
      }
    }
  });
});

describe("an archive that goes by way of a temporary file", () => {
  it("is data/corrupt and worth a retry wherever it is cut off", async () => {
    const tempFolder = temporaryFolder();
    for (let length = 0; length < mixed.length; length += 3) {
      const error = await rejection(readForward(mixed.subarray(0, length), { tempFolder }));
      expect(error, `cut at ${String(length)}`).toMatchObject({ code: "data/corrupt", retryable: true });
    }
  });

  it("gives the same however the bytes come in", async () => {
    const tempFolder = temporaryFolder();
    for (const length of [1, 7, 100, mixed.length]) {
      const read = await readForward(pieces(mixed, length), { tempFolder });
      expect(read).toEqual([...contents, ["stored", noise(70)], ["last", text]]);
    }
  });
});

describe("what the headers say wrong", () => {
  const right = { name: "right", body: text };
  const wrong = { name: "wrong", body: text };
  it.each([
    ["a CRC before the data", { ...wrong, crc32: 1 }, "data/checksum-mismatch"],
    ["a CRC behind the data", { ...wrong, crc32: 1, descriptor }, "data/checksum-mismatch"],
    ["a CRC of a stored entry", { ...wrong, crc32: 1, method: 0 as const }, "data/checksum-mismatch"],
    ["a size that is too small", { ...wrong, sizeBytes: 5 }, "data/size-mismatch"],
    ["a size that is too large", { ...wrong, sizeBytes: 5_000 }, "data/size-mismatch"],
    ["a size behind the data", { ...wrong, sizeBytes: 5, descriptor }, "data/size-mismatch"],
    ["two sizes of a stored entry", { ...wrong, sizeBytes: 5, method: 0 as const }, "data/corrupt"],
    ["a folder with content", { name: "wrong/", body: text, descriptor }, "data/corrupt"],
  ])("is found out: %s", async (_, entry, code) => {
    const error = await rejection(readForward(streamedArchive([right, entry, right])));
    expect(error).toMatchObject({ code, retryable: true, subject: entry.name });
  });

  it.each([
    ["another name", { listed: { name: "other" } }],
    ["another size", { listed: { sizeBytes: 7 } }],
    ["another CRC", { listed: { crc32: 7 } }],
    ["nothing", { unlisted: true }],
  ])("is found out when the directory says %s", async (_, lie) => {
    const error = await rejection(readForward(streamedArchive([right, { ...wrong, ...lie }])));
    expect(error).toMatchObject({ code: "data/corrupt", retryable: true });
  });

  it.each([
    ["number of entries", 10],
    ["length of the directory", 12],
    ["place of the directory", 16],
  ])("is found out when the end says another %s", async (_, field) => {
    const archive = streamedArchive([right, wrong]);
    const at = archive.length - 22 + field;
    archive.writeUInt8(archive.readUInt8(at) ^ 1, at);
    expect(await rejection(readForward(archive))).toMatchObject({ code: "data/corrupt", retryable: true });
  });

  it("is found out when the directory lists one entry twice", async () => {
    const archive = streamedArchive([right, { ...right }]);
    const second = archive.lastIndexOf("504b0102", undefined, "hex");
    archive.writeUInt32LE(0, second + 42);
    expect(await rejection(readForward(archive))).toMatchObject({ code: "data/corrupt" });
  });
});

describe("behind a damaged entry", () => {
  /** Reads on after the errors of single entries. */
  async function readOn(archive: Buffer): Promise<[string, string][]> {
    const read: [string, string][] = [];
    for await (const entry of readZipForward(pieces(archive, 100))) {
      const outcome = await gather(entry.body).then(
        () => "whole",
        (error: unknown) => (isScanferryError(error) ? error.code : "other"),
      );
      read.push([entry.name, outcome]);
    }
    return read;
  }

  it.each([
    ["stored", { method: 0 as const }],
    ["deflated", { method: 8 as const }],
    ["with a descriptor", { descriptor }],
  ])("the others can be read where its place is known: %s", async (_, how) => {
    const wrong = { name: "wrong", body: noise(1_000), crc32: 1, ...how };
    const right = { name: "right", body: text, ...how };
    expect(await readOn(streamedArchive([wrong, right].map((entry) => ({ method: 8, ...entry }))))).toEqual([
      ["wrong", "data/checksum-mismatch"],
      ["right", "whole"],
    ]);
  });

  it("the others can be read when its data cannot be inflated but have a known length", async () => {
    const archive = streamedArchive([
      { name: "wrong", body: text },
      { name: "right", body: text },
    ]);
    archive.fill(0xff, 36, 40);
    expect(await readOn(archive)).toEqual([
      ["wrong", "data/corrupt"],
      ["right", "whole"],
    ]);
  });

  it("the loop ends with the error where its place is not known", async () => {
    const archive = streamedArchive([
      { name: "wrong", body: text, descriptor },
      { name: "right", body: text },
    ]);
    archive.fill(0xff, 36, 40);
    expect(await rejection(readOn(archive))).toMatchObject({ code: "data/corrupt", subject: "wrong" });
  });

  it("the loop ends when nobody has heard of the damage", async () => {
    const archive = streamedArchive([{ name: "wrong", body: text, crc32: 1 }]);
    const passOver = async (): Promise<void> => {
      for await (const entry of readZipForward(pieces(archive, 100))) expect(entry.name).toBe("wrong");
    };
    expect(await rejection(passOver())).toMatchObject({ code: "data/checksum-mismatch", retryable: true });
  });
});

it("our own streams are found cut off between two entries", async () => {
  const whole = await gather(zipStream(contents.map(([name, source]) => ({ name, source }))).stream);
  const second = whole.indexOf(Buffer.from("504b0304", "hex"), 4);
  const names: string[] = [];
  const reading = async (): Promise<void> => {
    for await (const entry of readZipForward(pieces(whole.subarray(0, second), 50))) names.push(entry.name);
  };
  expect(await rejection(reading())).toMatchObject({ code: "data/corrupt", retryable: true });
  expect(names).toEqual(["a.txt"]);
});
