import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIdList } from "../src/options/read-id-list.js";
import { temporaryFolder } from "./helpers/run-cli.js";

const columns = ["CandID", "PSCID"];

/** Writes a file and reads the ids in it. */
async function idsOf(text: string | Buffer, name = "list.csv", wanted = columns): Promise<string[]> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return readIdList(path, wanted);
}

describe("readIdList", () => {
  it("reads one id per line: BOM, CRLF, blank lines, repeats; leading zeros stay", async () => {
    expect(await idsOf("\uFEFF0012\r\n\r\n 300001 \r\n0012\r\n", "list.txt")).toEqual(["0012", "300001"]);
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

  it("takes empty cells behind an only id for nothing", async () => {
    expect(await idsOf("300001,,\n300002,,\n")).toEqual(["300001", "300002"]);
  });

  it("refuses a file that names nobody, holds no text, or is not there", async () => {
    await expect(idsOf("CandID\n\n")).rejects.toMatchObject({ code: "input/invalid" });
    await expect(idsOf(Buffer.from([0xff, 0xfe, 0x31, 0x00]))).rejects.toMatchObject({
      code: "data/corrupt",
    });
    await expect(readIdList(temporaryFolder(), columns)).rejects.toMatchObject({
      code: "input/invalid",
      message: "A list of ids is a file, not a folder.",
    });
    await expect(readIdList("nowhere.txt", columns)).rejects.toMatchObject({ code: "local/not-found" });
  });
});
