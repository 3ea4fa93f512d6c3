import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readShareList, writeShareList } from "../../src/list/share-list.js";
import { aRow } from "../helpers/a-row.js";
import { tempFolder } from "../helpers/temp-folder.js";

describe("share-list.csv", () => {
  it("stays in the dialect that a German Excel gave it", async () => {
    const path = join(await tempFolder(), "share-list.csv");
    await writeFile(
      path,
      '\uFEFFsubject;url;password;expire;remark\r\nsub-01;https://c/s/1;pw;12.12.2026;"a; b"\r\n',
    );
    await writeShareList(path, [aRow("sub-02")]);
    const text = await readFile(path, "utf8");
    expect(text).toContain('sub-01;https://c/s/1;pw;12.12.2026;"a; b";');
    const { rows } = await readShareList(path);
    expect(rows[0]).toMatchObject({ expire: "2026-12-12" });
    expect(rows[1]).toEqual(aRow("sub-02"));
  });

  it("is never overwritten when it is no text or a quote stays open", async () => {
    const path = join(await tempFolder(), "share-list.csv");
    for (const bytes of [
      Buffer.from([0xff, 0xfe, 0x00, 0x41]),
      Buffer.from('subject,url\n"sub-01,x\n'),
      Buffer.from("a,b\n1,2\n"),
    ]) {
      await writeFile(path, bytes);
      await expect(writeShareList(path, [aRow("x")])).rejects.toMatchObject({ code: "data/corrupt" });
      expect(await readFile(path)).toEqual(bytes);
    }
  });
});
