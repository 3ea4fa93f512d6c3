import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";
import { readDataset, readHeader } from "../../src/index.js";
import type { DicomJson } from "../../src/index.js";
import { elements, explicitSet, identity, uid } from "../support/header-elements.js";
import { explicitLittle, madeElements, madeFile, madeImage } from "../support/make-dicom.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-dataset-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(bytes: Buffer, name = "file"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** What every encoding of the made-up file must come to. */
const expected = {
  "00080008": { vr: "CS", Value: ["ORIGINAL", "PRIMARY", "M"] },
  "00081030": { vr: "LO", Value: ["Gehirn für München"] },
  "00091010": {
    vr: expect.stringMatching(/OB|UN/) as string,
    InlineBinary: Buffer.alloc(20_000, 0x42).toString("base64"),
  },
  "00100010": { vr: "PN", Value: [{ Alphabetic: "Ünal^Ann", Ideographic: "山田^花" }] },
  "00100020": { vr: "LO", Value: ["0012"] },
  "00200013": { vr: "IS", Value: [17] },
  "7FE00010": { vr: "OW", BulkDataURI: "#7FE00010" },
};

const pixels = [0x7fe00010, "OW", Buffer.alloc(600)] as const;

describe("readDataset", () => {
  it("reads the same out of every encoding", async () => {
    const files = [
      explicitSet,
      madeFile(madeElements([...elements, pixels], { explicit: false }), uid.implicit),
      madeElements([...elements, pixels], { bigEndian: true }),
      madeFile(deflateRawSync(explicitSet), uid.deflated),
    ].map(async (bytes, at) => readDataset(await file(bytes, `encoding-${String(at)}`)));
    for (const dataset of await Promise.all(files)) {
      expect(dataset).toMatchObject(expected);
      expect(Object.keys(dataset)).toHaveLength(elements.length + 1);
    }
  });

  it("reads what stands behind the pixels, and no byte of them", async () => {
    const behind = madeElements([[0xfffcfffc, "OB", Buffer.from([1, 2])]]);
    const start = madeElements([...identity, [0x7fe00010, "OW", Buffer.alloc(0)]]);
    start.writeUInt32LE(0xc0000000, start.length - 4);
    const path = await file(madeFile(start, explicitLittle), "large");
    // Sparse: three gigabytes of pixels that would not fit into the memory of the thread.
    const { length } = madeFile(start, explicitLittle);
    await truncate(path, length + 0xc0000000);
    await writeFile(path, behind, { flag: "a" });
    expect(await readDataset(path)).toMatchObject({
      "00080018": { vr: "UI", Value: ["2.25.3"] },
      "7FE00010": { vr: "OW", BulkDataURI: "#7FE00010" },
      FFFCFFFC: { vr: "OB", InlineBinary: "AQI=" },
    });
  });

  it("refuses what is truncated or no DICOM before dcmjs sees it", async () => {
    const reasonOf = async (bytes: Buffer): Promise<unknown> =>
      readDataset(await file(bytes, "refused")).catch(
        (error: unknown) => (error as { details?: unknown }).details,
      );
    expect(await reasonOf(madeImage(1).subarray(0, -1))).toEqual({ reason: "truncated" });
    expect(await reasonOf(Buffer.from("text"))).toEqual({ reason: "not-dicom" });
    expect(await reasonOf(Buffer.alloc(0))).toEqual({ reason: "empty" });
  });

  it("reads a file that belongs to no study", async () => {
    const path = await file(madeFile(madeElements(identity.slice(0, 2)), explicitLittle), "stray");
    expect(await readDataset(path)).toEqual({
      "00080016": { vr: "UI", Value: [expect.any(String)] },
      "00080018": { vr: "UI", Value: ["2.25.3"] },
    });
  });

  it("gives up when the time is over, and when it is told to", async () => {
    const path = await file(madeImage(1), "slow");
    await expect(readDataset(path, { timeoutMs: 1 })).rejects.toMatchObject({
      code: "data/corrupt",
      details: { reason: "timeout", timeoutMs: 1 },
      subject: path,
    });
    const stop = new AbortController();
    const reading = readDataset(path, { signal: stop.signal });
    setImmediate(() => {
      stop.abort();
    });
    await expect(reading).rejects.toMatchObject({ code: "aborted" });
    await expect(readDataset(join(folder, "none"))).rejects.toMatchObject({ code: "local/not-found" });
  });
});

describeShared("readDataset on real files", () => {
  const read = (name: string): Promise<DicomJson> => readDataset(sharedPath(`dicom/pydicom/${name}.dcm`));

  it("reads texts in several character sets, which dcmjs alone refuses", async () => {
    const names = ["chrH31", "chrH32", "chrI2", "chrKoreanMulti", "chrGreek", "chrX1", "chrX2"];
    const found = await Promise.all(names.map(read));
    const headers = await Promise.all(
      names.map((name) => readHeader(sharedPath(`dicom/pydicom/${name}.dcm`))),
    );
    const people = found.map((dataset) => Object.values(dataset["00100010"]?.Value?.[0] ?? {}).join("="));
    expect(people).toEqual(headers.map(({ patientName }) => patientName.replace(/=$/, "")));
    expect(found[1]?.["00100010"]?.Value).toEqual([
      { Alphabetic: "ﾔﾏﾀﾞ^ﾀﾛｳ", Ideographic: "山田^太郎", Phonetic: "やまだ^たろう" },
    ]);
  });

  it("reads sequences, tags and texts that are no numbers, compressed and deflated files", async () => {
    const [report, dose, jpeg, deflated] = await Promise.all(
      ["test-SR", "badVR", "JPEG2000", "image_dfl"].map(read),
    );
    expect(report?.["0040A043"]?.Value?.[0]).toMatchObject({
      "00080104": { vr: "LO", Value: ["Diagnosis"] },
    });
    expect(dose?.["00280009"]).toEqual({ vr: "AT", Value: ["3004000C"] });
    expect(dose?.["00100030"]).toEqual({ vr: "DA" });
    for (const image of [jpeg, deflated]) expect(image).toHaveProperty("7FE00010.BulkDataURI");
  });

  it("says that an element is malformed", async () => {
    await expect(read("nested_priv_SQ")).rejects.toMatchObject({ details: { reason: "malformed" } });
  });
});
