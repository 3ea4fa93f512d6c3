import { mkdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { collect, type TransferEvent } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { revokeList } from "../../src/cohort/revoke-list.js";
import { shareCohort } from "../../src/cohort/share-cohort.js";
import { verifyList } from "../../src/cohort/verify-list.js";
import { shareJournalPath, stateFolder } from "../../src/journal/share-journal.js";
import { importShareList } from "../../src/list/import-share-list.js";
import { writeShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { expectAllWell, filesBelow, startLab, type Lab } from "../helpers/lab.js";

const csv = { listName: "share-list.csv" } as const;
const place = "/MRI-share/sub-01.zip";

/** Shares while the list is open elsewhere: the link exists, its row waits in the journal. */
async function heldLab(): Promise<{ lab: Lab; lock: string }> {
  const lab = await startLab({ count: 1, ...csv });
  const lock = join(lab.folder, "~$share-list.csv");
  await writeFile(lock, "");
  expect(await lab.share()).toMatchObject({ failed: 1 });
  return { lab, lock };
}

describe("a row whose test failed", () => {
  /** Shares with a byte turned over on the way back, then loses the journal. */
  async function doubted(): Promise<Lab> {
    const lab = await startLab({ count: 1, ...csv });
    lab.sandbox.faults.add({ method: "GET", path: /public/, kind: "flipByte" });
    expect(await lab.share()).toMatchObject({ failed: 1 });
    expect((await lab.rows())[0]).toMatchObject({ status: "test failed" });
    await rm(stateFolder(lab.list), { recursive: true, force: true });
    return lab;
  }

  it("is tested again when the journal is gone, and taken for shared once the link gives what was sent", async () => {
    const lab = await doubted();
    expect(await lab.share()).toMatchObject({ done: 1 });
    expect((await lab.rows())[0]).toMatchObject({ status: "shared" });
    expect(await lab.share()).toMatchObject({ unchanged: 1 });
  });

  it("stays doubted when the link still gives something else", async () => {
    const lab = await doubted();
    lab.sandbox.faults.add({ method: "GET", path: /public/, kind: "flipByte" });
    expect(await lab.share()).toMatchObject({ failed: 1, unchanged: 0 });
    expect((await lab.rows())[0]).toMatchObject({ status: "test failed" });
  });
});

describe("a row that waits in the journal", () => {
  it("is noted there in full although a second state of it followed", async () => {
    const lab = await startLab({ count: 1, ...csv });
    const lock = join(lab.folder, "~$share-list.csv");
    await writeFile(lock, "");
    lab.sandbox.faults.add({ method: "GET", path: /public/, kind: "flipByte" });
    async function* people() {
      yield lab.participants[0]!;
      // The list is closed before the run ends.
      await rm(lock);
    }
    const all = await collect(
      shareCohort(people(), {
        cloud: lab.cloud,
        list: lab.list,
        concurrency: 1,
        now: () => lab.sandbox.clock.now(),
      }),
    );
    expect(all.results[0]!.error?.code).toMatch(/^data\//);
    const [row] = await lab.rows();
    expect(row).toMatchObject({ status: "test failed" });
    expect(await readFile(shareJournalPath(lab.list), "utf8")).not.toContain(row!.password);
  });

  it("takes the place of an older row whose link it ended", async () => {
    const lab = await startLab({ count: 1, ...csv });
    await lab.share();
    const before = await readFile(lab.list);
    await writeFile(lab.list, `${before.toString().split("\r\n")[0]!}\r\n`);
    const lock = join(lab.folder, "~$share-list.csv");
    await writeFile(lock, "");
    expect(await lab.share()).toMatchObject({ failed: 1 });
    // Somebody puts the old state back before the row could be written.
    await writeFile(lab.list, before);
    await rm(lock);
    expect(await lab.share()).toMatchObject({ unchanged: 1 });
    await expectAllWell(lab);
  });

  it("gives way to a row of another origin: its own link is ended, and nothing stays", async () => {
    const { lab, lock } = await heldLab();
    const password = /"password":"([^"]+)"/.exec(await readFile(shareJournalPath(lab.list), "utf8"))![1]!;
    await rm(lock);
    await writeShareList(lab.list, [aRow("sub-01", { url: "https://cloud.example.org/s/other" })]);
    expect(await lab.share()).toMatchObject({ unchanged: 1 });
    expect(lab.sandbox.state.nextcloud.shares()).toEqual([]);
    expect(lab.sandbox.state.nextcloud.files()).toEqual([]);
    expect(await readFile(shareJournalPath(lab.list), "utf8")).not.toContain(password);
  });

  it("ends the run with one clear error when it cannot be written at all", async () => {
    const { lab, lock } = await heldLab();
    await rm(lock);
    await mkdir(lab.list);
    await expect(lab.share()).rejects.toMatchObject({ code: "local/denied" });
    await rm(lab.list, { recursive: true });
    expect(await lab.share()).toMatchObject({ unchanged: 1 });
    await expectAllWell(lab);
  });
});

describe("a run that is stopped", () => {
  it("still writes rows that can be written, gives their results and a summary", async () => {
    const lab = await startLab({ count: 2, ...csv });
    const lock = join(lab.folder, "~$share-list.csv");
    await writeFile(lock, "");
    const stop = new AbortController();
    const events: TransferEvent[] = [];
    const seen: string[] = [];
    async function* people() {
      yield lab.participants[0]!;
      await rm(lock);
      stop.abort();
    }
    const run = (async () => {
      for await (const { id, status } of shareCohort(people(), {
        cloud: lab.cloud,
        list: lab.list,
        concurrency: 1,
        signal: stop.signal,
        now: () => lab.sandbox.clock.now(),
        onEvent: (event) => events.push(event),
      }))
        seen.push(`${id} ${status}`);
    })();
    await expect(run).rejects.toMatchObject({ code: "aborted" });
    expect(seen).toEqual(["sub-01 done"]);
    expect(await lab.rows()).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: "summary", done: 1 });
  });
});

