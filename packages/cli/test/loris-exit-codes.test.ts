import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { closedPort } from "./helpers/closed-port.js";
import { startLoris, type Loris } from "./helpers/loris.js";

const minc = ["loris", "pull", "-t", "minc", "--no-qc", "-o", "study", "--json", "--retries", "1"];

/** Links of the study's images, in the order of the list. */
function links(loris: Loris): string[] {
  return [...loris.sandbox.state.loris.images()].map(({ link }) => link);
}

/** Files that were begun and not finished under their real name must not exist; what exists must be whole. */
function halfWritten(loris: Loris): string[] {
  const folder = join(loris.folder, "study");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".mnc"))
    .filter((path) => readFileSync(join(folder, path)).length < 1000);
}

describe("loris pull ends with", () => {
  it("1 when the output folder cannot be", async () => {
    const loris = await startLoris();
    writeFileSync(join(loris.folder, "file"), "");
    const { code, stderr } = await loris.run(["loris", "pull", "-o", "file/study"]);
    expect(stderr).toContain("[local/denied]");
    expect(code).toBe(1);
    expect(loris.sandbox.log.entries).toEqual([]);
  });

  it.each([
    ["a layout that is none", ["-t", "nifti"]],
    ["a date that is none", ["--since", "2026-02-30"]],
    ["--no-resume, which it does not know", ["--no-resume"]],
    ["more at once than is good", ["-j", "65"]],
    ["two output folders", ["-o", "a", "--out", "b"]],
    ["an argument", ["PREVENT-AD"]],
    ["an empty list", ["-m", ","]],
    ["a way to compare that is none", ["--modality-match", "regex"]],
  ])("2 for %s", async (_, args) => {
    const loris = await startLoris();
    const { code, records } = await loris.run(["loris", "pull", "--json", ...args]);
    expect(code).toBe(2);
    expect(records).toEqual([expect.objectContaining({ type: "error", code: "input/invalid" })]);
    expect(loris.sandbox.log.entries).toEqual([]);
  });

  it("3 when files failed for different reasons; the others are there, and the next run brings the rest", async () => {
    const loris = await startLoris();
    const [gone = "", broken = ""] = links(loris);
    loris.sandbox.state.loris.removeFile(gone);
    const fault = loris.sandbox.faults.add({ kind: "status", status: 500, path: broken, times: 99 });
    const { code, records } = await loris.run(minc);
    expect(code).toBe(3);
    expect(records.at(-1)).toMatchObject({ type: "summary", failed: 2 });
    const failed = records.filter(({ status }) => status === "failed");
    expect(failed.map(({ id }) => String(id)).sort()).toEqual(
      [gone, broken].map((link) => expect.stringContaining(link.slice(1)) as string).sort(),
    );
    expect(halfWritten(loris)).toEqual([]);
    loris.sandbox.state.loris.restoreFile(gone);
    fault.remove();
    const again = await loris.run(minc);
    expect(again.code).toBe(0);
    expect(again.records.at(-1)).toMatchObject({ done: 2, failed: 0 });
  });

  it("4 for candidates that the account may not see, and names each", async () => {
    const loris = await startLoris({ study: { restrictedCandidates: ["300001"] } });
    const { code, records } = await loris.run(minc);
    expect(code).toBe(4);
    const failed = records.filter(({ status }) => status === "failed");
    expect(failed.length).toBeGreaterThan(0);
    for (const { id, error } of failed) {
      expect(id).toContain("300001");
      expect(error).toMatchObject({ code: "auth/forbidden" });
      expect(JSON.stringify(error)).not.toContain("300001");
    }
    expect(records.at(-1)).not.toMatchObject({ done: 0 });
  });

  it("4 for a refused login, which is tried once", async () => {
    const loris = await startLoris();
    const { code, stdout } = await loris.run(["loris", "pull", "-o", "study"], {
      env: { LORIS_PASSWORD: "wrong-password-1" },
    });
    expect(code).toBe(4);
    expect(stdout).toBe("");
    expect(loris.sandbox.log.find("POST", "/login")).toHaveLength(1);
    expect(existsSync(join(loris.folder, "study"))).toBe(false);
  });

  it("5 for files that the server lists and does not have", async () => {
    const loris = await startLoris();
    const [gone = ""] = links(loris);
    loris.sandbox.state.loris.removeFile(gone);
    expect((await loris.run(minc)).code).toBe(5);
  });

  it("6 when the server's errors outlast the retries, or nobody answers", async () => {
    const loris = await startLoris();
    const [broken = ""] = links(loris);
    loris.sandbox.faults.add({ kind: "reset", path: broken, times: 99 });
    expect((await loris.run(minc)).code).toBe(6);
    const url = `http://127.0.0.1:${String(await closedPort())}`;
    const { code } = await loris.run(["loris", "ls", "projects", "--url", url, "--retries", "0"]);
    expect(code).toBe(6);
  });

  it("6 when a file is silent for longer than --timeout; the others are there", async () => {
    const loris = await startLoris();
    const [silent = ""] = links(loris);
    loris.sandbox.faults.add({ kind: "stall", afterBytes: 100, path: silent, times: 99 });
    const { code, records } = await loris.run([...minc, "-m", "t1", "--timeout", "1s", "--retries", "0"]);
    expect(code).toBe(6);
    const failed = records.filter(({ status }) => status === "failed");
    expect(failed).toEqual([
      expect.objectContaining({ error: expect.objectContaining({ code: "net/timeout" }) as object }),
    ]);
    expect(Number(records.at(-1)?.["done"])).toBeGreaterThan(2);
  });

  it("8 when what came is not what was announced, and nothing of it stays", async () => {
    const loris = await startLoris();
    const [broken = ""] = links(loris);
    // The first bytes of HDF5 are part of every MINC 2 file.
    loris.sandbox.faults.add({ kind: "flipByte", at: 1, path: broken, times: 99 });
    const { code, records } = await loris.run(minc);
    expect(records.filter(({ status }) => status === "failed")).toHaveLength(1);
    expect(code).toBe(8);
    expect(existsSync(join(loris.folder, "study", "300001", "V1", broken.split("/").at(-1) ?? ""))).toBe(
      false,
    );
  });

  it("4 for an HTML page, which is never saved as an image", async () => {
    const loris = await startLoris();
    const [broken = ""] = links(loris);
    loris.sandbox.faults.add({ kind: "html", path: broken, times: 99 });
    const { code, records } = await loris.run(minc);
    expect(code).toBe(4);
    expect(records.filter(({ status }) => status === "failed")).toHaveLength(1);
    expect(existsSync(join(loris.folder, "study", "300001", "V1", broken.split("/").at(-1) ?? ""))).toBe(
      false,
    );
  });

  it("9 when nothing fits all filters and --error-if-empty is given; 0 and a note without", async () => {
    const loris = await startLoris();
    const since = ["loris", "pull", "-t", "minc", "-o", "study", "--since", "2099-01-01"];
    const { code, stderr } = await loris.run(since);
    expect(code).toBe(0);
    expect(stderr).toMatch(/no image/i);
    expect((await loris.run([...since, "--error-if-empty"])).code).toBe(9);
    expect((await loris.run([...since, "-t", "bids", "--error-if-empty"])).code).toBe(9);
  });

  it("the first failure under --on-error stop", async () => {
    const loris = await startLoris();
    const [gone = ""] = links(loris);
    loris.sandbox.state.loris.removeFile(gone);
    const { code, records } = await loris.run([...minc, "--on-error", "stop", "-j", "1"]);
    expect(code).toBe(5);
    expect(Number(records.at(-1)?.["done"])).toBeLessThan(16);
  });
});

