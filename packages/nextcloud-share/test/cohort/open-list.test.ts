import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shareCohort } from "../../src/cohort/share-cohort.js";
import { expectAllWell, startLab } from "../helpers/lab.js";

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
});