describe("the self-test", () => {
  it("is tried again after a fault that passes, from the first byte", async () => {
    const lab = await startLab({ count: 1 });
    lab.sandbox.faults.add({ method: "GET", path: /public/, kind: "cutAtPercent", percent: 50 });
    expect(await lab.share()).toMatchObject({ done: 1 });
    expect(lab.events).toContainEqual(expect.objectContaining({ type: "retry", id: "sub-01" }));
    await expectAllWell(lab);
  });

  it("of a verify under way keeps its file while another run begins; files of long ago go", async () => {
    const lab = await startLab({ count: 1 });
    await lab.share();
    const folder = stateFolder(lab.list);
    const [running, old] = ["verify-0123.zip", "verify-4567.zip"].map((name) => join(folder, name));
    for (const path of [running!, old!, join(folder, "self-test-89.zip")]) await writeFile(path, "sealed");
    const nowS = lab.sandbox.clock.now() / 1000;
    await utimes(running!, nowS, nowS);
    await utimes(old!, nowS - 2 * 86_400, nowS - 2 * 86_400);
    await lab.share();
    expect((await filesBelow(folder)).filter((path) => path.endsWith(".zip"))).toEqual([running]);
  });
});

describe("revokeList", () => {
  it("leaves a file of the same name and size alone that is not the one that was shared", async () => {
    const lab = await startLab({ count: 1, ...csv });
    await lab.share({ expiresInDays: 1 });
    const state = lab.sandbox.state.nextcloud;
    const size = (await state.readFile(place)).length;
    state.removeShare(state.shares()[0]!.id);
    const theirs = Buffer.alloc(size, "x");
    await state.putFile(place, theirs);
    const { cloud, events } = lab;
    const onEvent = (event: TransferEvent): unknown => events.push(event);
    expect(await collect(revokeList(lab.list, { cloud, onEvent }))).toMatchObject({ done: 1 });
    expect(await state.readFile(place)).toEqual(theirs);
    expect(events).toContainEqual(expect.objectContaining({ type: "warning", id: "sub-01" }));
  });

  it("leaves the file that was shared alone while somebody else's link leads to it", async () => {
    const lab = await startLab({ count: 1, ...csv });
    await lab.share();
    const state = lab.sandbox.state.nextcloud;
    const [own] = state.shares();
    await lab.cloud.shares.create({ path: place, ifExists: "add" });
    state.removeShare(own!.id);
    expect(await collect(revokeList(lab.list, { cloud: lab.cloud }))).toMatchObject({ done: 1 });
    expect(state.files()).toHaveLength(1);
    expect(state.shares()).toHaveLength(1);
  });
});

describe("verifyList", () => {
  it("stops its workers when the reader goes away", async () => {
    const lab = await startLab({ count: 3 });
    await lab.share();
    lab.sandbox.faults.add({ path: /public|\/s\//, kind: "stall", afterBytes: 0, times: 99, skip: 6 });
    for await (const result of verifyList(lab.list, { cloud: lab.cloud, concurrency: 3 })) {
      expect(result.action).toBe("verify");
      break;
    }
  });
});

describe("an imported list", () => {
  it("is known to the journal at once, so that a row may be deleted before the first run", async () => {
    const lab = await startLab({ count: 1, ...csv });
    await lab.sandbox.state.nextcloud.putFile(place, "made by today's script");
    const { share } = await lab.cloud.shares.create({ path: place });
    const old = join(lab.folder, "bids", "old.csv");
    await mkdir(dirname(old), { recursive: true });
    await writeFile(old, `,url,password,expire\nsub-01,${share.url},pw,2099-12-12\n`);
    expect(await importShareList(old, lab.list)).toBe(1);
    await writeFile(lab.list, `${(await readFile(lab.list, "utf8")).split("\r\n")[0]!}\r\n`);
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expect(lab.cloud.verifyLink({ url: share.url })).resolves.toMatchObject({ status: "dead" });
    await expectAllWell(lab);
  });
});
