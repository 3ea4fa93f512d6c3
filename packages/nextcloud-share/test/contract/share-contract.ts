import { beforeAll, describe, expect, it } from "vitest";
import type { NextcloudClient, Share } from "../../src/index.js";
import { addDays, dayIn } from "../../src/index.js";
import { patternedBytes, readAll, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import type { ContractLab } from "./contract-lab.js";

/** Links, what recipients meet behind them, and what preflight says beforehand. */
export function shareContract(lab: ContractLab): void {
  const { folder } = lab;
  let cloud: NextcloudClient;
  beforeAll(() => {
    cloud = lab.cloud();
  });
  const put = (file: string, bytes: Buffer): Promise<string> => lab.put(file, bytes);
  const today = (): string => dayIn(cloud.timeZone.name, Date.now());
  const list = async (path: string): Promise<Share[]> => {
    const shares: Share[] = [];
    for await (const share of cloud.shares.list({ path })) shares.push(share);
    return shares;
  };

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
}
