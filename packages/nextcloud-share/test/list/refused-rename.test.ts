import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import { describe, expect, it, vi } from "vitest";
import { ListWriter } from "../../src/cohort/list-writer.js";
import { ShareList, readShareList, writeShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { tempFolder } from "../helpers/temp-folder.js";

const switches = vi.hoisted(() => ({ refuse: false }));

// Only Windows refuses a rename onto an open file; here the refusal is played.
vi.mock("@scanferry/transfer", async (original) => {
  const real = await original<typeof import("@scanferry/transfer")>();
  const writeFileAtomic: typeof real.writeFileAtomic = async (path, data, options) => {
    if (switches.refuse) throw new real.ScanferryError("local/busy", "The rename was refused.");
    await real.writeFileAtomic(path, data, options);
  };
  return { ...real, writeFileAtomic };
});

describe("a list whose replacement the system refuses", () => {
  it("stays as it is, and says how the rows come into it later", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeShareList(path, [aRow("sub-01")]);
    const before = await readFile(path);
    switches.refuse = true;
    const refused: unknown = await writeShareList(path, [aRow("sub-02")]).catch((error: unknown) => error);
    switches.refuse = false;
    expect(refused).toBeInstanceOf(ScanferryError);
    expect(refused).toMatchObject({
      code: "local/busy",
      retryable: true,
      hint: expect.stringContaining("journal"),
    });
    expect(await readFile(path)).toEqual(before);
  });

  it("gets the rows that waited with the next one", async () => {
    const path = join(await tempFolder(), "share-list.csv");
    const writer = new ListWriter(await ShareList.open(path));
    const written: string[] = [];
    const put = (subject: string): Promise<string> =>
      writer.put(aRow(subject), () => Promise.resolve(void written.push(subject)));
    switches.refuse = true;
    expect(await put("a")).toBe("busy");
    expect(writer.isHeld("a")).toBe(true);
    expect(await writer.flush()).toBe(false);
    switches.refuse = false;
    expect(await put("b")).toBe("written");
    expect(written).toEqual(["a", "b"]);
    expect(await writer.flush()).toBe(true);
    expect((await readShareList(path)).rows.map((row) => row.subject)).toEqual(["a", "b"]);
  });
});
