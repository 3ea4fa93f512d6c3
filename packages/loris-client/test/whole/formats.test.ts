import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeMinc } from "../../src/pull/whole/judge-minc.js";
import { judgeNifti } from "../../src/pull/whole/judge-nifti.js";
import type { Judge, Verdict } from "../../src/pull/whole/verdict.js";
import { makeHdf5 } from "./support/make-hdf5.js";
import { makeNetcdf } from "./support/make-netcdf.js";
import { makeNifti } from "./support/make-nifti.js";
import { runChecks } from "./support/run-checks.js";

const verdict = ({ headBytes, judge }: Judge, file: Buffer): Verdict =>
  judge(file.subarray(0, headBytes), file.length);

const hdf5 = fc.record({
  version: fc.constantFrom(0, 1, 2, 3),
  width: fc.constantFrom(4, 8),
  userBlock: fc.constantFrom(0, 512, 1024, 2048),
  prefixed: fc.boolean(),
  bodyBytes: fc.integer({ min: 0, max: 12_000 }),
});

const netcdf = fc.record({
  version: fc.constantFrom(1, 2, 5),
  lengths: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  variables: fc.array(fc.record({ type: fc.integer({ min: 1, max: 6 }), grows: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  records: fc.integer({ min: 0, max: 3 }),
  history: fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 40 }),
});

describe("MINC 2 (HDF5)", () => {
  it("is whole at the end that the superblock names, for every version, width and user block", () => {
    fc.assert(
      fc.property(hdf5, (shape) => {
        expect(verdict(judgeMinc, makeHdf5(shape))).toBe("whole");
      }),
    );
  });

  it("is never whole when bytes are missing, and cut as soon as the signature is there", () => {
    fc.assert(
      fc.property(hdf5, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (shape, share) => {
        const file = makeHdf5(shape);
        const length = Math.floor(file.length * share);
        const expected = length < shape.userBlock + 8 ? "wrong" : "cut";
        expect(verdict(judgeMinc, file.subarray(0, length))).toBe(expected);
      }),
    );
  });

  it("is no proof and no fault when bytes follow", () => {
    const file = makeHdf5({ version: 0, width: 8, userBlock: 0, prefixed: false, bodyBytes: 10 });
    expect(verdict(judgeMinc, Buffer.concat([file, Buffer.alloc(4)]))).toBe("unproven");
  });
});

describe("MINC 1 (NetCDF)", () => {
  it("is whole at the end of its last variable, with fixed and growing ones, in all three versions", () => {
    fc.assert(
      fc.property(netcdf, (shape) => {
        expect(verdict(judgeMinc, makeNetcdf(shape))).toBe("whole");
      }),
    );
  });

  it("is never whole when more than padding is missing", () => {
    fc.assert(
      fc.property(netcdf, fc.integer({ min: 4, max: 2000 }), (shape, missing) => {
        const file = makeNetcdf(shape);
        const rest = file.subarray(0, Math.max(0, file.length - missing));
        expect(["cut", "wrong"]).toContain(verdict(judgeMinc, rest));
      }),
    );
  });

  it("stays unproven with a header that is longer than what is read of it", () => {
    const shape = { version: 1, lengths: [2], variables: [{ type: 1, grows: false }], records: 0 } as const;
    const file = makeNetcdf({ ...shape, history: "h".repeat(300_000) });
    expect(verdict(judgeMinc, file)).toBe("unproven");
  });

  it("never trips over random headers", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 5), fc.uint8Array({ maxLength: 400 }), (version, bytes) => {
        const file = Buffer.concat([Buffer.from("CDF"), Buffer.from([version]), bytes]);
        expect(["whole", "unproven", "cut"]).toContain(verdict(judgeMinc, file));
      }),
    );
  });
});

describe("NIfTI", () => {
  const nifti = fc.record({
    version: fc.constantFrom(1, 2),
    little: fc.boolean(),
    dims: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
  });

  it("is whole at its last voxel, in both versions and byte orders, and cut before", () => {
    fc.assert(
      fc.property(nifti, fc.integer({ min: 1, max: 5000 }), (shape, missing) => {
        const file = makeNifti(shape);
        expect(verdict(judgeNifti, file)).toBe("whole");
        const length = Math.max(0, file.length - missing);
        const expected = length < (shape.version === 1 ? 348 : 540) ? "wrong" : "cut";
        expect(verdict(judgeNifti, file.subarray(0, length))).toBe(expected);
      }),
    );
  });

  it("compressed, is refused when it is cut anywhere, whatever the size of the chunks", async () => {
    const file = gzipSync(makeNifti({ dims: [9, 9, 9] }));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 1, max: 600 }),
        async (length, chunkBytes) => {
          expect(await runChecks("a.nii.gz", file, chunkBytes)).toBe("kept");
          expect(await runChecks("a.nii.gz", file.subarray(0, length), chunkBytes)).toBe("data/corrupt");
        },
      ),
      { numRuns: 40 },
    );
  });

  it("compressed, is refused when one bit of its data or its checksum is wrong", async () => {
    // Stored, not compressed: there every bit behind the two headers counts.
    const file = gzipSync(makeNifti({ dims: [5, 5, 5] }), { level: 0 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 15, max: file.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const damaged = Buffer.from(file);
          damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << bit), at);
          expect(await runChecks("a.nii.gz", damaged)).toBe("data/corrupt");
        },
      ),
      { numRuns: 60 },
    );
  });
});
