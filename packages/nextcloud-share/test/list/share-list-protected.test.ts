import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as XLSX from "xlsx";
import { describe, expect, it } from "vitest";
import { readShareList, writeShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { tempFolder } from "../helpers/temp-folder.js";

async function writeBook(path: string, sheets: Record<string, unknown[][]>): Promise<void> {
  const book = XLSX.utils.book_new();
  for (const [name, cells] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells), name);
  await writeFile(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
}

describe("share-list.xlsx", () => {
  it("is never overwritten when it is damaged", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeShareList(path, [aRow("sub-01"), aRow("sub-02")]);
    const whole = await readFile(path);
    const flipped = Buffer.from(whole);
    flipped[Math.floor(whole.length / 2)]! ^= 0x10;
    const cases: Record<string, Buffer> = {
      empty: Buffer.alloc(0),
      text: Buffer.from("subject,url\nsub-01,x\n"),
      random: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255)),
      cut: whole.subarray(0, whole.length - 200),
      flipped,
    };
    for (const [name, bytes] of Object.entries(cases)) {
      await writeFile(path, bytes);
      await expect(writeShareList(path, [aRow("sub-03")]), name).rejects.toMatchObject({
        code: "data/corrupt",
      });
      expect(await readFile(path), name).toEqual(bytes);
    }
  });

  it("is never overwritten when it is another workbook", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeBook(path, {
      Sheet1: [
        ["name", "age"],
        ["Ada", 36],
      ],
    });
    const bytes = await readFile(path);
    await expect(writeShareList(path, [aRow("sub-01")])).rejects.toMatchObject({ code: "data/corrupt" });
    expect(await readFile(path)).toEqual(bytes);
  });

  it("is left alone while Excel or LibreOffice has it open", async () => {
    const folder = await tempFolder();
    const path = join(folder, "share-list.xlsx");
    await writeShareList(path, [aRow("sub-01")]);
    const bytes = await readFile(path);
    for (const lock of ["~$share-list.xlsx", ".~lock.share-list.xlsx#"]) {
      await writeFile(join(folder, lock), "");
      await expect(writeShareList(path, [aRow("sub-02")])).rejects.toMatchObject({ code: "local/busy" });
      expect(await readFile(path)).toEqual(bytes);
      await rm(join(folder, lock));
    }
    await writeShareList(path, [aRow("sub-02")]);
    expect((await readShareList(path)).rows).toHaveLength(2);
  });
});
