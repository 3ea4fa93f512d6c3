import { utimesSync } from "node:fs";
import { copyFile, rename, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SendFile } from "../../src/index.js";
import { startLookalike } from "../support/lookalike.js";
import { makeFiles } from "../support/made-files.js";
import { sendAll, verdicts } from "../support/send-all.js";

async function asItIs(file: SendFile): Promise<SendFile> {
  const { size: sizeBytes, mtimeMs } = await stat(file.path);
  return { ...file, sizeBytes, mtimeMs };
}

describe("a file that is another one than when its header was read", () => {
  it("is not sent where its size or its time say so; one that is the same is", async () => {
    await using made = await makeFiles(3);
    await using box = await startLookalike();
    const files = await Promise.all(made.files.map(asItIs));
    const [first, second] = files as [SendFile, SendFile];
    await utimes(first.path, 1, 1);
    files[1] = { ...second, sizeBytes: (second.sizeBytes ?? 0) + 2 };
    expect(verdicts(await sendAll(files, box.peer))).toEqual({
      "1": "failed data/size-mismatch",
      "2": "failed data/size-mismatch",
      "3": "stored",
    });
    expect(box.received).toHaveLength(1);
  });

  it.each([{}, { patch: { tag: 0x00104000, value: "Project:P" } }])(
    "is not sent where size and time are the same, and the instance is not (%o)",
    async (more) => {
      await using made = await makeFiles(2);
      await using box = await startLookalike();
      const first = await asItIs({ ...made.files[0]!, ...more });
      const copy = join(made.folder, "copy");
      await copyFile(made.files[1]!.path, copy);
      await rename(copy, first.path);
      const { mtimeMs } = await stat(first.path);
      const outcomes = await sendAll([{ ...first, mtimeMs }], box.peer);
      expect(verdicts(outcomes)).toEqual({ "1": "failed data/size-mismatch" });
      expect(box.received).toEqual([]);
    },
  );

  it("is sent where the patch itself gives it another instance UID", async () => {
    await using made = await makeFiles(1);
    await using box = await startLookalike();
    const [file] = made.files;
    const renamed = {
      ...file!,
      header: { ...file!.header, sopInstanceUid: "2.25.4" },
      patch: { tag: 0x00080018, vr: "UI" as const, value: "2.25.4" },
    };
    expect(verdicts(await sendAll([renamed], box.peer))).toEqual({ "1": "stored" });
  });

  it("fails where it is written to while it is sent", async () => {
    await using made = await makeFiles(1, 600_000);
    await using box = await startLookalike({
      // Its first piece has been read by now.
      associate: () => {
        utimesSync(made.files[0]!.path, 1, 1);
        return undefined;
      },
    });
    expect(verdicts(await sendAll(made.files, box.peer))).toEqual({ "1": "failed data/size-mismatch" });
    expect(box.received).toEqual([]);
  });
});
