import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLoris } from "./helpers/loris.js";

/** The content of every file below a folder. */
function everything(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

describe("password and token of LORIS", () => {
  it("stand in no output, log, journal, manifest or list of processes, also when things fail", async () => {
    const loris = await startLoris();
    const [first] = loris.sandbox.state.loris.images();
    loris.sandbox.state.loris.removeFile(first?.link ?? "");
    let argv = "";
    const { code, stdout, stderr } = await loris.run(
      ["loris", "pull", "-t", "minc", "-o", "study", "-vv", "--log-file", "run.log", "--log-level", "debug"],
      {
        onSpawn: (child) => {
          child.stderr?.once("data", () => {
            const path = `/proc/${String(child.pid)}/cmdline`;
            if (existsSync(path)) argv = readFileSync(path, "utf8");
          });
        },
      },
    );
    expect(code).toBe(5);
    const seen = [stdout, stderr, argv, everything(loris.folder)].join("\n");
    expect(seen).toContain("GET");
    expect(seen).not.toContain(loris.password);
    expect(seen).not.toMatch(/eyJ[\w-]{10,}\./);
    expect(seen).not.toMatch(/Bearer [^[]/);
  });

  it("labels are left out of the log with --redact", async () => {
    const loris = await startLoris({ study: { candidates: 1 } });
    const args = [
      "loris",
      "pull",
      "-t",
      "minc",
      "-o",
      "study",
      "--log-file",
      "run.log",
      "--log-level",
      "debug",
      "--redact",
    ];
    expect((await loris.run(args)).code).toBe(0);
    const log = readFileSync(join(loris.folder, "run.log"), "utf8");
    expect(log.split("\n").length).toBeGreaterThan(10);
    expect(log).not.toContain("300001");
    expect(log).not.toContain("V1");
  });
});
