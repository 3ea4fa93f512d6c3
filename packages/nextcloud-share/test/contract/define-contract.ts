import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NextcloudClient, Share } from "../../src/index.js";
import { addDays, dayIn } from "../../src/index.js";
import { bodyOf, patternedBytes, readAll, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";

/** A Nextcloud to hold the contract against. */
export interface ContractTarget {
  readonly cloud: NextcloudClient;
  close(): Promise<void>;
}

const MiB = 1024 * 1024;

/**
 * What every Nextcloud must do for this package: the look-alike in both versions, and a real server where one is named.
 * Everything is written below one folder whose name begins with `contract-test-`, and removed at the end.
 */
export function defineContract(name: string, open: () => Promise<ContractTarget>): void {
  describe(`contract with ${name}`, () => {
    let target: ContractTarget;
    let cloud: NextcloudClient;
    const folder = `contract-test-${String(process.pid)}-${Math.random().toString(36).slice(2, 8)}`;

    beforeAll(async () => {
      target = await open();
      cloud = target.cloud;
    });
    afterAll(async () => {
      await cloud.files.remove(folder);
      await target.close();
    });

    const put = async (file: string, bytes: Buffer): Promise<string> => {
      const path = `${folder}/${file}`;
      await cloud.upload({ path, body: bodyOf(bytes) });
      return path;
    };
    const today = (): string => dayIn(cloud.timeZone.name, Date.now());
    const list = async (path: string): Promise<Share[]> => {
      const shares: Share[] = [];
      for await (const share of cloud.shares.list({ path })) shares.push(share);
      return shares;
    };

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

    describe("shares", () => {
      it("makes one link per file however often it is asked, and brings it to the settings", async () => {
        const path = await put("shared.zip", patternedBytes(2000));
        const expire = addDays(today(), 5);
        const first = await cloud.shares.create({ path, expire, label: "sub-01", note: "Thank you" });
        expect(first).toMatchObject({ created: true, others: [] });
        expect(first.share).toMatchObject({
          path,
          expire,
          label: "sub-01",
          note: "Thank you",
          hasPassword: false,
        });
        const again = await cloud.shares.create({ path, expire: addDays(expire, 1) });
        expect(again).toMatchObject({ created: false });
        expect(again.share).toMatchObject({
          id: first.share.id,
          expire: addDays(expire, 1),
          label: "sub-01",
        });
        expect(await list(path)).toHaveLength(1);
        await failsWith(cloud.shares.create({ path, ifExists: "refuse" }), "remote/exists");
      });

      it("extends a link and keeps its password, and lists a folder's links at once", async () => {
        const path = await put("extended.zip", patternedBytes(2000));
        const { share } = await cloud.shares.create({
          path,
          expire: addDays(today(), 2),
          password: "Sieben-Zebras-am-Kai-4711",
        });
        const extended = await cloud.shares.extend(share.id, { expires: addDays(today(), 6) });
        expect(extended).toMatchObject({ expire: addDays(today(), 6), hasPassword: true });
        const inFolder: string[] = [];
        for await (const one of cloud.shares.list({ folder })) inFolder.push(one.path);
        expect(inFolder).toContain(path);
        expect(await cloud.shares.get(share.id)).toMatchObject({ id: share.id, path });
      });

      it("refuses a last day that is over", async () => {
        const path = await put("late.zip", patternedBytes(100));
        await failsWith(cloud.shares.create({ path, expire: addDays(today(), -2) }), "input/invalid");
        await failsWith(cloud.shares.create({ path: `${folder}/missing.zip` }), "remote/not-found");
      });
    });

    describe("recipient", () => {
      it("downloads through a link without any login", async () => {
        const bytes = patternedBytes(123_456, 7);
        const path = await put("open.zip", bytes);
        const { share } = await cloud.shares.create({ path });
        expect(await cloud.verifyLink({ url: share.url, sizeBytes: bytes.byteLength })).toMatchObject({
          status: "alive",
          needsPassword: false,
          sizeBytes: bytes.byteLength,
        });
        const download = await cloud.downloadPublic(share.url);
        expect(sha256(await readAll(download.body))).toBe(sha256(bytes));
      });

      it("opens a link with its password, tells a wrong one, and finds a revoked one dead", async () => {
        const bytes = patternedBytes(5000, 8);
        const path = await put("locked.zip", bytes);
        const password = "Sieben-Zebras-am-Kai-4711";
        const { share } = await cloud.shares.create({ path, password });
        expect(await cloud.verifyLink({ url: share.url })).toMatchObject({
          status: "locked",
          needsPassword: true,
        });
        expect(await cloud.verifyLink({ url: share.url, password })).toMatchObject({
          status: "alive",
          sizeBytes: 5000,
        });
        const download = await cloud.downloadPublic(share.url, { password });
        expect(sha256(await readAll(download.body))).toBe(sha256(bytes));

        const revoked = await cloud.shares.revoke(share);
        expect(revoked).toMatchObject({ linkRemoved: true, fileRemoved: true });
        expect(await cloud.files.stat(path)).toBeUndefined();
        expect(await cloud.verifyLink({ url: share.url, password })).toMatchObject({ status: "dead" });
        await failsWith(cloud.downloadPublic(share.url, { password }), "remote/not-found");
        expect(await cloud.shares.revoke(share.id)).toMatchObject({ linkRemoved: false });
      });
    });

    describe("preflight", () => {
      it("finds nothing wrong with an ordinary job and something with an impossible one", async () => {
        const good = await cloud.preflight({
          folder,
          names: ["sub-01.zip"],
          totalBytes: 1000,
          expire: addDays(today(), 1),
        });
        expect(
          good.findings.filter(
            (finding) => finding.severity === "error" && finding.code !== "link-password-required",
          ),
        ).toEqual([]);
        const bad = await cloud.preflight({
          folder,
          names: ["a\\b.zip", ".htaccess"],
          expire: addDays(today(), -1),
        });
        expect(bad.ok).toBe(false);
        expect(bad.findings.map((finding) => finding.code)).toEqual(
          expect.arrayContaining(["expiry-past", "name-forbidden"]),
        );
      });
    });
  });
}
