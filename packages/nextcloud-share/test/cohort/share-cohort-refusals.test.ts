import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectAllWell, startLab } from "../helpers/lab.js";

describe("shareCohort, where something stands in the way,", () => {
  it("refuses to keep list, journal or passwords inside the dataset", async () => {
    const lab = await startLab({ count: 1 });
    const datasetRoot = join(lab.folder, "bids");
    for (const changes of [
      { list: join(datasetRoot, "share-list.xlsx") },
      { list: join(datasetRoot, "sub-01", "x.csv") },
      { splitPasswords: join(datasetRoot, "p.csv") },
    ]) {
      await expect(lab.share({ datasetRoot, ...changes })).rejects.toMatchObject({ code: "input/invalid" });
    }
    expect(lab.sandbox.state.nextcloud.files()).toEqual([]);
    expect(await lab.share({ datasetRoot })).toMatchObject({ done: 1 });
  });

  it("stops before the first byte when the server will not take such links, and names the latest day", async () => {
    const lab = await startLab({ nextcloud: { expire: { enforced: true, days: 7 } } });
    await expect(lab.share({ expiresInDays: 21 })).rejects.toMatchObject({
      code: "remote/refused",
      hint: expect.stringMatching(/\d{4}-\d\d-\d\d/),
    });
    lab.sandbox.state.nextcloud.settings.linksEnabled = false;
    const other = await lab.connect();
    await expect(lab.share({ cloud: other })).rejects.toMatchObject({ code: "remote/refused" });
    expect(lab.sandbox.state.nextcloud.files()).toEqual([]);
  });

  it("says of a row whose last day is over that it is, and leaves it alone", async () => {
    const lab = await startLab({ count: 1 });
    await lab.share({ expiresInDays: 3 });
    lab.sandbox.clock.advance(5 * 24 * 3_600_000);
    const late = await lab.share();
    expect(late).toMatchObject({ skipped: 1, done: 0, unchanged: 0 });
    expect(late.results[0]!.error).toMatchObject({ message: "The last day of the link is over." });
  });

  it("stops as a whole when the server has blocked this address", async () => {
    const lab = await startLab({ count: 3 });
    lab.sandbox.faults.add({
      kind: "status",
      status: 429,
      method: "PUT",
      times: 1,
      body: "<s:exception>OCA\\DAV\\Connector\\Sabre\\Exception\\TooManyRequests</s:exception>",
    });
    await expect(lab.share({ concurrency: 1 })).rejects.toMatchObject({ details: { blocked: true } });
    expect(lab.sandbox.log.find("PUT", /./)).toHaveLength(1);
  });

  it("makes a failed record of a full account, and goes on when there is room", async () => {
    const lab = await startLab({ nextcloud: { quotaBytes: 45_000 } });
    const full = await lab.share({ concurrency: 1 });
    expect(full).toMatchObject({ done: 2, failed: 1 });
    expect(full.results.find((one) => one.status === "failed")!.error).toMatchObject({
      code: "remote/quota",
    });
    lab.sandbox.state.nextcloud.setQuota(undefined);
    expect(await lab.share()).toMatchObject({ done: 1, unchanged: 2 });
    await expectAllWell(lab);
  });

  it("stops everything at the first refused login", async () => {
    const lab = await startLab();
    lab.sandbox.faults.add({ method: "PUT", kind: "status", status: 401, times: 99 });
    await expect(lab.share({ concurrency: 1 })).rejects.toMatchObject({ code: "auth/rejected" });
    expect(lab.sandbox.log.entries.filter((one) => one.status === 401)).toHaveLength(1);
    lab.sandbox.faults.clear();
    expect(await lab.share({ cloud: await lab.connect() })).toMatchObject({ done: 3 });
    await expectAllWell(lab);
  });

  it("refuses two participants whose zips would have one name, and a second run on the same list", async () => {
    const lab = await startLab({ count: 1 });
    const [one] = lab.participants;
    const all = await lab.share({}, [one!, { ...one!, label: "SUB-01" }, { ...one! }]);
    expect(all).toMatchObject({ done: 1, failed: 2 });
    await expectAllWell(lab);
  });

  it("asks what to do when the list is gone as a whole", async () => {
    const lab = await startLab({ count: 2 });
    await lab.share();
    await rm(lab.list);
    await expect(lab.share()).rejects.toMatchObject({ code: "local/not-found" });
    expect(lab.sandbox.state.nextcloud.shares()).toHaveLength(2);
    expect(await lab.share({ restartList: true })).toMatchObject({ done: 2 });
    await expectAllWell(lab);
  });

  it("never overwrites a damaged list and shares nothing then", async () => {
    const lab = await startLab();
    await writeFile(lab.list, "not a workbook");
    await expect(lab.share()).rejects.toMatchObject({ code: "data/corrupt" });
    expect(await readFile(lab.list, "utf8")).toBe("not a workbook");
    expect(lab.sandbox.state.nextcloud.files()).toEqual([]);
  });

  it("names who has nothing to share, without a row, and shares the others", async () => {
    const lab = await startLab();
    const people = [
      ...lab.participants,
      {
        label: "sub-04",
        files: [],
        problem: {
          code: "annex-missing",
          message: "The image is not on this disk.",
          hint: "Run: datalad get sub-04",
        },
      },
      { label: "sub-05", files: [{ name: "x.nii.gz", path: join(lab.folder, "gone.nii.gz") }] },
    ];
    const all = await lab.share({}, people);
    expect(all).toMatchObject({ done: 3, skipped: 1, failed: 1 });
    const by = new Map(all.results.map((one) => [one.id, one]));
    expect(by.get("sub-04")!.error).toMatchObject({
      code: "local/not-found",
      hint: "Run: datalad get sub-04",
      message: "The image is not on this disk.",
    });
    expect(by.get("sub-05")!.error).toMatchObject({ code: "local/not-found" });
    expect(by.get("sub-05")!.error!.message).not.toContain("gone");
    await expectAllWell(lab);
  });

  it("says on a dry run when all together has no room, and how long the limit of links makes it wait", async () => {
    const lab = await startLab({ count: 22, nextcloud: { quotaBytes: 100_000 } });
    await expect(lab.share({ dryRun: true })).rejects.toMatchObject({ code: "remote/quota" });
    lab.sandbox.state.nextcloud.setQuota(undefined);
    expect(await lab.share({ dryRun: true })).toMatchObject({ planned: 22 });
    expect(lab.events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringMatching(/minutes/) }),
    );
  });

  it("sends no chunk of a zip that has no room", async () => {
    const lab = await startLab({
      count: 1,
      sizeBytes: 7_000_000,
      nextcloud: { version: "27", quotaBytes: 5_000_000 },
    });
    const full = await lab.share({ chunkThresholdBytes: 6_000_000 });
    expect(full.results[0]!.error).toMatchObject({ code: "remote/quota" });
    expect(lab.sandbox.log.find("PUT", "/")).toEqual([]);
  });

  it("asks for the file of passwords when the rows of the list have none", async () => {
    const lab = await startLab({ count: 2 });
    const splitPasswords = join(lab.folder, "passwords.csv");
    await lab.share({ splitPasswords }, lab.participants.slice(0, 1));
    await expect(lab.share()).rejects.toMatchObject({
      code: "input/invalid",
      hint: expect.stringContaining("--split-passwords"),
    });
    expect(lab.sandbox.state.nextcloud.shares()).toHaveLength(1);
    expect(await lab.share({ splitPasswords })).toMatchObject({ done: 1, unchanged: 1 });
  });

  it("tests a link in the next run when this one could not, with the passwords of the second file", async () => {
    const lab = await startLab({ count: 1 });
    const splitPasswords = join(lab.folder, "passwords.csv");
    lab.sandbox.faults.add({ method: "GET", path: /public/, kind: "status", status: 500, times: 99 });
    expect(await lab.share({ splitPasswords, retries: 0 })).toMatchObject({ failed: 1 });
    lab.sandbox.faults.clear();
    expect(await lab.share({ splitPasswords })).toMatchObject({ done: 1 });
    expect((await lab.rows())[0]!.status).toBe("shared");
  });

  it("leaves the old link of a deleted row alive while the new zip has no room", async () => {
    const lab = await startLab({ count: 1, listName: "share-list.csv" });
    await lab.share();
    const [old] = await lab.rows();
    await writeFile(lab.list, `${(await readFile(lab.list, "utf8")).split("\r\n")[0]!}\r\n`);
    lab.sandbox.state.nextcloud.setQuota(lab.sandbox.state.nextcloud.usedBytes() + 100);
    const full = await lab.share();
    expect(full.results[0]!.error).toMatchObject({ code: "remote/quota" });
    await expect(lab.cloud.verifyLink({ url: old!.url })).resolves.toMatchObject({ status: "alive" });
    lab.sandbox.state.nextcloud.setQuota(undefined);
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expectAllWell(lab);
  });

  it("tells a folder where a file should be, by its code", async () => {
    const lab = await startLab({ count: 1, listName: "list.csv" });
    await mkdir(lab.list);
    await expect(lab.share()).rejects.toMatchObject({ code: "local/denied" });
    await expect(
      lab.share({ list: join(lab.folder, "other.csv"), splitPasswords: lab.list }),
    ).rejects.toMatchObject({ code: "local/denied" });
  });
});