describe("an expired token in the middle of 16 workers", () => {
  it("is renewed once, and nothing fails", async () => {
    const loris = await startLoris();
    loris.sandbox.state.loris.settings.latencyMs = 20;
    const { code, records } = await loris.run([...minc, "-j", "16"], {
      onSpawn: (child) => {
        child.stdout?.once("data", () => {
          loris.sandbox.state.loris.expireTokens();
        });
      },
    });
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ failed: 0 });
    expect(loris.sandbox.log.find("POST", "/login")).toHaveLength(2);
  });
});

describe("names that would leave the folder", () => {
  it("are refused one by one, and the others come", async () => {
    const candidate = "300001";
    const loris = await startLoris({
      images: [
        { candidate, visit: "V1", scanType: "t1", name: "../../../escape.mnc" },
        { candidate, visit: "V1", scanType: "t1", name: "CON.mnc" },
        { candidate, visit: "V1", scanType: "t1", name: "a\u0000b.mnc" },
      ],
    });
    const { code, records } = await loris.run(minc);
    expect(code).toBe(8);
    const failed = records.filter(({ status }) => status === "failed");
    expect(failed).toHaveLength(3);
    for (const { error } of failed) expect(error).toMatchObject({ code: "data/unsafe-path" });
    expect(Number(records.at(-1)?.["done"])).toBeGreaterThan(15);
    expect(readdirSync(loris.folder).sort()).toEqual(["study"]);
  });
});
