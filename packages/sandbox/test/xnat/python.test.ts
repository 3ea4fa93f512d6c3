import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../src/index.js";
import { run } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const script = (name: string): string => fileURLToPath(new URL(`./python/${name}`, import.meta.url));

/** A Python that has pyxnat, named by whoever has one: `SCANFERRY_PYXNAT=python3`. */
const pyxnat = process.env["SCANFERRY_PYXNAT"];

function imports(python: string, module: string): boolean {
  try {
    execFileSync(python, ["-c", `import ${module}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const withRequests = imports("python3", "requests") || process.env["SCANFERRY_REQUIRE_PEERS"] === "1";

describe.each(["1.6", "1.9"] as const)("Python against the look-alike XNAT %s", (version) => {
  it.skipIf(!withRequests)(
    `walks from the login to the bytes with requests${withRequests ? "" : " (skipped: python3 without requests)"}`,
    async () => {
      await using sandbox = await startSandbox({ xnat: { version, contextPath: "/xnat" } });
      const { username, password } = sandbox.credentials.xnat;
      const said = await run("python3", [script("requests_walk.py"), sandbox.url.xnat, username, password]);
      expect(JSON.parse(said)).toEqual({
        cookie: true,
        path: ["SANDBOX", "S1", "S1_MR1", "1", "DICOM"],
        files: 3,
        same: true,
        zipped: "S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/0001.dcm",
        range: [206, -100],
        afterwards: [200, 401],
      });
    },
    60_000,
  );

  it.skipIf(pyxnat === undefined)(
    `is used by pyxnat${pyxnat === undefined ? " (skipped: SCANFERRY_PYXNAT names no Python that has it)" : ""}`,
    async () => {
      await using sandbox = await startSandbox({ xnat: { version, contextPath: "/xnat" } });
      const folder = await temporaryFolder();
      const { username, password } = sandbox.credentials.xnat;
      const args = [script("pyxnat_walk.py"), sandbox.url.xnat, username, password, folder];
      expect(JSON.parse(await run(pyxnat ?? "", args))).toEqual({
        subjects: 4,
        gender: "female",
        scans: ["1", "2", "3-MR1"],
        files: ["0001.dcm", "0002.dcm", "0003.dcm"],
        size: [4096, 4096],
        unpacked: 10,
        back: "hello",
      });
    },
    60_000,
  );
});
