import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { collect } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { verifyList } from "../../src/cohort/verify-list.js";
import { shareJournalPath } from "../../src/journal/share-journal.js";
import { readShareList } from "../../src/list/share-list.js";
import { expectAllWell, startLab, type Lab } from "../helpers/lab.js";

const csv = { listName: "share-list.csv" } as const;
const place = "/MRI-share/sub-01.zip";

/** Deletes all rows, as a person does who wants everybody shared again. */
async function deleteRows(list: string): Promise<void> {
  await writeFile(list, `${(await readFile(list, "utf8")).split(/\r?\n/)[0]!}\r\n`);
}

/** Cuts the first run after its zip arrived, before the program heard of it. */
async function cutLab(): Promise<Lab> {
  const lab = await startLab({ count: 1, ...csv });
  lab.sandbox.faults.add({ method: "PUT", path: /sub-01\.zip$/, kind: "reset", when: "after" });
  expect(await lab.share({ retries: 0 })).toMatchObject({ failed: 1 });
  expect(lab.sandbox.state.nextcloud.files()).toHaveLength(1);
  return lab;
}

describe("two lists with the same labels and the same folder", () => {
  it("never end each other's links, unless somebody says so", async () => {
    const lab = await startLab({ count: 2, ...csv });
    await lab.share();
    const other = { list: join(lab.folder, "other.csv") };
    for (const dryRun of [true, false]) {
      const refused = await lab.share({ ...other, dryRun });
      expect(refused).toMatchObject({ failed: 2, done: 0 });
      for (const { error } of refused.results) {
        expect(error).toMatchObject({ code: "remote/exists", hint: expect.stringContaining("--replace") });
        expect(error!.message).not.toContain("sub-");
      }
    }
    await expectAllWell(lab);
    expect(await collect(verifyList(lab.list, { cloud: lab.cloud, deep: true }))).toMatchObject({ done: 2 });

    expect(await lab.share({ ...other, replace: true, dryRun: true })).toMatchObject({ planned: 2 });
    expect(await lab.share({ ...other, replace: true })).toMatchObject({ done: 2 });
    expect(await collect(verifyList(other.list, { cloud: lab.cloud, deep: true }))).toMatchObject({
      done: 2,
    });
    expect(await collect(verifyList(lab.list, { cloud: lab.cloud }))).toMatchObject({ failed: 2 });
    // The first list knows these files no more, and does not take them back when its rows are deleted.
    await deleteRows(lab.list);
    expect(await lab.share()).toMatchObject({ failed: 2 });
    expect(await collect(verifyList(other.list, { cloud: lab.cloud }))).toMatchObject({ done: 2 });
  });

  it("leave a file and its link alone that another tool made", async () => {
    const lab = await startLab({ count: 1 });
    await lab.sandbox.state.nextcloud.putFile(place, "left by another tool");
    const { share } = await lab.cloud.shares.create({ path: place });
    const { results } = await lab.share();
    expect(results[0]).toMatchObject({ status: "failed", error: { code: "remote/exists" } });
    expect((await lab.sandbox.state.nextcloud.readFile(place)).toString()).toBe("left by another tool");
    await expect(lab.cloud.verifyLink({ url: share.url })).resolves.toMatchObject({ status: "alive" });
    expect(await lab.share({ replace: true })).toMatchObject({ done: 1 });
    await expectAllWell(lab);
    await expect(lab.cloud.verifyLink({ url: share.url })).resolves.toMatchObject({ status: "dead" });
  });
});

