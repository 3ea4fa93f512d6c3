import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDataset, readTsv } from "../../src/index.js";
import { gather } from "../support/gather.js";
import { makeTree } from "../support/make-tree.js";

async function rows(content: string | Uint8Array) {
  return gather(readTsv(`${await makeTree({ "t.tsv": content })}/t.tsv`));
}

describe("readTsv", () => {
  it("takes a byte order mark, CRLF, empty lines, a missing last line end, and keeps quotes as they are", async () => {
    expect(
      await rows('\uFEFFparticipant_id\tage\tnote\r\nsub-01\t34\t"a, b"\r\n\r\nsub-02\tn/a\t it\'s '),
    ).toEqual([
      { participant_id: "sub-01", age: "34", note: '"a, b"' },
      { participant_id: "sub-02", age: null, note: "it's" },
    ]);
  });

  it("gives null for n/a, for empty cells and for cells that are not there, and drops cells beyond the header", async () => {
    expect(await rows("a\tb\tc\n1\n\tn/a\t3\t4\n")).toEqual([
      { a: "1", b: null, c: null },
      { a: null, b: null, c: "3" },
    ]);
  });

  it("yields nothing for an empty file and for a header alone", async () => {
    expect(await rows("")).toEqual([]);
    expect(await rows("participant_id\tage\n")).toEqual([]);
  });

  it("reads what was written, whatever the line ends and wherever the chunks end", async () => {
    const root = await makeTree({});
    const cell = fc.stringMatching(/^[a-zA-Z0-9"',;äé ]{0,20}$/).map((text) => text.trim());
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n", "\r"), fc.nat(3), async (cells, lineEnd, pad) => {
        // A long first line moves the line ends across the border of the 64 KiB chunks.
        const header = `a\tb\t${"x".repeat(65_530 + pad)}`;
        const lines = [header, ...cells.map(([a, b]) => `${a}\t${b}\t.`)];
        await writeFile(`${root}/t.tsv`, lines.join(lineEnd) + lineEnd);
        const read = (await gather(readTsv(`${root}/t.tsv`))).map((row) => [row["a"], row["b"]]);
        expect(read).toEqual(cells.map((pair) => pair.map((text) => (text === "" ? null : text))));
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, string | Uint8Array]>([
    ["UTF-16", Buffer.from("\uFEFFparticipant_id\nsub-01\n", "utf16le")],
    ["an endless line", "x".repeat(3 * 1024 * 1024)],
  ])("refuses %s", async (_, content) => {
    await expect(rows(content)).rejects.toMatchObject({ code: "data/corrupt" });
  });

  it("says that a table is not there, and stops when told", async () => {
    await expect(gather(readTsv("/nowhere/t.tsv"))).rejects.toMatchObject({ code: "local/not-found" });
    const root = await makeTree({ "t.tsv": "a\n1\n" });
    await expect(gather(readTsv(`${root}/t.tsv`, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: "aborted",
    });
  });
});

describe("participants", () => {
  it("lists the rows in their order, then the folders without a row", async () => {
    const root = await makeTree({
      "participants.tsv": "participant_id\tage\nsub-03\t30\n01\t20\nsub-gone\tn/a\n",
      "sub-01/": "",
      "sub-02/": "",
      "sub-03/": "",
    });
    expect(await gather((await openDataset(root)).participants())).toEqual([
      { label: "sub-03", hasFolder: true, columns: { participant_id: "sub-03", age: "30" } },
      { label: "sub-01", hasFolder: true, columns: { participant_id: "01", age: "20" } },
      { label: "sub-gone", hasFolder: false, columns: { participant_id: "sub-gone", age: null } },
      { label: "sub-02", hasFolder: true, columns: {} },
    ]);
  });

  it("lists the folders where there is no table, in the plain layout under their own names", async () => {
    const root = await makeTree({ "subj1/anat/x": "", "subj2/": "", "derivatives/": "", "file.txt": "" });
    const found = await gather((await openDataset(root)).participants());
    expect(found.map((one) => one.label)).toEqual(["subj1", "subj2"]);
  });

  it("takes a table with the prefix beside plain folders without it", async () => {
    const root = await makeTree({
      "participants.tsv": "participant_id\nsub-P1\nP2\nsub-P3\n",
      "P1/anat/x": "",
      "P2/": "",
    });
    const found = await gather((await openDataset(root)).participants());
    expect(found.map((one) => [one.label, one.hasFolder])).toEqual([
      ["P1", true],
      ["P2", true],
      ["sub-P3", false],
    ]);
  });

  it("refuses a table without participant_id and one that was not fetched", async () => {
    const wrong = await makeTree({ "participants.tsv": "id\nsub-01\n", "sub-01/": "" });
    await expect(gather((await openDataset(wrong)).participants())).rejects.toMatchObject({
      code: "input/invalid",
    });
    const link = { link: ".git/annex/objects/x" };
    const dangling = await makeTree({ "participants.tsv": link, "sub-01/": "" });
    await expect(gather((await openDataset(dangling)).participants())).rejects.toMatchObject({
      code: "local/not-found",
      hint: expect.stringContaining("datalad get") as string,
    });
  });
});
