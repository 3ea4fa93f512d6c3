import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
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
    const [candidate, pscid, visit] = [image?.candidate, image?.pscid, image?.visit].map(String);
    const archive = `${String(pscid)}_${String(candidate)}_${String(visit)}.tgz`;
    writeFileSync(join(loris.folder, archive), gzipSync("phantom"));
    const place = ["--candidate", String(candidate), "--visit", String(visit), "--overwrite"];
    const runBoth = async (log: string, ...more: string[]) => {
      const shared = ["-vv", "--log-file", log, "--log-level", "debug", ...more];
      const pulled = await loris.run(["loris", "pull", "-t", "minc", "-o", `${log}-study`, ...shared]);
      const sent = await loris.run(["loris", "upload", archive, ...place, ...shared]);
      expect([pulled.code, sent.code]).toEqual([0, 0]);
      return { log: readFileSync(join(loris.folder, log), "utf8"), stderr: pulled.stderr + sent.stderr };
    };
    const open = await runBoth("open.log");
    const hidden = await runBoth("hidden.log", "--redact");
    for (const label of [candidate, pscid, visit].map(String)) {
      // Without the option they are there, so that their absence means something.
      expect(open.log).toContain(label);
      expect(open.stderr).toContain(label);
      expect(hidden.log).not.toContain(label);
      expect(hidden.stderr).not.toContain(label);
    }
    expect(hidden.log.split("\n").length).toBeGreaterThan(10);
  });
});
