import { readFile, stat, writeFile, utimes } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { shareJournalPath } from "../../src/journal/share-journal.js";
import { expectAllWell, startLab, type Lab } from "../helpers/lab.js";

const MiB = 1024 * 1024;
const big = { chunkThresholdBytes: 6 * MiB, chunkBytes: 5 * MiB } as const;

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
