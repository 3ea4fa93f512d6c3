import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectAllWell, startLab } from "../helpers/lab.js";

const posts = (lab: Awaited<ReturnType<typeof startLab>>): number =>
  lab.sandbox.log.entries.filter(
    (one) => one.method === "POST" && one.path.endsWith("/shares") && one.status === 200,
  ).length;

describe.each(["32", "27"] as const)("shareCohort on Nextcloud %s", (version) => {
  it("shares everybody, once, and leaves all alone on the next run", async () => {
    const lab = await startLab({ nextcloud: { version } });
    const first = await lab.share();
    expect(first).toMatchObject({ done: 3, failed: 0, skipped: 0 });
    await expectAllWell(lab);
    const before = await lab.rows();
    const second = await lab.share();
    expect(second).toMatchObject({ done: 0, unchanged: 3, failed: 0 });
    expect(await lab.rows()).toEqual(before);
    expect(posts(lab)).toBe(3);
  });

  it("shares a deleted row again, with the old link dead before the new zip is there", async () => {
    const lab = await startLab({ nextcloud: { version } });
    await lab.share();
    const old = (await lab.rows())[1]!;
    await deleteRow(lab.list, "sub-02");
    const again = await lab.share();
    expect(again).toMatchObject({ done: 1, unchanged: 2 });
    await expectAllWell(lab);
    const fresh = (await lab.rows()).find((row) => row.subject === "sub-02")!;
    expect(fresh.url).not.toBe(old.url);
    expect(fresh.password).not.toBe(old.password);
    await expect(lab.cloud.verifyLink({ url: old.url })).resolves.toMatchObject({ status: "dead" });
    expect(lab.events).toContainEqual(expect.objectContaining({ type: "warning", id: "sub-02" }));
    expect(lab.sandbox.state.nextcloud.trash()).toHaveLength(1);
  });
});

