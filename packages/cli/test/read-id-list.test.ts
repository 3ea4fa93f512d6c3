import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIdList } from "../src/options/read-id-list.js";
import { temporaryFolder } from "./helpers/run-cli.js";

const columns = ["CandID", "PSCID"];

/** Writes a file and reads the ids in it. */
async function idsOf(
  text: string | Buffer,
  name = "list.csv",
  wanted: readonly string[] = columns,
  named?: string,
): Promise<string[]> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return readIdList(path, { known: wanted, named });
}

describe("readIdList", () => {
  it("reads one id per line: BOM, CRLF, blank lines, repeats; leading zeros stay", async () => {
    expect(await idsOf("\uFEFF0012\r\n\r\n 300001 \r\n0012\r\n", "list.txt")).toEqual(["0012", "300001"]);
  });

  it("passes over comments in a list", async () => {
    expect(await idsOf("# asked for by Ada, 2026\n0012\n #300000\n300001\n", "list.txt")).toEqual([
      "0012",
      "300001",
    ]);
    expect(await idsOf("#mine\nCandID\n0012\n", "list.txt")).toEqual(["0012"]);
    expect(await idsOf("Note,CandID\n#1,0012\n")).toEqual(["0012"]);
  });

  it.each([
    ["a comma", 'Site,CandID\n"Montreal, QC","0012"\nOttawa,300001\n'],
    ["a semicolon", "Site;candid\nMontreal;0012\nOttawa;300001\n"],
    ["a tab", "Site\tCandID\nMontreal\t0012\nOttawa\t300001\n"],
  ])("takes the named column of a CSV divided by %s", async (_, text) => {
    expect(await idsOf(text)).toEqual(["0012", "300001"]);
  });

  it("prefers the first of the named columns", async () => {
    expect(await idsOf("PSCID,CandID\nMTL001,300001\n")).toEqual(["300001"]);
    expect(await idsOf("Candidate;Weight\n300001;12\n", "list.csv", ["Candidate"])).toEqual(["300001"]);
  });

  it.each([
    ["two ids in one line", "300001,300008\n", "Line 1"],
    ["two ids with a tab between them", "300001\n300001\t300008\n", "Line 2"],
    ["a table whose columns are not named", "300001,Montreal\n300002,Ottawa\n", "Line 1"],
    ["a row whose id is empty", "PSCID,CandID\nMTL001,300001\n\nMTL002,\n", "Line 4"],
    ["a row that ends before its id", "PSCID,CandID\nMTL001\n", "Line 2"],
  ])("refuses %s and names the line, but not what stands in it", async (_, text, line) => {
    const refused = await idsOf(text).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "input/invalid" });
    expect((refused as Error).message).toContain(line);
    expect((refused as Error).message).not.toMatch(/3000|MTL/);
  });

  it.each([
    ["one word", "Subjects\r\nProject,Subject\r\nP,0012\r\n"],
    ["a sentence with commas, and a blank line", "Subjects, all of P\n\nNr;Project;Subject\n1;P;0012\n"],
    ["what Excel writes", "sep=;\nProject;Subject\nP;0012\n"],
    ["a sentence above one column", "All subjects\nSubject\n0012\n"],
  ])("passes over a title: %s", async (_, text) => {
    expect(await idsOf(text, "list.csv", ["Subject"])).toEqual(["0012"]);
  });

  it("keeps an id that is spelled like a column, below other ids", async () => {
    expect(await idsOf("0012\nlabel\n0013\n", "list.txt", ["Subject", "label"])).toEqual([
      "0012",
      "label",
      "0013",
    ]);
  });

  it("takes the column that the user names, in any spelling, and no other", async () => {
    const table = "Subject,Record_Number\nS1,0012\nS2,0013\n";
    expect(await idsOf(table, "list.csv", ["Subject"], "record number")).toEqual(["0012", "0013"]);
    await expect(idsOf(table, "list.csv", ["Subject"], "MRN")).rejects.toMatchObject({
      code: "input/invalid",
      message: "The list has no column of that name.",
    });
  });

  it("counts lines from the top of the file, also below a title", async () => {
    const refused = idsOf("All of them\nProject,Subject\nP,0012\nP,\n", "list.csv", ["Subject"]);
    await expect(refused).rejects.toThrow("Line 4");
  });

  it("takes empty cells behind an only id for nothing", async () => {
    expect(await idsOf("300001,,\n300002,,\n")).toEqual(["300001", "300002"]);
  });

  it("refuses a file that names nobody, holds no text, or is not there", async () => {
    await expect(idsOf("CandID\n\n")).rejects.toMatchObject({ code: "input/invalid" });
    await expect(idsOf(Buffer.from([0xff, 0xfe, 0x31, 0x00]))).rejects.toMatchObject({
      code: "data/corrupt",
    });
    await expect(readIdList(temporaryFolder(), { known: columns })).rejects.toMatchObject({
      code: "input/invalid",
      message: "A list of ids is a file, not a folder.",
    });
    await expect(readIdList("nowhere.txt", { known: columns })).rejects.toMatchObject({
      code: "local/not-found",
    });
  });
});
