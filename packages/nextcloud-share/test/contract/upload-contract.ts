import { beforeAll, describe, expect, it } from "vitest";
import type { NextcloudClient } from "../../src/index.js";
import { bodyOf, patternedBytes, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import type { ContractLab } from "./contract-lab.js";

const MiB = 1024 * 1024;

/** Accounts, folders and files, whole and in chunks. */
export function uploadContract(lab: ContractLab): void {
  const { folder } = lab;
  let cloud: NextcloudClient;
  beforeAll(() => {
    cloud = lab.cloud();
  });
  const put = (file: string, bytes: Buffer): Promise<string> => lab.put(file, bytes);

  describe("connect", () => {
    it("finds the account, the version and the capabilities", () => {
      expect(cloud.userId).not.toBe("");
      expect(cloud.server.major).toBeGreaterThanOrEqual(27);
      expect(cloud.capabilities.files_sharing?.api_enabled).toBe(true);
    });
  });

  describe("upload", () => {
    it("makes nested folders, keeps every byte and has the server confirm the digest", async () => {
      const bytes = patternedBytes(300_001);
      const path = `${folder}/deep/deeper/sub-01.zip`;
      const result = await cloud.upload({ path, body: bodyOf(bytes), mtime: new Date(1_700_000_000_000) });
      expect(result).toMatchObject({
        sizeBytes: 300_001,
        sha256: sha256(bytes),
        verifiedBy: "server-sha256",
      });
      const entry = await cloud.files.stat(path);
      expect(entry).toMatchObject({ kind: "file", sizeBytes: 300_001, path });
      expect(entry?.lastModified?.getTime()).toBe(1_700_000_000_000);
      expect(await cloud.files.digest(path)).toBe(sha256(bytes));
    });

    it("makes a missing folder once for several uploads at the same moment", async () => {
      const names = ["a.zip", "b.zip", "c.zip", "d.zip", "e.zip"].map(
        (file) => `${folder}/race/deep/${file}`,
      );
      await Promise.all(names.map((path) => cloud.upload({ path, body: bodyOf(patternedBytes(1000)) })));
      const found: string[] = [];
      for await (const entry of cloud.files.list(`${folder}/race/deep`)) found.push(entry.path);
      expect(found.sort()).toEqual(names);
    });

    it("stores an empty file", async () => {
      const result = await cloud.upload({ path: `${folder}/empty.bin`, body: bodyOf(Buffer.alloc(0)) });
      expect(result.sizeBytes).toBe(0);
      expect(await cloud.files.stat(`${folder}/empty.bin`)).toMatchObject({ sizeBytes: 0 });
    });

    it("does not overwrite unless it is told to", async () => {
      const path = await put("once.zip", patternedBytes(1000, 1));
      await failsWith(cloud.upload({ path, body: bodyOf(patternedBytes(1000, 2)) }), "remote/exists");
      expect(await cloud.files.digest(path)).toBe(sha256(patternedBytes(1000, 1)));
      await cloud.upload({ path, body: bodyOf(patternedBytes(900, 2)), replace: true });
      expect(await cloud.files.digest(path)).toBe(sha256(patternedBytes(900, 2)));
    });

    it("takes names with blanks, umlauts, percent signs and emoji", async () => {
      for (const file of ["sub 01.zip", "Größe.zip", "100%.zip", "a#b?c&d+e.zip", "gehirn-🧠.zip"]) {
        const path = await put(file, patternedBytes(500));
        expect((await cloud.files.stat(path))?.path).toBe(path);
      }
      const names: string[] = [];
      for await (const entry of cloud.files.list(folder)) names.push(entry.path);
      expect(names).toContain(`${folder}/Größe.zip`);
    });

    it("sends chunks in the right order and has the joined file confirmed", async () => {
      const bytes = patternedBytes(12 * MiB + 7, 3);
      const path = `${folder}/chunked.zip`;
      const result = await cloud.upload(
        { path, body: bodyOf(bytes) },
        { chunkThresholdBytes: MiB, chunkBytes: 5 * MiB },
      );
      expect(result).toMatchObject({
        sha256: sha256(bytes),
        verifiedBy: "server-sha256",
        chunks: { sent: 3, kept: 0 },
      });
      expect(await cloud.files.digest(path)).toBe(sha256(bytes));
    });

    it("sends a body of unknown length", async () => {
      const bytes = patternedBytes(6 * MiB + 1, 4);
      const path = `${folder}/unknown.zip`;
      const result = await cloud.upload(
        { path, body: bodyOf(bytes, { known: false }) },
        { chunkBytes: 5 * MiB },
      );
      expect(result).toMatchObject({
        sizeBytes: bytes.byteLength,
        sha256: sha256(bytes),
        chunks: { sent: 2, kept: 0 },
      });
    });

    it("goes on with an interrupted chunked upload of the same content", async () => {
      const bytes = patternedBytes(12 * MiB, 5);
      const path = `${folder}/resumed.zip`;
      const options = { chunkThresholdBytes: MiB, chunkBytes: 5 * MiB };
      const broken = {
        lengthBytes: bytes.byteLength,
        async *open(): AsyncGenerator<Uint8Array> {
          await Promise.resolve();
          yield bytes.subarray(0, 11 * MiB);
          throw new Error("the source broke off");
        },
      };
      await expect(cloud.upload({ path, body: broken, contentId: "resumed" }, options)).rejects.toThrow();
      const result = await cloud.upload({ path, body: bodyOf(bytes), contentId: "resumed" }, options);
      expect(result.chunks.kept).toBeGreaterThanOrEqual(1);
      expect(result.chunks.kept + result.chunks.sent).toBe(3);
      expect(await cloud.files.digest(path)).toBe(sha256(bytes));
    });
  });

  describe("files", () => {
    it("knows what is not there", async () => {
      expect(await cloud.files.stat(`${folder}/nothing`)).toBeUndefined();
      expect(await cloud.files.remove(`${folder}/nothing`)).toBe(false);
    });

    it("tells the space that is left", async () => {
      const { available } = await cloud.files.quota(`${folder}/not-made-yet`);
      expect(["number", "string"]).toContain(typeof available);
    });
  });
}
