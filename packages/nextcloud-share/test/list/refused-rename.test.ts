import fs, { readFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import { describe, expect, it, onTestFinished } from "vitest";
import { ListWriter } from "../../src/cohort/list-writer.js";
import { ShareList, readShareList, writeShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { tempFolder } from "../helpers/temp-folder.js";

/** Lets every rename fail as on a file that another program holds; only Windows would by itself. */
function refuseRenames(): () => void {
  const { rename } = fs;
  fs.rename = () => Promise.reject(Object.assign(new Error("resource busy or locked"), { code: "EBUSY" }));
  // `import { rename }` sees the change from here on.
  syncBuiltinESMExports();
  const allow = (): void => {
    fs.rename = rename;
    syncBuiltinESMExports();
  };
  onTestFinished(allow);
  return allow;
}

describe("a list whose replacement the system refuses", () => {
  it("stays as it is, and says how the rows come into it later", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeShareList(path, [aRow("sub-01")]);
    const before = await readFile(path);
    const allow = refuseRenames();
    const refused: unknown = await writeShareList(path, [aRow("sub-02")]).catch((error: unknown) => error);
    allow();
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
    const allow = refuseRenames();
    expect(await put("a")).toBe("busy");
    expect(writer.isHeld("a")).toBe(true);
    expect(await writer.flush()).toBe(false);
    allow();
    expect(await put("b")).toBe("written");
    expect(written).toEqual(["a", "b"]);
    expect(await writer.flush()).toBe(true);
    expect((await readShareList(path)).rows.map((row) => row.subject)).toEqual(["a", "b"]);
  });
});