describe("an upload that was cut", () => {
  it("is recognized by its bytes and not sent again", async () => {
    const lab = await cutLab();
    const puts = lab.sandbox.log.find("PUT", "sub-01.zip").length;
    expect(await lab.share()).toMatchObject({ done: 1 });
    expect(lab.sandbox.log.find("PUT", "sub-01.zip")).toHaveLength(puts);
    await expectAllWell(lab);
  });

  it("is recognized and made anew when the run wants another kind of zip now", async () => {
    const lab = await cutLab();
    expect(await lab.share({ encryption: "zipcrypto" })).toMatchObject({ done: 1 });
    await expectAllWell(lab);
  });

  it("gives no right to a file of the same name and size that somebody else put there", async () => {
    const lab = await startLab({ count: 1, ...csv });
    lab.sandbox.faults.add({ method: "PUT", path: /sub-01\.zip$/, kind: "reset" });
    expect(await lab.share({ retries: 0 })).toMatchObject({ failed: 1 });
    const line = (await readFile(shareJournalPath(lab.list), "utf8")).split("\n")[1]!;
    const { zipBytes } = JSON.parse(line) as { zipBytes: number };
    const theirs = Buffer.alloc(zipBytes, "x");
    await lab.sandbox.state.nextcloud.putFile(place, theirs);
    const { results } = await lab.share();
    expect(results[0]).toMatchObject({ status: "failed", error: { code: "remote/exists" } });
    expect(await lab.sandbox.state.nextcloud.readFile(place)).toEqual(theirs);
  });

  it("is recognized also when the slow server shows its file only while the next one is sent", async () => {
    const lab = await cutLab();
    const state = lab.sandbox.state.nextcloud;
    const bytes = await state.readFile(place);
    await lab.cloud.files.remove(place);
    lab.sandbox.faults.add({ method: "PUT", path: /sub-01\.zip$/, kind: "latency", ms: 300 });
    let late: Promise<void> | undefined;
    const again = await lab.share({
      onEvent: (event) => {
        if (event.type === "start") late ??= state.putFile(place, bytes);
      },
    });
    await late;
    expect(again).toMatchObject({ done: 1 });
    await expectAllWell(lab);
  });

  it("is made good after a stop at the moment when the server had the whole body", async () => {
    const lab = await startLab({ count: 1, ...csv });
    lab.sandbox.faults.add({ method: "PUT", path: /sub-01\.zip$/, kind: "slow", bytesPerSecond: 40_000 });
    const stop = new AbortController();
    const first = lab.share({
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === "progress" && event.bytes === event.sizeBytes) stop.abort();
      },
    });
    await expect(first).rejects.toMatchObject({ code: "aborted" });
    // The lab's waits take no time, so the server's lock outlives all tries of a run; each next run begins anew.
    const codes: string[] = [];
    for (let run = 0; run < 50; run++) {
      const { results } = await lab.share();
      const code = results[0]!.error?.code ?? results[0]!.status;
      codes.push(code);
      if (code !== "remote/busy") break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(codes.at(-1), codes.join(", ")).toBe("done");
    await expectAllWell(lab);
  });

  it("is recognized although the run between was cut, too", async () => {
    const lab = await cutLab();
    const state = lab.sandbox.state.nextcloud;
    const bytes = await state.readFile(place);
    await lab.cloud.files.remove(place);
    lab.sandbox.faults.add({ method: "PUT", path: /sub-01\.zip$/, kind: "status", status: 423, times: 9 });
    expect(await lab.share({ retries: 0 })).toMatchObject({ failed: 1 });
    lab.sandbox.faults.clear();
    await state.putFile(place, bytes);
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expectAllWell(lab);
    const passwords = (await readFile(shareJournalPath(lab.list), "utf8")).match(/"password":"[^"]*"/g)!;
    expect(passwords.length).toBeGreaterThan(1);
    for (const one of passwords) expect(one).toMatch(/^"password":" *"$/);
  });
});

describe("a row that another program wrote", () => {
  it("proves by its link that the file is the one to replace when the row is deleted", async () => {
    const lab = await startLab({ count: 1, ...csv });
    await lab.sandbox.state.nextcloud.putFile(place, "made by today's script");
    const { share } = await lab.cloud.shares.create({ path: place });
    await writeFile(lab.list, `,url,password,expire\nsub-01,${share.url},ZI-J5-Orange-2026,2099-12-12\n`);
    expect(await lab.share()).toMatchObject({ unchanged: 1 });
    expect((await readShareList(lab.list)).rows).toHaveLength(1);
    await deleteRows(lab.list);
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expectAllWell(lab);
    await expect(lab.cloud.verifyLink({ url: share.url })).resolves.toMatchObject({ status: "dead" });
  });
});