describe("shareCohort", () => {
  it("writes the row as the contract says", async () => {
    const lab = await startLab({
      count: 1,
      nextcloud: { timeZone: "Europe/Berlin", clock: { now: () => Date.UTC(2026, 10, 21, 23, 30) } },
    });
    const { results } = await lab.share({ expiresInDays: 21 });
    const [row] = await lab.rows();
    expect(row).toEqual({
      subject: "sub-01",
      url: expect.stringMatching(/\/s\/\w+$/),
      password: expect.stringMatching(/^[a-z]+(-[a-z]+){3,}$/),
      expire: "2026-12-13",
      file: "sub-01.zip",
      bytes: results[0]!.bytes,
      sha256: results[0]!.sha256,
      remotePath: "MRI-share/sub-01.zip",
      status: "shared",
      sharedAt: "2026-11-21T23:30:00.000Z",
      linkPassword: "",
    });
    expect(lab.sandbox.state.nextcloud.shares()[0]).toMatchObject({
      expireDate: "2026-12-14",
      hasPassword: false,
    });
    expect(results[0]).toMatchObject({ id: "sub-01", target: row!.url, action: "share", status: "done" });
  });

  it("shares 45 participants past the limit of 20 in ten minutes, none twice, telling how long it waits", async () => {
    const lab = await startLab({ count: 45, sizeBytes: 1000 });
    const all = await lab.share({ concurrency: 4 });
    expect(all).toMatchObject({ done: 45, failed: 0 });
    expect(posts(lab)).toBe(45);
    expect(lab.slept()).toBeGreaterThan(1_000_000);
    const waits = lab.events.filter((event) => event.type === "wait");
    expect(waits.length).toBeGreaterThanOrEqual(2);
    // No zip was sent twice because of the waiting.
    expect(lab.sandbox.log.entries.filter((one) => one.method === "PUT")).toHaveLength(45);
    await expectAllWell(lab);
  }, 60_000);

  it("gives the link a password of its own where the server enforces one, and none elsewhere", async () => {
    const lab = await startLab({
      nextcloud: {
        passwordEnforced: true,
        policy: {
          minLength: 12,
          enforceNumericCharacters: true,
          enforceUpperLowerCase: true,
          enforceSpecialCharacters: true,
        },
      },
    });
    expect(await lab.share()).toMatchObject({ done: 3 });
    for (const row of await lab.rows()) {
      expect(row.linkPassword).toMatch(/^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])(?=.*[^A-Za-z0-9]).{12,}$/);
      expect(row.linkPassword).not.toBe(row.password);
      expect(row.password).toMatch(/^[a-z-]+$/);
    }
    await expectAllWell(lab);
    // The archive's password never went to the server that holds the archive.
    expect(
      await lab.share({ linkPassword: "none" }, lab.participants).catch((error: unknown) => error),
    ).toMatchObject({ code: "remote/refused" });
  });

  it("takes the zip's password for the link when asked, and says what that means", async () => {
    const lab = await startLab({ count: 1 });
    const planned = await lab.share({ linkPassword: "same", dryRun: true });
    expect(planned).toMatchObject({ planned: 1 });
    expect(lab.events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringContaining("learns it too") }),
    );
    expect(await lab.share({ linkPassword: "same" })).toMatchObject({ done: 1 });
    const [row] = await lab.rows();
    expect(row!.linkPassword).toBe(row!.password);
    await expectAllWell(lab);
  });

  it("plans without writing anything, here or there", async () => {
    const lab = await startLab();
    const planned = await lab.share({ dryRun: true });
    expect(planned).toMatchObject({ planned: 3, done: 0 });
    expect(planned.results.map((one) => one.id)).toEqual(["sub-01", "sub-02", "sub-03"]);
    expect(planned.results[0]!.target).toBe("MRI-share/sub-01.zip");
    await expect(readFile(lab.list)).rejects.toThrow();
    await expect(readFile(join(lab.folder, ".scanferry"))).rejects.toMatchObject({ code: "ENOENT" });
    expect(lab.sandbox.state.nextcloud.files()).toEqual([]);
    await lab.share();
    const size = (await lab.rows())[0]!.bytes;
    expect(planned.results[0]!.bytes).toBe(size);
  });

  it("puts added files into every zip, and refuses two of one name", async () => {
    const lab = await startLab({ count: 2 });
    const letter = join(lab.folder, "bids", "letter.txt");
    await writeFile(letter, "plaintext of a letter");
    expect(await lab.share({ add: [letter], encryption: "zipcrypto" })).toMatchObject({ done: 2 });
    expect(lab.events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringContaining("ZipCrypto is weak") }),
    );
    const people = lab.participants.map((one) => ({
      ...one,
      files: [...one.files, { name: "letter.txt", path: letter }],
    }));
    await expectAllWell(lab, people);
    const clash = await lab.share({
      list: join(lab.folder, "other.csv"),
      remote: "other",
      add: [letter, letter],
    });
    expect(clash).toMatchObject({ failed: 2 });
  });

  it("continues a list of today's script and leaves its rows alone", async () => {
    const lab = await startLab({ count: 2 });
    const csv = join(lab.folder, "share-list.csv");
    await writeFile(
      csv,
      ",url,password,expire\nsub-01,https://cloud.example.org/s/old,ZI-J5-Orange-Window-2026,2099-12-12\n",
    );
    expect(await lab.share({ list: csv })).toMatchObject({ unchanged: 1, done: 1 });
    expect(await readFile(csv, "utf8")).toMatch(
      /^\uFEFFsubject,url,password,expire,file,.*\r\nsub-01,https:\/\/cloud.example.org\/s\/old,ZI-J5-Orange-Window-2026,2099-12-11,/,
    );
  });

  it("keeps the passwords in a second file when asked, and finds them there on the next run", async () => {
    const lab = await startLab({ count: 2 });
    const splitPasswords = join(lab.folder, "passwords.csv");
    expect(await lab.share({ splitPasswords, linkPassword: "separate" })).toMatchObject({ done: 2 });
    for (const row of await lab.rows()) expect(row).toMatchObject({ password: "", linkPassword: "" });
    expect(await lab.share({ splitPasswords, linkPassword: "separate" })).toMatchObject({ unchanged: 2 });
  });

  it("finds a link whose answer was lost instead of making a second one", async () => {
    const lab = await startLab();
    lab.sandbox.faults.add({ method: "POST", path: /shares$/, kind: "reset", when: "after" });
    expect(await lab.share()).toMatchObject({ done: 3 });
    await expectAllWell(lab);
  });

  it("fails a participant whose zip was changed on the server, and passes it when it is shared again", async () => {
    const lab = await startLab({ count: 2 });
    lab.sandbox.faults.add({ method: "GET", path: /public/, kind: "flipByte" });
    const first = await lab.share({ concurrency: 1 });
    expect(first).toMatchObject({ done: 1, failed: 1 });
    const bad = first.results.find((one) => one.status === "failed")!;
    expect(bad.error!.code).toMatch(/^data\//);
    expect((await lab.rows()).find((row) => row.subject === bad.id)!.status).toBe("test failed");
    // The byte was turned over on the way, so the next run's test passes and the row says so.
    expect(await lab.share()).toMatchObject({ done: 1, unchanged: 1 });
    await expectAllWell(lab);
  });

  it("leaves out the test when asked, and does not make up for it later", async () => {
    const lab = await startLab({ count: 2 });
    await lab.share({ selfTest: false });
    await lab.share();
    expect(
      lab.sandbox.log.entries.filter((one) => one.method === "GET" && one.path.includes("/public.php/")),
    ).toEqual([]);
  });

  it("takes participants one by one from an endless source and stops when told", async () => {
    const lab = await startLab({ count: 1, sizeBytes: 500, nextcloud: { rateLimit: false } });
    const [one] = lab.participants;
    let asked = 0;
    async function* endless() {
      for (;;) yield { ...one!, label: `p${asked++}` };
    }
    const { shareCohort } = await import("../../src/cohort/share-cohort.js");
    let seen = 0;
    for await (const result of shareCohort(endless(), {
      cloud: lab.cloud,
      list: lab.list,
      now: () => lab.sandbox.clock.now(),
    })) {
      expect(result.status).toBe("done");
      if (++seen === 5) break;
    }
    expect(asked).toBeLessThan(15);
  });
});

/** Deletes a participant's row as a person does in a spreadsheet. */
async function deleteRow(path: string, subject: string): Promise<void> {
  const XLSX = await import("xlsx");
  const book = XLSX.read(await readFile(path));
  const name = book.SheetNames[0]!;
  const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name]!, { header: 1 });
  book.Sheets[name] = XLSX.utils.aoa_to_sheet(rows.filter((row) => row[0] !== subject));
  await writeFile(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
}
