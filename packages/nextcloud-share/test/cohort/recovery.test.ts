import { appendFileSync } from "node:fs";
import { appendFile, readFile, stat, writeFile } from "node:fs/promises";
import { collect } from "@scanferry/transfer";
import { afterEach, describe, expect, it, vi } from "vitest";
import { shareCohort } from "../../src/cohort/share-cohort.js";
import { ShareJournal, shareJournalPath } from "../../src/journal/share-journal.js";
import { ShareList } from "../../src/list/share-list.js";
import { expectAllWell, startLab, type Lab } from "../helpers/lab.js";

afterEach(() => vi.restoreAllMocks());

/** Makes everything fail from a moment on, as if the process had ended there. */
function crashFrom(
  method: "record" | "blank" | "save",
  nth: number,
  moment: "before" | "after",
): () => number {
  let calls = 0;
  let dead = false;
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

describe("a source that changes while it is sent", () => {
  it("is sent once more, with new salts", async () => {
    const lab = await startLab({ count: 1 });
    const { path } = lab.participants[0]!.files[0]!;
    let changes = 0;
    const all = await lab.share({
      onEvent: (event) => {
        if (event.type === "start" && changes++ === 0) appendFileSync(path, "plaintext of more");
      },
    });
    expect(all).toMatchObject({ done: 1 });
    expect(changes).toBe(2);
    await expectAllWell(lab);
    const salts = (await readFile(shareJournalPath(lab.list), "utf8")).match(/"salts":\[[^\]]*\]/g);
    expect(new Set(salts).size).toBe(2);
  });

  it("is a failed record when it does not stop changing", async () => {
    const lab = await startLab({ count: 1 });
    const { path } = lab.participants[0]!.files[0]!;
    const onEvent = (event: { type: string }): void => {
      if (event.type === "start") appendFileSync(path, "plaintext of more");
    };
    const { results } = await lab.share({ onEvent });
    expect(results[0]!.error).toMatchObject({
      code: "data/corrupt",
      message: expect.stringContaining("changed"),
    });
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expectAllWell(lab);
  });
});

describe("a row that was deleted", () => {
  it("loses its old link also when the file was moved away on the server", async () => {
    const lab = await startLab({ count: 1, listName: "share-list.csv" });
    await lab.share();
    const [old] = await lab.rows();
    const { username, appPassword } = lab.sandbox.credentials.nextcloud;
    const dav = `${lab.sandbox.url.nextcloud}/remote.php/dav/files/${username}`;
    const moved = await fetch(`${dav}/MRI-share/sub-01.zip`, {
      method: "MOVE",
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${appPassword}`).toString("base64")}`,
        destination: `${dav}/elsewhere.zip`,
      },
    });
    expect(moved.status).toBe(201);
    await expect(lab.cloud.verifyLink({ url: old!.url })).resolves.toMatchObject({ status: "alive" });
    await writeFile(lab.list, `${(await readFile(lab.list, "utf8")).split("\r\n")[0]!}\r\n`);
    expect(await lab.share()).toMatchObject({ done: 1 });
    await expect(lab.cloud.verifyLink({ url: old!.url })).resolves.toMatchObject({ status: "dead" });
    // The moved file itself is not ours to remove any more.
    await lab.cloud.files.remove("elsewhere.zip");
    await expectAllWell(lab);
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
