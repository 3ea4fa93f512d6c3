import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import * as XLSX from "xlsx";
import { describe, expect, it } from "vitest";
import { listColumns } from "../../src/list/columns.js";
import { ShareList, readShareList, writeShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { tempFolder } from "../helpers/temp-folder.js";

/** The first sheet as a person sees it, read by the library alone. */
async function sheetOf(path: string): Promise<string[][]> {
  const book = XLSX.read(await readFile(path));
  return XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: "" });
}

async function writeBook(path: string, sheets: Record<string, unknown[][]>): Promise<void> {
  const book = XLSX.utils.book_new();
  for (const [name, cells] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells), name);
  await writeFile(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
}

describe.each(["xlsx", "csv"])("a share list in .%s", (extension) => {
  it("gives back every row it was given, umlauts and all", async () => {
    const path = join(await tempFolder(), `share-list.${extension}`);
    const rows = [
      aRow("sub-01"),
      aRow('Müller, Änne;"x"'),
      aRow("007", { bytes: 0, linkPassword: "späte-Straße" }),
    ];
    await writeShareList(path, rows);
    expect((await readShareList(path)).rows).toEqual(rows);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("gives back any text unchanged, and never writes a cell that a spreadsheet would run", async () => {
    const path = join(await tempFolder(), `share-list.${extension}`);
    const text = fc.string({
      unit: fc.constantFrom("=", "+", "-", "@", "'", '"', ",", ";", "a", "ä", " ", "\t", "1"),
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (passwords) => {
        await rm(path, { force: true });
        const rows = passwords.map((password, i) => aRow(`s${i}`, { password }));
        await writeShareList(path, rows);
        expect((await readShareList(path)).rows.map((row) => row.password)).toEqual(passwords);
        const cells = extension === "xlsx" ? (await sheetOf(path)).flat() : [];
        for (const cell of cells) expect(String(cell as unknown)).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 40 },
    );
  });

  it("changes the row of a subject in place", async () => {
    const path = join(await tempFolder(), `share-list.${extension}`);
    await writeShareList(path, [aRow("a"), aRow("b"), aRow("c")]);
    await writeShareList(path, [aRow("b", { status: "revoked" })]);
    const { rows } = await readShareList(path);
    expect(rows.map((row) => [row.subject, row.status])).toEqual([
      ["a", "shared"],
      ["b", "revoked"],
      ["c", "shared"],
    ]);
  });

  it("keeps passwords in a file of their own when asked, and moves old ones there", async () => {
    const folder = await tempFolder();
    const path = join(folder, `share-list.${extension}`);
    const splitPasswords = join(folder, "passwords.csv");
    await writeShareList(path, [aRow("old", { linkPassword: "door" })]);
    await writeShareList(path, [aRow("new")], { splitPasswords });
    expect((await readShareList(path)).rows.map((row) => row.password + row.linkPassword)).toEqual(["", ""]);
    expect((await readShareList(path, { splitPasswords })).rows).toEqual([
      aRow("old", { linkPassword: "door" }),
      aRow("new"),
    ]);
    expect(await readFile(splitPasswords, "utf8")).toBe(
      "\uFEFFsubject,password,link_password,url\r\nold,orange-window-old,door,https://cloud.example.org/s/token-old\r\n" +
        "new,orange-window-new,,https://cloud.example.org/s/token-new\r\n",
    );
    expect((await stat(splitPasswords)).mode & 0o777).toBe(0o600);
  });

  it("reports a subject that stands there twice and lets the first row count", async () => {
    const path = join(await tempFolder(), `share-list.${extension}`);
    await writeShareList(path, [aRow("a"), aRow("b")]);
    const list = await ShareList.open(path);
    list.put(aRow("b", { subject: "b" }));
    await list.save();
    const text = [...listColumns].join(",");
    await writeFile(join(path, "..", "twice.csv"), `${text}\r\na,first\r\na,second\r\nb,x\r\n`);
    const twice = await ShareList.open(join(path, "..", "twice.csv"));
    expect(twice.duplicates).toEqual(["a"]);
    expect(twice.get("a")?.url).toBe("first");
    expect([...twice.rows()]).toHaveLength(3);
  });
});

describe("share-list.xlsx", () => {
  it("has the header row of the contract in its first sheet", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeShareList(path, [aRow("sub-01")]);
    expect((await sheetOf(path))[0]).toEqual(
      "subject | url | password | expire | file | bytes | sha256 | remote_path | status | shared_at | link_password".split(
        " | ",
      ),
    );
  });

  it("keeps columns, rows, formulas and sheets that somebody added", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeShareList(path, [aRow("sub-01"), aRow("sub-02")]);
    const book = XLSX.read(await readFile(path));
    const sheet = book.Sheets[book.SheetNames[0]!]!;
    XLSX.utils.sheet_add_aoa(sheet, [["mailed?"], ["yes"], ["no"], ["a remark below"]], { origin: "L1" });
    sheet["M2"] = { t: "n", f: "1+1", v: 2 };
    sheet["!ref"] = "A1:M4";
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["notes"], ["call Ada"]]), "notes");
    await writeFile(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);

    await writeShareList(path, [aRow("sub-03"), aRow("sub-01", { status: "revoked" })]);
    const after = XLSX.read(await readFile(path));
    const first = after.Sheets[after.SheetNames[0]!]!;
    expect(
      [first["L1"], first["L2"], first["L3"], first["L4"]].map((cell: XLSX.CellObject) => cell.v),
    ).toEqual(["mailed?", "yes", "no", "a remark below"]);
    expect((first["M2"] as XLSX.CellObject).f).toBe("1+1");
    expect(XLSX.utils.sheet_to_json(after.Sheets["notes"]!, { header: 1 })).toEqual([
      ["notes"],
      ["call Ada"],
    ]);
    expect((await readShareList(path)).rows.map((row) => row.subject)).toEqual([
      "sub-01",
      "sub-02",
      "sub-03",
    ]);
  });

  it("finds columns in another order and reads days that Excel turned into dates", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    const book = XLSX.utils.book_new();
    const sheet = XLSX.utils.aoa_to_sheet([
      ["my list"],
      ["URL", "Subject", "expire", "password"],
      ["https://c/s/1", "sub-01", 46368, "pw"],
    ]);
    (sheet["C3"] as XLSX.CellObject).z = "yyyy-mm-dd";
    XLSX.utils.book_append_sheet(book, sheet, "x");
    await writeFile(path, XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
    const { rows } = await readShareList(path);
    expect(rows).toEqual([
      expect.objectContaining({
        subject: "sub-01",
        url: "https://c/s/1",
        expire: "2026-12-12",
        password: "pw",
      }),
    ]);
  });

  it("continues a list of today's script: expire becomes the last usable day, once", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeBook(path, {
      Sheet1: [
        ["", "url", "password", "expire"],
        ["sub-01", "https://c/s/1", "ZI-J5-Orange-Window-2026", "2026-12-12"],
      ],
    });
    const before = await readShareList(path);
    expect(before.legacy).toBe(true);
    expect(before.rows[0]).toMatchObject({
      subject: "sub-01",
      expire: "2026-12-11",
      linkPassword: "ZI-J5-Orange-Window-2026",
    });
    await writeShareList(path, [aRow("sub-02")]);
    await writeShareList(path, [aRow("sub-03")]);
    const after = await readShareList(path);
    expect(after.legacy).toBe(false);
    expect(after.rows.map((row) => [row.subject, row.expire])).toEqual([
      ["sub-01", "2026-12-11"],
      ["sub-02", "2026-12-12"],
      ["sub-03", "2026-12-12"],
    ]);
    expect((await sheetOf(path))[0]!.slice(0, 4)).toEqual(["subject", "url", "password", "expire"]);
  });

  it("merges what somebody saved into it meanwhile", async () => {
    const path = join(await tempFolder(), "share-list.xlsx");
    await writeShareList(path, [aRow("sub-01")]);
    const list = await ShareList.open(path);
    list.put(aRow("sub-02"));
    await list.save();
    // An editor that had the older state saves it over ours, with a row of its own.
    await writeBook(path, {
      shares: [
        [...listColumns, "mailed?"],
        ["sub-01", "https://cloud.example.org/s/token-sub-01"],
        ["by-hand", "https://x"],
      ],
    });
    list.put(aRow("sub-03"));
    await list.save();
    expect((await readShareList(path)).rows.map((row) => row.subject)).toEqual([
      "sub-01",
      "by-hand",
      "sub-02",
      "sub-03",
    ]);
    expect((await sheetOf(path))[0]).toContain("mailed?");
  });

  it("refuses names of other kinds of files", async () => {
    await expect(ShareList.open("share-list.ods")).rejects.toMatchObject({ code: "input/invalid" });
    await expect(readShareList(join(await tempFolder(), "none.xlsx"))).rejects.toMatchObject({
      code: "local/not-found",
    });
  });
});
