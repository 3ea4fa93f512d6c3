import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { extractZip, planExtraction } from "../src/index.js";
import { listed, rejection } from "./support/gather.js";
import { plainArchive } from "./support/plain-archive.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const body = Buffer.from("new");

describe("planExtraction", () => {
  it("lists what would be written, says what exists, and writes nothing", async () => {
    const out = temporaryFolder();
    mkdirSync(join(out, "sub"));
    writeFileSync(join(out, "sub/b.txt"), "old");
    const zip = plainArchive([{ name: "a.txt", body }, { name: "sub/b.txt", body }, { name: "empty/" }]);
    expect(await listed(planExtraction(zip, out))).toEqual([
      { path: "a.txt", sizeBytes: 3, exists: false },
      { path: "sub/b.txt", sizeBytes: 3, exists: true },
    ]);
    expect(readdirSync(out)).toEqual(["sub"]);
    const none = join(out, "none");
    expect(await listed(planExtraction(zip, none))).toHaveLength(2);
    expect(existsSync(none)).toBe(false);
  });

  it("refuses what goes beyond the limits", async () => {
    const plan = planExtraction(plainArchive([{ name: "a", body }]), temporaryFolder(), {
      limits: { maxEntryBytes: 2 },
    });
    expect(await rejection(listed(plan))).toMatchObject({ code: "data/corrupt" });
  });

  it.each([
    ["../evil.txt", 0o100644],
    ["A.txt", 0o100644],
    ["link", 0o120777],
  ])("says of an archive with %s that nothing of it was unpacked", async (name, unixMode) => {
    const zip = plainArchive([{ name: "a.txt" }, { name, unixMode }]);
    for (const call of [listed(planExtraction(zip, "none")), extractZip(zip, "none")]) {
      expect(await rejection(call)).toMatchObject({
        code: "data/unsafe-path",
        hint: expect.stringContaining("The whole archive is refused and nothing was unpacked.") as string,
        details: { refused: "archive" },
      });
    }
    expect(existsSync("none")).toBe(false);
  });
});

describe("files and folders in each other's way", () => {
  it.each([
    ["a file onto a folder", "folder", "b", "folder-in-the-way"],
    ["a file below a file", "file", "b/c.txt", "file-in-the-way"],
    ["a file far below a file", "file", "b/c/d.txt", "file-in-the-way"],
    ["a folder onto a file", "file", "b/", "file-in-the-way"],
  ])("are found before anything is replaced: %s", async (_what, kind, name, reason) => {
    const out = temporaryFolder();
    writeFileSync(join(out, "a.txt"), "ORIGINAL");
    if (kind === "file") writeFileSync(join(out, "b"), "mine");
    else mkdirSync(join(out, "b/full"), { recursive: true });
    const zip = plainArchive([{ name: "a.txt", body }, { name }]);
    const error = { code: "input/invalid", details: { reason } };
    expect(await rejection(listed(planExtraction(zip, out)))).toMatchObject(error);
    expect(await rejection(extractZip(zip, out, { overwrite: true }))).toMatchObject(error);
    expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("ORIGINAL");
    expect(readdirSync(out).sort()).toEqual(["a.txt", "b"]);
  });
});
