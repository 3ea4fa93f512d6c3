import { existsSync, mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { results, tree } from "./helpers/pulled.js";
import { noXnatLogin, startXnat } from "./helpers/xnat.js";

const first = "002/002_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files";

describe("xnat pull", () => {
  it.each(["1.6", "1.9"] as const)(
    "brings a project whole from XNAT %s and asks nothing, and the second run moves nothing",
    async (version) => {
      const xnat = await startXnat({ version });
      const args = ["xnat", "pull", "SANDBOX", "-o", "out", "--json"];
      const pulled = await xnat.run(args);
      expect(pulled.stderr).not.toMatch(/error|warning/);
      expect(pulled.code).toBe(0);
      // 3 subjects, 3 scans each, 3 DICOM files and a NIFTI file in each.
      const files = results(pulled.records);
      expect(files).toHaveLength(36);
      for (const file of files) {
        expect(Object.keys(file).slice(0, 6)).toEqual(["type", "id", "target", "action", "status", "bytes"]);
        expect(file["status"]).toBe("done");
      }
      expect(pulled.records.at(-1)).toMatchObject({
        type: "summary",
        done: 36,
        unchanged: 0,
        skipped: 0,
        failed: 0,
      });
      const targets = tree(join(xnat.folder, "out"));
      expect(targets).toHaveLength(36);
      const [dicom] = xnat.sandbox.state.xnat.files("SANDBOX/002/002_MR1/1/DICOM");
      const path = dicom?.path ?? "";
      expect(files.map(({ id, target }) => [id, target])).toContainEqual([
        `SANDBOX/002/002_MR1/1/DICOM/${path}`,
        `${first}/${path}`,
      ]);
      const bytes = await xnat.sandbox.state.xnat.fileBytes("SANDBOX/002/002_MR1/1/DICOM", path);
      expect(readFileSync(join(xnat.folder, "out", first, path)).equals(bytes)).toBe(true);
      expect(existsSync(join(xnat.folder, "out/.scanferry/manifest.ndjson"))).toBe(true);
      xnat.sandbox.log.clear();
      const again = await xnat.run(args);
      expect(again.code).toBe(0);
      expect(again.records.at(-1)).toMatchObject({ done: 0, unchanged: 36, failed: 0, bytes: 0 });
      expect(xnat.sandbox.log.entries.filter(({ format }) => format === "zip")).toEqual([]);
    },
  );

  it("runs the tutorial's line: its credentials file, its list, its folder", async () => {
    const xnat = await startXnat({ projects: [{ id: "17-M-0181", subjects: ["0012", "0047", "0101"] }] });
    const { username, password } = xnat;
    writeFileSync(join(xnat.folder, ".xnat"), `username: ${username}\npassword: ${password}\n`, {
      mode: 0o600,
    });
    writeFileSync(join(xnat.folder, "mrns.txt"), "0012\r\n\r\n0101\r\n");
    const { code, stderr } = await xnat.run(
      [
        "xnat",
        "pull",
        "17-M-0181",
        "--subjects-from",
        "mrns.txt",
        "-o",
        "DIR",
        "--credentials",
        ".xnat",
        "--url",
        xnat.url,
      ],
      { env: noXnatLogin },
    );
    expect(stderr).toMatch(/24 done/);
    expect(code).toBe(0);
    expect([...new Set(tree(join(xnat.folder, "DIR")).map((path) => path.split("/")[0]))]).toEqual([
      "0012",
      "0101",
    ]);
    expect(stderr).not.toContain(password);
  });

  it("reads the web page's CSV, a named column, and a list from standard input", async () => {
    const xnat = await startXnat();
    const subjects = async (args: string[], input?: string): Promise<unknown[]> => {
      const { code, records } = await xnat.run(
        ["xnat", "pull", "SANDBOX", "-n", "--json", ...args],
        input === undefined ? {} : { input },
      );
      expect(code).toBe(0);
      return [...new Set(results(records).map(({ target }) => String(target).split("/")[0]))].sort();
    };
    writeFileSync(
      join(xnat.folder, "web.csv"),
      '\uFEFF"Project","Subject"\r\n"SANDBOX","002"\r\n\r\n"SANDBOX","S3"\r\n',
    );
    expect(await subjects(["--subjects-from", "web.csv"])).toEqual(["002", "S3"]);
    writeFileSync(join(xnat.folder, "lab.csv"), "Our patients\nNr;Code\n1;S1\n");
    expect(await subjects(["--subjects-from", "lab.csv", "--column", "Code"])).toEqual(["S1"]);
    expect(await subjects(["--subjects-from", "-"], "S3\n")).toEqual(["S3"]);
    expect(await subjects(["--subjects-from", "-", "--subjects", "S1"], "S3\n")).toEqual(["S1", "S3"]);
  });

  it("lists subjects that are missing on the server and brings the others; --strict ends with 5 before the first byte", async () => {
    const xnat = await startXnat();
    const args = ["xnat", "pull", "SANDBOX", "-o", "out", "--subjects", "2,S1,S9", "--json"];
    const strict = await xnat.run([...args, "--strict"]);
    expect(strict.code).toBe(5);
    expect(strict.records).toEqual([expect.objectContaining({ type: "error", code: "remote/not-found" })]);
    expect(JSON.stringify(strict.records)).not.toContain("S9");
    expect(existsSync(join(xnat.folder, "out"))).toBe(false);
    const { code, records } = await xnat.run(args);
    expect(code).toBe(0);
    const skipped = results(records).filter(({ status }) => status === "skipped");
    expect(skipped.map(({ id }) => String(id).split("/").at(-1)).sort()).toEqual(["2", "S9"]);
    expect(records.at(-1)).toMatchObject({ done: 12, skipped: 2, failed: 0 });
  });

  it("tells a person the hint of missing subjects once, and a label that resembles each", async () => {
    const xnat = await startXnat();
    const { stderr } = await xnat.run(["xnat", "pull", "SANDBOX", "-o", "out", "--subjects", "2,s1,S9"]);
    expect(stderr.match(/^skipped SANDBOX\/(2|s1|S9): .*$/gm)).toHaveLength(3);
    expect(stderr.match(/scanferry xnat find LABEL/g)).toHaveLength(1);
    expect(stderr).toMatch(/skipped SANDBOX\/2: .*A label there is 002\./);
    expect(stderr).toMatch(/skipped SANDBOX\/s1: .*A label there is S1\./);
  });

  it("checks without writing: 0 when all is the same, 3 when something differs, and -n lists it with 0", async () => {
    const xnat = await startXnat();
    const args = ["xnat", "pull", "SANDBOX/S1", "-o", "out"];
    const planned = await xnat.run([...args, "-n", "--json"]);
    expect(planned.code).toBe(0);
    expect(existsSync(join(xnat.folder, "out"))).toBe(false);
    expect(results(planned.records)).toHaveLength(12);
    for (const file of results(planned.records))
      expect(file).toMatchObject({ status: "planned", bytes: 4096 });
    expect((await xnat.run([...args, "--check"])).code).toBe(3);
    expect(existsSync(join(xnat.folder, "out"))).toBe(false);
    await xnat.run(args);
    expect((await xnat.run([...args, "--check"])).code).toBe(0);
    const [target = ""] = tree(join(xnat.folder, "out"));
    truncateSync(join(xnat.folder, "out", target), 100);
    const differs = await xnat.run([...args, "--check", "--json"]);
    expect(differs.code).toBe(3);
    expect(results(differs.records).filter(({ status }) => status === "planned")).toEqual([
      expect.objectContaining({ target }),
    ]);
    expect((await xnat.run([...args, "-n"])).code).toBe(0);
    expect((await xnat.run([...args, "-n", "--check"])).code).toBe(3);
    expect(readFileSync(join(xnat.folder, "out", target))).toHaveLength(100);
    expect((await xnat.run([...args, "--json"])).records.at(-1)).toMatchObject({ done: 1, failed: 0 });
  });

  it("finds by --checksum, and only by it, bytes that changed under the same size and time", async () => {
    const xnat = await startXnat();
    const args = ["xnat", "pull", "SANDBOX/S1", "-o", "out", "--json"];
    await xnat.run(args);
    const path = join(xnat.folder, "out", tree(join(xnat.folder, "out"))[0] ?? "");
    const whole = readFileSync(path);
    const time = new Date("2026-01-02T03:04:05Z");
    utimesSync(path, time, time);
    await xnat.run(args);
    const rotten = Buffer.from(whole);
    rotten.writeUInt8(rotten.readUInt8(2000) ^ 1, 2000);
    writeFileSync(path, rotten);
    utimesSync(path, time, time);
    expect((await xnat.run(args)).records.at(-1)).toMatchObject({ done: 0, unchanged: 12 });
    expect((await xnat.run([...args, "--checksum"])).records.at(-1)).toMatchObject({
      done: 1,
      unchanged: 11,
    });
    expect(readFileSync(path).equals(whole)).toBe(true);
  });

  it("brings back by name what people deleted, and what changed on the server", async () => {
    const xnat = await startXnat({ version: "1.9" });
    const args = ["xnat", "pull", "SANDBOX/S1", "-o", "out", "--json"];
    await xnat.run(args);
    const resource = "SANDBOX/S1/S1_MR1/1/DICOM";
    const [file] = xnat.sandbox.state.xnat.files(resource);
    xnat.sandbox.state.xnat.sameLengthChange(resource, file?.path ?? "");
    const { records } = await xnat.run(args);
    expect(results(records).filter(({ status }) => status === "done")).toEqual([
      expect.objectContaining({ id: `${resource}/${file?.path ?? ""}` }),
    ]);
  });

  it("refuses a folder that another XNAT was pulled into", async () => {
    const one = await startXnat();
    const other = await startXnat();
    mkdirSync(join(one.folder, "out"));
    await one.run(["xnat", "pull", "SANDBOX/S1", "-o", "out"]);
    const { code, stderr } = await other.run(["xnat", "pull", "SANDBOX/S1", "-o", join(one.folder, "out")]);
    expect(code).toBe(2);
    expect(stderr).toContain("[input/invalid]");
  });
});
