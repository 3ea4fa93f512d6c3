import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { collect } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { revokeList } from "../../src/cohort/revoke-list.js";
import { shareFiles } from "../../src/cohort/share-files.js";
import { verifyList } from "../../src/cohort/verify-list.js";
import { findListInDataset, importShareList } from "../../src/list/import-share-list.js";
import { readShareList, writeShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { expectAllWell, startLab, type Lab } from "../helpers/lab.js";
import { tempFolder } from "../helpers/temp-folder.js";

const day = 86_400_000;

describe.each(["32", "27"] as const)("verifyList on Nextcloud %s", (version) => {
  it("finds every link alive, and opens each when asked", async () => {
    const lab = await startLab({ nextcloud: { version, passwordEnforced: true } });
    await lab.share();
    const { cloud } = lab;
    const now = (): number => lab.sandbox.clock.now();
    expect(await collect(verifyList(lab.list, { cloud, now }))).toMatchObject({ done: 3, failed: 0 });
    expect(await collect(verifyList(lab.list, { cloud, now, deep: true }))).toMatchObject({
      done: 3,
      failed: 0,
    });
  });

  it("tells a dead link, another size, another day and a changed password apart", async () => {
    const lab = await startLab({ count: 5, nextcloud: { version } });
    await lab.share({ linkPassword: "separate" });
    const { cloud, list } = lab;
    const rows = await lab.rows();
    const state = lab.sandbox.state.nextcloud;
    const shares = new Map(state.shares().map((share) => [share.path, share]));
    state.removeShare(shares.get("/MRI-share/sub-01.zip")!.id);
    await state.putFile("/MRI-share/sub-02.zip", "shorter");
    await writeShareList(list, [
      { ...rows[2]!, expire: "2026-01-01" },
      { ...rows[3]!, linkPassword: "Wrong-Door-9" },
    ]);
    const { results } = await collect(verifyList(list, { cloud, now: () => lab.sandbox.clock.now() }));
    const codes = Object.fromEntries(results.map((one) => [one.id, one.error?.code ?? one.status]));
    expect(codes).toEqual({
      "sub-01": "remote/not-found",
      "sub-02": "data/size-mismatch",
      "sub-03": "remote/conflict",
      "sub-04": "remote/refused",
      "sub-05": "done",
    });
    for (const { error } of results) if (error !== undefined) expect(error.hint, error.message).toBeTruthy();
  });

  it("finds with a deep look what a shallow one cannot", async () => {
    const lab = await startLab({ count: 3, nextcloud: { version } });
    await lab.share();
    await lab.sandbox.state.nextcloud.corruptFile("/MRI-share/sub-02.zip");
    const rows = await lab.rows();
    await writeShareList(lab.list, [{ ...rows[2]!, password: "not-the-right-words-here" }]);
    const { cloud } = lab;
    expect(await collect(verifyList(lab.list, { cloud }))).toMatchObject({ done: 3 });
    const deep = await collect(verifyList(lab.list, { cloud, deep: true }));
    const codes = Object.fromEntries(deep.results.map((one) => [one.id, one.error?.code ?? one.status]));
    expect(codes).toEqual({
      "sub-01": "done",
      "sub-02": "data/checksum-mismatch",
      "sub-03": "auth/rejected",
    });
  });
});

describe("verifyList", () => {
  it("sees links end on the listed day: the whole day still works, the next one does not", async () => {
    const lab = await startLab({ count: 1, nextcloud: { timeZone: "Europe/Berlin" } });
    await lab.share({ expiresInDays: 0 });
    const { cloud } = lab;
    const now = (): number => lab.sandbox.clock.now();
    const [row] = await lab.rows();
    const untilMidnight = Date.parse(`${row!.expire}T22:59:00Z`) - now();
    // Close to midnight in Berlin (UTC+1 in winter, +2 in summer: one hour earlier is safe in both).
    lab.sandbox.clock.advance(Math.max(0, untilMidnight - 3_600_000));
    expect(await collect(verifyList(lab.list, { cloud, now }))).toMatchObject({ done: 1 });
    lab.sandbox.clock.advance(day);
    const { results } = await collect(verifyList(lab.list, { cloud, now }));
    expect(results[0]!.error).toMatchObject({
      code: "remote/not-found",
      message: "The link's last day is over.",
    });
  });

  it("asks for the file of passwords when the list has none", async () => {
    const lab = await startLab({ count: 1 });
    const splitPasswords = join(lab.folder, "passwords.csv");
    await lab.share({ splitPasswords });
    const { cloud } = lab;
    const { results } = await collect(verifyList(lab.list, { cloud, deep: true }));
    expect(results[0]!.error).toMatchObject({ code: "auth/required" });
    expect(await collect(verifyList(lab.list, { cloud, deep: true, splitPasswords }))).toMatchObject({
      done: 1,
    });
  });
});

describe("revokeList", () => {
  const alive = (lab: Lab): number => lab.sandbox.state.nextcloud.shares().length;

  it("ends all links of a list, removes the files, names the trash bin, and keeps the rows", async () => {
    const lab = await startLab();
    await lab.share();
    const { cloud, events } = lab;
    const planned = await collect(revokeList(lab.list, { cloud, dryRun: true }));
    expect(planned).toMatchObject({ planned: 3 });
    expect(alive(lab)).toBe(3);
    expect(
      await collect(revokeList(lab.list, { cloud, onEvent: (event) => events.push(event) })),
    ).toMatchObject({ done: 3 });
    expect(alive(lab)).toBe(0);
    expect(lab.sandbox.state.nextcloud.files()).toEqual([]);
    expect((await lab.rows()).map((row) => row.status)).toEqual(["revoked", "revoked", "revoked"]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringContaining("trash bin") }),
    );
    // A revoked row is neither shared again nor revoked twice, and nobody is told that all is as it was.
    const again = await lab.share();
    expect(again).toMatchObject({ skipped: 3, done: 0 });
    expect(again.results[0]!.error).toMatchObject({ hint: expect.stringContaining("delete the row") });
    expect(await lab.share({ dryRun: true })).toMatchObject({ skipped: 3 });
    expect((await collect(revokeList(lab.list, { cloud }))).results).toEqual([]);
  });

  it("keeps the files when asked, and takes only what is asked for", async () => {
    const lab = await startLab();
    await lab.share();
    const { cloud } = lab;
    expect(
      await collect(revokeList(lab.list, { cloud, keepFile: true, subjects: new Set(["sub-02"]) })),
    ).toMatchObject({ done: 1 });
    expect(alive(lab)).toBe(2);
    expect(lab.sandbox.state.nextcloud.files()).toHaveLength(3);
  });

  it("ends expired ones and removes their files although the server has dropped the links already", async () => {
    const lab = await startLab({ count: 2 });
    await lab.share({ expiresInDays: 1 }, lab.participants.slice(0, 1));
    await lab.share({ expiresInDays: 30 });
    const { cloud } = lab;
    lab.sandbox.clock.advance(3 * day);
    const now = (): number => lab.sandbox.clock.now();
    const ended = await collect(revokeList(lab.list, { cloud, expired: true, now }));
    expect(ended.results.map((one) => one.id)).toEqual(["sub-01"]);
    expect(lab.sandbox.state.nextcloud.files().map((file) => file.path)).toEqual(["/MRI-share/sub-02.zip"]);
  });

  it("says when there is no list", async () => {
    const lab = await startLab({ count: 0 });
    await expect(collect(revokeList(lab.list, { cloud: lab.cloud }))).rejects.toMatchObject({
      code: "local/not-found",
    });
  });
});

