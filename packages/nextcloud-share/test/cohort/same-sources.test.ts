import { readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectAllWell, startLab, writeScans } from "../helpers/lab.js";

describe("a row of the same label", () => {
  it("is not called unchanged when another dataset's files stand behind the label", async () => {
    const lab = await startLab({ count: 2, listName: "share-list.csv" });
    await lab.share();
    const others = await writeScans(join(lab.folder, "bids", "other"), 2, 20_000);
    for (const { files } of others) await utimes(files[0]!.path, 1_600_000_000, 1_600_000_000);
    for (const dryRun of [true, false]) {
      const all = await lab.share({ dryRun }, others);
      expect(all).toMatchObject({ failed: 2, unchanged: 0 });
      expect(all.results[0]!.error).toMatchObject({
        code: "remote/conflict",
        hint: expect.stringMatching(/delete the row.*--list/s),
      });
    }
    await expectAllWell(lab);
    // As the hint says: the row is deleted, and the new files are shared.
    await writeFile(lab.list, `${(await readFile(lab.list, "utf8")).split("\r\n")[0]!}\r\n`);
    expect(await lab.share({}, others)).toMatchObject({ done: 2 });
    await expectAllWell(lab, others);
  });

  it("stays unchanged when the same bytes have another time, and when --add is another one", async () => {
    const lab = await startLab({ count: 1 });
    await lab.share();
    await utimes(lab.participants[0]!.files[0]!.path, 1_600_000_000, 1_600_000_000);
    const letter = join(lab.folder, "bids", "letter.txt");
    await writeFile(letter, "plaintext of a letter");
    expect(await lab.share()).toMatchObject({ unchanged: 1 });
    expect(await lab.share({ add: [letter] })).toMatchObject({ unchanged: 1 });
    await expectAllWell(lab);
  });

  it("is a conflict when one file more belongs to the participant now", async () => {
    const lab = await startLab({ count: 1 });
    await lab.share();
    const [one] = lab.participants;
    const path = join(lab.folder, "bids", "second.nii.gz");
    await writeFile(path, "plaintext of a second scan");
    const both = [{ ...one!, files: [...one!.files, { name: "second.nii.gz", path }] }];
    expect((await lab.share({}, both)).results[0]!.error).toMatchObject({ code: "remote/conflict" });
  });
});

describe("two labels that give one name on the server", () => {
  it("never take each other's place, in one run or in two", async () => {
    const lab = await startLab({ count: 1 });
    const [one] = lab.participants;
    expect(await lab.share({}, [{ ...one!, label: "a_b" }])).toMatchObject({ done: 1 });
    const second = await lab.share({ replace: true }, [{ ...one!, label: "a:b" }]);
    expect(second.results[0]!.error).toMatchObject({ code: "data/unsafe-path", subject: "a:b" });
    expect(lab.sandbox.state.nextcloud.shares()).toHaveLength(1);
  });
});
