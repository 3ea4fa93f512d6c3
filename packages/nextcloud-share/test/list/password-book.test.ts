import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PasswordBook } from "../../src/list/password-book.js";
import { ShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { filesBelow } from "../helpers/lab.js";
import { tempFolder } from "../helpers/temp-folder.js";

const row = (subject: string, token: string) => ({ subject, url: `https://c/s/${token}` });

describe("a file of passwords", () => {
  it("serves two lists with the same labels, opened at the same time", async () => {
    const folder = await tempFolder();
    const splitPasswords = join(folder, "passwords.csv");
    const paths = ["one.csv", "two.csv"].map((name) => join(folder, name));
    const lists = await Promise.all(paths.map((path) => ShareList.open(path, { splitPasswords })));
    const rows = lists.map((_, i) =>
      ["sub-01", "sub-02"].map((subject) =>
        aRow(subject, { url: `https://c/s/${i}-${subject}`, password: `words-of-${i}-${subject}` }),
      ),
    );
    for (const [at] of ["sub-01", "sub-02"].entries()) {
      lists.forEach((list, i) => list.put(rows[i]![at]!));
      await Promise.all(lists.map((list) => list.save()));
    }
    for (const [i, path] of paths.entries()) {
      const again = await ShareList.open(path, { splitPasswords });
      expect([...again.rows()]).toEqual(rows[i]);
      expect(await readFile(path, "utf8")).not.toContain("words-of");
    }
    expect((await stat(splitPasswords)).mode & 0o777).toBe(0o600);
  });

  it("never replaces another password of the same link", async () => {
    const path = join(await tempFolder(), "passwords.csv");
    const [one, two] = [await PasswordBook.open(path), await PasswordBook.open(path)];
    one.set(row("sub-01", "a"), { password: "first", linkPassword: "" });
    await one.save();
    two.set(row("sub-01", "a"), { password: "second", linkPassword: "" });
    await expect(two.save()).rejects.toMatchObject({ code: "input/invalid", subject: "sub-01" });
    expect(await readFile(path, "utf8")).toContain("first");
    expect((await PasswordBook.open(path)).get(row("sub-01", "a"))?.password).toBe("first");
  });

  it("reads one without addresses, as people write it, and keeps its lines", async () => {
    const path = join(await tempFolder(), "passwords.csv");
    await writeFile(path, "subject,password\nsub-01,by hand\n");
    const book = await PasswordBook.open(path);
    expect(book.get(row("sub-01", "a"))).toMatchObject({ password: "by hand", linkPassword: "" });
    book.set(row("sub-01", "b"), { password: "drawn", linkPassword: "door" });
    await book.save();
    const again = await PasswordBook.open(path);
    expect(again.get(row("sub-01", "b"))).toMatchObject({ password: "drawn", linkPassword: "door" });
    expect(again.get(row("sub-01", "a"))?.password).toBe("by hand");
  });

  it("loses nothing that is set while it is written", async () => {
    const path = join(await tempFolder(), "passwords.csv");
    const book = await PasswordBook.open(path);
    const saves: Promise<void>[] = [];
    for (let i = 0; i < 20; i++) {
      book.set(row(`sub-${i}`, `t${i}`), { password: `words ${i}`, linkPassword: "" });
      if (i % 4 === 0) saves.push(book.save());
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(saves);
    await book.save();
    const again = await PasswordBook.open(path);
    for (let i = 0; i < 20; i++) {
      for (const one of [book, again]) expect(one.get(row(`sub-${i}`, `t${i}`))?.password).toBe(`words ${i}`);
    }
  });

  it("removes what a killed run left while it wrote", async () => {
    const folder = await tempFolder();
    const path = join(folder, "passwords.csv");
    await writeFile(`${path}.0123abcd.part`, "subject,password\nsub-01,in the clear\n");
    const book = await PasswordBook.open(path);
    book.set(row("sub-01", "a"), { password: "words", linkPassword: "" });
    await book.save();
    expect((await filesBelow(folder)).filter((file) => file.endsWith(".part"))).toEqual([]);
  });
});