describe("shareFiles", () => {
  it("shares a file and a folder, each in a zip named after it", async () => {
    const lab = await startLab({ count: 0 });
    const folder = join(lab.folder, "bids", "letters");
    await mkdir(join(folder, "deep"), { recursive: true });
    await writeFile(join(folder, "a.txt"), "plaintext of a");
    await writeFile(join(folder, "deep", "b.txt"), "plaintext of b");
    const single = join(lab.folder, "bids", "scan.nii.gz");
    await writeFile(single, "plaintext of a scan");
    const { cloud, list } = lab;
    const all = await collect(shareFiles([single, folder, join(lab.folder, "nothing")], { cloud, list }));
    expect(all).toMatchObject({ done: 2, skipped: 1 });
    await expectAllWell(lab, [
      { label: "scan.nii.gz", files: [{ name: "scan.nii.gz", path: single }] },
      {
        label: "letters",
        files: [
          { name: "letters/a.txt", path: join(folder, "a.txt") },
          { name: "letters/deep/b.txt", path: join(folder, "deep", "b.txt") },
        ],
      },
    ]);
  });
});

describe("shareFiles on symbolic links", () => {
  it("shares what they lead to, and refuses one that leads back", async () => {
    const lab = await startLab({ count: 0 });
    const folder = join(lab.folder, "bids", "letters");
    const elsewhere = join(lab.folder, "bids", "elsewhere");
    await mkdir(folder, { recursive: true });
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, "b.txt"), "plaintext of b");
    await symlink(elsewhere, join(folder, "linked"));
    const { cloud, list } = lab;
    expect(await collect(shareFiles([folder], { cloud, list }))).toMatchObject({ done: 1 });
    await expectAllWell(lab, [
      { label: "letters", files: [{ name: "letters/linked/b.txt", path: join(elsewhere, "b.txt") }] },
    ]);
    await symlink(lab.folder, join(elsewhere, "up"));
    const { results } = await collect(shareFiles([join(lab.folder, "bids")], { cloud, list }));
    expect(results[0]).toMatchObject({
      status: "skipped",
      error: { message: expect.stringContaining("link") },
    });
  });
});

describe("importShareList", () => {
  it("takes over a list from the dataset, once, and leaves the original as it is", async () => {
    const folder = await tempFolder();
    const dataset = join(folder, "mri_images");
    await mkdir(dataset);
    expect(await findListInDataset(dataset)).toBeUndefined();
    const XLSX = await import("xlsx");
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ["", "url", "password", "expire"],
        ["subj1", "https://c/s/1", "pw", "2026-12-12"],
        ["subj2", "https://c/s/2", "pw", "2026-12-12"],
      ]),
      "Sheet1",
    );
    const old = join(dataset, "share-list.xlsx");
    const bytes = XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
    await writeFile(old, bytes);
    expect(await findListInDataset(dataset)).toBe(old);

    const target = join(folder, "share-list.csv");
    await writeShareList(target, [aRow("subj2")]);
    expect(await importShareList(old, target)).toBe(1);
    expect(await importShareList(old, target)).toBe(0);
    const { rows } = await readShareList(target);
    expect(rows).toEqual([
      aRow("subj2"),
      expect.objectContaining({ subject: "subj1", expire: "2026-12-11", linkPassword: "pw" }),
    ]);
    expect(await readFile(old)).toEqual(bytes);
  });
});
