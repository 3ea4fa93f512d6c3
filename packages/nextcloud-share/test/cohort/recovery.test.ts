import { appendFile, chmod, mkdir, readFile, rm, stat, writeFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { collect } from "@scanferry/transfer";
import { afterEach, describe, expect, it, vi } from "vitest";
import { shareCohort } from "../../src/cohort/share-cohort.js";
import { ShareJournal, shareJournalPath } from "../../src/journal/share-journal.js";
import { ShareList } from "../../src/list/share-list.js";
import { expectAllWell, startLab, type Lab } from "../helpers/lab.js";

const MiB = 1024 * 1024;
const big = { chunkThresholdBytes: 6 * MiB, chunkBytes: 5 * MiB } as const;

afterEach(() => vi.restoreAllMocks());

/** Makes everything fail from a moment on, as if the process had ended there. */
function crashFrom(
  method: "record" | "blank" | "save",
  nth: number,
  moment: "before" | "after",
): () => number {
  let calls = 0;
  let dead = false;
  const target = method === "save" ? ShareList.prototype : ShareJournal.prototype;
  const wrap = (name: "record" | "blank" | "save"): void => {
    const proto = (name === "save" ? ShareList.prototype : ShareJournal.prototype) as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >;
    const real = proto[name]!;
    vi.spyOn(proto, name).mockImplementation(async function (this: unknown, ...args: unknown[]) {
      if (dead) throw new Error("dead already");
      if (name !== method) return real.apply(this, args);
      calls += 1;
      if (calls === nth && moment === "before") dead = true;
      if (dead) throw new Error("killed");
      const result = await real.apply(this, args);
      if (calls === nth) {
        dead = true;
        throw new Error("killed");
      }
      return result;
    });
  };
  void target;
  for (const name of ["record", "blank", "save"] as const) wrap(name);
  return () => calls;
}

async function interruptedThenAgain(
  lab: Lab,
  method: "record" | "blank" | "save",
  nth: number,
  moment: "before" | "after",
): Promise<void> {
  crashFrom(method, nth, moment);
  await lab.share({ concurrency: 1 }).catch(() => undefined);
  vi.restoreAllMocks();
  const again = await lab.share({ concurrency: 1 });
  expect(again.failed, `${method} ${nth} ${moment}`).toBe(0);
  await expectAllWell(lab);
  expect(await lab.share()).toMatchObject({ unchanged: 2, done: 0 });
}

describe("a run that ends in the middle", () => {
  it.each(["before", "after"] as const)(
    "is made good by the next one, whatever journal step it ended %s",
    async (moment) => {
      // planned, uploading, uploaded, link-intended, linked, listed, tested; twice.
      for (let nth = 1; nth <= 14; nth++) {
        const lab = await startLab({ count: 2, sizeBytes: 2000 });
        await interruptedThenAgain(lab, "record", nth, moment);
      }
    },
    60_000,
  );

  it.each(["before", "after"] as const)(
    "is made good when it ended %s the list was written or a password blanked",
    async (moment) => {
      for (const method of ["save", "blank"] as const) {
        for (const nth of [1, 2]) {
          const lab = await startLab({ count: 2, sizeBytes: 2000 });
          await interruptedThenAgain(lab, method, nth, moment);
        }
      }
    },
    60_000,
  );

  it("keeps no password in the journal once the row is written", async () => {
    const lab = await startLab({ count: 2, nextcloud: { passwordEnforced: true } });
    await lab.share();
    const journal = await readFile(shareJournalPath(lab.list), "utf8");
    expect(journal).toContain('"step":"planned"');
    for (const row of await lab.rows()) {
      expect(journal).not.toContain(row.password);
      expect(journal).not.toContain(row.linkPassword);
    }
    expect((await stat(shareJournalPath(lab.list))).mode & 0o777).toBe(0o600);
  });

  it("has password and path in the journal before the link exists", async () => {
    const lab = await startLab({ count: 1 });
    lab.sandbox.faults.add({ method: "POST", path: /shares$/, kind: "status", status: 400, times: 9 });
    expect(await lab.share()).toMatchObject({ failed: 1 });
    const lines = (await readFile(shareJournalPath(lab.list), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map((line) => line["step"])).toEqual(["planned", "uploading", "uploaded", "link-intended"]);
    expect(lines[0]).toMatchObject({
      subject: "sub-01",
      remotePath: "MRI-share/sub-01.zip",
      password: expect.stringMatching(/\w/),
    });
    lab.sandbox.faults.clear();
    // The zip that lies there is not sent again: the listed password is the one of the journal.
    const puts = lab.sandbox.log.find("PUT", "sub-01.zip").length;
    expect(await lab.share()).toMatchObject({ done: 1 });
    expect(lab.sandbox.log.find("PUT", "sub-01.zip")).toHaveLength(puts);
    expect((await lab.rows())[0]!.password).toBe(lines[0]!["password"]);
    await expectAllWell(lab);
  });

  it("does not take a zip for its own that was changed on the server meanwhile", async () => {
    const lab = await startLab({ count: 1 });
    lab.sandbox.faults.add({ method: "POST", path: /shares$/, kind: "status", status: 400 });
    await lab.share();
    await lab.sandbox.state.nextcloud.corruptFile("/MRI-share/sub-01.zip");
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expectAllWell(lab);
  });

  it("starts anew when the source changed after the zip was sent", async () => {
    const lab = await startLab({ count: 1 });
    lab.sandbox.faults.add({ method: "POST", path: /shares$/, kind: "status", status: 400 });
    await lab.share();
    await writeFile(lab.participants[0]!.files[0]!.path, "plaintext of a better scan");
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expectAllWell(lab);
  });

  it("is stopped by a signal, keeps what is done, and goes on", async () => {
    const lab = await startLab({ count: 6 });
    const stop = new AbortController();
    const seen: string[] = [];
    const run = (async () => {
      for await (const result of shareCohort(lab.participants, {
        cloud: lab.cloud,
        list: lab.list,
        signal: stop.signal,
        concurrency: 2,
      })) {
        seen.push(result.id);
        if (seen.length === 2) stop.abort();
      }
    })();
    await expect(run).rejects.toMatchObject({ code: "aborted" });
    const again = await lab.share();
    expect(again.failed).toBe(0);
    expect(again.done + again.unchanged).toBe(6);
    await expectAllWell(lab);
  });
});

describe("an upload in chunks that was cut", () => {
  async function cutLab(): Promise<Lab> {
    const lab = await startLab({ count: 1, sizeBytes: 16 * MiB });
    lab.sandbox.faults.add({ method: "PUT", path: /\/00003$/, kind: "status", status: 400, times: 9 });
    expect(await lab.share({ ...big, retries: 0 })).toMatchObject({ failed: 1 });
    expect(lab.sandbox.state.nextcloud.uploads()).toHaveLength(1);
    lab.sandbox.faults.clear();
    lab.sandbox.log.clear();
    return lab;
  }

  it("goes on with the same salt and the same source: only the missing chunks travel", async () => {
    const lab = await cutLab();
    const before = (await readFile(shareJournalPath(lab.list), "utf8")).split("\n").length;
    expect(await lab.share(big)).toMatchObject({ done: 1 });
    expect(lab.sandbox.log.find("PUT", "/uploads/").map((one) => one.path.slice(-5))).toEqual([
      "00003",
      "00004",
    ]);
    expect((await readFile(shareJournalPath(lab.list), "utf8")).split("\n").length).toBe(before + 5);
    await expectAllWell(lab);
  });

  it("starts again with new salts when the source differs, even with the same size and time", async () => {
    const lab = await cutLab();
    const { path } = lab.participants[0]!.files[0]!;
    const { mtime } = await stat(path);
    const bytes = await readFile(path);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    await utimes(path, mtime, mtime);
    const [oldFolder] = lab.sandbox.state.nextcloud.uploads();
    expect(await lab.share(big)).toMatchObject({ done: 1 });
    const puts = lab.sandbox.log.find("PUT", "/uploads/");
    expect(puts).toHaveLength(4);
    expect(puts.some((one) => one.path.includes(oldFolder!.id))).toBe(false);
    await expectAllWell(lab);
    const salts = (await readFile(shareJournalPath(lab.list), "utf8")).match(/"salts":\[[^\]]*\]/g)!;
    expect(new Set(salts).size).toBe(2);
  });

  it("starts again when the kind of zip or the link's password is another now", async () => {
    const lab = await cutLab();
    expect(await lab.share({ ...big, encryption: "zipcrypto", linkPassword: "separate" })).toMatchObject({
      done: 1,
    });
    expect(lab.sandbox.log.find("PUT", "/uploads/")).toHaveLength(4);
    await expectAllWell(lab);
  });

  it("starts again below the threshold, with new salts", async () => {
    const lab = await cutLab();
    expect(await lab.share()).toMatchObject({ done: 1 });
    expect(lab.sandbox.log.find("PUT", "/uploads/")).toEqual([]);
    await expectAllWell(lab);
  });
});

describe("a list that somebody has open", () => {
  it("keeps the rows in the journal, and the next run merges them without sharing anew", async () => {
    const lab = await startLab();
    const lock = join(lab.folder, "~$share-list.xlsx");
    await writeFile(lock, "");
    const first = await lab.share();
    expect(first).toMatchObject({ failed: 3, done: 0 });
    for (const result of first.results) expect(result.error).toMatchObject({ code: "local/busy" });
    await expect(stat(lab.list)).rejects.toThrow();
    const links = lab.sandbox.state.nextcloud.shares();
    expect(links).toHaveLength(3);
    // Still open: nothing is shared twice.
    expect(await lab.share()).toMatchObject({ failed: 3 });
    await rm(lock);
    expect(await lab.share({}, lab.participants.slice(0, 1))).toMatchObject({ unchanged: 1, failed: 0 });
    expect(lab.sandbox.state.nextcloud.shares()).toEqual(links);
    await expectAllWell(lab);
  });

  it("gets the rows of this run as soon as it is closed", async () => {
    const lab = await startLab({ count: 4 });
    await lab.share({}, lab.participants.slice(0, 1));
    const lock = join(lab.folder, ".~lock.share-list.xlsx#");
    await writeFile(lock, "");
    const seen: string[] = [];
    const before = await readFile(lab.list);
    async function* people() {
      yield* lab.participants.slice(0, 3);
      expect(await readFile(lab.list)).toEqual(before);
      await rm(lock);
      yield lab.participants[3]!;
    }
    for await (const { id, status } of shareCohort(people(), {
      cloud: lab.cloud,
      list: lab.list,
      concurrency: 1,
    }))
      seen.push(`${id} ${status}`);
    expect(seen.sort()).toEqual(["sub-01 unchanged", "sub-02 done", "sub-03 done", "sub-04 done"]);
    await expectAllWell(lab);
  });

  it("is reported when the folder cannot be written", async (context) => {
    // Permissions mean nothing to root.
    if (process.getuid?.() === 0) context.skip();
    const lab = await startLab({ count: 1 });
    await mkdir(join(lab.folder, "locked"));
    await chmod(join(lab.folder, "locked"), 0o500);
    await expect(lab.share({ list: join(lab.folder, "locked", "share-list.xlsx") })).rejects.toMatchObject({
      code: "local/denied",
    });
  });
});

describe("the journal", () => {
  it("keeps a second run away from the same list", async () => {
    const lab = await startLab({ count: 2 });
    const journal = await ShareJournal.open(lab.list);
    await expect(lab.share()).rejects.toMatchObject({ code: "local/busy" });
    await journal.close();
    expect(await lab.share()).toMatchObject({ done: 2 });
  });

  it("stands a cut last line and lines of a newer version", async () => {
    const lab = await startLab({ count: 2 });
    await lab.share({}, lab.participants.slice(0, 1));
    await appendFile(
      shareJournalPath(lab.list),
      '{"step":"from-the-future","subject":"sub-01","attempt":"x"}\n{"step":"plan',
    );
    expect(await lab.share()).toMatchObject({ done: 1, unchanged: 1 });
    await expectAllWell(lab);
  });

  it("is collected in full: collect() and the loop tell the same", async () => {
    const lab = await startLab({ count: 2 });
    const summary = await collect(shareCohort(lab.participants, { cloud: lab.cloud, list: lab.list }));
    expect(summary.bytes).toBe((await lab.rows()).reduce((sum, row) => sum + (row.bytes ?? 0), 0));
  });
});
