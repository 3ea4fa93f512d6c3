import { closeSync, existsSync, openSync } from "node:fs";
import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { cliPath } from "./helpers/run-cli.js";
import { startLoris } from "./helpers/loris.js";

const device = "/dev/full";

// Linux alone has a disk that is always full; elsewhere output.test.ts stands for it.
describe.runIf(existsSync(device))("standard output on a full disk", () => {
  it.each([
    ["a list", ["loris", "ls", "images"]],
    ["a pull", ["loris", "pull", "-o", "study", "-m", "t1", "--json"]],
  ])("ends %s with one sentence, and not with a stack", async (_, args) => {
    const loris = await startLoris();
    const full = openSync(device, "w");
    const child = spawn(process.execPath, [cliPath, ...args], {
      cwd: loris.folder,
      env: loris.env,
      stdio: ["ignore", full, "pipe"],
    });
    let stderr = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const code = await new Promise((resolve) => child.once("close", resolve));
    closeSync(full);
    expect(stderr).toContain("[local/no-space]");
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });
});
