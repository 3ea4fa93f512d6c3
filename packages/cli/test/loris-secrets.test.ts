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
    if (process.platform === "linux") expect(argv.split("\0")).toContain("pull");
    const seen = [stdout, stderr, argv, everything(loris.folder)].join("\n");
    expect(seen).toContain("GET");
    expect(stderr).toMatch(/GET http:\/\/\S+ 200 path=\S*\/candidates\/300001\/V1/);
    expect(seen).not.toContain(loris.password);
    expect(seen).not.toMatch(/eyJ[\w-]{10,}\./);
    expect(seen).not.toMatch(/Bearer [^[]/);
  });

  it("labels are left out of the log and of what -vv says with --redact", async () => {
    const loris = await startLoris({ study: { candidates: 1 } });
    const [image] = loris.sandbox.state.loris.images();
    const labels = [image?.candidate, image?.pscid, image?.visit].map(String);
    const pull = (folder: string, ...more: string[]) => {
      const log = ["--log-file", `${folder}.log`, "--log-level", "debug"];
      return loris.run(["loris", "pull", "-t", "minc", "-o", folder, "-vv", ...log, ...more]);
    };
    const logOf = (folder: string) => readFileSync(join(loris.folder, `${folder}.log`), "utf8");
    const open = await pull("open");
    const hidden = await pull("hidden", "--redact");
    expect([open.code, hidden.code]).toEqual([0, 0]);
    expect(logOf("hidden").split("\n").length).toBeGreaterThan(10);
    expect(hidden.stderr.split("\n").length).toBeGreaterThan(10);
    for (const label of labels) {
      // Without the option they are there, so that their absence means something.
      expect(logOf("open")).toContain(label);
      expect(logOf("hidden")).not.toContain(label);
      expect(hidden.stderr).not.toContain(label);
    }
  });
});
